"""What follows from the rows of a case: statuses, passages, figures, silence, and the state at a date."""
