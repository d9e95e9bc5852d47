"""How the accuracy of a place travels to the browser: one byte, since a tenth more or less is not seen."""

ACCURACY_BASE = 10.0
ACCURACY_STEP = 1.06
"""Metres = 10 * 1.06 ** (byte - 1); nought where it is not known."""
