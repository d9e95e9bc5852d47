"""What happened on the as-at day in words: hostilities, agreements and departures, and who counted whom.

Neutral by rule: an event is told by its own title, a number with whoever gave it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.dates import Period, format_date, format_moment, format_period
from geo.facts.day_events import (
    AGREEMENT,
    casualties,
    day_events,
    deaths_after,
    displaced,
    hostilities_before,
)
from geo.facts.provenance import DAY_EVENT, DEATHS_AFTER, Provenance, named, sources_of
from geo.names import names_by_id
from geo.report.answer import KeyFigure, Sentence
from geo.report.claim_figures import as_given
from geo.report.spoken import fitting, is_short
from geo.words import number, stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.claims import Claim
    from geo.facts.day_events import DayEvent


def sentences(case: Case, at: datetime, names: str) -> list[Sentence]:
    """The events of the day, the people they displaced and the dead counted by then, in sentences."""
    events = day_events(case, at)
    if not events:
        return _days_before(case, at)
    parts = [_happened(case, events, at, names), _casualties(casualties(case, events, at))]
    return [sentence for sentence in parts if sentence is not None]


def _days_before(case: Case, at: datetime) -> list[Sentence]:
    """Who died in the days before: of the latest other event or, where they are later, of hostilities."""
    other, (fought, dead) = deaths_after(case, at), hostilities_before(case, at)
    if fought and (other is None or other[0].start < fought[-1].start):
        return [_fallen(fought, dead)]
    return [_deaths(*other)] if other else []


def _fallen(events: Sequence[DayEvent], claims: Sequence[Claim]) -> Sentence:
    """Who died of hostilities: of each subject the number and who gave it, or the least and the greatest."""
    days = format_period(Period(events[0].start.date(), max(event.last for event in events)))
    of_subject: dict[str, list[Claim]] = {}
    # Each claimant is heard once before any is twice; of equal counts the shorter comes first.
    first = {claim.claimant: claim for claim in reversed(claims)}
    for claim in sorted(
        claims,
        key=lambda claim: (
            claim is not first[claim.claimant], -(claim.value or 0), len(_accounts([claim])),
        ),
    ):  # fmt: skip
        of_subject.setdefault(claim.subject, []).append(claim)
    counts = {_accounts(own): own for own in of_subject.values()}
    titles = [events[0].title] if len(events) == 1 else []
    # That each side is heard says more than the title, which tells the place of the dead mostly.
    begun = [f"{what}, {days}; reported dead:" for what in (*titles, "Hostilities")]
    in_full = next((words for words in begun if is_short(f"{words} {'; '.join(counts)}")), begun[0])
    text = fitting(in_full, list(counts))
    shown = [claim for words, own in counts.items() if words in text for claim in own]
    provenance = Provenance(DEATHS_AFTER, named("event", (event.event_id for event in events)))
    day = KeyFigure(
        days, (*titles, "hostilities")[0], "events of the days before", sources_of(events), (), provenance
    )
    return Sentence(
        f"{text}.", sources_of([*events, *shown]), lambda: (day, *(as_given(claim) for claim in shown))
    )


def _accounts(claims: Sequence[Claim]) -> str:
    """A count of the dead of one subject with who gave it; where several did, the least and the greatest."""
    values = sorted(claim.value or 0 for claim in claims)
    if values[0] == values[-1]:
        return f"{_parted(_whom(claims[0]))} {_number(claims[0])} ({claims[0].claimant})"
    return f"{_parted(_whom(claims[0]))} {number(values[0])} to {number(values[-1])}, by account"


def _parted(subject: str) -> str:
    """A subject before its number, parted from it where it ends in one itself, as in a year."""
    return f"{subject}:" if subject[-1:].isdigit() else subject


def _deaths(event: DayEvent, claims: Sequence[Claim]) -> Sentence:
    """Who died of an event of the days before, as many counts as a sentence holds."""
    counts = [
        f"{_number(claim)} {claim.measure} ({claim.claimant}, {format_moment(claim.as_of)})"
        for claim in claims
    ]
    text = fitting(f"{event.title}, {format_date(event.start)}:", counts)
    shown = [claim for claim, count in zip(claims, counts, strict=True) if count in text]
    return Sentence(f"{text}.", sources_of([event, *shown]), partial(_figures_of_deaths, event, shown))


def _figures_of_deaths(event: DayEvent, cited: Sequence[Claim]) -> tuple[KeyFigure, ...]:
    """The day of the event, and the counts in the sentence."""
    provenance = Provenance(DEATHS_AFTER, named("event", (event.event_id,)))
    day = KeyFigure(
        format_date(event.start), event.title, "an event of the days before", event.source_ids, (), provenance
    )
    return (day, *(as_given(claim) for claim in cited))


def _happened(case: Case, events: Sequence[DayEvent], at: datetime, names: str) -> Sentence:
    """The foremost event and hostilities that go on, then people displaced as far as there is room."""
    places = names_by_id(case.places, names)
    shown = [events[0], *_lasting(events[0], events[1:], at)]
    counts = displaced(case, events, at)
    parts = [_was(event, at) if event.over else _went_on(event, at, places) for event in shown]
    parts += [f"{_number(claim)} {_whom(claim)} ({claim.claimant})" for claim in counts]
    begun = f"On {format_date(at.date())}:"
    text = fitting(begun, parts)
    if not is_short(text):
        text = f"{begun} {len(events)} events of hostilities, agreement or departure are reported"
    cited = [claim for claim, part in zip(counts, parts[len(shown) :], strict=True) if part in text]
    return Sentence(f"{text}.", sources_of([*shown, *cited]), partial(_figures, shown, events[1:], cited))


def _was(event: DayEvent, at: datetime) -> str:
    """An event that was over, with the day it began on where that was another."""
    return (
        event.title if event.start.date() == at.date() else f"{event.title} (from {format_date(event.start)})"
    )


def _went_on(event: DayEvent, at: datetime, places: Mapping[str, str]) -> str:
    place = places.get(event.place_id)
    where = f" ({place})" if place else ""
    if event.start.date() == at.date():
        # Its title may tell how it ended, and others may have gone before it.
        return f"hostilities of several days are reported{where}"
    return f"hostilities since {format_date(event.start.date())} go on{where}"


def _casualties(claims: Sequence[Claim]) -> Sentence | None:
    """The casualties by claimant, as many counts as a sentence holds; None where nobody gave any."""
    if not claims:
        return None
    count = next(
        (count for count in range(len(claims), 1, -1) if is_short(_casualty_words(claims[:count]))), 1
    )
    shown = claims[:count]
    return Sentence(
        _casualty_words(shown), sources_of(shown), lambda: tuple(as_given(claim) for claim in shown)
    )


def _casualty_words(claims: Sequence[Claim]) -> str:
    """Counts under their measure and claimant: "Reported dead: soldiers 4 (Army)."."""
    by_measure: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        by_claimant = by_measure.setdefault(claim.measure, {})
        by_claimant.setdefault(claim.claimant, []).append(f"{_parted(_whom(claim))} {_number(claim)}")
    parts = [
        f"{measure}: " + "; ".join(f"{', '.join(counts)} ({whose})" for whose, counts in by_claimant.items())
        for measure, by_claimant in by_measure.items()
    ]
    return f"Reported {'; '.join(parts)}."


def _whom(claim: Claim) -> str:
    """Whom a claim counts, without the occasion that follows a comma."""
    return claim.subject.partition(",")[0]


def _number(claim: Claim) -> str:
    return stated(claim.value or 0, claim.qualifier)


def _lasting(first: DayEvent, others: Sequence[DayEvent], at: datetime) -> list[DayEvent]:
    """Hostilities that go on since an earlier day, unless an agreement of an hour of this day comes first."""
    if first.category == AGREEMENT and first.precision == "hour":
        return []
    return [event for event in others if not event.over and event.start.date() < at.date()][:1]


def _figures(
    shown: Sequence[DayEvent], others: Sequence[DayEvent], cited: Sequence[Claim]
) -> tuple[KeyFigure, ...]:
    """The day of each event in the sentence, with the others of the day, and the people displaced."""
    left = tuple((f"event:{event.event_id}", "not the foremost") for event in others if event not in shown)
    dated = (
        KeyFigure(
            format_date(event.start), event.title if event.over else "hostilities since",
            "an event of the day", event.source_ids, (),
            Provenance(DAY_EVENT, named("event", (event.event_id,)), left),
        )
        for event in shown
    )  # fmt: skip
    return (*dated, *(as_given(claim) for claim in cited))
