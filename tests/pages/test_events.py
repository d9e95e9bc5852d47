"""The Events page: table, map and card of the same events, search and downloads."""

from __future__ import annotations

import json

import pytest

from components.session.text import plain


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


@pytest.mark.parametrize("query", ["Шуши", "Şuşa", "Shoushi", "Շուշի"])
def test_a_search_in_any_script_finds_the_same(open_page, query):
    found = open_page("events", q=query).dataframe[0].value
    assert list(found.index) == list(open_page("events", q="Shusha").dataframe[0].value.index)
    assert len(found) > 3


def test_what_is_typed_into_the_search_is_shown(open_page):
    app = open_page("events", opened=("show",))
    app.text_input(key="show_search").set_value("Lachn coridor").run()
    assert 0 < len(app.dataframe[0].value) < 183
    assert app.query_params["q"] in ("Lachn coridor", ["Lachn coridor"])


def test_an_open_event_is_told_with_its_sources(open_page):
    app = open_page("events", open="event:ev110")
    title = app.dataframe[0].value.loc["ev110", "What"]
    assert f"**{plain(title)}**" in texts(app)
    assert "](<https://" in texts(app)


def test_the_map_is_told_which_event_is_open(open_page):
    app = open_page("events", open="event:ev110")
    sent = json.loads(app.get("component_instance")[0].proto.json_args)["feature_group"]
    assert "event:ev110" in sent


def test_an_event_can_be_closed(open_page):
    app = open_page("events", open="event:ev110")
    app.button(key="close_event").click().run()
    assert "open" not in app.query_params
    assert "Choose an event on the map or in the table" in texts(app)


def test_there_are_two_downloads_of_what_is_shown(open_page):
    app = open_page("events", _from="2023-09-24", to="2023-10-04")
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == ["Download CSV", "Download GeoJSON"]
    rows = len(app.dataframe[0].value)
    assert plain(f"The files hold {rows} rows, as shown.") in texts(app)


def test_nothing_found_offers_a_way_out(open_page):
    app = open_page("events", q="qqqqqqqq")
    assert "No other period has any either" in texts(app)
    app.button(key="nothing_reset").click().run()
    assert len(app.dataframe[0].value) > 100
