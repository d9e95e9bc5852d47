"""A case in memory and how it is read: schema, settings, tables, checks, and the cut of what was known."""
