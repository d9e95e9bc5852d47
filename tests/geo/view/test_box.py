"""A box on the map: as an address writes it, and which events happened in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.view.box import happened_in, read_box
from geo.view.select import overview, select
from geo.view.view import opening
from tests.conftest import shipped
from tests.geo.small_case import write_case


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "a,1,2,3", "2,1,1,3", "1,3,2,3", "nan,1,2,3", "-181,1,2,3", "1,1,2,inf"],
)
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each reader refuses in words of its own
        read_box(text)


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


def test_only_what_happened_at_a_point_in_the_box_is_in_it(case: Case) -> None:
    goris = case.places[case.places["place_id"] == "goris"].geometry.iloc[0]
    mask = happened_in(case, (goris.x - 0.001, goris.y - 0.001, goris.x + 0.001, goris.y + 0.001))
    found = case.events[mask]
    assert set(found["place_id"]) == {"goris"}
    assert set(found["place_role"]) == {"site"}
    at_goris = case.events[case.events["place_id"].eq("goris") & case.events["place_role"].eq("site")]
    assert len(found) == len(at_goris) > 0


def test_the_edge_belongs_to_the_box(case: Case) -> None:
    goris = case.places[case.places["place_id"] == "goris"].geometry.iloc[0]
    assert happened_in(case, (goris.x, goris.y, goris.x + 0.001, goris.y + 0.001)).any()


def test_a_box_narrows_the_list_and_not_the_map(case: Case) -> None:
    view = opening(case.settings)
    boxed = replace(view, box=(46.5, 39.7, 46.9, 39.9))
    shown = select(case, boxed)
    assert 0 < shown.total < select(case, view).total
    assert set(shown.events["event_id"]) <= set(select(case, view).events["event_id"])
    assert len(overview(case, boxed)) == len(overview(case, view))


def test_a_box_over_empty_land_holds_nothing(tmp_path: Path) -> None:
    write_case(tmp_path)
    assert not happened_in(load_case(tmp_path), (0.0, 0.0, 1.0, 1.0)).any()
