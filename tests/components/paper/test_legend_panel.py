"""The legend on paper is set as small as its sheet needs, and no smaller."""

from matplotlib.figure import Figure

from components.paper.legend_panel import SMALLEST, fitting, panel
from components.paper.map_panel import pen_over
from geo.picture.layers import LegendEntry

ENTRIES = [LegendEntry("Event", "category", "aid", f"Kind of event {n}") for n in range(24)]


def test_a_long_legend_is_set_smaller_and_stays_within_its_room():
    pen = pen_over(Figure(figsize=(10, 6)), (0, 0, 720, 432), 1.0)
    size = fitting(pen, ENTRIES, 200, 14, 400)
    assert 14 * SMALLEST < size < 14
    _, low, _, high = panel(pen, ENTRIES, (714, 426), 200, size)
    assert high - low <= 400
    assert fitting(pen, ENTRIES[:3], 200, 14, 400) == 14
