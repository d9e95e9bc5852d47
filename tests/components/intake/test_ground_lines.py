"""The ground under the small map of an import."""

import altair as alt
import pandas as pd

from components.intake.ground_lines import ground_lines
from components.intake.import_preview import places_chart

HOME = (44.0, 38.0, 48.0, 42.0)
LONGITUDES = [46.34, 46.5]


def test_lines_of_the_ground_stay_in_the_box():
    lines = ground_lines(HOME, (45.0, 39.0, 47.5, 41.0))
    assert {"border", "coast"} <= set(lines["kind"])
    assert lines["lon"].between(45.0, 47.5).all()
    assert lines["lat"].between(39.0, 41.0).all()
    assert not lines.duplicated(["line", "at"]).any()


def test_places_of_an_import_lie_over_the_ground_on_the_same_scale():
    shown = pd.DataFrame(
        {"name": ["Goris", "New"], "lon": LONGITUDES, "lat": [39.51, 39.6], "what": ["in the case", "new"]}
    )
    chart = places_chart(shown, HOME).to_dict()
    lines, points = chart["layer"]
    assert lines["mark"]["type"] == "line"
    assert points["mark"]["type"] == "point"
    assert lines["encoding"]["x"]["scale"] == points["encoding"]["x"]["scale"]
    west, east = points["encoding"]["x"]["scale"]["domain"]
    assert west < min(LONGITUDES) < max(LONGITUDES) < east
    assert isinstance(places_chart(shown.head(1), HOME), alt.LayerChart)
