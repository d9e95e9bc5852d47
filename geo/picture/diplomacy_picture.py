"""The map of the Diplomacy page: who met or spoke with whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from geo.case.case import Case
from geo.facts import diplomacy
from geo.picture.base_picture import (
    base_picture,
    box_round,
    names_of,
    spots_of,
)
from geo.picture.layers import (
    Flow,
    MapInputs,
    MapPicture,
    PointMark,
)
from geo.report.diplomacy_answer import contacts_of
from geo.view.view import ViewState
from geo.words import counted


def diplomacy_picture(case: Case, view: ViewState, inputs: MapInputs) -> MapPicture:
    """Meetings as ways from each seat to the site, calls as ways from seat to seat."""
    spots, names = spots_of(case), names_of(case, view)
    legs = [
        leg
        for leg in diplomacy.legs(contacts_of(case, view), diplomacy.seats(case))
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
            cards=tuple(f"event:{event_id}" for event_id in leg.event_ids),
            ends=(names[leg.start_id], names[leg.end_id]),
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
        base_picture(case, view, inputs, "Who met or spoke with whom"),
        categories=("diplomacy", "agreement"),
        flows=flows,
        marks=marks,
        home=box_round([spots[place] for place in ends]) or case.settings.home,
    )  # fmt: skip
