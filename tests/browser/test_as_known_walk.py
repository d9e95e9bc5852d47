"""On as-known dates a reader who opens all there is on a page meets nothing that was published later.

The pages are walked in one browser by their navigation, with every section, explanation and card open; what
AppTest sends of them is held by ``tests/pages/test_as_known_walk.py``.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from tests.pages.test_as_known_walk import found_later

# Days on which a road, a figure or an account of it changed, and two long before the reports about them.
DAYS = (
    "2023-09-20", "2022-12-12", "2023-07-25", "2021-07-01", "2023-05-10", "2023-10-01", "2022-08-24",
    "2023-04-25", "2020-11-12", "2023-08-08", "2023-09-27", "2023-02-10",
)  # fmt: skip
# "Place" is led to by the search, the others by the top line.
PAGES = ("Aid", "Blockade", "Situation", "Displacement", "Diplomacy", "Events", "Sources", "Data", "Briefing")
# Each page as known on one date, then on the next.
WALKS = tuple(product(DAYS, PAGES))
ROUNDS = 5
MARKS = 6
# Opens all that is closed; a popover closes only at a press of the mouse elsewhere, of which there is none.
OPEN = r"""() => {
  const main = document.querySelector('[data-testid=stMain]');
  const left = [...main.querySelectorAll('details:not([open]) > summary, [data-testid=stPopover] button')]
    .concat([...document.querySelectorAll('[data-baseweb=popover] details:not([open]) > summary')])
    // What was learned since is there to tell of later days; a new case's days begin with today.
    .filter((one) => !one.closest('.st-key-corrections, .st-key-new_case'))
    .filter((one) => one.getAttribute('aria-expanded') !== 'true' && !one.disabled && !one.dataset.walked);
  for (const one of left) {
    one.dataset.walked = 'yes';
    one.click();
  }
  return left.length;
}"""
# Every text of a document, what only a screen reader is told and what stands in fields and under the cursor.
READ = r"""() => {
  const told = [document.body.innerText, document.title];
  for (const one of document.querySelectorAll('canvas, [role=grid], svg text')) told.push(one.textContent);
  for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
    for (const one of document.querySelectorAll(`[${name}]`)) told.push(one.getAttribute(name));
  }
  for (const one of document.querySelectorAll('input, textarea')) told.push(one.value);
  return told.filter(Boolean).map((text) => text.replace(/[\u200e\u00ad]/g, ''));
}"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    many = int(metafunc.config.getoption("--known-walks"))
    by_day: dict[str, list[str]] = {}
    for day, page in WALKS[:many]:
        by_day.setdefault(day, []).append(page)
    metafunc.parametrize(("day", "pages"), by_day.items(), ids=by_day)


def test_nothing_a_reader_opens_was_published_later(open_page, day: str, pages: list[str]) -> None:
    screen = open_page(f"/?at={day}&known={day}&to={day}&from=2020-09-27", has_map=False)
    known, wrong = date.fromisoformat(day), {}
    for page in pages:
        if page != "Situation":
            screen.follow(page)
        assert f"known={day}" in screen.query()
        texts = [*everything_of(screen), *cards_of(screen), *search_of(screen)]
        assert sum(map(len, texts)) > 1000
        found = {told for text in texts for told in found_later(text, known)}
        if found:
            wrong[page] = sorted(found)
    assert wrong == {}


def everything_of(screen) -> list[str]:
    """All texts of the page once everything on it is open, what opens inside that too."""
    for _ in range(ROUNDS):
        if not screen.page.evaluate(OPEN):
            break
        screen.page.wait_for_timeout(400)
        screen.settled()
    charts = screen.page.locator("[data-testid=stVegaLiteChart]")
    tips = [tip_of(screen, charts.nth(rank)) for rank in range(charts.count())]
    return [*screen.page.evaluate(READ), *tips]


def tip_of(screen, chart) -> str:
    """What a chart tells under the cursor in its middle and at its right end, where what is latest stands."""
    told = []
    for share in (0.5, 0.97):
        box = chart.bounding_box()
        if box:
            screen.page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
            told += screen.page.locator("#vg-tooltip-element").all_inner_texts()
    return "\n".join(told)


def cards_of(screen) -> list[str]:
    """The map's own texts, what its marks are called, and the cards of the first ones reached by keys."""
    if not screen.page.locator("iframe[title*=st_folium]").count():
        return []
    frame = screen.map()
    texts = [*frame.evaluate(READ), *frame.evaluate("() => passage.stats().hits.map((hit) => hit.label)")]
    frame.locator(".leaflet-container").first.focus()
    for _ in range(MARKS):
        screen.page.keyboard.press("n")
        screen.page.keyboard.press("Enter")
        card = frame.locator(".pg-card")
        if card.is_visible():
            frame.wait_for_function("() => !document.querySelector('.pg-card').innerText.includes('Loading')")
            texts.append(card.inner_text())
            screen.page.keyboard.press("Escape")
    return texts


def search_of(screen) -> list[str]:
    """What the search offers for a few letters."""
    field = screen.page.locator("[class*=st-key-find_place] input").first
    if not field.count():
        return []
    field.click()
    screen.page.keyboard.type("an")
    offered = screen.page.get_by_role("option")
    offered.first.wait_for()
    texts = offered.all_inner_texts()
    screen.page.keyboard.press("Escape")
    return texts
