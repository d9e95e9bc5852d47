"""Made-up cases of any size, for measuring."""
