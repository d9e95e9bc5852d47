"""An event known only to a district is drawn as the district: on map, paper, legend, card, in files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from components.paper.map_panel import draw
from geo.case.case import Case
from geo.case.load import load_case
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.picture.base_picture import base_picture
from geo.picture.layers import MapInputs, MapPicture
from geo.picture.legend import OUTLINE_ENTRY, legend
from geo.picture.place_labels import place_labels
from geo.picture.place_outlines import outlined, outlines_of
from geo.picture.playback import as_facts
from geo.picture.spots import drawn_sources
from geo.report.cards import card
from geo.report.details import event_details
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.select import select
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case

RING = [[46.1, 39.3], [46.6, 39.3], [46.6, 39.7], [46.1, 39.7], [46.1, 39.3]]


def feature(area: str, place: str, ring: list[list[float]] = RING) -> dict[str, object]:
    properties = {"area_id": area, "name_en": area, "place_id": place, "source_ids": "s2"}
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def written(folder: Path, *features: dict[str, object], **changed: str) -> Case:
    sources = TABLES["sources.csv"].replace(",,no,en", ",,yes,en")
    write_case(folder, sources=sources, **changed)
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    (folder / "areas.geojson").write_text(text, encoding="utf-8")
    return load_case(folder)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    # Nothing happened in the second place, and the accuracy of the first is not known.
    places = TABLES["places.csv"].replace("46.34168,500,city", "46.34168,,district")
    folder = tmp_path_factory.mktemp("outlined") / "case"
    far = [[39, 47], [40, 47], [40, 48], [39, 47]]
    return written(folder, feature("goris-area", "goris"), feature("far", "rostov", far), places=places)


def picture(case: Case, **changed: object) -> MapPicture:
    joined = join(case.places, case.events)
    inputs = MapInputs(pack(joined.placed, joined.unplaced), place_labels(case.places, (), outlines_of(case)))
    view = replace(opening(case.settings), at=datetime(2023, 12, 31, 23, 59, 59), **changed)
    return base_picture(case, view, inputs, "Map")


def test_the_outline_of_a_place_is_drawn_with_its_events_alone(case: Case) -> None:
    assert case.set_aside == ()
    shown = picture(case)
    areas, rows = outlined(shown)
    assert [(area.id, area.name) for area in areas] == [("goris-area", "Goris (schematic)")]
    assert shown.events is not None
    assert shown.events.ids[rows].tolist() == ["e2"]
    # Among the areas that stand on their own days it is none.
    assert shown.areas == ()
    before = picture(case, first=date(2023, 1, 1), last=date(2023, 8, 31))
    assert outlined(before)[0] == ()
    assert outlined(picture(case, categories=("military",)))[0] == ()


def test_legend_playback_cards_and_sources_say_so(case: Case) -> None:
    shown = picture(case)
    assert OUTLINE_ENTRY in legend(shown)
    assert "ring" not in {entry.sign for entry in legend(shown)}
    assert OUTLINE_ENTRY not in legend(picture(case, categories=("military",)))
    assert [entry[1] for entry in as_facts(case, "both")["outlined"]] == ["outline"]
    told = card(case, "area", "goris-area", "both")
    assert told is not None
    assert told["title"] == "Goris (schematic)"
    assert any("not a boundary" in line for line in told["lines"])
    event = event_details(case, "e2")
    assert event is not None
    assert event.where.endswith("known only to this area, drawn as a schematic outline)")
    assert set(drawn_sources(case, picture(case, categories=("displacement",)))) == {"s1", "s2"}


def test_paper_draws_and_names_the_outline(case: Case) -> None:
    figure = Figure(figsize=(6, 4))
    shown = replace(picture(case), home=(45.0, 38.5, 48.0, 40.5))
    drawn = draw(figure, (0, 0, 432, 288), shown, 8)
    assert drawn.areas == ("goris-area",)
    assert OUTLINE_ENTRY in drawn.legend
    assert "Goris (schematic)" in [word for word, _ in drawn.words]


def test_a_file_has_the_area_with_the_place_it_is(case: Case) -> None:
    view = opening(case.settings)
    made = contents(prepare(case, view, select(case, view).events), datetime(2026, 1, 2, tzinfo=UTC))
    assert made.tables["areas"][["area_id", "place_id"]].to_numpy().tolist() == [["goris-area", "goris"]]


def test_places_of_one_point_and_accuracy_keep_their_ring(tmp_path: Path) -> None:
    twin = "twin,Twin,,,,,,,39.51111,46.34168,500,city,Home,no,,,GeoNames,,,\n"
    alike = written(tmp_path / "alike", feature("a", "goris"), places=TABLES["places.csv"] + twin)
    assert outlines_of(alike) == ()
    rougher = TABLES["places.csv"] + twin.replace(",500,", ",30000,")
    apart = written(tmp_path / "apart", feature("a", "goris"), places=rougher)
    assert [outline.area_id for outline in outlines_of(apart)] == ["a"]


def test_what_is_wrong_with_the_area_of_a_place_is_told(tmp_path: Path) -> None:
    far = [[39, 47], [40, 47], [40, 48], [39, 47]]
    features = (
        feature("a", "goris"),
        feature("b", "goris"),
        feature("c", "nowhere"),
        feature("d", "town", far),
    )
    case = written(tmp_path / "case", *features)
    told = {(report.row, report.column, report.value, report.scope) for report in case.set_aside}
    assert told == {
        (2, "place_id", "goris", "note"),
        (3, "place_id", "nowhere", "value"),
        (4, "place_ids", "town", "note"),
    }
