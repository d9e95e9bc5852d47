"""The chart of arrivals: its names stand where nothing else is drawn."""

from datetime import date, timedelta

from components.charts import arrivals_chart, chart_parts
from geo.case.load import load_case
from geo.dates import Period, end_of_day
from geo.facts.displacement import count
from tests.conftest import SHIPPED_CASE

SPAN = Period(date(2023, 9, 10), date(2023, 10, 4))
# Days that the longer name covers to the left of its line's end, at a width of 1280.
COVERED = timedelta(days=5)
# People in half the height of a name and a dot.
CLEAR = 8_000


def test_the_name_of_registration_lies_on_no_line_and_no_dot():
    case = load_case(SHIPPED_CASE)
    series = [count(case, one, end_of_day(date(2023, 10, 4))) for one in arrivals_chart.SHOWN]
    name = next(row for one in series for row in arrivals_chart._end(one, SPAN) if row["below"])
    assert name["label"] == "Registration, not arrival: 96,940"
    since = series[1].steps[-1].moment - COVERED
    for one in series:
        before = [step.value for step in one.steps if step.moment <= since][-1:]
        drawn = before + [claim.value for claim in one.claims if claim.moment > since and claim.value]
        assert len(drawn) > 5
        assert all(abs(at - name["value"]) > CLEAR for at in drawn)


def test_figures_from_before_the_axis_stand_on_no_day_of_it():
    case, span = load_case(SHIPPED_CASE), Period(date(2023, 9, 28), date(2023, 10, 4))
    for item in arrivals_chart.SHOWN:
        one = count(case, item, end_of_day(span.last))
        assert any(claim.moment < span.start for claim in one.claims)
        dots = arrivals_chart._dots(case, one, span)
        assert len(dots) == sum(
            claim.moment >= span.start and claim.value is not None for claim in one.claims
        )
        line = arrivals_chart._line(one, span)
        before = [step.value for step in one.steps if step.moment < span.start]
        assert line[0] == line[0] | {"start": chart_parts.utc(span.start), "value": before[-1]}
        assert [row["value"] for row in line[1:-1]] == [step.value for step in one.steps[len(before) :]]
