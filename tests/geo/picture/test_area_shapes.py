"""Schematic areas on the map: which stand on a day, how they are named, and that every map has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.dates import end_of_day
from geo.picture.area_shapes import areas_on
from geo.picture.layers import MapPicture, window
from geo.picture.legend import AREA_ENTRY, legend
from geo.report.cards import card
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


def ids(case: Case, day: date) -> list[str]:
    return [area.id for area in areas_on(case, "both", day)]


def test_an_area_stands_on_its_first_and_its_last_day_and_not_beside_them(case: Case) -> None:
    frame = case.areas.iloc[:1].assign(area_id="one", start="2023-01-02", end="2023-01-03")
    small = replace(case, areas=frame)
    days = [date(2023, 1, day) for day in (1, 2, 3, 4)]
    assert [ids(small, day) for day in days] == [[], ["one"], ["one"], []]


def test_a_day_that_is_not_known_cuts_nothing_off(case: Case) -> None:
    frame = case.areas.assign(start="", end="")
    assert len(ids(replace(case, areas=frame), date(1900, 1, 1))) == len(frame)
    assert len(ids(replace(case, areas=frame), date(2100, 1, 1))) == len(frame)


def test_the_end_of_an_area_is_not_known_before_it_came(case: Case) -> None:
    assert "held-settlements" not in ids(case, date(2023, 9, 21))
    earlier = as_known(case, date(2023, 9, 1))
    assert "held-settlements" in ids(earlier, date(2023, 9, 21))
    told = card(earlier, "area", "held-settlements")
    assert told is not None
    assert "Drawn as at days from 10 Nov 2020." in told["lines"]


def test_an_area_is_named_as_schematic_in_every_name_mode(case: Case) -> None:
    frame = case.areas.iloc[:1].assign(name_en="Valley", name_hy_latn="Hovit", name_az_latn="Vadi")
    small = replace(case, areas=frame)
    day = date(2023, 1, 1)
    names = {mode: areas_on(small, mode, day)[0].name for mode in ("both", "az_latn", "hy", "ru")}
    assert names == {
        "both": "Valley / Hovit / Vadi (schematic)",
        "az_latn": "Vadi (schematic)",
        "hy": "Hovit (schematic)",
        "ru": "Valley (schematic)",
    }


def test_holes_and_parts_are_rings_of_their_own(case: Case) -> None:
    outer, hole = shapely.box(46, 39, 47, 40), shapely.box(46.4, 39.4, 46.6, 39.6)
    shape = shapely.MultiPolygon([outer.difference(hole), shapely.box(48, 39, 48.5, 39.5)])
    frame = case.areas.iloc[:1].assign(geometry=[shape])
    [area] = areas_on(replace(case, areas=frame), "both", date(2023, 1, 1))
    assert sorted(len(ring) for ring in area.rings) == [5, 5, 5]
    assert area.cards == (f"area:{area.id}",)


def test_the_legend_says_that_an_area_is_no_boundary(case: Case) -> None:
    day = date(2023, 9, 1)
    bare = MapPicture("", "", "", (0, 0, 1, 1), window(day, day, end_of_day(day)))
    assert AREA_ENTRY not in legend(bare)
    assert AREA_ENTRY in legend(replace(bare, areas=areas_on(case, "both", day)))
    assert "no boundary" in AREA_ENTRY.label
