"""Versions of a user's case on disk, behind one small interface."""
