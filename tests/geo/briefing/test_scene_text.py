"""A scene that nobody has worded: its headline is whole, it cites what it draws and shows what differs."""

from dataclasses import replace
from datetime import date

from geo.briefing.briefing import LONGEST_TITLE
from geo.briefing.scene import shown
from geo.briefing.scene_text import headline
from geo.case.load import load_case
from geo.dates import end_of_day
from geo.picture.legend import legend
from geo.picture.message import as_json
from geo.view.view import opening, with_at
from tests.conftest import SHIPPED_CASE, shipped


def shown_on(page, day):
    case = shipped()
    return shown(case, page, with_at(opening(case.settings), end_of_day(day)))


def test_a_headline_too_long_with_its_days_goes_without_them_and_is_never_cut():
    what = shown_on("situation", date(2023, 8, 21))
    words = headline(what.case, what)
    assert len(words) <= LONGEST_TITLE
    assert words.startswith("New Lachin road on 21 Aug 2023: only outgoing")
    assert words.endswith("peacekeepers")


def test_a_headline_parts_its_day_from_the_day_a_road_was_last_shown():
    case = load_case(SHIPPED_CASE.parent / "tigray")
    what = shown(case, "blockade", with_at(opening(case.settings), end_of_day(date(2021, 8, 20))))
    assert " on 20 Aug 2021: " in headline(case, what)


def test_a_road_of_which_nothing_is_known_is_no_headline_where_another_is():
    case = load_case(SHIPPED_CASE.parent / "tigray")
    what = shown(case, "blockade", with_at(opening(case.settings), end_of_day(date(2022, 7, 22))))
    assert "unknown" in {road.status for road in what.state.routes}
    assert "not known" not in headline(case, what)


def test_a_headline_of_a_figure_begins_with_a_capital():
    case = load_case(SHIPPED_CASE.parent / "tigray")
    what = shown(case, "aid", with_at(opening(case.settings), end_of_day(date(2021, 6, 30))))
    assert headline(case, what).startswith("At least 156 days since")


def test_a_map_of_roads_alone_cites_what_their_states_rest_on():
    what = shown_on("aid", date(2022, 6, 6))
    roads = {road.route_id: road.source_ids for road in what.state.routes}
    drawn = [source for road in what.picture.routes for source in roads[road.id]]
    assert what.source_ids == ()
    assert drawn
    assert set(drawn) <= set(what.cited)


def test_of_two_dates_the_roads_whose_state_differs_are_set_apart_and_the_legend_says_so():
    then = shown_on("situation", date(2023, 9, 18))
    before = {(line.id, line.span, line.status, line.way) for line in then.picture.routes}
    now = with_at(then.view, end_of_day(date(2023, 9, 24)))
    what = shown(then.case, "situation", replace(now, versus=then.view.at))
    differing = [line.differs for line in what.picture.routes]
    assert differing == [
        (line.id, line.span, line.status, line.way) not in before for line in what.picture.routes
    ]
    assert True in differing
    assert False in differing
    assert [road.get("differs", False) for road in as_json(what.picture)["routes"]] == differing
    words = "State differs between the dates"
    assert words in [entry.label for entry in legend(what.picture)]
    assert words not in [entry.label for entry in legend(then.picture)]
