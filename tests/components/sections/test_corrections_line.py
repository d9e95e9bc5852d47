"""The line on what was learned after the as-known date."""

from __future__ import annotations

import pytest

from tests.page_texts import html_tables


def line(app):
    return [one for one in app.expander if one.label.startswith("As known")]


@pytest.mark.parametrize("page", ["situation", "blockade", "sources", "data"])
def test_it_stands_on_every_page_while_a_date_is_set(open_page, page):
    found = line(open_page(page, known="2023-09-20", at="2023-09-20"))
    assert len(found) == 1
    assert "figures revised" in found[0].label


def test_it_is_not_there_without_a_date(open_page):
    assert line(open_page("situation")) == []


def test_the_list_is_made_only_once_it_is_opened(open_page):
    app = open_page("situation", known="2023-09-20", at="2023-09-20")
    assert not any("Figures that read differently" in one.value for one in app.markdown)
    app.session_state["corrections_list"] = True
    app.run()
    assert not app.exception
    assert any("Figures that read differently" in one.value for one in app.markdown)
    table = next(one for one in html_tables(app) if "As known then" in one.columns)
    row = table[table.index.str.startswith("Dead: Armenian side")].iloc[0]
    assert "200 people" in row["As known then"]
    assert "223 people" in row["As known now"]
