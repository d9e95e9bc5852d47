"""Headings that a case does not know are told with the column that was likely meant."""

import pytest

from geo.case.column_reports import column_reports
from geo.case.schema import PLACES


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("latitude", "lat"),
        ("Longitude", "lon"),
        ("id", "place_id"),
        ("name", "name_en"),
        ("acuracy_m", "accuracy_m"),
    ],
)
def test_a_column_likely_meant_is_named(heading, meant):
    [_, unknown] = column_reports("places.csv", [], [meant, "note"], [heading])
    assert unknown.remedy == f"Rename {heading} to {meant}, or keep it elsewhere."


@pytest.mark.parametrize("heading", ["population", "x", "comment"])
def test_a_heading_like_none_is_taken_for_none(heading):
    [*_, unknown] = column_reports("places.csv", [], list(PLACES.columns), [heading])
    assert unknown.remedy == "Rename it, or keep it elsewhere."
