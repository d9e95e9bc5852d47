"""With an as-known date no page, table, chart or map holds what was published later."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pytest

from geo.case.as_known import as_known
from geo.case.load import load_case
from geo.picture.registry import keys_with_map
from tests.conftest import SHIPPED_CASE
from tests.page_texts import html_tables

PAGES = (*keys_with_map(), "sources")


@cache
def hidden_words(known: date) -> frozenset[str]:
    """Titles of the sources and events that nobody could have read by then."""
    case = load_case(SHIPPED_CASE)
    then = as_known(case, known)
    sources = set(case.sources["title"]) - set(then.sources["title"])
    events = set(case.events["title"]) - set(then.events["title"])
    cargo = set(case.consignments["cargo"]) - set(then.consignments["cargo"])
    return frozenset(one for one in sources | events | cargo if len(one) > len("Wheat flour"))


def shown(app) -> str:
    """All that the page sends: texts, tables, charts and the map's message."""
    texts = [one.value for one in app.markdown]
    texts += [one.to_csv() for one in (*(frame.value for frame in app.dataframe), *html_tables(app))]
    texts += [one.proto.json_args for one in app.get("component_instance")]
    texts += [json.dumps(str(one.proto), ensure_ascii=False) for one in app.get("vega_lite_chart")]
    return "\n".join(texts).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_published_later_is_on_the_page(open_page, page):
    known = date(2023, 9, 20)
    app = open_page(page, known=known.isoformat(), at="2023-10-04")
    for listed in ("consignments_list", "claims_list"):
        app.session_state[listed] = True
    text = shown(app.run())
    assert len(text) > 1000
    assert [words for words in hidden_words(known) if words in text] == []


def test_what_was_known_is_on_the_page(open_page):
    told = "Azerbaijan begins a military operation in Nagorno-Karabakh"
    assert told in shown(open_page("situation", known="2023-09-30", opened=("events_list",)))
    assert told not in shown(open_page("situation", known="2023-09-18", opened=("events_list",)))
