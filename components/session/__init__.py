"""What one reader's session holds: its case, view, selection and slots."""
