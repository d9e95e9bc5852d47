"""What the map of each topic shows, as the layer list of ``geo.picture.layers``."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from data.basemap import ATTRIBUTION
from geo.case.settings import DISCLAIMER
from geo.dates import Period, format_date, format_period
from geo.facts import aid, diplomacy
from geo.facts.displacement import PRESENT_KINDS, accommodation_at, accommodation_lists, movements
from geo.facts.network import ANYONE, SHUT, UNKNOWN, network, segment_id
from geo.facts.silent_places import KIND as SILENCE
from geo.facts.silent_places import marking, silences_at
from geo.lists import items
from geo.memo import once_per_frame
from geo.names import names_by_id
from geo.picture.area_shapes import areas_on
from geo.picture.layers import Circle, Flow, MapPicture, PointMark, RouteLine, SilentPlace, window
from geo.report.aid_answer import quantity_words
from geo.report.blockade import status_words
from geo.report.closure import access, if_closed, segment_name, segment_of
from geo.words import at_in_words, counted, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.diplomacy import Contact
    from geo.facts.displacement import Accommodation, Movement
    from geo.facts.state import State
    from geo.picture.layers import Point
    from geo.picture.place_labels import PlaceLabels
    from geo.report.closure import Access
    from geo.view.event_columns import Columns
    from geo.view.view import ViewState

Box = tuple[float, float, float, float]
NOT_THE_ROAD = "Arrows show from where to where, not the road taken."


def blockade(case: Case, view: ViewState, state: State, drawn: tuple[Columns, PlaceLabels]) -> MapPicture:
    """The state of each road on the as-at date, who had no way out, and the events about roads.

    Where the view has a stretch open, the places are marked as they would be if it were closed too.
    """
    names, given = _names(case, view), access(case, state.at)
    closed = if_closed(given, segment_of(view.selected))
    legs = legs_of(case, names)
    lines = tuple(replace(line, legs=legs.get(line.id, ())) for line in status_lines(case, state))
    what_if = () if closed is None else (f"As if {segment_name(closed.segment, names)} were closed too.",)
    return replace(
        everything(case, view, drawn, "Which road could be used"),
        topic="blockade",
        categories=("blockade",),
        routes=lines,
        marks=tuple(_cut_off(given if closed is None else closed.after, spots_of(case), names)),
        silences=silent_places(case, view),
        home=_round_lines(lines) or case.settings.home,
        notes=("Roads are drawn straight between places they pass.", *what_if),
    )  # fmt: skip


def legs_of(case: Case, names: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The id and the name of each stretch of each road in the network, in the order of its coordinates."""
    by_id, spots, found = network(case).by_id, spots_of(case), {}
    for route, way in _waypoints(case.routes).items():
        ids = [segment_id(*leg) for leg in pairwise(place for place in way if place in spots)]
        if all(one in by_id for one in ids):
            found[route] = tuple((one, segment_name(by_id[one], names)) for one in ids)
    return found


CUT_OFF = {
    SHUT: ("no_way", "closed", "no way out"),
    UNKNOWN: ("way_unknown", "unknown", "way out not known"),
}


def _cut_off(access: Access, spots: Mapping[str, Point], names: Mapping[str, str]) -> Iterator[PointMark]:
    """A ring round each place without a way out for ordinary people, or without a known one."""
    for way in access.ways[ANYONE]:
        if way.level in CUT_OFF:
            sign, status, words = CUT_OFF[way.level]
            label = f"{names[way.place_id]}: {words}"
            card = (f"place:{way.place_id}",)
            yield PointMark(f"way-{way.place_id}", *spots[way.place_id], label, sign, status, cards=card)


def silent_places(case: Case, view: ViewState) -> tuple[SilentPlace, ...]:
    """The places that nobody had reported on for longer than usual by the as-at date."""
    spots, names, day = spots_of(case), _names(case, view), view.at.date()
    return tuple(
        SilentPlace(
            one.place_id, *spots[one.place_id], one.days(day), one.words(names[one.place_id], day),
            (f"{SILENCE}:{one.key}", f"place:{one.place_id}"),
        )
        for one in silences_at(case, day)
    )  # fmt: skip


def aid_picture(case: Case, view: ViewState, state: State, drawn: tuple[Columns, PlaceLabels]) -> MapPicture:
    """What moved along which road in the period, and what stood waiting where."""
    rows = aid.consignments(case, view.first, view.last, view.at)
    spots, lines = spots_of(case), _counted_lines(case, state, rows)
    return replace(
        everything(case, view, drawn, "Aid by road, and what stood waiting"),
        topic="aid",
        categories=("aid",),
        routes=lines,
        home=_round_lines(lines) or case.settings.home,
        marks=tuple(_waiting_marks(state, spots)),
    )  # fmt: skip


def displacement(case: Case, view: ViewState, state: State, drawn: tuple[Columns, PlaceLabels]) -> MapPicture:
    """Where people went by the as-at date, the road they took, and where they were housed."""
    spots, names = spots_of(case), _names(case, view)
    moved = movements(case, view.first, min(view.last, view.at.date()))
    housed = accommodation_at(case, view.at)
    circles = circles_of(housed, spots, names) if housed and _inside(housed, view) else ()
    listed = {row.place_id for one in accommodation_lists(case) for row in one.rows}
    flows = tuple(
        flow
        for one in moved
        if is_way(one, spots, listed)
        for flow in _movement_flows(one, state, spots, stops_of(case, one))
    )
    return replace(
        everything(case, view, drawn, "Where people went"),
        topic="displacement",
        categories=("displacement",),
        routes=tuple(replace(line, label="") for line in status_lines(case, state)),
        flows=flows,
        circles=circles,
        circle_title=f"People {PRESENT_KINDS[housed.kind]} (area of circle)" if housed else "",
        home=_round_shapes(case, flows, circles),
        notes=(NOT_THE_ROAD,),
    )  # fmt: skip


def diplomacy_picture(
    case: Case, view: ViewState, rows: Sequence[Contact], drawn: tuple[Columns, PlaceLabels]
) -> MapPicture:
    """Meetings as ways from each seat to the site, calls as ways from seat to seat."""
    spots, names = spots_of(case), _names(case, view)
    legs = [
        leg
        for leg in diplomacy.legs(rows, diplomacy.seats(case))
        if leg.start_id in spots and leg.end_id in spots
    ]
    flows = tuple(
        Flow(
            f"{leg.form}-{leg.start_id}-{leg.end_id}",
            spots[leg.start_id],
            spots[leg.end_id],
            None,
            f"{names[leg.start_id]} to {names[leg.end_id]}: {counted(len(leg.event_ids), leg.form)}",
            "contact",
            cards=tuple(f"event:{one}" for one in leg.event_ids),
        )
        for leg in legs
    )
    ends = Counter(place for leg in legs for place in (leg.start_id, leg.end_id))
    marks = tuple(
        PointMark(
            f"seat-{place}", *spots[place], names[place], "seat", "diplomacy", cards=(f"place:{place}",)
        )
        for place in ends
    )
    return replace(
        everything(case, view, drawn, "Who met or spoke with whom"),
        topic="diplomacy",
        categories=("diplomacy", "agreement"),
        flows=flows,
        marks=marks,
        home=_box([spots[place] for place in ends]) or case.settings.home,
        notes=("Lines join the seats of those who met or spoke; calls have no place of their own.",),
    )  # fmt: skip


def status_lines(case: Case, state: State) -> tuple[RouteLine, ...]:
    """The roads whose state is reported, each with its status in words beside it."""
    lines = _coordinates(case.routes)
    return tuple(
        RouteLine(
            one.route_id,
            one.short_name,
            lines[one.route_id],
            one.status,
            f"{one.short_name}: {status_words(one)}",
        )
        for one in state.routes
        if one.status_ids and lines[one.route_id]
    )


@once_per_frame
def _coordinates(routes: pd.DataFrame) -> dict[str, tuple[Point, ...]]:
    """The line of each road as (longitude, latitude), without a point where it has no line."""
    lines = zip(routes["route_id"], routes.geometry, strict=True)
    return {route: tuple((x, y) for x, y in line.coords) for route, line in lines}


def _counted_lines(case: Case, state: State, rows: Sequence[aid.Consignment]) -> tuple[RouteLine, ...]:
    """The same roads, each with what passed and what did not in the period."""
    counted = Counter((one.route_id, one.outcome) for one in aid.single(rows))
    told = {
        line: ", ".join(
            f"{counted[line, outcome]} {outcome}" for outcome in aid.OUTCOMES if counted[line, outcome]
        )
        for line, _ in counted
    }
    return tuple(
        RouteLine(
            line.id,
            line.name,
            line.coordinates,
            line.status,
            f"{line.name}: {told[line.id]}" if told.get(line.id) else "",
        )
        for line in status_lines(case, state)
    )


def _waiting_marks(state: State, spots: Mapping[str, Point]) -> list[PointMark]:
    at: dict[str, list[aid.Waiting]] = {}
    for one in state.waiting:
        if one.place_id in spots:
            at.setdefault(one.place_id, []).append(one)
    return [
        PointMark(
            f"waiting-{place}",
            *spots[place],
            _waiting_words(held),
            "waiting",
            "aid",
            count=len(held),
            cards=tuple(f"consignment:{one.consignment.consignment_id}" for one in held),
        )
        for place, held in at.items()
    ]


def _waiting_words(held: Sequence[aid.Waiting]) -> str:
    """The load that has stood longest, and how many more: all of them in one line would cross the map."""
    first = min(held, key=lambda one: one.since)
    load = quantity_words(first.consignment) or "a load"
    more = len(held) - 1
    others = f" and {counted(more, 'more load')}" if more else ""
    return f"{load} since {format_date(first.since)}{others}"


def is_way(one: Movement, spots: Mapping[str, Point], listed: set[str]) -> bool:
    """Whether a movement is drawn as an arrow: two known ends, and none that circles tell of."""
    known = one.from_id in spots and one.to_id in spots
    return known and one.from_id != one.to_id and one.to_id not in listed


def stops_of(case: Case, one: Movement) -> tuple[str, ...]:
    """Where a movement's arrows break: its ends, or those of the road it took and of corridors.

    People counted at the end of a corridor went on from there, how many where is not known.
    """
    table = case.routes.set_index("route_id")
    if one.via_route_id not in table.index:
        return one.from_id, one.to_id
    way = items(table.loc[one.via_route_id, "place_ids"])
    corridors = [items(cell) for cell in table.loc[table["role"] == "corridor", "place_ids"]]
    ends = {end for places in corridors for end in (places[0], places[-1])}
    stops = tuple(place for place in way if place in ends or place in (way[0], way[-1]))
    homeward = one.from_id == way[-1] or one.to_id == way[0]
    return stops[::-1] if homeward else stops


def _movement_flows(
    one: Movement, state: State, spots: Mapping[str, Point], stops: Sequence[str]
) -> list[Flow]:
    """Arrows from stop to stop; the first carries the count and the words."""
    persons = persons_by(one, state)
    when = format_period(Period(one.first, min(one.last, state.at.date())))
    count = f": {number(persons)}" if persons is not None else ""
    card = (f"movement:{one.movement_id}",)
    ways = list(pairwise(stop for stop in stops if stop in spots))
    flows = [
        Flow(f"{one.movement_id}-{rank}", spots[start], spots[end], None, "", "displacement", card)
        for rank, (start, end) in enumerate(ways)
    ]
    told = f"{one.people}{count} ({when})"
    first = replace(flows[0], persons=None if persons is None else int(persons), label=told)
    return [first, *flows[1:]]


def persons_by(one: Movement, state: State) -> float | None:
    """How many had moved by the state's moment: the total once it is over, before that the count.

    While people still cross by a road, the headline of arrivals tells how many so far.
    """
    if one.last <= state.at.date():
        return one.persons
    arrived = state.arrivals.get("arrivals")
    return arrived.claim.value if arrived is not None and one.via_route_id else None


def everything(case: Case, view: ViewState, drawn: tuple[Columns, PlaceLabels], title: str) -> MapPicture:
    """All events of the view on the map, and nothing else: what each topic's map begins with."""
    events, places = drawn
    return MapPicture(
        title=title,
        subtitle=subtitle(case, view),
        case_version=case.version,
        home=case.settings.home,
        window=window(view.first, view.last, view.at),
        events=events,
        places=places,
        names=view.names,
        selected=view.selected,
        categories=view.categories,
        attribution=ATTRIBUTION,
        disclaimer=case.settings.disclaimer or DISCLAIMER,
        silence_rule=marking(case),
        areas=areas_on(case, view.names, view.at.date()),
    )


def subtitle(case: Case, view: ViewState) -> str:
    """The dates a map stands for, in words."""
    until = max(view.first, min(view.last, view.at.date()))
    parts = [
        f"as at {at_in_words(view.at, case.settings.zone)}",
        f"events of {format_period(Period(view.first, until))}",
    ]
    if view.known is not None:
        parts.append(f"as known on {format_date(view.known)}")
    return " · ".join(parts)


def _inside(housed: Accommodation, view: ViewState) -> bool:
    return view.first <= housed.moment.date() <= view.last


def circles_of(
    housed: Accommodation, spots: Mapping[str, Point], names: Mapping[str, str]
) -> tuple[Circle, ...]:
    """A circle for each place of a list of people housed."""
    return tuple(
        Circle(
            f"housed-{row.place_id}",
            *spots[row.place_id],
            row.persons,
            f"{names[row.place_id]}: {number(row.persons)}",
            cards=(f"accommodation:{row.accommodation_id}",),
        )
        for row in housed.rows
        if row.place_id in spots
    )


def spots_of(case: Case) -> Mapping[str, Point]:
    """Longitude and latitude of each place by its id."""
    return _points(case.places)


@once_per_frame
def _points(places: pd.DataFrame) -> dict[str, Point]:
    points = zip(places["lon"].tolist(), places["lat"].tolist(), strict=True)
    return dict(zip(places["place_id"], points, strict=True))


@once_per_frame
def _waypoints(routes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {key: items(cell) for key, cell in zip(routes["route_id"], routes["place_ids"], strict=True)}


def _names(case: Case, view: ViewState) -> Mapping[str, str]:
    return names_by_id(case.places, view.names)


def _round_shapes(case: Case, flows: Sequence[Flow], circles: Sequence[Circle]) -> Box:
    """The case's own box, made wider where arrows or circles reach beyond it."""
    west, south, east, north = case.settings.home
    points = [point for flow in flows for point in (flow.start, flow.end)]
    points += [(circle.lon, circle.lat) for circle in circles]
    return _box([*points, (west, south), (east, north)], margin=0.0) or case.settings.home


def _round_lines(lines: Sequence[RouteLine]) -> Box | None:
    return _box([point for line in lines for point in line.coordinates], margin=0.1)


def _box(points: Sequence[Point], margin: float = 2.0) -> Box | None:
    """West, south, east, north round the points, ``margin`` degrees wider; None without any."""
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons) - margin, min(lats) - margin, max(lons) + margin, max(lats) + margin
