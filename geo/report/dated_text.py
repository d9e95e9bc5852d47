"""Texts of cards that tell of a moment: before it they say less, or are marked as later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from geo.view.event_columns import minutes

if TYPE_CHECKING:
    from datetime import datetime

LATER = "Later: "
# From when the text holds as it is, and what stands for it before; None marks it as later, "" leaves it out.
Mark = tuple["datetime", "str | None"]


class Dated(str):
    """A text with the moments from which it holds; where several are still to come, the last one counts."""

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]

    def __new__(cls, text: str, *marks: Mark) -> Self:
        """Return the text, which reads as any other, with its moments."""
        dated = super().__new__(cls, text)
        dated.marks = marks
        return dated


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
