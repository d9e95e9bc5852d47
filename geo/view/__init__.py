"""What is looked at: the view, its selection of events, search, joins and columns."""
