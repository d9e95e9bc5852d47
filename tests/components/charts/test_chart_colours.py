"""The colours of charts: each road's state stands out from the page and is called by the hue it has."""

import colorsys

import pytest

from components.charts import chart_colours, status_bars
from geo.signs import LEAST_CONTRAST, STATUSES, contrast

# Degrees of the colour wheel that go by a name.
HUES = {"red": (340, 375), "amber": (30, 50), "blue": (190, 230), "violet": (255, 285)}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_state_stands_out_from_the_page(monkeypatch, theme, status):
    monkeypatch.setattr(chart_colours, "theme", lambda: theme)
    assert contrast(chart_colours.of_status(status), chart_colours.ground()) >= LEAST_CONTRAST


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("status", [status for status in STATUSES if status != "unknown"])
def test_the_words_below_name_the_hue_drawn(monkeypatch, theme, status):
    monkeypatch.setattr(chart_colours, "theme", lambda: theme)
    parts = [part / 255 for part in bytes.fromhex(chart_colours.of_status(status)[1:])]
    hue = colorsys.rgb_to_hsv(*parts)[0] * 360
    [(least, most)] = [span for name, span in HUES.items() if name in status_bars.looks(status).split(",")[0]]
    assert least <= hue <= most or least <= hue + 360 <= most
