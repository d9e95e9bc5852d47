"""What a map's state is made of over the whole case, so that a browser can tell any date by itself.

Sent once under its content hash. Days are counted from 1970, moments are minutes since 1970, both local to
the case and negative before. The layer script puts the same words together from it as the
pictures of the pages.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geo.dates import format_date, offsets
from geo.facts import aid, diplomacy
from geo.facts.displacement import accommodation_lists, counts_so_far, movements
from geo.facts.network import level_of, network, users_of
from geo.facts.road_frames import state_frames
from geo.facts.silent_places import marking, place_silences
from geo.names import names_by_id
from geo.picture import aid_playback
from geo.picture.area_shapes import dated_areas
from geo.picture.base_picture import spots_of
from geo.picture.blockade_picture import cut_off, legs_of
from geo.picture.displacement_picture import circles_of, is_way, stops_of
from geo.picture.layers import MapPicture, window
from geo.picture.legend import AREA_ENTRY, OUTLINE_ENTRY, silence_entry
from geo.picture.message import area_json, as_json, legend_json
from geo.picture.place_outlines import outlines_of
from geo.picture.road_lines import one_way, outward, runs
from geo.report.aid_words import OUTCOME_SHORT
from geo.report.road_words import status_count
from geo.view.event_columns import minutes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.case.case import Case
    from geo.facts.displacement import Accommodation, Movement
    from geo.facts.network import User
    from geo.facts.road_frames import Frames
    from geo.facts.road_state import RouteState
    from geo.picture.layers import Point

_EPOCH = date(1970, 1, 1)
_PLACES = 4
# Of more meetings than these the lines on the map are not played, only their marks.
MOST_CONTACTS = 5000


@dataclass(frozen=True)
class Playback:
    """The state of one case over time; `body` is JSON for the browser.

    `ways` tells whether the lines between those who met are in it.
    """

    body: bytes = field(repr=False)
    digest: str
    ways: bool


def playback_of(case: Case, names: str) -> Playback:
    """The facts behind the state on every date, places named in one mode."""
    content = as_facts(case, names)
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return Playback(body, hashlib.sha256(body).hexdigest()[:32], content["ways"] is not None)


def packed(playback: Playback) -> bytes:
    """The playback as it goes over the wire, gzip; the same bytes for the same playback."""
    return gzip.compress(playback.body, compresslevel=6, mtime=0)


def as_facts(case: Case, names: str) -> dict[str, Any]:
    """The facts of playback as plain JSON values."""
    settings, spots, called = case.settings, spots_of(case), names_by_id(case.places, names)
    span = window(settings.period.first, settings.period.last, _end(settings.period.last))
    return {
        "span": [minutes(span.start), minutes(span.end)],
        "offsets": [
            [minutes(since), offset] for since, offset in offsets(settings.zone, span.start, span.end)
        ],
        "known": "" if case.known is None else f"as known on {format_date(case.known)}",
        "keys": [[_day(key_date.day), key_date.label] for key_date in settings.key_dates],
        "roads": _roads(case, called),
        "network": _network(case, spots, called),
        "moves": _moves(case, spots),
        "lists": [_list(housing, spots, called) for housing in accommodation_lists(case)],
        "waits": aid_playback.waits(case, spots),
        "loads": aid_playback.loads(case),
        "outcomes": list(dict.fromkeys(OUTCOME_SHORT[outcome] for outcome in aid.OUTCOMES)),
        "ways": _ways(case, spots, called),
        "silences": _silences(case, spots, called),
        "silent": legend_json(silence_entry(marking(case))),
        "areas": [
            [_day_of(first), _day_of(last), *area_json(area)]
            for area, first, last in dated_areas(case, names)
        ],
        "area": legend_json(AREA_ENTRY),
        "outlined": [legend_json(OUTLINE_ENTRY)] if outlines_of(case) else [],
    }


def _roads(case: Case, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Roads with a status: their line, and their state from each day on which it turns."""
    frames, legs, ways = state_frames(case), legs_of(case, names), network(case).ways
    rows = zip(case.routes["route_id"], case.routes["short_name"], case.routes.geometry, strict=True)
    return [
        {
            "id": route,
            "name": name,
            "line": [round(part, _PLACES) for point in line.coords for part in point[:2]],
            "legs": ["|".join(leg) for leg in legs.get(route, ())],
            "frames": _frames(
                frames[route], ways[route], outward(ways[route], case.settings.exits), users_of(case)[0]
            ),
        }
        for route, name, line in rows
        if route in frames
    ]


def _frames(states: Frames, way: tuple[str, ...], outwards: int, user: User) -> list[list[Any]]:
    """A road's state from each minute at which it turns, equal ones that follow one another once."""
    frames: list[list[Any]] = []
    for moment, state in states:
        frame = _frame(moment, state, way, outwards, user)
        if not frames or frame[1:] != frames[-1][1:]:
            frames.append(frame)
    return frames


def _frame(moment: datetime, state: RouteState, way: tuple[str, ...], outwards: int, user: User) -> list[Any]:
    """A road's state from a minute on: whether a row speaks of it, status, words, day counted from, use.

    The words end with a count of days where there is a day to count from. Its use is that of the traffic a
    way is asked for first. Of a road in parts each has its status, its use, the first and last way-point it
    joins, whether the words stand beside it, and which way alone traffic passes; so has a whole road.
    """
    words, count = status_count(state)
    since = _day(moment.date()) - count + 1 if count else None
    parts = [
        [
            part.status if part else "unknown", level_of(part.passings if part else (), user), first, last,
            int(part is not None and part.status_id == state.status_ids[-1]),
            one_way(part.passings if part else (), outwards),
        ]
        for part, first, last in (runs(state, way) if state.parts else [])
    ]  # fmt: skip
    use = level_of(state.passings, user)
    only = one_way(state.passings, outwards)
    return [minutes(moment), int(bool(state.status_ids)), state.status, words, since, use, parts, only]


def _network(case: Case, spots: Mapping[str, Point], names: Mapping[str, str]) -> dict[str, Any]:
    """Stretches with their roads and whether they lie inside the area; exits, and the places asked for."""
    roads = network(case)
    return {
        "segments": [[*segment.ends, list(segment.route_ids), segment.inside] for segment in roads.segments],
        "exits": roads.exits,
        "asked": [[place_id, _line(spots[place_id]), names[place_id]] for place_id in roads.asked],
        "cut": {str(level): words for level, words in cut_off(case).items()},
    }


def _moves(case: Case, spots: Mapping[str, Point]) -> list[list[Any]]:
    """Movements drawn as arrows: days, people, their number from each minute on, the arrows' ends, id.

    Beside each number stands whether it is about the whole movement.
    """
    listed = {row.place_id for housing in accommodation_lists(case) for row in housing.rows}
    return [
        [_day(movement.first), _day(movement.last), movement.people,
         [[minutes(count.moment), count.persons, count.whole] for count in counts_so_far(case, movement)],
         _arrows(case, movement, spots), movement.movement_id]
        for movement in movements(case)
        if is_way(movement, spots, listed)
    ]  # fmt: skip


def _arrows(case: Case, movement: Movement, spots: Mapping[str, Point]) -> list[list[float]]:
    known = [stop for stop in stops_of(case, movement) if stop in spots]
    return [_line(spots[start], spots[end]) for start, end in pairwise(known)]


def _list(housing: Accommodation, spots: Mapping[str, Point], names: Mapping[str, str]) -> list[Any]:
    """A list of people by place: its moment, total, circles as the map draws them, and their legend."""
    day = housing.moment.date()
    shown = MapPicture(
        "", "", "", (0, 0, 0, 0), window(day, day, housing.moment), circles=circles_of(housing, spots, names),
        circle_title=f"People {housing.what} (area of circle)",
    )  # fmt: skip
    message = as_json(shown)
    total = housing.total if housing.stated_total is None else housing.stated_total
    return [minutes(housing.moment), total, message["circles"], message["legend"]]


def _ways(case: Case, spots: Mapping[str, Point], names: Mapping[str, str]) -> dict[str, Any] | None:
    """Meetings and calls with the seats and sites they join; None where there are too many to play."""
    events = case.events[case.events["category"].isin(list(diplomacy.CATEGORIES))]
    if len(events) > MOST_CONTACTS:
        return None
    rows: list[tuple[int, str, str, list[list[str]]]] = []
    seats = diplomacy.seats(case)
    for contact in diplomacy.contacts(events):
        ends = [[leg.start_id, leg.end_id] for leg in diplomacy.legs([contact], seats)]
        ends = [pair for pair in ends if all(end in spots for end in pair)]
        if ends:
            rows.append((_day(contact.first), contact.event_id, contact.form, ends))
    seen = dict.fromkeys(end for *_, ends in rows for pair in ends for end in pair)
    return {"rows": rows, "places": {end: [*_line(spots[end]), names[end]] for end in seen}}


def _silences(case: Case, spots: Mapping[str, Point], names: Mapping[str, str]) -> list[list[Any]]:
    """Places once silent: id, point, words before a count of days, and of each silence what comes after them.

    That is its first and last day, the day of the last report, how many there had been, and words.
    """
    return [
        [place, _line(spots[place]), own[0].words_round(names[place])[0],
         [[_day(silence.first), None if silence.last is None else _day(silence.last),
           _day(silence.reported), silence.reports, silence.words_round(names[place])[1]] for silence in own]]
        for place, own in place_silences(case).items()
    ]  # fmt: skip


def _line(*points: Point) -> list[float]:
    return [round(part, _PLACES) for point in points for part in point]


def _day(day: date) -> int:
    return (day - _EPOCH).days


def _day_of(text: str) -> int | None:
    """The day a text writes as YYYY-MM-DD; None where it is empty."""
    return _day(date.fromisoformat(text)) if text else None


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time()) - timedelta(seconds=1)
