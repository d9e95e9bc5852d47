"""What is said of a view: answers, figures, tables, cards, explanations and rows to take away."""
