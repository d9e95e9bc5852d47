"""What stands round every page: header, filters, notices and the registry of pages."""
