"""What leaves the program as tables: rows shown, in files others read, and a whole case."""
