"""What loading left out, and the one error that stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.words import writable

if TYPE_CHECKING:
    import pandas as pd

Scope = Literal["row", "value", "table", "note"]
LONGEST_VALUE = 80
# Of one kind of fault the lines of the first so many are named.
FIRST_LINES = 5


class CaseError(Exception):
    """A case that cannot be opened at all; the message is one sentence for the user."""


@dataclass(frozen=True)
class SetAside:
    """What was not used of a case's files for one reason, with what to do about it."""

    file: str
    """Name of the file inside the case's folder."""
    row: int | None
    """Line where the first such row begins, the header being line 1; None when it is the whole file."""
    column: str
    """Column at fault; empty when it is the whole row or file."""
    value: str
    """What stands in the first, shortened to 80 characters."""
    reason: str
    remedy: str
    scope: Scope = "row"
    """What is left out: the ``row``, only this ``value``, the whole ``table``, or nothing: a
    ``note`` points at something odd that was kept."""
    count: int = 1
    """How many cells, rows or columns are at fault in the same way."""
    further: tuple[int, ...] = ()
    """Lines of the next few of them."""
    again: int = 0
    """How many of the rows another report sets aside too."""

    @property
    def rows(self) -> int:
        """How many rows this report alone sets aside."""
        return self.count - self.again if self.scope == "row" else 0

    @property
    def lines(self) -> str:
        """The lines of the first rows and how many more there are, such as "3, 5 and 12 more"."""
        if self.row is None:
            return ""
        named = ", ".join(str(line) for line in (self.row, *self.further))
        more = self.count - 1 - len(self.further)
        return f"{named} and {more:,} more" if more else named

    def __str__(self) -> str:
        """One line: file, lines and column, then the reason and the remedy."""
        where = self.file
        if self.row is not None:
            where += f", {'line' if self.count == 1 else 'lines'} {self.lines}"
        if self.column:
            where += f", {'columns' if ', ' in self.column else 'column'} {self.column}"
        shown = f" ({self.value})" if self.value else ""
        return f"{where}: {self.reason}{shown}. {self.remedy}"


@dataclass(frozen=True)
class Fault:
    """Cells of one column that are at fault for one reason; their index is the line in the file."""

    column: str
    cells: pd.Series
    reason: str
    remedy: str
    scope: Scope = "row"

    def report(self, file: str, again: int = 0) -> SetAside:
        """One report of all these cells, of which there has to be one at least.

        Parameters
        ----------
        file
            Name of the file inside the case's folder.
        again
            How many of their rows another report sets aside too.

        Returns
        -------
        SetAside
            The report, with the lines of the first ``FIRST_LINES`` cells.
        """
        # Of a list several keys may be at fault in one cell.
        cells = self.cells[~self.cells.index.duplicated()]
        lines = [int(line) for line in cells.index[:FIRST_LINES]]
        return SetAside(
            file,
            lines[0],
            self.column,
            shortened(cells.iloc[0]),
            self.reason,
            self.remedy,
            self.scope,
            len(cells),
            tuple(lines[1:]),
            again,
        )


def shortened(value: object) -> str:
    """Text of a cell for a report: one line, at most 80 characters.

    >>> shortened("  in   words ")
    'in words'
    """
    text = " ".join(_text(value)[: 4 * LONGEST_VALUE].split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _text(value: object) -> str:
    """A value as letters that every program can write."""
    try:
        return writable(str(value))
    except (RecursionError, ValueError):
        # Nested too deeply to be written out, or a number of too many digits.
        return "…"
