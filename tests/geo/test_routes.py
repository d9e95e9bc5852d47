"""Routes are lines through their way-points; lengths and positions are geodesic."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Point

from geo.load import load_case
from geo.routes import length_km, lengths_km, point_at, position, route_lines

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
POINTS = st.tuples(st.floats(43, 51, allow_nan=False), st.floats(38, 42, allow_nan=False)).map(
    lambda spot: (round(spot[0], 4), round(spot[1], 4))
)
LINES = st.lists(POINTS, min_size=2, max_size=8, unique=True).map(LineString)


def places_of(**spots):
    frame = pd.DataFrame(
        {"place_id": list(spots), "lon": [x for x, _ in spots.values()],
         "lat": [y for _, y in spots.values()]}
    )  # fmt: skip
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def test_the_shipped_routes_are_as_long_as_their_way_points_say(shipped_case):
    routes = load_case(shipped_case).routes
    lengths = dict(zip(routes["route_id"], lengths_km(routes), strict=True))
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
    assert lengths_km(gpd.GeoDataFrame(routes, geometry=lines))[1:].tolist() == [0, 0]


@given(LINES)
@settings(deadline=None)
def test_a_line_is_as_long_as_its_steps_and_the_same_back(line):
    steps = sum(GEOD.inv(*one, *two)[2] for one, two in zip(line.coords[:-1], line.coords[1:], strict=True))
    assert length_km(line) == pytest.approx(steps / 1000, rel=1e-9)
    assert length_km(line.reverse()) == pytest.approx(length_km(line), rel=1e-9)


@given(LINES, st.floats(0, 1))
@settings(deadline=None)
def test_a_point_along_a_line_lies_at_its_share_of_the_length(line, share):
    point = point_at(line, share)
    best = min(
        abs(_length_to(line, leg, point) - share * length_km(line)) for leg in range(len(line.coords) - 1)
    )
    assert best < 0.001


def _length_to(line, leg, point):
    whole = LineString([*line.coords[: leg + 1], (point.x, point.y)])
    onward = GEOD.inv(point.x, point.y, *line.coords[leg + 1])[2] / 1000
    step = GEOD.inv(*line.coords[leg], *line.coords[leg + 1])[2] / 1000
    back = GEOD.inv(*line.coords[leg], point.x, point.y)[2] / 1000
    # Only on its own leg do the two parts add up to the leg.
    return length_km(whole) if abs(back + onward - step) < 0.001 else float("inf")


@given(st.floats(0, 1))
@settings(deadline=None)
def test_position_undoes_point_at(share):
    line = LineString([(46.34, 39.51), (46.53, 39.55), (46.65, 39.68), (46.75, 39.82)])
    assert position(line, point_at(line, share)) == pytest.approx(share, abs=1e-3)


def test_positions_of_ends_way_points_and_points_beside_the_line():
    line = LineString([(46, 40), (47, 40), (47, 41)])
    first = GEOD.inv(46, 40, 47, 40)[2] / (length_km(line) * 1000)
    assert position(line, Point(46, 40)) == 0
    assert position(line, Point(47, 41)) == 1
    assert position(line, Point(47, 40)) == pytest.approx(first, abs=1e-6)
    assert position(line, Point(45, 39)) == 0
    assert position(line, Point(46.5, 39.8)) == pytest.approx(first / 2, abs=1e-6)


def test_a_way_point_met_twice_in_a_row_does_no_harm():
    line = LineString([(46, 40), (46, 40), (47, 40)])
    assert position(line, Point(46.5, 40)) == pytest.approx(0.5)
    assert point_at(line, 0.5).x == pytest.approx(46.5)


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_no_point_lies_off_the_ends(share):
    with pytest.raises(ValueError, match="no point"):
        point_at(LineString([(46, 40), (47, 40)]), share)


def test_an_empty_line_has_no_points_and_no_positions():
    with pytest.raises(ValueError, match="no point"):
        point_at(LineString(), 0.5)
    with pytest.raises(ValueError, match="empty line"):
        position(LineString(), Point(46, 40))
