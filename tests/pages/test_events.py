"""The Events page: table, map and card of the same events, search and downloads."""

from __future__ import annotations

import json

import pytest

from components.session.text import bold, plain
from geo.export.file_kinds import KINDS


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


def test_what_is_shown_is_taken_away_in_the_kind_chosen_after_a_share_check(open_page):
    app = open_page("events", opened=("taken_away",), _from="2023-09-24", to="2023-10-04")
    rows = len(app.dataframe[0].value)
    assert plain(f"The files hold {rows} rows, as shown.") in texts(app)
    assert bold("Share check, before the file leaves") in texts(app)
    assert "Columns that the pages do not show in whole" in texts(app)
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == ["Download .csv"]
    choice = app.selectbox(key="take_away_kind")
    assert len(choice.options) == len(KINDS)
    choice.set_value(next(at for at, kind in enumerate(KINDS) if kind.ending == ".gpkg")).run()
    assert [one.proto.label for one in app.get("download_button")] == ["Download .gpkg"]


def test_a_table_is_taken_away_where_it_stands(open_page):
    app = open_page("sources", opened=("sources_table_table_file",))
    assert len(app.selectbox(key="sources_table_taken_kind").options) == sum(not k.mapped for k in KINDS)
    assert [one.proto.label for one in app.get("download_button")] == ["Download .csv"]


@pytest.mark.parametrize("page", ["situation", "data"])
def test_every_page_offers_what_is_shown_as_files(open_page, page):
    app = open_page(page, opened=("taken_away", "whole_case"))
    assert bold("Share check, before the file leaves") in texts(app)
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == (["Download .zip", "Download .csv"] if page == "data" else ["Download .csv"])


def test_nothing_found_offers_a_way_out(open_page):
    app = open_page("events", q="qqqqqqqq")
    assert "No other period has any either" in texts(app)
    app.button(key="nothing_reset").click().run()
    assert len(app.dataframe[0].value) > 100
