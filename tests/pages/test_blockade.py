"""The Blockade page: what is said of each road on a date, and what passed last."""

from __future__ import annotations

from components.session.text import plain
from tests.page_texts import html_tables


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_it_answers_for_the_date_before_the_map(open_page):
    app = open_page("blockade", at="2023-09-18", _from="2022-12-12", to="2023-10-04")
    said = texts(app)
    assert plain("The new Lachin road carried humanitarian traffic only, inbound only") in said
    assert plain("281 days") in said
    assert plain("Azerbaijan denies that there was a blockade") in said


def test_the_state_of_each_road_and_the_last_passages_are_tables(open_page):
    app = open_page("blockade", at="2023-09-18", _from="2022-12-12", to="2023-10-04")
    frames = html_tables(app)
    roads = next(frame for frame in frames if "Who and what could pass" in frame)
    assert roads.loc["Lachin road (old)", "State"] == "not known, last shown closed on 30 Mar 2023"
    passed = next(frame for frame in frames if "Last passed" in frame)
    evacuated = passed.loc["Medical evacuation"]
    assert (evacuated["Last passed"], evacuated["Days ago"]) == (
        "by 18 Sept 2023 (dated: 16 Sept 2023)",
        "0",
    )


def test_as_known_a_status_lasts_until_its_end_was_published(open_page):
    app = open_page("blockade", at="2023-06-25", known="2023-06-25", _from="2022-12-12", to="2023-10-04")
    frames = html_tables(app)
    roads = next(frame for frame in frames if "Who and what could pass" in frame)
    assert roads.loc["Lachin road (new)", "State"] == "closed for 11 days"


def test_before_any_status_it_says_so(open_page):
    app = open_page("blockade", at="2020-10-15", _from="2020-10-01", to="2020-10-31")
    said = texts(app)
    assert plain("For 15 Oct 2020 the state of no road is reported.") in said
    assert plain("No passage is reported up to the as-at date.") in said
    assert "No state of a road is known for this period." in said
    app.button(key="nothing_nearest").click().run()
    assert not app.exception
    assert "No state of a road is known for this period." not in texts(app)


def test_who_had_no_way_out_stands_with_the_figures_of_who_lived_there(open_page):
    said = texts(open_page("blockade", at="2022-12-12", _from="2022-12-12", to="2023-10-04"))
    assert plain("For ordinary people on the way out: no way for all 6 places asked for") in said
    assert plain("about 100,000 people living in Nagorno-Karabakh (diplomats") in said
    assert "were closed too" not in said


def test_a_stretch_in_the_link_is_closed_too(open_page):
    app = open_page("blockade", at="2023-09-28", open="segment:hakari-bridge..kornidzor")
    assert plain("would have no way left.") in texts(app)
    assert app.selectbox(key="closed_segment").value == "hakari-bridge..kornidzor"
    app.selectbox(key="closed_segment").select("aghdam..sarihajili").run()
    assert plain("If Aghdam / Akna – Sarihajili were closed too") in texts(app)
    assert app.query_params["open"] == "segment:aghdam..sarihajili"


def test_a_stretch_that_is_not_there_is_said_so(open_page):
    app = open_page("blockade", at="2023-09-28", open="segment:goris..paris")
    assert plain("The link's stretch “goris..paris” is on no road of this case; none is closed.") in texts(
        app
    )


def test_the_roads_of_one_kind_of_traffic_are_chosen_under_show_and_told_as_such(open_page):
    app = open_page("blockade", opened=("show",), at="2023-07-20", _from="2022-12-12", to="2023-10-04")
    choice = next(box for box in app.selectbox if box.label == "Roads as they stood for")
    assert choice.options == ["all traffic", "ordinary people", "goods", "aid", "patients", "peacekeepers"]
    choice.select("aid").run()
    assert app.query_params["traffic"] == "aid"
    said = " ".join(element.value for element in app.markdown)
    assert "closed to aid for 10 days" in said
    assert "For aid on the way in" in said
    assert "patients on the way out" not in said
