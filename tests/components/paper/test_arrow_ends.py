"""Both ends of every arrow of a slide have their name on it, or where the arrow leaves the map."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from components.paper import slide_map
from components.paper.shapes import line_of
from geo.briefing.scene import shown
from geo.dates import parse_at
from geo.picture.grammar import SHORT_FLOW
from geo.view.view import opening
from tests.conftest import shipped


@pytest.mark.parametrize(
    ("page", "at", "names"),
    [
        # The first goes from a region to a country beyond the map's edge.
        ("situation", "2020-11-10", {"Nagorno-Karabakh", "to Armenia"}),
        ("displacement", "2023-10-04", {"Yerevan"}),
        ("diplomacy", "2023-01-18", {"New York"}),
    ],
)
def test_each_end_of_an_arrow_is_named(page: str, at: str, names: set[str]) -> None:
    case = shipped()
    start = opening(case.settings)
    view = replace(start, first=case.settings.period.first, at=parse_at(at))
    what = shown(case, page, view)
    _, drawn = slide_map.compose(what)
    texts = [text for text, _ in drawn.words]
    assert names <= set(texts)
    frame = drawn.frame
    drawn_flows = [
        flow
        for flow in what.picture.flows
        if math.dist(*line_of(frame, (flow.start, flow.end))) >= SHORT_FLOW * frame.pixel
    ]
    for end in {name for flow in drawn_flows for name in flow.ends}:
        assert any(
            text in (end, f"to {end}", f"from {end}") or text.startswith(f"{end}: ") for text in texts
        ), end
