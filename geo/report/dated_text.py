"""Texts that tell of a moment, in cards, tables and figures: before it they say less, or are marked later."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Self

import pandas as pd

from geo.dates import end_of_day
from geo.view.event_columns import minutes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LATER = "Later: "
# From when the text holds as it is, and what stands for it before; None marks it as later, "" leaves it out.
Mark = tuple[datetime, "str | None"]


class Dated(str):
    """A text with the moments from which it holds; where several are still to come, the last one counts."""

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]

    def __new__(cls, text: str, *marks: Mark) -> Self:
        """Return the text, which reads as any other, with its moments."""
        dated = super().__new__(cls, text)
        dated.marks = marks
        return dated


def begun(text: str, first: date) -> Dated:
    """Return the text, marked as later before its first day."""
    return Dated(text, (datetime.combine(first, time()), None))


def over(text: str, last: date, before: str | None = None) -> Dated:
    """Return the text, marked as later, or with ``before`` in its place, until the end of its last day."""
    return Dated(text, (end_of_day(last), before))


def by(text: str, at: datetime) -> str:
    """Return a text as at a moment.

    >>> from datetime import datetime
    >>> text = Dated("19-20 Sept", (datetime(2023, 9, 20), "from 19 Sept"), (datetime(2023, 9, 19), None))
    >>> [str(by(text, datetime(2023, 9, day))) for day in (18, 19, 20)]
    ['Later: 19-20 Sept', 'from 19 Sept', '19-20 Sept']
    """
    shown = text
    for since, before in getattr(text, "marks", ()):
        if minutes(since) > minutes(at):
            shown = LATER + text if before is None else before
    return shown


def table_by(table: pd.DataFrame, at: datetime) -> pd.DataFrame:
    """Return a table as at a moment: the cells that tell of one, and the names of its columns.

    Parameters
    ----------
    table
        Any columns; a cell or a column's name may be a `Dated`.
    at
        The as-at moment, local to the case.

    Returns
    -------
    pandas.DataFrame
        The same rows and attributes; the very same table where it has no such text.
    """
    dated = [column for column in table.columns if any(isinstance(cell, Dated) for cell in table[column])]
    heads = {column: by(column, at) for column in table.columns if isinstance(column, Dated)}
    if not (dated or heads):
        return table
    shown = {
        column: pd.Series([by(cell, at) for cell in table[column]], table.index, dtype=object)
        for column in dated
    }
    return table.assign(**shown).rename(columns=heads)


def joined_by(texts: Sequence[str]) -> Dated:
    """Return several texts as one, which at each moment says what each of them then does.

    >>> texts = joined_by(["Closed.", Dated("Aid: free.", (datetime(2023, 9, 18), ""))])
    >>> [str(by(texts, datetime(2023, 9, day))) for day in (17, 18)]
    ['Closed.', 'Closed. Aid: free.']
    """
    moments = {since for text in texts for since, _ in getattr(text, "marks", ())}
    minute = timedelta(minutes=1)
    marks = (
        (moment, " ".join(shown for text in texts if (shown := by(text, moment - minute))))
        for moment in sorted(moments, reverse=True)
    )
    return Dated(" ".join(text for text in texts if text), *marks)


def as_json(texts: list[str]) -> list[list[int | str | None]]:
    """Return the marks of texts, for a script.

    Parameters
    ----------
    texts
        Texts, dated or not.

    Returns
    -------
    list of list
        For each mark the place of its text counted from 0, the minutes since 1970 (local to the case)
        from which it holds as it is, and what stands before: a text, empty to leave it out, None to mark
        it as later.
    """
    return [
        [place, minutes(since), before]
        for place, text in enumerate(texts)
        for since, before in getattr(text, "marks", ())
    ]
