"""The shell: one address for one view, on every page, and what is wrong with it said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.session import run_lock
from geo.picture.registry import TOPICS

NAMES = [topic.key for topic in TOPICS]


def query(app) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else ";".join(value) for name, value in app.query_params.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_under_the_same_bar(open_page, name):
    app = open_page(name, opened=("show",), _from="2023-09-12", to="2023-10-03", cat="aid")
    assert query(app) == {"from": "2023-09-12", "to": "2023-10-03", "cat": "aid"}
    assert app.multiselect(key="show_categories").value == ["aid"]


def test_links_to_the_pages_carry_the_view(open_page):
    app = open_page(_from="2023-09-12", q="flour")
    links = app.get("page_link")
    assert [one.proto.label for one in links] == [
        *(topic.title for topic in TOPICS if topic.in_line), "About Passage",
    ]  # fmt: skip
    for one in links:
        assert "from=2023-09-12" in one.proto.query_string
        assert "q=flour" in one.proto.query_string


@pytest.mark.parametrize(
    ("name", "value"), [("from", "yesterday"), ("names", "klingon"), ("cat", "weather"), ("at", "2023-02-30")]
)
def test_a_bad_value_is_named_and_left_behind(open_page, name, value):
    app = open_page("events", **{name: value})
    assert len(app.warning) == 1
    assert re.sub(r"\\(.)", r"\1", app.warning[0].value).find(value) > 0
    assert query(app) == {}
    app.button(key="as_at_back").click().run()
    assert len(app.warning) == 0


def test_nothing_an_address_says_is_read_as_markdown(open_page):
    app = open_page("events", names="[x](http://evil.example) **b** :red[r]")
    assert "[x](" not in app.warning[0].value
    assert ":red[" not in app.warning[0].value


def test_an_address_changed_from_outside_is_read_again(open_page):
    app = open_page("events", opened=("period",), _from="2023-09-12")
    app.query_params.clear()
    app.query_params["from"] = "2023-09-20"
    app.run()
    assert app.text_input[0].key.startswith("first_day")
    assert app.text_input[0].value == "20 Sept 2023"


def test_a_control_wins_over_an_address_that_lags_behind(open_page):
    app = open_page("events")
    app.button(key="as_at_back").click().run()
    del app.query_params["at"]
    app.button(key="as_at_back").click().run()
    assert query(app) == {"at": "2023-10-02"}


def test_where_the_map_was_moved_to_is_kept(open_page):
    app = open_page("events")
    app.query_params["map"] = "39.8000,46.7000,9.5"
    app.button(key="as_at_back").click().run()
    assert query(app) == {"at": "2023-10-03", "map": "39.8000,46.7000,9.5"}


def test_the_link_to_copy_says_the_view(open_page):
    app = open_page("events", opened=("copy_link",), _from="2023-09-12", q="Шуши")
    link = next(one.value for one in app.code if "from=" in one.value)
    assert "from=2023-09-12" in link
    assert "q=%D0%A8" in link


def test_pages_are_short_and_know_no_tables(root: Path):
    pages = sorted((root / "pages").glob("*.py"))
    assert len(pages) == len(NAMES)
    for page in pages:
        text = page.read_text("utf-8")
        assert len(text.splitlines()) <= 60, page
        assert "pandas" not in text, page
        assert not re.search(r"(?<![\w.])(?:open|read_csv|read_text)\(", text), page


def test_a_run_rests_once_where_another_page_was_turned_to(open_page, monkeypatch):
    """What stands below the map would be laid out before the browser painted it."""
    rests = []
    monkeypatch.setattr(run_lock, "rest", rests.append)
    app = open_page("situation")
    assert rests == []
    app.switch_page("../../pages/blockade.py").run()
    assert len(rests) == 1
    assert 0 < rests[0] < 0.5
    app.run()
    assert len(rests) == 1
