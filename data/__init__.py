"""Where the shipped tables lie. Files only; ``geo.case.load`` reads a case."""

from pathlib import Path

DATA: Path = Path(__file__).resolve().parent
SHIPPED: Path = DATA / "karabakh"
"""The case that opens where no other is named."""
