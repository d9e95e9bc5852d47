"""A file of somebody else's brought into the case, on the Data page."""
