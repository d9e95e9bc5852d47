"""What loading left out, and the one error that stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["row", "value", "table", "note"]
LONGEST_VALUE = 80


class CaseError(Exception):
    """A case that cannot be opened at all; the message is one sentence for the user."""


@dataclass(frozen=True)
class SetAside:
    """Something in a case's files that was not used, with what to do about it."""

    file: str
    """Name of the file inside the case's folder."""
    row: int | None
    """Line where the row begins, the header being line 1; None when it is the whole file."""
    column: str
    """Column at fault; empty when it is the whole row or file."""
    value: str
    """What stands there, shortened to 80 characters."""
    reason: str
    remedy: str
    scope: Scope = "row"
    """What is left out: the ``row``, only this ``value``, the whole ``table``, or nothing: a
    ``note`` points at something odd that was kept."""

    def __str__(self) -> str:
        """One line: file, line and column, then the reason and the remedy."""
        where = self.file
        if self.row is not None:
            where += f", line {self.row}"
        if self.column:
            where += f", column {self.column}"
        shown = f" ({self.value})" if self.value else ""
        return f"{where}: {self.reason}{shown}. {self.remedy}"


def shortened(value: object) -> str:
    """Text of a cell for a report: one line, at most 80 characters.

    >>> shortened("  in   words ")
    'in words'
    """
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
