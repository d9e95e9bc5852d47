"""What a figure was made of: its rule, the rows used, and those left out with the reason of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


HEADLINE = (
    "The headline rule: of the claims that hold by the as-at moment and were published by the as-known date,"
    " the one of the latest day by a claimant who counts for this measure; within that day a running count is"
    " the greatest, any other the latest. The range is taken from it and from what others gave for the same."
)
SINCE_OPEN = (
    "Days without ordinary traffic: from the day on which the last row that is open both ways ended, to the"
    " as-at day, both counted."
)
NOT_REPORTED = (
    "The road on which ordinary traffic was last shown, and no other: its status was not confirmed"
    " by any source within the case's silence days, so whether it could still pass is not reported."
)
PASSAGE = (
    "What the row of the road's status says at this moment, and the rows of that status for each kind of"
    " traffic and direction: of several about the same the one that began last. Where no row speaks of one,"
    " a closed road lets nothing pass, an open one ordinary traffic, aid and patients, one for humanitarian"
    " traffic no ordinary traffic; of the rest nothing is known. What was last shown to pass is not known any"
    " longer after the case's silence days; what was shown not to pass stays so while the row lasts."
)
STATUS_RUN = (
    "The unbroken run of rows of the same status and direction that ends in the one of the as-at moment:"
    " since when is its first day, and its days count both ends; none are counted where it began before the"
    " record does. A status nobody vouched for within the case's silence days is not known."
)
CLOSED_ROADS = "Roads whose status at this moment is closed to the same traffic, counted by their rows."
FADED_ROADS = (
    "Roads whose row at this moment says closed, but which no source has shown so within the case's silence"
    " days: their state is not known, and they count neither as closed nor as open."
)
CONFIRMED = (
    "The latest day up to the as-at day on which a source showed the row of the status that holds: that of"
    " its publication, or the last it confirms; or that of the last event or consignment known to the day on"
    " this road since that row began. Without any the first day of the status."
)
LAST_GOODS = (
    "The latest day by the as-at moment on which a single consignment of this kind of cargo crossed a road"
    " that leads in or out or was delivered, or by which a running total of the kind had risen above every"
    " one before it and above its carrier's single loads. Food and mixed loads are one kind, medical"
    " supplies, fuel, patients and people one each. What is uncertain counts only where nothing else is"
    " known; else a later uncertain day is told beside it. It is the last these tables hold: others may have"
    " come."
)
HELD = (
    "Consignments that came to a stand at a named place by the as-at moment, of which no release is reported"
    " by then and which a source shows waiting within the case's silence days; running totals do not count."
)
HELD_LAST = (
    "Consignments that came to a stand at a named place by the as-at moment and of which no release is"
    " reported, but which no source shows waiting within the case's silence days: the last day for which one"
    " does."
)
SUM = (
    "The sum of single consignments delivered in full or in part by the as-at moment whose amount is stated"
    " in this unit or another weight. Running totals are never added to them, nor what is uncertain."
)
REQUESTS = (
    "Requests for passage of the period, made by the as-at day, counted by the answer given by then in the"
    " case's own words; of days waited the median over those whose days are known."
)
COUNTED = "Single consignments of the period begun by the as-at moment, counted by how they stood then."
PASSED = (
    "The latest row up to the as-at day that shows traffic of this kind on a road that leads in or out; a"
    " running total that rose shows it by its day. What is uncertain counts only where nothing else is known."
)
LISTED = "One published list of the latest day by the as-at moment; of several that with the greatest total."
AVERAGE = (
    "The latest headline of the count, over the days from the first headline to the latest, both included."
)
AS_GIVEN = "A figure as its source gives it, one row; nothing is added to it or taken from it."
IN_LIST = "Rows of one published list, counted or added up as they stand in it."
WAYS = (
    "A place's best way to any exit: a way is as good as its worst stretch, a stretch as good as the best of"
    " its roads on the as-at day, and the length is the sum of the straight stretches. Inside the area a"
    " stretch is not known rather than shut."
)
SPANS = (
    "Each row of the road's status as it stands; days that no row covers, and days after those on which"
    " anybody vouched for it within the case's silence days, are not known."
)
RATE = (
    "People of the list in the area for every 1,000 inhabitants: the persons of the row, times 1,000,"
    " over the latest count of inhabitants known."
)
FULLEST = (
    "Of each kind of count and claimant the list that names most areas, of equals the latest; each"
    " number is one row of it."
)
WAVE = (
    "Movements that began within 120 days after the last one ended are one wave. Each number is one row, as"
    " its source gives it."
)
CHECK = "Two numbers that could be expected to agree; the gap is the first less the second."
SILENCE = (
    "Reports are events and consignments known to the day on the road or at the place, and figures of the"
    " place that no such row gives, begun by the as-at day. Days ago count from the last day of the latest;"
    " the usual gap is the median of the days between the first days of reports; the longest silence is the"
    " longest run of days without any since the first. Silent is what has had none for more days than the"
    " case's silence days and than twice the usual gap."
)
SILENT_RUN = (
    "Days in a row of the period on which no report lasted and no source shows the road's state (a row of"
    " its status up to the day it was last confirmed)."
)
LEARNED_LATER = (
    "Rows about days of the period up to the as-known date whose first source was published after that date"
    " and by the last date of a source."
)
WAYS_LONGER = (
    "The straight stretches of the way that are not on the other way, added up, less those that are on the"
    " other way alone. Stretches both share cancel out."
)
CONTACTS = (
    "Events of the view with this form, begun by the as-at day; statements are told apart from meetings."
)
PAIRS = (
    "Meetings, calls and sessions of the view, begun by the as-at day, counted for each two of those who took"
    " part. A session that only stands for the seat of who decided brought nobody together."
)
DAY_EVENT = (
    "Of the events of the as-at day that are agreements between parties, hostilities or departures,"
    " known to the day or hour and not in doubt, the foremost that was over: agreements before hostilities,"
    " these before departures. Hostilities of several days go on until the last of them is over."
)
DEATHS_AFTER = (
    "On a day without such an event, the hostilities of the three days before or, where it is later, another"
    " event at its place of that day or the three before, known to the day or hour and not in doubt, of which"
    " people died by a count given by then."
)
LAST_CONTACT = "The latest meeting, call or session known to the day, begun by the as-at day."
CHANGED = (
    "What stands otherwise at the later of the two dates than at the earlier: of a road its status and"
    " direction, of a figure its headline, of a load what became of it; an event counts by the day it begins."
)
ROAD_EVENTS = "Events known to the day that name a road and fall on the days shown."
BARS = (
    "Events known to the day or hour that pass every filter but the period, by the bar in which they begin;"
    " what began before the period stands in the first bar."
)
EVENTS = (
    "Events whose own dates overlap the period and that pass every filter. Dates known to the month or year"
    " count as certain only where they lie wholly inside the period, else as possible."
)


SOURCES_KNOWN = "Every row of sources.csv; with an as-known date those published by the end of that day."
RESTS = "Rows of the table that name this source among theirs."
LOADED = "Rows of the file that were loaded; a row or value with a fault is set aside and reported."
IN_FILE = "The events shown, without those that rest on a source whose rows may not be passed on."
# What a row of each table is called in the name of a row.
KINDS = {
    "events": "event", "claims": "claim", "route_status": "status", "passage": "passage",
    "consignments": "consignment", "aid_stages": "stage", "requests": "request",
    "accommodation": "accommodation", "movements": "movement", "routes": "route",
    "areas": "area", "places": "place", "sources": "source", "actors": "actor",
}  # fmt: skip


@dataclass(frozen=True)
class Provenance:
    """Rule and rows of one figure; a row is named ``kind:id`` as the cards of the map name it."""

    rule: str = ""
    rows: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Each row passed over, with the reason."""


NOT_SAID = Provenance()


class Cites(Protocol):
    """Whatever rests on sources."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of its sources."""


def named(kind: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of rows of one kind, as ``kind:id``.

    >>> named("claim", ["cl001", "cl002"])
    ('claim:cl001', 'claim:cl002')
    """
    return tuple(f"{kind}:{key}" for key in ids)


def sources_of(rows: Iterable[Cites]) -> tuple[str, ...]:
    """The sources of rows, each once, in the order in which they are first cited.

    >>> from types import SimpleNamespace as Row
    >>> sources_of([Row(source_ids=("b", "a")), Row(source_ids=("a", "c"))])
    ('b', 'a', 'c')
    """
    return tuple(dict.fromkeys(source for row in rows for source in row.source_ids))
