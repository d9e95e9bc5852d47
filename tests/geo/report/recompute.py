"""Every rule of `geo.facts.provenance` done over again, from nothing but the rows that a figure names.

Each function takes the figure and the moment it holds for and returns what the figure ought to say.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Any

from pyproj import Geod

from geo.facts import provenance
from tests.geo.report import recompute_aid

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.case.case import Case
    from geo.report.answer import KeyFigure

Row = dict[str, Any]
KEYS = {
    "event": ("events", "event_id"), "claim": ("claims", "claim_id"), "place": ("places", "place_id"),
    "status": ("route_status", "status_id"), "passage": ("passage", "passage_id"),
    "consignment": ("consignments", "consignment_id"), "stage": ("aid_stages", "stage_id"),
    "accommodation": ("accommodation", "accommodation_id"), "movement": ("movements", "movement_id"),
}  # fmt: skip
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
RUNNING = ("arrivals", "registered", "vehicles", "patients_moved")


@dataclass(frozen=True)
class Moment:
    """What a figure is asked of: the tables as known, the as-at moment and the period."""

    case: Case
    at: datetime
    known: date | None
    first: date
    last: date

    @property
    def day(self) -> date:
        return self.at.date()

    def row(self, name: str) -> Row:
        kind, _, key = name.partition(":")
        return self.tables[kind][key]

    @cached_property
    def tables(self) -> dict[str, dict[str, Row]]:
        """The rows of each kind by their ids."""
        return {
            kind: {row[column]: row for row in getattr(self.case, table).to_dict("records")}
            for kind, (table, column) in KEYS.items()
        }

    def rows(self, names: tuple[str, ...]) -> list[Row]:
        return [self.row(name) for name in names]


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def stated(row: Row, column: str = "value") -> str:
    about = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
    return about.get(row["qualifier"], "") + number(row[column])


def first_day(row: Row) -> date:
    return row["start"].date()


def last_day(row: Row) -> date:
    return (row["end"] - timedelta(seconds=1)).date()


def headline(figure: KeyFigure, now: Moment) -> str:
    """The latest fit claim of those named, used or left out; of a running count the greatest of its day."""
    told = [*figure.provenance.rows, *(name for name, _ in figure.provenance.left_out)]
    rows = now.rows(tuple(told))
    measure = rows[0]["measure"]
    assert {(one["measure"], one["subject"]) for one in rows} == {(measure, rows[0]["subject"])}
    order = next(tuple(one.claimants) for one in now.case.settings.headline if one.measure == measure)
    fit = [
        one
        for one in rows
        if one["value"] == one["value"] and one["uncertain"] != "yes" and one["claimant"] in order
    ]
    of_day = [one for one in fit if day_of(one) == max(map(day_of, fit))]
    if measure in RUNNING:
        most = max(one["value"] for one in of_day)
        level = [one for one in of_day if one["value"] == most]
    else:
        level = [one for one in of_day if one["start"] == max(row["start"] for row in of_day)]
    return stated(min(level, key=lambda one: (order.index(one["claimant"]), one["claim_id"])))


def day_of(row: Row) -> date:
    """The day of a claim: the last it allows, where only a month or year is given."""
    hour = row["end"] - row["start"] <= timedelta(hours=1)
    return first_day(row) if hour else last_day(row)


def status_run(figure: KeyFigure, now: Moment) -> str:
    rows = sorted(now.rows(figure.provenance.rows), key=lambda row: row["start"])
    assert len({(row["status"], row["direction"]) for row in rows}) == 1
    for row, following in itertools.pairwise(rows):
        assert row["end"] >= following["start"]
    assert rows[-1]["start"] <= now.at < rows[-1]["end"]
    begun, basis = first_day(rows[0]), rows[0]["start_basis"]
    counted = basis != "record" and (basis or begun > now.case.settings.period.first)
    if "since this day" in figure.label:
        return in_words_with_hour(rows[0]["start"], now) if counted else "not known"
    return days((now.day - begun).days + 1) if counted else rows[0]["status"].capitalize()


def in_words_with_hour(moment: datetime, now: Moment) -> str:
    if moment.hour == moment.minute == 0:
        return in_words(moment.date())
    offset = moment.to_pydatetime().replace(tzinfo=now.case.settings.zone).strftime("%z")[:3]
    return f"{in_words(moment.date())}, {moment:%H:%M} ({offset})"


def since_open(figure: KeyFigure, now: Moment) -> str:
    rows = [row for row in now.rows(figure.provenance.rows) if row["status"] == "open"]
    end = max(row["end"] for row in rows)
    assert end <= now.at
    if "last passed" in figure.label:
        midnight = end.hour == end.minute == 0
        return in_words_with_hour(end - timedelta(days=1) if midnight else end, now)
    return days((now.day - end.date()).days + 1)


def confirmed(figure: KeyFigure, now: Moment) -> str:
    statuses = [name for name in figure.provenance.rows if name.startswith("status:")]
    spans = now.rows(tuple(statuses))
    seen = [min(last_day(now.row(name)), now.day) for name in figure.provenance.rows if name not in statuses]
    seen += [day for day in shown_days(spans[-1], now) if day <= now.day]
    return in_words(max(seen, default=min(map(first_day, spans))))


def not_reported(figure: KeyFigure, now: Moment) -> str:
    """The road was last shown open, and longer ago than the case has patience."""
    (row,) = now.rows(figure.provenance.rows)
    assert row["status"] == "open"
    assert row["start"] <= now.at < row["end"]
    assert all((now.day - day).days > now.case.settings.silence_days for day in shown_days(row, now))
    return "not reported"


def shown_days(row: Row, now: Moment) -> list[date]:
    """When the sources of a status and its passages came out while it lasted, and the last day confirmed."""
    passages = now.case.passage[now.case.passage["status_id"] == row["status_id"]]
    cited = {source for cell in (row["source_ids"], *passages["source_ids"]) for source in cell.split(";")}
    published = now.case.sources.set_index("source_id")["published"]
    out = [last_day_of(published[source]) for source in cited if published[source]]
    found = [day for day in out if first_day(row) <= day <= last_day(row)]
    return found + ([date.fromisoformat(row["confirmed_on"])] if row["confirmed_on"] else [])


def last_day_of(published: str) -> date:
    """The last day a publication date allows: of a month its last."""
    if len(published) == len("2023-09-19"):
        return date.fromisoformat(published)
    year, _, month = published.partition("-")
    following = date(int(year) + (not month or month == "12"), int(month or 12) % 12 + 1, 1)
    return following - timedelta(days=1)


def passage(figure: KeyFigure, now: Moment) -> str:
    """Each row of passage.csv named holds at the moment and is told; one that alone speaks is named."""
    names = [name for name in figure.provenance.rows if name.startswith("passage:")]
    (status,) = now.rows(tuple(name for name in figure.provenance.rows if name.startswith("status:")))
    every = now.case.passage[now.case.passage["status_id"] == status["status_id"]].to_dict("records")
    for row in now.rows(tuple(names)):
        assert row["status_id"] == status["status_id"]
        assert row["date_from"][:10] <= now.day.isoformat()
        assert not row["date_to"] or now.day.isoformat() <= row["date_to"][:10]
        words = {"": "not known"}.get(row["passage"], row["passage"])
        assert any(f": {words}" in line for line in figure.explain), (row, figure.explain)
    alone = [
        row
        for row in every
        if row["date_from"][:10] <= now.day.isoformat() <= (row["date_to"][:10] or "9999")
        and not any(other is not row and same_traffic(row, other) for other in every)
    ]
    assert {f"passage:{row['passage_id']}" for row in alone} <= set(names)
    routes = dict(zip(now.case.routes["route_id"], now.case.routes["short_name"], strict=True))
    name = re.sub(r"^(.*) \((\w+)\)$", r"\2 \1", routes[status["route_id"]])
    return name[:1].upper() + name[1:]


def same_traffic(row: Row, other: Row) -> bool:
    """Whether two rows speak of some traffic in the same direction."""
    traffic = set(row["traffic"].split(";")) & set(other["traffic"].split(";"))
    return bool(traffic) and bool(
        {row["direction"], other["direction"]} & {"both"} or row["direction"] == other["direction"]
    )


def last_passed(figure: KeyFigure, now: Moment) -> str:
    others = [
        now.row(name) for name in figure.provenance.rows if name.partition(":")[0] in ("status", "movement")
    ]
    shown = [min(last_day(one), now.day) for one in others]
    return _day_or_days(figure, now, max([*shown, *recompute_aid.days_shown(figure, now)]))


def last_goods(figure: KeyFigure, now: Moment) -> str:
    """As the latest passage, and no other delivery of the kind is later."""
    return _day_or_days(figure, now, recompute_aid.last_goods(figure, now))


def _day_or_days(figure: KeyFigure, now: Moment, last: date) -> str:
    if figure.value == in_words(last):
        return figure.value
    fewest = "at least " if figure.when.startswith("by ") and last != now.day else ""
    return fewest + days((now.day - last).days)


def held(figure: KeyFigure, now: Moment) -> str:
    rows = recompute_aid.waiting(figure, now)
    if "load" in figure.value:
        return f"{len(rows)} load" if len(rows) == 1 else f"{len(rows)} loads"
    if "since this day" in figure.label:
        return in_words(rows[0]["since"])
    if figure.value.endswith(" t"):
        words, total = recompute_aid.tonnes_waiting(rows)
        return f"{words}{number(total)} t"
    return f"{stated(rows[0], 'amount')} {rows[0]['unit']}".strip()


def held_last(figure: KeyFigure, now: Moment) -> str:
    rows = recompute_aid.waiting(figure, now)
    last = max(row["reported"] for row in rows)
    assert all((now.day - row["reported"]).days > now.case.settings.silence_days for row in rows)
    return (
        in_words(last)
        if figure.value == in_words(last)
        else f"{len(rows)} loads".replace("1 loads", "1 load")
    )


def added(figure: KeyFigure, now: Moment) -> str:
    if not figure.provenance.rows:
        return "nothing"
    unit = "t" if figure.value.endswith(" t") else figure.value.split()[-1]
    return f"{number(recompute_aid.delivered(figure, now))} {unit}"


def counted(figure: KeyFigure, now: Moment) -> str:
    del now
    return f"{len(figure.provenance.rows):,}"


def listed(figure: KeyFigure, now: Moment) -> str:
    rows = now.rows(figure.provenance.rows)
    given = [one["stated_total"] for one in rows if one["stated_total"] == one["stated_total"]]
    total = given[0] if given else sum(one["persons"] for one in rows)
    claims = now.case.claims
    same = claims[claims["measure"].eq("accommodated") & claims["value"].eq(total)]
    about = same["qualifier"].eq("about") & same["as_of"].eq(rows[0]["as_of"])
    return f"{'about ' if about.any() else ''}{number(total)}"


def in_list(figure: KeyFigure, now: Moment) -> str:
    rows = now.rows(figure.provenance.rows)
    return str(len(rows)) if "named in" in figure.label else number(sum(one["persons"] for one in rows))


def average(figure: KeyFigure, now: Moment) -> str:
    ends = sorted(now.rows(figure.provenance.rows), key=day_of)
    span = (day_of(ends[-1]) - day_of(ends[0])).days + 1
    return days(span) if "headline" in figure.label else number(round(ends[-1]["value"] / span))


def pairs(figure: KeyFigure, now: Moment) -> str:
    if figure.label.startswith("times"):
        return str(len(figure.provenance.rows))
    met = [sorted(set(one["actors"].split(";"))) for one in now.rows(figure.provenance.rows)]
    return str(len({(one, two) for own in met for one in own for two in own if one < two}))


def last_contact(figure: KeyFigure, now: Moment) -> str:
    return in_words(max(map(first_day, now.rows(figure.provenance.rows))))


def day_event(figure: KeyFigure, now: Moment) -> str:
    """An event that touches the as-at day and is not in doubt, by the day on which it began."""
    (row,) = now.rows(figure.provenance.rows)
    assert row["category"] in ("agreement", "military", "displacement")
    assert row["uncertain"] != "yes"
    assert first_day(row) <= now.day <= last_day(row)
    return in_words(first_day(row))


def deaths_after(figure: KeyFigure, now: Moment) -> str:
    """Another event at its place, over at most three days before, by the day on which it began."""
    (row,) = now.rows(figure.provenance.rows)
    assert row["category"] not in ("agreement", "military", "displacement")
    assert (row["place_role"], row["uncertain"]) == ("site", "no")
    assert 0 <= (now.day - last_day(row)).days <= 3
    return in_words(first_day(row))


def as_given(figure: KeyFigure, now: Moment) -> str:
    (row,) = now.rows(figure.provenance.rows)
    if "persons" in row:
        return stated(row, "persons")
    if row["value"] == row["value"]:
        return stated(row)
    return f"{number(row['low'])} to {number(row['high'])}"


def way(figure: KeyFigure, now: Moment) -> str:
    places = [name for name in figure.provenance.rows if name.startswith("place:")]
    if places:
        return str(len(places))
    return f"about {_km(figure.provenance.rows, now):,.0f} km"


def way_longer(figure: KeyFigure, now: Moment) -> str:
    less = tuple(name for name, _ in figure.provenance.left_out)
    return f"about {_km(figure.provenance.rows, now) - _km(less, now):,.0f} km"


def _km(names: tuple[str, ...], now: Moment) -> float:
    """The stretches among the names, each straight between its ends on the ellipsoid, added up."""
    spots = now.case.places.set_index("place_id")
    ends = [name.partition(":")[2].split("..") for name in names if name.startswith("segment:")]
    spot = [[(float(spots.loc[one, "lon"]), float(spots.loc[one, "lat"])) for one in pair] for pair in ends]
    return sum(Geod(ellps="WGS84").inv(*one, *two)[2] for one, two in spot) / 1000


def waves(figure: KeyFigure, now: Moment) -> str:
    rows = sorted(now.rows(figure.provenance.rows), key=first_day)
    until, count = first_day(rows[0]), 1
    for one in rows:
        count += (first_day(one) - until).days > 120
        until = max(until, last_day(one)) if (first_day(one) - until).days <= 120 else last_day(one)
    assert re.search(r"in (\d+) waves?", figure.label).group(1) == str(count)
    return str(len(rows))


def told_lines(figure: KeyFigure, now: Moment) -> str:
    del now
    return str(len(figure.explain))


def silence(figure: KeyFigure, now: Moment) -> str:
    rows = now.rows(figure.provenance.rows)
    if not rows:
        return "0 reports"
    if "usual gap" in figure.label:
        return f"{number(float(usual_gap(rows)))} days"
    return days((now.day - max(min(last_day(one), now.day) for one in rows)).days)


def usual_gap(rows: list[Row]) -> float:
    starts = sorted({first_day(one) for one in rows})
    return median([(two - one).days for one, two in itertools.pairwise(starts)])


def told_days(rows: list[Row], now: Moment, *, until: date) -> set[date]:
    """The days on which a report of the rows lasts, or a source shows the state of the road."""
    found: set[date] = set()
    for row in rows:
        end = last_day(row)
        if "confirmed_on" in row:
            cited = date.fromisoformat(row["confirmed_on"])
            end = min(end, cited, *([now.known] if now.known else []))
        span = (min(end, until) - first_day(row)).days + 1
        found |= {first_day(row) + timedelta(days=step) for step in range(span)}
    return found


def silent_run(figure: KeyFigure, now: Moment) -> str:
    told = told_days(now.rows(figure.provenance.rows), now, until=now.last)
    free, best = [], {}
    for step in range((now.last - now.first).days + 2):
        day = now.first + timedelta(days=step)
        if day in told or day > now.last:
            if free:
                best[free[0]] = len(free)
            free = []
        else:
            free.append(day)
    return figure.value if figure.value in {days(length) for length in best.values()} else str(best)


RULES: dict[str, Callable[[KeyFigure, Moment], str]] = {
    provenance.HEADLINE: headline,
    provenance.STATUS_RUN: status_run,
    provenance.SINCE_OPEN: since_open,
    provenance.CONFIRMED: confirmed,
    provenance.PASSAGE: passage,
    provenance.NOT_REPORTED: not_reported,
    provenance.LAST_GOODS: last_goods,
    provenance.HELD: held,
    provenance.HELD_LAST: held_last,
    provenance.SUM: added,
    provenance.COUNTED: counted,
    provenance.CLOSED_ROADS: counted,
    provenance.FADED_ROADS: counted,
    provenance.PASSED: last_passed,
    provenance.LISTED: listed,
    provenance.IN_LIST: in_list,
    provenance.AVERAGE: average,
    provenance.CONTACTS: counted,
    provenance.PAIRS: pairs,
    provenance.DAY_EVENT: day_event,
    provenance.DEATHS_AFTER: deaths_after,
    provenance.LAST_CONTACT: last_contact,
    provenance.EVENTS: counted,
    provenance.AS_GIVEN: as_given,
    provenance.WAYS: way,
    provenance.WAYS_LONGER: way_longer,
    provenance.WAVE: waves,
    provenance.CHECK: told_lines,
    provenance.SILENCE: silence,
    provenance.SILENT_RUN: silent_run,
    provenance.LEARNED_LATER: counted,
    provenance.SOURCES_KNOWN: counted,
    provenance.RESTS: counted,
    provenance.IN_FILE: counted,
}
