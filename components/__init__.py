"""What is seen: one file one widget. A component draws what it is given and never filters."""
