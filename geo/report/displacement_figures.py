"""What the Displacement page counts beside its tables, as figures to be explained."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from geo.dates import format_moment
from geo.facts.provenance import AVERAGE, CHECK, WAVE, Provenance, named, sources_of
from geo.facts.reconciliation import LIST, REGISTRATION
from geo.facts.waves import left_out
from geo.report.answer import KeyFigure
from geo.report.claim_figures import as_given
from geo.report.dated_text import over
from geo.report.displacement_answer import average_figure
from geo.words import capital, counted, days, number, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.displacement import DailyAverage
    from geo.facts.reconciliation import Check
    from geo.facts.waves import Wave


def waves_counted(case: Case, waves: Sequence[Wave]) -> KeyFigure:
    """How many movements and waves there are, and which movements are part of none, and why."""
    rows = [movement for wave in waves for movement in wave.movements]
    left = tuple((f"movement:{movement.movement_id}", why) for movement, why in left_out(case))
    sources = sources_of(rows)
    provenance = Provenance(WAVE, named("movement", (movement.movement_id for movement in rows)), left)
    return KeyFigure(
        over(str(len(rows)), max((wave.last for wave in waves), default=date.min)),
        f"{plural(len(rows), 'movement')} in {counted(len(waves), 'wave')}",
        "whole case",
        sources,
        (),
        provenance,
    )


def no_wave(case: Case) -> str:
    """Why no wave is shown: no movement is known, or each is one of those that waves leave out."""
    reasons = Counter(why for _, why in left_out(case))
    if not reasons:
        return "No movement of people is known."
    whys = ", ".join(f"{many:,} ({why})" for why, many in reasons.most_common())
    return f"No movement of people is told from or to a whole region. Those known are left out: {whys}."


def checks_counted(case: Case, checks: Sequence[Check]) -> tuple[KeyFigure, ...]:
    """How many checks there are, how many agree and do not, and how many of these are lists."""
    gaps = [row for row in checks if row.gap]
    lists = [gap for gap in gaps if gap.kind == LIST]
    agree = [row for row in checks if not row.gap]
    return tuple(
        _checks(own, label)
        for own, label in (
            (checks, "checks"),
            (agree, "checks that agree"),
            (gaps, "checks with a gap"),
            (lists, f"lists whose {case.settings.words.areas} do not add up to the total stated"),
        )
    )


def checks_words(case: Case, checks: Sequence[Check]) -> str:
    """How many checks there are by a date and how many agree, and what is not to be taken for a gap."""
    gaps = [check for check in checks if check.gap]
    lists = [check for check in gaps if check.kind == LIST]
    if not checks:
        return "By the as-at date no two figures can be held against each other; later ones are in the table."
    agree = len(checks) - len(gaps)
    words = f"{counted(len(checks), 'check')} by the as-at date: {agree} without a gap, {len(gaps)} with one."
    if lists:
        words += f" Lists whose {case.settings.words.areas} do not add up to the total stated: {len(lists)}."
    if any(check.kind == REGISTRATION and check.gap < 0 for check in gaps):
        beside = capital(case.settings.words.registration or "registration is not arrival")
        words += f" {beside}: the register grew after the last arrivals were counted."
    return words


def _checks(own: Sequence[Check], label: str) -> KeyFigure:
    rows = tuple(dict.fromkeys(row for check in own for row in check.rows))
    left = tuple(dict.fromkeys(pair for row in own for pair in row.left_out if pair[0] not in rows))
    sources = sources_of(own)
    lines = tuple(f"{row.what}: {number(row.first)} and {number(row.second)}." for row in own)
    return KeyFigure(str(len(own)), label, "by the as-at date", sources, lines, Provenance(CHECK, rows, left))


def averages(case: Case, average: DailyAverage) -> tuple[KeyFigure, ...]:
    """An average as claimed, the one of the counts, and the people and days that one is made of."""
    counted = average_figure(case, average)
    first, last = average.between
    provenance = Provenance(AVERAGE, named("claim", dict.fromkeys((first.claim_id, last.claim_id))))
    spanned = f"{format_moment(first.as_of)} to {format_moment(last.as_of)}"
    sources = sources_of((first, last))
    return (
        counted,
        as_given(average.claimed, "people a day, as claimed"),
        as_given(last, "people, the latest headline of the count"),
        KeyFigure(
            days(average.days), "from the first headline to the latest", spanned, sources, (), provenance
        ),
    )
