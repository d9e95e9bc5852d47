"""Briefings: scenes in their order, the file they are written in, its store, and frozen links."""
