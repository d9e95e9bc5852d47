"""On as-at dates a reader who opens all there is on a page meets nothing later that is not marked as such.

What AppTest sends of the pages, their tables and files are held by ``tests/pages/test_as_at_walk.py``.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.walk import CHARTS, by_day, texts_of
from tests.pages.test_as_at_walk import unmarked

# What stands on the page, a table row by row, without what chooses a day or leads on, the time bar, dates of
# publication, tables drawn on a canvas, and charts over time, which have a veil over what is later.
READ = r"""() => {
  const CHOOSES = 'button, a, code, input, textarea, .pg-time, .pg-card ul, [data-testid=stDataFrame]';
  const apart = [...document.querySelectorAll(`${CHOOSES}, [data-testid=stVegaLiteChart], .after-as-at`)];
  const rows = [];
  for (const table of document.querySelectorAll('table:not([data-testid=stDataFrame] *)')) {
    const heads = [...table.querySelectorAll('thead th')];
    const published = heads.findIndex((head) => head.innerText.includes('Published'));
    for (const row of table.rows) {
      const cells = [...row.cells].filter((_, at) => at !== published);
      rows.push(cells.map((cell) => cell.textContent).join(' | '));
    }
    apart.push(table);
  }
  const named = [...document.querySelectorAll('[aria-label], [title], [alt]')].filter(
    (part) => !apart.some((other) => other.contains(part)));
  const NAMES = ['aria-label', 'title', 'alt'];
  const texts = named.flatMap((part) => NAMES.map((name) => part.getAttribute(name)));
  const displays = apart.map((part) => part.style.display);
  for (const part of apart) part.style.display = 'none';
  texts.push(...rows, document.body.innerText, document.title);
  apart.forEach((part, at) => { part.style.display = displays[at]; });
  return texts.filter(Boolean).map((text) => text.replace(/[\u200e\u00ad]/g, ''));
}"""
# What a chart under a veil says at its end is marked as later.
BARE_CHARTS = f"{CHARTS}:not([class*=st-key-dated_]:has(.after-as-at) *)"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    days = by_day(int(metafunc.config.getoption("--at-walks")))
    metafunc.parametrize(("day", "pages"), days.items(), ids=days)


def test_nothing_a_reader_opens_tells_of_later_days_without_a_mark(
    open_page, day: str, pages: list[str]
) -> None:
    screen = open_page(f"/?at={day}&from=2020-09-27&to=2023-12-31", has_map=False)
    wrong = {}
    for page, texts in texts_of(screen, pages, f"at={day}", read=READ, charts=BARE_CHARTS):
        found = {words for text in texts for words in unmarked(text, date.fromisoformat(day))}
        if found:
            wrong[page] = sorted(found)
    assert wrong == {}
