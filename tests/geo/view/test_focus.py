"""The place that a view looks at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.case.load import load_case
from geo.view.focus import focused
from geo.view.view import opening
from tests.geo.small_case import write_case


@pytest.mark.parametrize(
    ("focus", "places", "looked_at"),
    [
        ("town", ("goris",), "town"),
        ("", ("goris",), "goris"),
        ("gone", ("goris",), "goris"),
        ("", ("town", "goris"), "town"),
        ("", (), "town"),
    ],
)
def test_the_place_chosen_comes_first_then_the_one_filtered_for(tmp_path, focus, places, looked_at) -> None:
    case = load_case(write_case(tmp_path / "case"))
    case = replace(case, settings=replace(case.settings, key_places=("town",)))
    view = replace(opening(case.settings), focus=focus, places=places)
    assert focused(case, view) == looked_at
