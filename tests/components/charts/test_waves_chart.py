"""The chart of waves: each movement has a bar of its own."""

from components.charts import waves_chart
from geo.case.load import load_case
from geo.facts.waves import waves
from tests.conftest import SHIPPED_CASE


def test_two_counts_of_the_same_people_are_two_bars_and_no_sum():
    every = [
        (wave, movement)
        for wave in waves(load_case(SHIPPED_CASE.parent / "tigray"))
        for movement in wave.movements
    ]
    assert len({(wave.first.year, movement.people) for wave, movement in every}) < len(every)
    names = waves_chart.names_apart(every)
    assert len(set(names)) == len(names)
    assert "2020: People who crossed into Sudan (UNHCR, 7 Nov – 8 Dec 2020)" in names
    assert len(set(waves_chart.names_apart([every[0]] * 3))) == 3
