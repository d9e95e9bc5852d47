"""The day or period in a title above a table: that of its rows, where no column says it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from geo.intake.date_words_read import digits_order, plain_digits, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TITLE, _MOST_WORDS = 400, 8
_YEAR, _TWELVE, _EITHER = 4, 12, "either"


def date_above(texts: Iterable[str]) -> str:
    """The one date in the titles of a table.

    Parameters
    ----------
    texts
        Cells above its heading.

    Returns
    -------
    str
        A moment, or two with a stroke between them, as ``geo.dates`` writes them; empty where there is none,
        where there are several, or where day and month could be exchanged.

    Examples
    --------
    >>> date_above(["Round 12, data collected 1-15 October 2023", "For internal use"])
    '2023-10-01/2023-10-15'
    >>> date_above(["Updated 03/04/2023"]), date_above(["2 May 2023", "printed 3 May 2023"])
    ('', '')
    """
    spans = {span for text in texts for span in _spans(text[:_LONGEST_TITLE])}
    return spans.pop() if len(spans) == 1 and _EITHER not in spans else ""


def _spans(text: str) -> set[str]:
    """The dates in a text, each as long as it can be read."""
    words = plain_digits(text).split()
    spans, at = set(), 0
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            span = _span(" ".join(words[at : at + length]).strip(" ,;:.()[]"))
            if span:
                spans.add(span)
                at += length - 1
                break
        at += 1
    return spans


def _span(text: str) -> str:
    if not any(map(str.isdigit, text)) or text.isdecimal():
        return ""
    order = digits_order(text)
    if order and max(order) <= _TWELVE and order[0] != order[1]:
        return _EITHER
    try:
        first, last = span_of(text, "mdy" if order and order[1] > _TWELVE else "dmy", ZoneInfo("UTC"))
    except (ValueError, OverflowError, OSError):
        return ""
    return "" if len(first) <= _YEAR else f"{first}/{last}" if last else first
