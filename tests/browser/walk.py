"""A walk over pages by their navigation, with every section, explanation and card open, and the texts met.

For the tests that compare these texts with a date; an option says how many of 108 pages they open.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Days on which a road, a figure or an account of it changed, and two long before the reports about them.
DAYS = (
    "2023-09-20", "2022-12-12", "2023-07-25", "2021-07-01", "2023-05-10", "2023-10-01", "2022-08-24",
    "2023-04-25", "2020-11-12", "2023-08-08", "2023-09-27", "2023-02-10",
)  # fmt: skip
# "Place" is led to by the search, the others by the top line.
PAGES = ("Aid", "Blockade", "Situation", "Displacement", "Diplomacy", "Events", "Sources", "Data", "Briefing")
# Each page as known on one date, then on the next.
WALKS = tuple(product(DAYS, PAGES))
CHARTS = "[data-testid=stVegaLiteChart]"
ROUNDS = 5
MARKS = 6
# Opens all that is closed; a popover closes only at a press of the mouse elsewhere, of which there is none.
OPEN = r"""() => {
  const main = document.querySelector('[data-testid=stMain]');
  const left = [...main.querySelectorAll('details:not([open]) > summary, [data-testid=stPopover] button')]
    .concat([...document.querySelectorAll('[data-baseweb=popover] details:not([open]) > summary')])
    // What was learned since is there to tell of later days; a new case's days begin with today.
    .filter((part) => !part.closest('.st-key-corrections, .st-key-new_case'))
    .filter((part) => part.getAttribute('aria-expanded') !== 'true')
    .filter((part) => !part.disabled && !part.dataset.walked);
  for (const part of left) {
    part.dataset.walked = 'yes';
    part.click();
  }
  return left.length;
}"""
# Every text of a document, what only a screen reader is told and what stands in fields and under the cursor.
READ = r"""() => {
  const texts = [document.body.innerText, document.title];
  for (const part of document.querySelectorAll('canvas, [role=grid], svg text')) texts.push(part.textContent);
  for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
    for (const part of document.querySelectorAll(`[${name}]`)) texts.push(part.getAttribute(name));
  }
  for (const field of document.querySelectorAll('input, textarea')) texts.push(field.value);
  return texts.filter(Boolean).map((text) => text.replace(/[\u200e\u00ad]/g, ''));
}"""


def by_day(many: int) -> dict[str, list[str]]:
    """The first so many walks: each day with the pages opened on it."""
    days: dict[str, list[str]] = {}
    for day, page in WALKS[:many]:
        days.setdefault(day, []).append(page)
    return days


def texts_of(
    screen, pages: list[str], asked: str, *, read: str = READ, charts: str = CHARTS
) -> Iterator[tuple[str, list[str]]]:
    """Each page with the texts that ``read`` finds on it and its map, and what its charts say, all opened."""
    for page in pages:
        if page != "Situation":
            screen.follow(page)
        assert asked in screen.query()
        texts = [*everything_of(screen, read, charts), *cards_of(screen, read), *search_of(screen)]
        assert sum(map(len, texts)) > 1000
        yield page, texts


def everything_of(screen, read: str, charts: str) -> list[str]:
    """All texts of the page once everything on it is open, what opens inside that too."""
    for _ in range(ROUNDS):
        if not screen.page.evaluate(OPEN):
            break
        screen.page.wait_for_timeout(400)
        screen.settled()
    drawn = screen.page.locator(charts)
    tips = [tip_of(screen, drawn.nth(rank)) for rank in range(drawn.count())]
    return [*screen.page.evaluate(read), *tips]


def tip_of(screen, chart) -> str:
    """What a chart says under the cursor in its middle and at its right end, where what is latest stands."""
    texts: list[str] = []
    for share in (0.5, 0.97):
        box = chart.bounding_box()
        if box:
            screen.page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
            texts += screen.page.locator("#vg-tooltip-element").all_inner_texts()
    return "\n".join(texts)


def cards_of(screen, read: str) -> list[str]:
    """The map's own texts, what its marks are called, and the cards of the first ones reached by keys."""
    if not screen.page.locator("iframe[title*=st_folium]").count():
        return []
    frame = screen.map()
    texts = [*frame.evaluate(read), *frame.evaluate("() => passage.stats().hits.map((hit) => hit.label)")]
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
