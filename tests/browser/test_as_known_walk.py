"""On as-known dates a reader who opens all there is on a page meets nothing that was published later.

The pages are walked in one browser by their navigation, with every section, explanation and card open; what
AppTest sends of them is held by ``tests/pages/test_as_known_walk.py``.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.walk import by_day, texts_of
from tests.pages.test_as_known_walk import found_later


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    days = by_day(int(metafunc.config.getoption("--known-walks")))
    metafunc.parametrize(("day", "pages"), days.items(), ids=days)


def test_nothing_a_reader_opens_was_published_later(open_page, day: str, pages: list[str]) -> None:
    screen = open_page(f"/?at={day}&known={day}&to={day}&from=2020-09-27", has_map=False)
    wrong = {}
    for page, texts in texts_of(screen, pages, f"known={day}"):
        found = {words for text in texts for words in found_later(text, date.fromisoformat(day))}
        if found:
            wrong[page] = sorted(found)
    assert wrong == {}
