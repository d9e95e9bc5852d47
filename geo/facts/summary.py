"""Words that many pages share: numbers, days, moments and names as they are read aloud, and headlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.dates import end_of_day, format_date, format_moment
from geo.facts import provenance
from geo.facts.status import STATUS_LABELS
from geo.report.answer import KeyFigure
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from geo.case.case import Case
    from geo.facts.claims import Figure
    from geo.facts.status import RouteState

_QUALIFIED = {"about": "about ", "at_least": "at least ", "at_most": "at most "}


def at_in_words(at: datetime, zone: tzinfo) -> str:
    """Return an as-at moment in words, without a time where it is the end of a day.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> at_in_words(datetime(2023, 9, 28, 20, 0), ZoneInfo("Asia/Yerevan"))
    '28 Sept 2023, 20:00 (+04)'
    """
    day = at.date()
    return format_date(day) if at == end_of_day(day) else format_moment(at, zone)


def spoken_name(short_name: str) -> str:
    """Return a road's short name as it is read aloud.

    >>> spoken_name("Lachin road (new)"), spoken_name("Aghdam road")
    ('new Lachin road', 'Aghdam road')
    """
    return re.sub(r"^(.*) \((\w+)\)$", r"\2 \1", short_name)


def number(value: float) -> str:
    """Return a number as shown: thousands apart, no needless decimals.

    >>> number(76407.0), number(4.5)
    ('76,407', '4.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def stated(value: float, qualifier: str) -> str:
    """Return a number as its source gives it: "about 361".

    >>> stated(361, "about"), stated(40, "exact")
    ('about 361', '40')
    """
    return _QUALIFIED.get(qualifier, "") + number(value)


def last_shown(one: RouteState) -> str:
    """Return that a road's state is not known, with what a source last showed, and when."""
    when = one.confirmed_on or one.since
    if not (one.faded and when):
        return "not known"
    return f"not known, last shown {STATUS_LABELS[one.last_status]} on {format_date(when)}"


def joined(parts: Sequence[str]) -> str:
    """Words in a row: "a, b and c".

    >>> joined(["a", "b", "c"]), joined(["a"])
    ('a, b and c', 'a')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else list(parts))


def days(count: int) -> str:
    """Return a count of days in words.

    >>> days(1), days(1044)
    ('1 day', '1,044 days')
    """
    return counted(count, "day")


def claimed(case: Case, figure: Figure) -> KeyFigure:
    """Return a headline with its claimant, its range and what was passed over."""
    claim = figure.claim
    explain = [f"As given by: {claim.claimant}."]
    if figure.low != figure.high:
        explain.append(f"Figures for the same time run from {number(figure.low)} to {number(figure.high)}.")
    explain += [
        f"{number(one.value)}, as given by {one.claimant}, stands beside it."
        for one in figure.beside
        if one.value is not None
    ]
    when = format_moment(claim.as_of, case.settings.zone)
    return KeyFigure(
        qualified(figure),
        claim.subject,
        f"by {when}",
        figure.source_ids,
        tuple(explain),
        provenance.of_headline(figure),
    )


def the(name: str) -> str:
    """Return a name with the article it is read with.

    >>> the("Government of Armenia"), the("ICRC"), the("de facto ombudsman")
    ('the Government of Armenia', 'ICRC', 'the de facto ombudsman')
    """
    with_article = " of " in name or name[:1].islower() or name.endswith("Society")
    return f"the {name}" if with_article else name


def qualified(figure: Figure) -> str:
    """Return the number a headline is told with, as its source gives it."""
    claim = figure.claim
    return stated(claim.value if claim.value is not None else figure.low, claim.qualifier)
