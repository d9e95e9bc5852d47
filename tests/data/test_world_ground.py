"""The base map of any home: cut where it lies, whole over 180 degrees, small enough, and credited rightly."""

import json
from pathlib import Path

import brotli
import pytest
import shapely
from shapely.geometry import shape

from components.map import assets
from data import basemap
from data.basemap import world

HOMES = {
    "landlocked": (100.0, 14.0, 107.7, 22.5),
    "islands over 180 degrees": (176.5, -19.5, 181.5, -15.5),
    "polar": (10.0, 76.0, 34.0, 81.0),
    "a point": (30.0, 10.0, 30.01, 10.01),
    "a continent": (-18.0, -35.0, 52.0, 38.0),
    "no home": (-180.0, -90.0, 180.0, 90.0),
}


def land(key, names=("world", "borders")):
    rows = [row for name in names for row in basemap.layers(key)[name] if row["properties"]["kind"] == "land"]
    return shapely.union_all(shapely.make_valid([shape(row["geometry"]) for row in rows]))


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES)
def test_every_home_has_land_names_and_places_in_at_most_two_megabytes(home):
    key = basemap.key_of(home)
    message = basemap.load(key)
    assert message["box"] is None
    assert {row["kind"] for row in message["world"]["features"]} >= {"land"}
    assert message["names"]["features"]
    assert len({len(column) for column in message["gazetteer"].values()}) == 1
    body = brotli.compress(json.dumps(message, separators=(",", ":")).encode(), quality=4)
    assert len(body) < 2_000_000
    assert assets.file(f"base-{key}.json") is None
    assert assets.ground(key) is assets.ground(key) is assets.file(f"base-{key}.json")
    assets._GROUNDS.clear()


@pytest.mark.parametrize(
    ("home", "there", "sea"),
    [
        (HOMES["landlocked"], (102.6, 18.2), (112.0, 15.0)),
        # The island of Taveuni lies on 180 degrees, Lakeba beyond it.
        (HOMES["islands over 180 degrees"], (180.02, -16.9), (181.0, -17.0)),
        (HOMES["polar"], (16.0, 78.0), (5.0, 80.0)),
        (HOMES["a continent"], (20.0, 5.0), (-10.0, -20.0)),
    ],
)
def test_land_is_where_it_is_and_sea_where_there_is_none(home, there, sea):
    ground = land(basemap.key_of(home))
    assert ground.covers(shapely.Point(there))
    assert not ground.covers(shapely.Point(sea))


def test_fine_and_coarse_land_meet_and_nowhere_lie_over_each_other():
    key = basemap.key_of(HOMES["landlocked"])
    fine, coarse = land(key, ["borders"]), land(key, ["world"])
    assert shapely.intersection(fine, coarse).area < 0.01
    assert coarse.area > 10 * fine.area > 0


def test_disputed_lines_are_dashed_and_names_are_of_countries_with_a_number():
    kashmir = basemap.layers(basemap.key_of((70.0, 30.0, 80.0, 37.0)))["world"]
    assert "disputed" in {row["properties"]["kind"] for row in kashmir}
    names = {row["properties"]["name"] for row in basemap.layers("world")["names"]}
    assert {"South Sudan", "Türkiye", "State of Palestine"} <= names
    assert not {"Somaliland", "N. Cyprus", "Siachen Glacier"} & names
    for row in basemap.layers("world")["world"]:
        if row["properties"]["kind"] == "border":
            crimea = shapely.box(32.6, 45.6, 36.5, 46.2)
            assert not shape(row["geometry"]).intersects(crimea)


def test_places_near_a_home_bear_names_in_their_scripts_and_run_on_over_180_degrees():
    fiji = basemap.gazetteer(basemap.key_of(HOMES["islands over 180 degrees"]))
    assert {"Suva", "Labasa"} <= {row["name"] for row in fiji}
    assert all(173 <= row["lon"] <= 185 for row in fiji)
    spelt = ("Mek'ele",)
    [town] = [row for row in basemap.gazetteer("32_8_46_19") if row["name"] in spelt]
    assert town["name_ti"].startswith("መ")


def test_the_detailed_ground_stays_where_it_was_and_each_credit_names_what_is_shown(root):
    assert basemap.key_of((45.75, 39.32, 47.35, 40.22)) == ""
    assert basemap.load()["box"] == basemap.BOX
    assert "OpenStreetMap" in basemap.attribution("")
    assert "OpenStreetMap" not in basemap.attribution("world")
    assert "GLOBE" not in basemap.attribution("world")
    files = list(Path(world.FOLDER).glob("*.parquet"))
    assert 0 < sum(path.stat().st_size for path in files) < 12_000_000
    notice = (root / "data" / "basemap" / "NOTICE.md").read_text(encoding="utf-8")
    assert all(path.name in notice for path in files)
