"""Routes are lines through their way-points."""

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import Geod

from geo.case.load import load_case
from geo.case.route_lines import route_lines

GEOD = Geod(ellps="WGS84")
# Lengths of the same way-points worked out beforehand, independent of this program and on a
# sphere, which differs from the ellipsoid by up to 0.3 %.
SCHEMATIC_KM = {
    "lachin_old": 55.1,
    "lachin_new": 59.4,
    "lachin_new_section": 22.2,
    "aghdam_askeran": 26.1,
    "baku_aghdam": 306.4,
    "russian_redcross": 492.0,
    "yerevan_kornidzor": 207.9,
    "bypass_dirt": 17.4,
    "northern_road": 96.8,
    "displacement_main": 248.6,
}


def places_of(**spots):
    frame = pd.DataFrame(
        {"place_id": list(spots), "lon": [x for x, _ in spots.values()],
         "lat": [y for _, y in spots.values()]}
    )  # fmt: skip
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def test_the_shipped_routes_are_as_long_as_their_way_points_say(shipped_case):
    routes = load_case(shipped_case).routes
    lengths = {
        route: GEOD.geometry_length(line) / 1000
        for route, line in zip(routes["route_id"], routes.geometry, strict=True)
    }
    assert lengths.keys() == SCHEMATIC_KM.keys()
    for route, expected in SCHEMATIC_KM.items():
        assert lengths[route] == pytest.approx(expected, abs=0.2, rel=0.003), route


def test_a_line_keeps_the_order_of_its_way_points_and_the_index_of_its_route():
    places = places_of(a=(46, 39), b=(47, 40), c=(46.5, 39.5))
    routes = pd.DataFrame({"place_ids": ["c;a;b", "b; a"]}, index=[5, 2])
    lines = route_lines(routes, places)
    assert lines.crs.to_epsg() == 4326
    assert lines.index.tolist() == [5, 2]
    assert list(lines[5].coords) == [(46.5, 39.5), (46, 39), (47, 40)]
    assert list(lines[2].coords) == [(47, 40), (46, 39)]


def test_a_route_passes_over_unknown_way_points_and_is_empty_with_fewer_than_two():
    places = places_of(a=(46, 39), b=(47, 40))
    routes = pd.DataFrame({"place_ids": ["a;nowhere;b", "a;nowhere", ""]})
    lines = route_lines(routes, places)
    assert [len(line.coords) for line in lines] == [2, 0, 0]
    assert lines.is_empty.tolist() == [False, True, True]
