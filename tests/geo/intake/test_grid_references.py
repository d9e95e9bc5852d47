"""References to a grid, as other programs read them."""

import math

import pytest

from geo.intake.grid_references import grid_metres, grid_point


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("31UDQ4825111932", 48.85820, 2.29450),  # the Eiffel tower
        ("56HLH3490051550", -33.86346, 151.21516),  # south of the equator, in an even zone
        ("18S UJ 23371 06519", 38.88981, -77.03654),
        ("38S 615340 4374357", 39.51111, 46.34168),
        ("8FVC9G8F+6X", 47.365563, 8.524938),
    ],
)
def test_a_reference_is_the_point_other_programs_read(text, lat, lon):
    found = grid_point(text)
    assert found is not None
    assert float(found[0]) == pytest.approx(lat, abs=2e-5)
    assert float(found[1]) == pytest.approx(lon, abs=2e-5)


def test_a_coarse_square_is_read_at_its_middle():
    coarse, fine = grid_point("31UDQ41"), grid_point("31UDQ4500015000")
    assert coarse is not None
    assert fine is not None
    assert [float(part) for part in coarse] == pytest.approx([float(part) for part in fine], abs=1e-5)


@pytest.mark.parametrize(
    "text", ["", "Goris", "61SPJ1537074520", "38SPJ153707452", "38SAJ1537074520", "38S 1 2"]
)
def test_what_is_no_reference_is_none(text):
    assert grid_point(text) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("31UDQ4825111932", 1), ("31UDQ4811", 1000), ("31U DQ 4 1", 10_000), ("31UDQ", 100_000),
        ("38S 615000 4374000", 1000), ("38S 615300 4374000", 100), ("8FVC9G8F+6X", 111_320 / 8000),
    ],
)  # fmt: skip
def test_a_square_is_as_inexact_as_it_is_wide(text, side):
    assert grid_metres(text) == pytest.approx(side / 2**0.5)


@pytest.mark.parametrize("text", ["", "Goris", "38S 615340 4374000", "39.5, 46.3"])
def test_what_is_exact_or_no_square_says_nothing(text):
    assert math.isnan(grid_metres(text))
