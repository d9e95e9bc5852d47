"""Categories of a case's own: read, drawn and named everywhere from one place; what is wrong is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from components.paper.map_panel import draw
from geo.case.case import Case
from geo.case.load import load_case
from geo.dates import Period
from geo.export.geojson_file import to_geojson
from geo.export.kml_file import to_kml
from geo.export.qgis_styles import styles
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.picture.base_picture import base_picture
from geo.picture.layers import MapInputs, MapPicture
from geo.picture.legend import legend
from geo.picture.message import as_json
from geo.picture.place_labels import place_labels
from geo.report.details import event_details
from geo.report.tables import event_table
from geo.report.timeline import explained
from geo.signs import CATEGORIES, OWN_SIGNS
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.select import select, vocabulary
from geo.view.view import opening
from tests.geo.small_case import TABLES, write_case

OWN = """
[[category]]
key = "flood"
label = "Flood & mud"
sign = "drop"
dark = "#FFFFFF"
[[category]]
key = "military"
label = "Fighting"
"""
EVENTS = TABLES["events.csv"].replace("site,displacement,", "site,Flood,")


def written(folder: Path, own: str, events: str = EVENTS) -> Case:
    sources = TABLES["sources.csv"].replace(",,no,en", ",,yes,en")
    return load_case(write_case(folder, case=TABLES["case.toml"] + own, events=events, sources=sources))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return written(tmp_path_factory.mktemp("own") / "case", OWN)


def picture(case: Case) -> MapPicture:
    joined = join(case.places, case.events)
    columns = pack(joined.placed, joined.unplaced, tuple(case.settings.kinds))
    view = replace(opening(case.settings), at=datetime(2023, 12, 31, 23, 59, 59))
    return base_picture(case, view, MapInputs(columns, place_labels(case.places)), "Map")


def test_a_case_names_its_own_and_calls_ours_otherwise(case: Case) -> None:
    assert case.set_aside == ()
    path, light, _ = OWN_SIGNS["drop"]
    flood = case.settings.kinds["flood"]
    assert (flood.label, flood.path, flood.colour_light, flood.colour_dark) == (
        "Flood & mud", path, light, "#ffffff",
    )  # fmt: skip
    ours = [category.key for category in CATEGORIES]
    assert list(case.settings.kinds) == [*ours, "flood"]
    assert case.events["category"].tolist() == ["military", "flood", "diplomacy"]
    assert vocabulary(case).categories == ("military", "diplomacy", "flood")


def test_map_legend_and_paper_follow(case: Case) -> None:
    shown = picture(case)
    words = {entry.key: entry.label for entry in legend(shown) if entry.sign == "category"}
    assert words == {"military": "Fighting", "flood": "Flood & mud"}
    kinds = {kind[1]: kind for kind in as_json(shown)["kinds"]}
    assert kinds["flood"][0] == len(CATEGORIES)
    assert kinds["flood"][5] == OWN_SIGNS["drop"][0]
    assert kinds["military"][:3] == [3, "military", "Fighting"]
    figure = Figure(figsize=(6, 4))
    drawn = draw(figure, (0, 0, 432, 288), replace(shown, home=(45.0, 38.5, 48.0, 40.5)), 8)
    assert {"Fighting", "Flood & mud"} <= {entry.label for entry in drawn.legend}
    colours = {patch.get_facecolor() for patch in figure.axes[0].patches}
    red, green, blue = (int(OWN_SIGNS["drop"][1][at : at + 2], 16) / 255 for at in (1, 3, 5))
    assert any(colour[:3] == pytest.approx((red, green, blue)) for colour in colours)


def test_only_what_differs_goes_to_the_map(tmp_path: Path) -> None:
    assert "kinds" not in as_json(picture(written(tmp_path / "plain", "", TABLES["events.csv"])))


def test_tables_details_bars_and_files_follow(case: Case) -> None:
    assert event_table(case, case.events, "both")["Category"].tolist() == [
        "Fighting", "Flood & mud", "Diplomacy",
    ]  # fmt: skip
    event = event_details(case, "e2")
    assert event is not None
    assert event.category == "Flood & mud"
    bars = explained(case.events, Period(date(2023, 1, 1), date(2023, 12, 31)), case.settings.kinds)
    assert {"Fighting", "Diplomacy"} <= set(bars.columns)
    made = contents(prepare(case, opening(case.settings), select(case, opening(case.settings)).events),
                    datetime(2026, 1, 2, tzinfo=UTC))  # fmt: skip
    assert b'<Style id="flood">' in to_kml(made)
    assert b'"flood"' in to_geojson(made)
    assert 'value="flood" label="Flood &amp; mud"' in styles(made.categories)["events"]


def test_a_category_nobody_names_still_counts_as_other(tmp_path: Path) -> None:
    case = written(tmp_path / "case", "", EVENTS)
    assert case.events["category"].tolist() == ["military", "other", "diplomacy"]
    assert [(report.column, report.value, report.scope) for report in case.set_aside] == [
        ("category", "Flood", "value")
    ]


@pytest.mark.parametrize(
    "entry",
    [
        'label = "No key"',
        'key = "Flood Water"',
        'key = "flood"\nsign = "M0,0L9,9Z"',
        'key = "flood"\nlight = "#ffffee"',
        'key = "flood"\nlight = "url(x)"',
        'key = "flood"\nweight = 3',
    ],
)
def test_an_entry_that_cannot_be_used_is_told_and_the_others_stay(tmp_path: Path, entry: str) -> None:
    case = written(
        tmp_path / "case", f'[[category]]\n{entry}\n[[category]]\nkey = "fire"\n', TABLES["events.csv"]
    )
    assert [(report.column, report.scope) for report in case.set_aside] == [("category", "value")]
    assert "flood" not in case.settings.kinds
    assert case.settings.kinds["fire"].label == "Fire"


def test_each_has_a_sign_of_its_own_and_there_are_six_at_most(tmp_path: Path) -> None:
    many = "".join(f'[[category]]\nkey = "own{number}"\n' for number in range(len(OWN_SIGNS) + 1))
    case = written(tmp_path / "case", many, TABLES["events.csv"])
    own = case.settings.categories[len(CATEGORIES) :]
    assert len({category.path for category in own}) == len(own) == len(OWN_SIGNS)
    assert [report.count for report in case.set_aside] == [1]
