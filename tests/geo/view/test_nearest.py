"""An empty view is led to the nearest period that has what its page is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.dates import Period, end_of_day
from geo.facts.aid import consignments
from geo.facts.diplomacy import contacts
from geo.facts.displacement import movements
from geo.facts.status import status_spans
from geo.view import nearest
from geo.view.select import select
from geo.view.view import ViewState, opening
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


def view_over(case: Case, first: date, last: date, **changed) -> ViewState:
    return replace(opening(case.settings), first=first, last=last, at=end_of_day(last), **changed)


def shows(case: Case, view: ViewState, period: Period, what: str) -> bool:
    there = replace(view, first=period.first, last=period.last)
    found = {
        "events": lambda: select(case, there).total,
        "contacts": lambda: contacts(select(case, there).events),
        "consignments": lambda: consignments(as_known(case, view.known), period.first, period.last),
        "statuses": lambda: status_spans(as_known(case, view.known), period.first, period.last),
        "displacement": lambda: movements(as_known(case, view.known), period.first, period.last),
    }
    return bool(found[what]())


# Days on which a page has nothing though there are events on them, or none at all.
EMPTY = [
    ("events", date(2021, 8, 1), date(2021, 8, 10), {"categories": ("aid",)}),
    ("events", date(1950, 1, 1), date(1950, 1, 31), {}),
    ("events", date(2090, 1, 1), date(2090, 1, 31), {}),
    ("contacts", date(2022, 8, 25), date(2022, 8, 26), {"categories": ("displacement", "statement")}),
    ("consignments", date(2020, 10, 13), date(2020, 10, 15), {}),
    ("consignments", date(2022, 9, 13), date(2022, 9, 15), {}),
    ("statuses", date(2020, 10, 1), date(2020, 10, 31), {}),
    ("statuses", date(2023, 12, 20), date(2023, 12, 22), {}),
    ("displacement", date(2021, 3, 1), date(2021, 3, 5), {}),
]


@pytest.mark.parametrize(("what", "first", "last", "filters"), EMPTY)
def test_an_empty_view_is_offered_a_period_of_its_length_that_shows_something(
    case: Case, what: str, first: date, last: date, filters: dict[str, tuple[str, ...]]
) -> None:
    view = view_over(case, first, last, **filters)
    assert not shows(case, view, Period(first, last), what)
    found = getattr(nearest, f"nearest_{what}")(case, view)
    assert found is not None
    assert found.days == (last - first).days + 1
    assert shows(case, view, found, what)


def test_it_is_the_nearest_of_both_sides(case: Case) -> None:
    # The road's state is reported from 10 November 2020 to 15 October 2023.
    before = view_over(case, date(2020, 11, 1), date(2020, 11, 5))
    assert nearest.nearest_statuses(case, before) == Period(date(2020, 11, 10), date(2020, 11, 14))
    after = view_over(case, date(2023, 12, 1), date(2023, 12, 5))
    assert nearest.nearest_statuses(case, after) == Period(date(2023, 10, 11), date(2023, 10, 15))


def test_where_only_the_as_at_date_hides_it_the_period_stays(case: Case) -> None:
    view = view_over(case, date(2023, 9, 17), date(2023, 9, 20))
    assert nearest.nearest_contacts(case, view) == Period(view.first, view.last)


def test_what_no_period_has_is_not_offered(case: Case) -> None:
    assert nearest.nearest_events(case, replace(opening(case.settings), search="qqqqqqqq")) is None
    view, known_then = opening(case.settings), as_known(case, date(2001, 1, 1))
    assert nearest.nearest_consignments(known_then, view) is None
    assert nearest.nearest_displacement(known_then, view) is None
