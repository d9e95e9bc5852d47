"""The page of one place, and the field that leads to it."""

from __future__ import annotations

import json

from tests.page_texts import html_tables

FIELD = "find_place"


def field(app):
    return next(box for box in app.selectbox if (box.key or "").startswith(FIELD))


def sent(app) -> dict:
    script = json.loads(app.get("component_instance")[0].proto.json_args)["feature_group"]
    return json.JSONDecoder().raw_decode(script[script.index('{"title"') :])[0]


def texts(app) -> str:
    return "\n".join(box.value.replace("\\", "") for box in app.markdown)


def test_an_address_of_a_place_opens_it_marked_with_its_ways_reports_figures_and_names(open_page):
    app = open_page("place", at="2023-09-28", focus="stepanakert")
    words = texts(app)
    for head in ("Ways out of", "Last reports of", "Figures for", "Names of"):
        assert f"{head} Stepanakert / Khankendi" in words
    message = sent(app)
    assert message["title"] == "Stepanakert / Khankendi"
    [mark] = message["marks"]
    assert mark[1:3] == ["Stepanakert / Khankendi", "here"]
    west, south, east, north = message["home"]
    assert west < mark[0][0] < east
    assert south < mark[0][1] < north
    assert "Ստեփանակերտ" in "".join(table.to_csv() for table in html_tables(app))


def test_a_place_without_a_figure_says_so(open_page):
    assert "No figure for Goris is in these tables" in texts(
        open_page("place", at="2022-12-20", focus="goris")
    )


def test_what_is_chosen_opens_the_page_of_the_place(open_page):
    app = open_page("blockade", at="2023-09-28", map="39.8,46.7,9")
    field(app).select("taghavard").run()
    assert not app.exception
    assert app.query_params["focus"] == "taghavard"
    assert "map" not in app.query_params
    assert sent(app)["title"] == "Taghavard"


def test_an_unknown_place_of_an_address_is_named(open_page):
    app = open_page("place", focus="atlantis")
    assert "atlantis" in app.warning[0].value
    assert "focus" not in app.query_params
