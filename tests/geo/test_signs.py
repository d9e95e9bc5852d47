"""Signs and colours: told apart by shape alone, and dark or light enough on either ground."""

import itertools
import re

import pytest
import shapely

from geo.signs import (
    CATEGORIES,
    LAND_DARK,
    LAND_LIGHT,
    OWN_SIGNS,
    SIGNS,
    STATUSES,
    Category,
    contrast,
    glyph,
    luminance,
)

EVERY = [
    *CATEGORIES,
    *(Category(key, key, light, dark, path) for key, (path, light, dark) in OWN_SIGNS.items()),
]
KEYS_OF_DESIGN = {
    "blockade", "aid", "displacement", "military", "diplomacy", "agreement", "infrastructure", "detention",
    "statement", "protest", "other",
}  # fmt: skip


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


def test_the_categories_are_those_of_the_design() -> None:
    assert {category.key for category in CATEGORIES} == KEYS_OF_DESIGN


@pytest.mark.parametrize("category", EVERY, ids=lambda category: category.key)
def test_each_colour_stands_out_from_its_ground(category: Category) -> None:
    assert contrast(category.colour_light, LAND_LIGHT) >= 3
    assert contrast(category.colour_light, "#ffffff") >= 3
    assert contrast(category.colour_dark, LAND_DARK) >= 3


def outline(path: str) -> shapely.geometry.base.BaseGeometry:
    """The sign as an area; arcs become the disc through their ends, holes are cut out."""
    if "A" in path:
        return shapely.Point(0, 0).buffer(0.9)
    rings, at = [], (0.0, 0.0)
    for command, text in re.findall(r"([MLHVZ])([^MLHVZ]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", text)]
        if command == "M":
            rings.append([])
        if command in "ML":
            at = (numbers[0], numbers[1])
        if command == "H":
            at = (numbers[0], at[1])
        if command == "V":
            at = (at[0], numbers[0])
        if command != "Z":
            rings[-1].append(at)
    area = shapely.make_valid(shapely.Polygon(rings[0]))
    for hole in rings[1:]:
        area = area.symmetric_difference(shapely.Polygon(hole))
    return area


def test_signs_differ_by_shape_without_any_colour() -> None:
    shapes = {category.key: outline(category.path) for category in EVERY}
    for first, second in itertools.combinations(shapes, 2):
        one, other = shapes[first], shapes[second]
        shared = one.intersection(other).area / one.union(other).area
        assert shared < 0.85, f"{first} and {second} look alike"


def test_signs_fit_their_square() -> None:
    for path in [category.path for category in EVERY] + list(SIGNS.values()):
        assert max(abs(float(one)) for one in re.findall(r"-?\d*\.?\d+", path)) <= 1.06


def test_no_category_borrows_the_colour_of_a_road_state() -> None:
    taken = {status.colour.lower() for status in STATUSES.values()}
    for category in EVERY:
        assert category.colour_light.lower() not in taken
        assert category.colour_dark.lower() not in taken


def test_road_states_differ_by_pattern_or_mark() -> None:
    looks = [(status.dash, status.mark) for key, status in STATUSES.items() if key != "open"]
    assert len(set(looks)) == len(looks)
    assert STATUSES["open"].dash == ()
    assert STATUSES["open"].mark == ""


def test_an_unknown_key_has_the_sign_of_other() -> None:
    assert glyph("nobody knows") == glyph("other")
    assert glyph("waiting") == SIGNS["waiting"]


def test_restricted_and_humanitarian_roads_differ_in_greyscale_width_and_hue() -> None:
    """One is light dashes on a dark casing, the other dark and thicker ones on a light casing."""
    restricted, humanitarian = STATUSES["restricted"], STATUSES["humanitarian_only"]
    assert luminance(restricted.colour) > 3 * luminance(restricted.casing_light)
    assert luminance(humanitarian.casing_light) > 3 * luminance(humanitarian.colour)
    assert humanitarian.width > restricted.width
    assert restricted.dash != humanitarian.dash
    # Without green, a red and a blue still lie on either side: more blue than red in one, less in the other.
    for status, bluer in ((humanitarian, True), (restricted, False)):
        red, blue = int(status.colour[1:3], 16), int(status.colour[5:7], 16)
        assert (blue > red) is bluer
