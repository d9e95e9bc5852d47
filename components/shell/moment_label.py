"""A moment on a button of the filter bar; what a narrow window leaves to screen readers is emphasised."""

from __future__ import annotations

import re

from components.session.text import bold, plain

_HOUR = re.compile(r"(?P<day>.*?)(?P<year> \d{4},)(?P<clock> \d\d:\d\d) (?P<zone>\(.*\))")


def of(words: str, *, beside_year: bool = False) -> str:
    r"""Return a moment in words as markdown: its zone aside, and its year where another stands beside it.

    >>> of("28 Sept 2023")
    '**28 Sept 2023**'
    >>> of("28 Sept 2023, 20:00 (+04)", beside_year=True)
    '**28 Sept** *2023\\,* **20\\:00** *\\(\\+04\\)*'
    """
    hour = _HOUR.fullmatch(words)
    if hour is None:
        return bold(words)
    day, year, clock, zone = (part.strip() for part in hour.group("day", "year", "clock", "zone"))
    if not beside_year:
        return f"{bold(f'{day} {year} {clock}')} *{plain(zone)}*"
    return f"{bold(day)} *{plain(year)}* {bold(clock)} *{plain(zone)}*"
