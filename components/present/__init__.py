"""Presenting: one document that tells a briefing full screen, served or as a file to carry."""
