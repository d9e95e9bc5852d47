"""Files of others read into tables of ours: readers, layouts, mapping, checks, preview."""
