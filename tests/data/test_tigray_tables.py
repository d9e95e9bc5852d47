"""What the tables of the second shipped case must hold: rows by kind, sources, rival figures, roads."""

from datetime import datetime
from pathlib import Path

import pytest

from geo.case.areas import hull
from geo.case.case import Case
from geo.case.load import load_case
from geo.cells import items
from geo.facts.road_state import route_states

CASE = Path(__file__).parents[2] / "data" / "tigray"
NOON = "T12:00"


@pytest.fixture(scope="module")
def tigray() -> Case:
    """The second shipped case, read once."""
    return load_case(CASE)


def test_it_loads_with_nothing_set_aside_and_no_note(tigray: Case) -> None:
    assert tigray.set_aside == ()


def test_it_holds_what_a_small_real_case_should(tigray: Case) -> None:
    least = {
        "sources": 40, "events": 60, "routes": 8, "consignments": 25, "requests": 15, "claims": 90,
        "route_status": 30, "passage": 25, "movements": 8, "places": 40, "areas": 1,
    }  # fmt: skip
    held = {name: len(rows) for name, rows in tigray.tables().items()}
    assert {name: held[name] for name in least if held[name] < least[name]} == {}


def test_forty_claims_disagree_with_another_claimant(tigray: Case) -> None:
    figures = tigray.claims.groupby(["measure", "subject"])
    rival = figures.filter(lambda rows: rows["claimant"].nunique() > 1 and rows["value"].nunique() > 1)
    assert len(rival) >= 40


def test_every_row_rests_on_a_source_and_every_source_bears_a_row(tigray: Case) -> None:
    tables = {name: rows for name, rows in tigray.tables().items() if "source_ids" in rows}
    cited = {key for rows in tables.values() for cell in rows["source_ids"] for key in items(cell)}
    assert all(rows["source_ids"].ne("").all() for rows in tables.values())
    assert cited == set(tigray.sources["source_id"])
    assert tigray.sources["publisher"].nunique() >= 40


def test_both_sides_and_third_parties_are_heard(tigray: Case) -> None:
    sides = tigray.actors.set_index("actor")["side"]
    heard = {sides.get(actor, "") for cell in tigray.events["actors"] for actor in items(cell)}
    assert {"federal", "tigray", "third"} <= heard
    assert {"Government of Ethiopia", "Tigray authorities", "OCHA"} <= set(tigray.claims["claimant"])


def test_every_place_says_where_its_point_is_from_and_has_a_name_in_its_script(tigray: Case) -> None:
    assert tigray.places[["coordinate_source", "coordinate_licence"]].ne("").all(axis=None)
    names = tigray.places.drop(columns="geometry").agg(lambda row: " ".join(map(str, row)), axis=1)
    assert names.str.contains(r"[\u1200-\u137f]").all()


def test_the_area_is_the_hull_of_its_towns(tigray: Case) -> None:
    area = tigray.areas.iloc[0]
    assert hull(tigray.places, items(area["place_ids"]), ratio=0.5).equals_exact(area.geometry, 1e-5)


@pytest.mark.parametrize(
    ("day", "road", "status"),
    [
        ("2020-11-10", "semera_mekelle", "closed"),
        ("2021-07-12", "semera_mekelle", "humanitarian_only"),
        ("2021-08-28", "semera_mekelle", "closed"),
        ("2021-10-12", "semera_mekelle", "humanitarian_only"),
        ("2021-12-20", "semera_mekelle", "closed"),
        ("2022-04-15", "semera_mekelle", "humanitarian_only"),
        ("2022-08-31", "semera_mekelle", "closed"),
        ("2022-11-28", "gondar_shire", "humanitarian_only"),
        ("2021-10-25", "addis_mekelle_air", "closed"),
        ("2022-12-30", "addis_mekelle_air", "open"),
    ],
)
def test_the_roads_stand_as_reported(tigray: Case, day: str, road: str, status: str) -> None:
    states = {
        state.route_id: state.status for state in route_states(tigray, datetime.fromisoformat(day + NOON))
    }
    assert states[road] == status
