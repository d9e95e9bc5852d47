"""What changed between two dates, and what was learned between two days of knowing."""
