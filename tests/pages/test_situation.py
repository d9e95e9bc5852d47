"""The Situation page: an answer, the map, events over time, and the list."""

from __future__ import annotations

import json
import re

from components.session.text import plain
from tests.page_texts import html_tables


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_it_answers_before_the_map(open_page):
    app = open_page(_from="2023-09-12", to="2023-10-04", at="2023-09-28T20:00")
    said = texts(app)
    assert plain("had counted 76,407 people who crossed into Armenia") in said
    assert plain("76,407") in said
    assert "by 28 Sept 2023" in said


def test_each_figure_opens_to_its_sources(open_page):
    app = open_page(at="2023-09-28T20:00")
    openers = [one for one in app.get("popover") if one.proto.popover.label == "Explain, sources"]
    assert len(openers) == 4
    for number in range(len(openers)):
        app.session_state[f"sources_of_{number}"] = True
    app.run()
    openers = [one for one in app.get("popover") if one.proto.popover.label == "Explain, sources"]
    for opener in openers:
        assert any("](<http" in line.value for line in opener.markdown)


def test_the_map_gets_the_view(open_page):
    app = open_page(at="2023-09-28T20:00", _from="2023-09-12")
    maps = app.get("component_instance")
    assert len(maps) == 1
    sent = json.loads(maps[0].proto.json_args)["feature_group"]
    assert "28 Sept 2023" in sent


def test_the_time_bar_has_its_table(open_page):
    app = open_page()
    assert any(one.label.startswith("The time bar as a table") for one in app.expander)
    app.session_state["time_table"] = True
    rows = html_tables(app.run())[0]
    assert "Days" in {rows.index.name, *rows.columns}
    assert len(rows) > 50


def test_the_table_lists_what_the_bar_counts(open_page):
    app = open_page(_from="2023-09-24", to="2023-10-04", opened=("events_list",))
    rows = len(app.dataframe[0].value)
    labels = [popover.proto.popover.label for popover in app.get("popover")]
    counted = next(label for label in labels if re.match(r"\d+ events", label))
    assert counted.startswith(f"{rows} events")


def test_an_empty_period_says_so_and_leads_out(open_page):
    app = open_page(_from="2021-08-01", to="2021-08-10", cat="aid")
    assert "No events match this view" in texts(app)
    app.button(key="nothing_nearest").click().run()
    assert not app.exception
    assert "No events match" not in texts(app)
    app.session_state["events_list"] = True
    assert len(app.run().dataframe[0].value) > 0
