"""Whatever number a page shows, something beside it opens and says how it came about."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.figure_openers import INSIDE, PAGES, Shows

# Every visible text, table and chart of a page: its key, the heading above it, and whether it holds a number.
# Dates are no figures; what opens (popovers, expanders) tells of its own.
WALK = r"""() => {
  const month = '(Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*';
  const days = `\\b(\\d{1,2}(–\\d{1,2})? )?${month}( \\d{4})?|\\b20\\d\\d\\b|\\d\\d:\\d\\d|\\(\\+\\d\\d\\)`;
  const DATE = new RegExp(days, 'g');
  const APART = '.st-key-masthead, .st-key-where, summary, button, [data-testid=stExpanderDetails]';
  const KINDS = ['Markdown', 'DataFrame', 'VegaLiteChart', 'Alert', 'Caption', 'Text', 'Metric'];
  const asked = ['.rows', ...KINDS.map((kind) => `[data-testid=st${kind}]`)].join();
  const found = [];
  let section = '';
  for (const one of document.querySelector('[data-testid=stMain]').querySelectorAll(asked)) {
    if (one.closest(APART) || !one.checkVisibility()) continue;
    const text = one.innerText.replace(/\s+/g, ' ').trim();
    const keyed = one.closest('[class*=st-key-]');
    const key = [...keyed.classList].find((name) => name.startsWith('st-key-')).slice(7);
    if (one.querySelector('h2, h3, h4, h5')) section = text;
    const drawn = /VegaLiteChart|DataFrame/.test(one.dataset.testid);
    if (drawn || /\d/.test(text.replace(DATE, ''))) found.push({ key, section, text: text.slice(0, 90) });
  }
  return found;
}"""
DRAWN = ".rows, " + ", ".join(
    f"[data-testid=st{kind}]" for kind in ("Markdown", "DataFrame", "VegaLiteChart")
)
# Numbers that are part of a name and count nothing: licences, a hash, the name of a scene, the number a place
# has in a gazetteer. Lines of what was set aside name the rows they count, About tells its rules.
NAMES = re.compile(r"^Base map: |^SHA-256 |^Karabakh 2020|^\d\. |^\w+\.csv: |^Form Name ")


def opener_of(shows: Shows, one: dict[str, str]) -> str:
    """The key of what explains an element: by its own key, else by the heading it stands under."""
    if one["key"] in shows.openers:
        return shows.openers[one["key"]]
    headed = [opener for head, opener in shows.openers.items() if one["section"].startswith(head)]
    return headed[0] if headed else ""


@pytest.mark.parametrize("shows", [one for one in PAGES if one.page != "about"], ids=lambda one: one.page)
def test_no_page_shows_a_number_that_nothing_explains(open_page, shows: Shows) -> None:
    path = "" if shows.page == "situation" else shows.page
    screen = open_page(f"/{path}?at={shows.at}", has_map=False)
    # Tables and charts are drawn a moment after the texts.
    for key in (one for one in shows.openers if re.fullmatch("[a-z_0-9]+", one)):
        screen.page.locator(f".st-key-{key}").locator(DRAWN).first.wait_for()
    expect(screen.page.get_by_test_id("stSkeleton")).to_have_count(0)
    shown = [one for one in screen.page.evaluate(WALK) if not NAMES.search(one["text"])]
    assert [one for one in shown if not opener_of(shows, one)] == []
    used = {opener_of(shows, one) for one in shown}
    assert used == set(shows.openers.values()), "the list of openers holds one that no figure needs"
    for key in used:
        button = screen.page.locator(
            f".st-key-{key} button, .st-key-{key} summary, button.st-key-{key}"
        ).first
        expect(button, key).to_be_visible()


def test_an_analyst_opens_any_figure_of_displacement_and_takes_all_of_it_away_as_a_file(open_page) -> None:
    """Its rows, rule, left-outs and sources; that every other opens too is held without a browser."""
    shows = next(one for one in PAGES if one.page == "displacement")
    opened = ("said_by", "sources_of_0", "average_0", "provinces_sources", "add_up_table")
    assert set(opened) <= set(shows.openers.values())
    screen = open_page(f"/displacement?at={shows.at}")
    page, held = screen.page, {}
    for key in opened:
        for step in (key, *INSIDE.get(key, ())):
            page.locator(f".st-key-{step}").locator("button, summary").first.click()
        last = (key, *INSIDE.get(key, ()))[-1]
        told = page.locator(f".st-key-{last}_file, .st-key-{last.removesuffix('_sources')}_file")
        with page.expect_download() as waiting:
            told.get_by_role("button").click()
        held[key] = json.loads(waiting.value.path().read_text(encoding="utf-8"))
        page.keyboard.press("Escape")
        page.locator(".st-key-brand").click()
    figures = [figure for one in held.values() for figure in one["figures"]]
    assert all(one["as_at"].startswith("2023-09-30") for one in held.values())
    for one in figures:
        assert one["rule"], one["label"]
        assert one["rows"] or one["left_out"], one["label"]
        assert all(row["sources"] for row in one["rows"]), one["label"]
    arrived = held["sources_of_0"]["figures"][0]
    assert (arrived["value"], arrived["rows"][0]["row"]) == ("100,417", "claim:cl048")
    assert all(row["reason"] for row in arrived["left_out"])
    said = [figure["value"] for figure in held["said_by"]["figures"]]
    assert said[:2] == ["100,417", "81,139"]
    rate = next(one for one in held["provinces_sources"]["figures"] if one["value"].startswith("Kotayk"))
    assert {row["row"].partition(":")[0] for row in rate["rows"]} == {"accommodation", "claim"}
    gap = held["add_up_table"]["figures"][0]
    assert gap["value"] == "11"
