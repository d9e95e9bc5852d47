"""The map of the Aid page: what moved along which road, and what stood waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.case.case import Case
from geo.dates import format_date
from geo.facts import aid
from geo.facts.state import State
from geo.picture.base_picture import (
    base_picture,
    home_of_key_places,
    spots_of,
)
from geo.picture.layers import (
    MapInputs,
    MapPicture,
    Point,
    PointMark,
    RouteLine,
)
from geo.picture.road_lines import status_lines
from geo.report.aid_answer import quantity_words
from geo.view.view import ViewState
from geo.words import counted


def aid_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """What moved along which road in the period, and what stood waiting where."""
    rows = aid.consignments(case, view.first, view.last, view.at)
    spots, lines = spots_of(case), _counted_lines(case, state, rows)
    return replace(
        base_picture(case, view, inputs, "Aid by road, and what stood waiting"),
        categories=("aid",),
        routes=lines,
        home=home_of_key_places(inputs.places, lines) or case.settings.home,
        marks=tuple(_waiting_marks(state, spots)),
    )  # fmt: skip


def _counted_lines(case: Case, state: State, rows: Sequence[aid.Consignment]) -> tuple[RouteLine, ...]:
    """The same roads, each with what passed and what did not in the period."""
    counted = Counter((load.route_id, load.outcome) for load in aid.single(rows))
    outcomes = {
        line: ", ".join(
            f"{counted[line, outcome]} {outcome}" for outcome in aid.OUTCOMES if counted[line, outcome]
        )
        for line, _ in counted
    }
    return tuple(
        replace(
            line, label=f"{line.name}: {outcomes[line.id]}" if line.label and outcomes.get(line.id) else ""
        )
        for line in status_lines(case, state)
    )


def _waiting_marks(state: State, spots: Mapping[str, Point]) -> list[PointMark]:
    at: dict[str, list[aid.Waiting]] = {}
    for load in state.waiting:
        if load.place_id in spots:
            at.setdefault(load.place_id, []).append(load)
    return [
        PointMark(
            f"waiting-{place}",
            *spots[place],
            _waiting_words(loads),
            "waiting",
            "aid",
            cards=tuple(f"consignment:{load.consignment.consignment_id}" for load in loads),
        )
        for place, loads in at.items()
    ]


def _waiting_words(loads: Sequence[aid.Waiting]) -> str:
    """The load that has stood longest, and how many more: all of them in one line would cross the map."""
    first = min(loads, key=lambda load: load.since)
    amount = quantity_words(first.consignment) or "a load"
    more = len(loads) - 1
    others = f" and {counted(more, 'more load')}" if more else ""
    return f"{amount} since {format_date(first.since)}{others}"
