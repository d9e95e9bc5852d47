"""Words that many pages share: counts, numbers, days, moments and names as they are read aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.dates import end_of_day, format_date, format_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# A name of one or more words written from right to left, as `re` and Arrow read it.
RIGHT_TO_LEFT_NAME = f"{_RIGHT_TO_LEFT}+(?:[ \u00a0'’.-]+{_RIGHT_TO_LEFT}+)*"
_RUN = re.compile(RIGHT_TO_LEFT_NAME)
LEFT_TO_RIGHT_MARK = "\u200e"
# What ways of travel are called that are several: nothing else tells a plural from a name that ends in s.
_SEVERAL = (
    "boats", "convoys", "crossings", "ferries", "flights", "helicopters", "paths", "planes", "roads",
    "ships", "tracks", "trails", "trains", "vessels",
)  # fmt: skip
_QUALIFIED = {"about": "about ", "at_least": "at least ", "at_most": "at most "}


def counted(count: int, singular: str, many: str = "") -> str:
    """A count with what it counts.

    Parameters
    ----------
    count
        How many.
    singular
        The word for one.
    many
        The word for any other count; empty where it is the singular with an s.

    Returns
    -------
    str
        The count with thousands apart, and the word.

    Examples
    --------
    >>> counted(1, "event"), counted(2400, "load of aid", "loads of aid"), counted(0, "row")
    ('1 event', '2,400 loads of aid', '0 rows')
    """
    return f"{count:,} {plural(count, singular, many)}"


def plural(count: int, singular: str, many: str = "") -> str:
    """The word for a count, which stands apart from it.

    Parameters
    ----------
    count
        How many.
    singular
        The word for one.
    many
        The word for any other count; empty where it is the singular with an s.

    Returns
    -------
    str
        The word alone.

    Examples
    --------
    >>> plural(1, "statement"), plural(2, "statement"), plural(0, "call or session", "calls and sessions")
    ('statement', 'statements', 'calls and sessions')
    """
    return singular if count == 1 else many or f"{singular}s"


def at_in_words(at: datetime, zone: tzinfo) -> str:
    """Return an as-at moment in words, without a time where it is the end of a day.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> at_in_words(datetime(2023, 9, 28, 20, 0), ZoneInfo("Asia/Dubai"))
    '28 Sept 2023, 20:00 (+04)'
    """
    day = at.date()
    return format_date(day) if at == end_of_day(day) else format_moment(at, zone)


def spoken_name(short_name: str) -> str:
    """Return a road's short name as it is read aloud.

    >>> spoken_name("Valley road (new)"), spoken_name("River road")
    ('new Valley road', 'River road')
    """
    return re.sub(r"^(.*) \((\w+)\)$", r"\2 \1", short_name)


def is_several(short_name: str) -> bool:
    """Tell whether what a road's name calls is several: flights and boats are.

    >>> is_several("Valley road"), is_several("Lake flights"), is_several("Ford boats (old)")
    (False, True, True)
    """
    return spoken_name(short_name).lower().endswith(_SEVERAL)


def was(short_name: str) -> str:
    """Return the "was" or "were" of a road's name.

    >>> was("Valley road"), was("Lake flights"), was("Ford boats (old)")
    ('was', 'were', 'were')
    """
    return "were" if is_several(short_name) else "was"


def number(value: float) -> str:
    """A number as shown: thousands apart, no needless decimals.

    Parameters
    ----------
    value
        Any finite number.

    Returns
    -------
    str
        The number in digits, not rounded.

    Examples
    --------
    >>> number(76407.0), number(4.5)
    ('76,407', '4.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def stated(value: float, qualifier: str) -> str:
    """A number as its source gives it: "about 361".

    Parameters
    ----------
    value
        The number.
    qualifier
        How the source gives it, as in the tables: ``exact``, ``about``, ``at_least`` or ``at_most``.

    Returns
    -------
    str
        The number, behind its qualifier unless that is ``exact``.

    Examples
    --------
    >>> stated(361, "about"), stated(40, "exact")
    ('about 361', '40')
    """
    return _QUALIFIED.get(qualifier, "") + number(value)


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Words in a row: "a, b and c"; ``last`` stands before the last of them.

    >>> joined(["a", "b", "c"]), joined(["a"]), joined(["a", "b"], "or")
    ('a, b and c', 'a', 'a or b')
    """
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else list(parts))


def days(count: int) -> str:
    """A count of days in words.

    Parameters
    ----------
    count
        How many days.

    Returns
    -------
    str
        The count and "day" or "days".

    Examples
    --------
    >>> days(1), days(1044)
    ('1 day', '1,044 days')
    """
    return counted(count, "day")


def with_article(name: str) -> str:
    """Return a name with the article it is read with.

    >>> with_article("Government of Chad"), with_article("WFP"), with_article("de facto ombudsman")
    ('the Government of Chad', 'WFP', 'the de facto ombudsman')
    """
    with_article = " of " in name or name[:1].islower() or name.endswith("Society")
    return f"the {name}" if with_article else name


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def held_back(rows: int) -> str:
    """Say that rows are held back from a file, and why.

    Parameters
    ----------
    rows
        How many rows; one at least.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> held_back(1)
    '1 row is held back: its sources may not be passed on.'
    """
    are, whose = plural(rows, "is", "are"), plural(rows, "its", "their")
    return f"{counted(rows, 'row')} {are} held back: {whose} sources may not be passed on."


def ended(text: str) -> str:
    """The text with a full stop, where it has no end of a sentence yet.

    >>> ended("People on foot"), ended("Nobody."), ended("")
    ('People on foot.', 'Nobody.', '')
    """
    return text if text.endswith((".", "!", "?", "…")) or not text else f"{text}."


def writable(text: str) -> str:
    r"""A text in letters that every program can write: halves of a letter are marked by "?".

    >>> writable("Korba"), writable("\ud83d!")
    ('Korba', '?!')
    """
    return text.encode("utf-8", "replace").decode()


def in_order(text: str) -> str:
    """Return an English text in which names written from right to left turn round nothing beside them.

    Without the marks put about each the numbers that follow it would be read from right to left too.

    >>> in_order("Town: 400"), in_order("\u062d\u0644\u0628: 400") == "\u200e\u062d\u0644\u0628\u200e: 400"
    ('Town: 400', True)
    """
    return _RUN.sub(f"{LEFT_TO_RIGHT_MARK}\\g<0>{LEFT_TO_RIGHT_MARK}", text)
