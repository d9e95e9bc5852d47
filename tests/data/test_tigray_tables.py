"""What the tables of the second shipped case must hold: rows by kind, sources, rival figures, roads."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.case.areas import hull
from geo.case.case import Case
from geo.case.load import load_case
from geo.cells import items
from geo.export.contents import with_hapi_names
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.facts.road_state import route_states
from geo.intake.place_match import gazetteer_of
from geo.view.search import places_called
from geo.view.select import select
from geo.view.view import opening

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


def test_each_p_code_has_the_form_of_its_level_and_is_of_one_place(tigray: Case) -> None:
    coded = tigray.places[tigray.places["pcode"].ne("")]
    assert len(coded) >= 30
    assert coded["pcode"].is_unique
    for code, level in zip(coded["pcode"], coded["admin_level"], strict=True):
        assert re.fullmatch(rf"ET([0-9]{{2}}){{{level}}}", code), (code, level)
    assert (
        tigray.places.loc[tigray.places["pcode"].eq(""), ["admin_level", "provider_name"]]
        .eq("")
        .all(axis=None)
    )


def test_the_region_a_p_code_begins_with_is_the_region_of_its_place(tigray: Case) -> None:
    coded = tigray.places[tigray.places["pcode"].ne("")]
    regions = coded[coded["admin_level"].eq("1")].set_index("pcode")["name_en"]
    units = coded[coded["admin_level"].isin(("2", "3"))]
    amiss = {
        place: code
        for place, code, region in zip(units["place_id"], units["pcode"], units["region"], strict=True)
        if regions.get(code[:4], "none") not in region
    }
    assert amiss == {}
    assert coded[coded["admin_level"].eq("0")]["place_id"].tolist() == ["ethiopia"]


def test_each_p_code_and_each_name_of_its_provider_finds_its_place(tigray: Case) -> None:
    coded = tigray.places[tigray.places["pcode"].ne("")]
    gazetteer = gazetteer_of(tigray.places)
    for place, code, name in zip(coded["place_id"], coded["pcode"], coded["provider_name"], strict=True):
        assert places_called(tigray.places, code)[:1] == (place,), code
        assert gazetteer.codes[code.casefold()] == place
        assert not name or gazetteer.called(name) == (place,), name


def test_files_carry_the_p_codes_of_places(tigray: Case) -> None:
    view = opening(tigray.settings)
    made = contents(prepare(tigray, view, select(tigray, view).events), datetime(2026, 1, 2, tzinfo=UTC))
    codes = tigray.places.set_index("place_id")["pcode"]
    at = tigray.events.set_index("event_id")["place_id"]
    written = made.first.set_index("event_id")["place_pcode"]
    assert {event: codes.get(at[event], "") for event in written.index} == written.to_dict()
    assert written.ne("").sum() >= 50
    hapi = with_hapi_names(made).first.set_index("event_id")
    assert set(hapi.loc[at[hapi.index].eq("mekelle"), "admin2_code"]) == {"ET0107"}


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
