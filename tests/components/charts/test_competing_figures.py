"""The section on figures and who gave them."""

from __future__ import annotations

import pytest

from tests.page_texts import html_tables


def opened(open_page, **query):
    app = open_page("situation", **query)
    app.session_state["rivals"] = True
    return app.run()


def charts(app):
    return [one.proto.spec for one in app.get("vega_lite_chart")]


def test_it_is_closed_and_empty_at_first(open_page):
    app = open_page("situation")
    assert any(one.label == "Figures and who gave them" for one in app.expander)
    assert not any(one.key == "rivals_measure" for one in app.selectbox)


def test_a_measure_and_a_subject_are_chosen_and_all_claims_shown(open_page):
    app = opened(open_page)
    app.selectbox(key="rivals_measure").set_value("dead").run()
    app.selectbox(key="rivals_subject_dead").set_value("fuel depot explosion, 25 September 2023").run()
    assert not app.exception
    table = next(one for one in html_tables(app) if "As given by" in one.columns)
    assert len(table) == 4
    assert "Investigative Committee of Armenia" in set(table["As given by"])
    assert any('"field": "most"' in one and "rivals_band" not in one for one in charts(app))


def test_with_an_as_known_date_later_claims_are_gone(open_page):
    app = opened(open_page, known="2023-09-21", at="2023-09-21")
    app.selectbox(key="rivals_measure").set_value("dead").run()
    table = next(one for one in html_tables(app) if "As given by" in one.columns)
    assert "Investigative Committee of Armenia" not in set(table["As given by"])


@pytest.mark.parametrize(
    ("page", "key", "measure"),
    [("aid", "aid_claims", "tonnes"), ("displacement", "people_claims", "population")],
)
def test_a_topics_page_offers_its_own_measures(open_page, page, key, measure):
    app = open_page(page)
    app.session_state[key] = True
    app.run()
    assert not app.exception
    chooser = app.selectbox(key=f"{key}_measure")
    assert "dead" not in chooser.options
    chooser.set_value(measure).run()
    assert not app.exception
    assert any("Used as" in one.columns for one in html_tables(app))


DEPOT = "dead:fuel depot explosion, 25 September 2023"


def test_what_is_looked_at_stands_in_the_address_and_opens_again(open_page):
    app = opened(open_page)
    app.selectbox(key="rivals_measure").set_value("dead").run()
    app.selectbox(key="rivals_subject_dead").set_value(DEPOT.partition(":")[2]).run()
    assert app.query_params["figure"] == DEPOT
    again = open_page("situation", figure=DEPOT)
    assert again.selectbox(key="rivals_measure").value == "dead"
    table = next(one for one in html_tables(again) if "As given by" in one.columns)
    assert len(table) == 4


def test_a_date_step_keeps_what_is_looked_at(open_page):
    app = open_page("situation", figure=DEPOT, at="2023-09-28")
    app.button(key="as_at_on").click().run()
    assert app.query_params["figure"] == DEPOT
    assert app.selectbox(key="rivals_subject_dead").value == DEPOT.partition(":")[2]


def test_a_figure_of_another_page_leaves_a_topics_section_closed(open_page):
    app = open_page("aid", figure=DEPOT)
    assert not any(one.key == "aid_claims_measure" for one in app.selectbox)


def test_a_figure_nobody_gave_is_told_and_the_default_shown(open_page):
    app = open_page("situation", figure="dead:nobody")
    assert any("figure to look at" in one.value for one in (*app.markdown, *app.info, *app.warning))
    assert not any(one.key == "rivals_measure" for one in app.selectbox)
