"""What a briefer is asked in the room: what was known then, who says so, and how sure it is."""

import json
import re

from playwright.sync_api import expect

COUNT = ".st-key-count"


def test_with_an_as_known_date_a_line_opens_to_what_was_learned_since(open_page):
    screen = open_page("/sources?from=2023-09-12&to=2023-09-24&at=2023-09-20", has_map=False)
    expect(screen.page.locator(".st-key-corrections")).to_have_count(0)
    screen.page.locator(".st-key-as_known button").first.click()
    screen.page.get_by_role("textbox", name="Published by").fill("20.09.2023")
    screen.page.keyboard.press("Enter")
    expect(screen.page).to_have_url(re.compile("known=2023-09-20"))
    screen.page.keyboard.press("Escape")
    line = screen.page.locator(".st-key-corrections")
    expect(line).to_contain_text(
        re.compile(r"As known 20 Sept 2023\. Since then: 9 figures revised, \d+ events")
    )
    line.locator("summary").first.click()
    dead = line.get_by_role("row", name=re.compile("^Dead: Armenian side"))
    expect(dead).to_contain_text("200 people, de facto ombudsman")
    expect(dead).to_contain_text("223 people, Investigative Committee of Armenia")
    expect(dead).to_contain_text("20 Sept 2023")
    expect(dead).to_contain_text("Jan 2024")


def test_a_figure_is_opened_and_its_explanation_taken_away_as_a_file(open_page):
    screen = open_page("/?at=2023-09-28T20:00")
    figure = screen.page.locator(".st-key-figure_0")
    expect(figure).to_contain_text("76,407")
    figure.get_by_role("button", name="Explain, sources").click()
    told = screen.page.get_by_test_id("stPopoverBody")
    expect(told).to_contain_text("The headline rule")
    expect(told).to_contain_text("a later claim by the same claimant")
    with screen.page.expect_download() as waiting:
        told.get_by_role("button", name="Download this explanation").click()
    assert waiting.value.suggested_filename == "KBH_explain_people_who_crossed_into_armenia_20230928.json"
    held = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert held["figures"][0]["value"] == "76,407"
    assert [one["row"] for one in held["figures"][0]["rows"]] == ["claim:cl033"]
    assert held["as_at"] == "2023-09-28T20:00"


def test_a_measure_is_chosen_and_every_claimant_seen(open_page):
    screen = open_page("/")
    screen.page.get_by_text("Figures and who gave them").click()
    screen.choose("Measure", "Population")
    shown = screen.page.locator(".st-key-rivals_table_scroll")
    for claimant in (
        "diplomats, in the Politico report",
        "Armenian officials",
        "local census of 2015",
    ):
        expect(shown).to_contain_text(claimant)
    expect(screen.page.get_by_text("No headline by the rule, only the range")).to_be_visible()
    expect(
        screen.page.locator(
            "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg.marks"
        ).first
    ).to_be_visible()


def test_confidence_filters_and_the_link_carries_it(open_page):
    screen = open_page("/events", has_map=False)
    before = screen.count()
    screen.page.locator(".st-key-show button").first.click()
    screen.page.get_by_role("combobox", name="Confidence").click()
    screen.page.get_by_role("option", name="Medium").click()
    expect(screen.page).to_have_url(re.compile("conf=medium"))
    expect(screen.page.locator(".st-key-show")).to_contain_text("medium confidence")
    screen.settled()
    counted = screen.count()
    assert counted != before
    receiver = open_page("/events?" + screen.query(), has_map=False)
    assert receiver.count() == counted


def test_the_count_tells_certain_from_possible_and_shows_either(open_page):
    screen = open_page("/data?from=2023-09-12&to=2023-09-18", has_map=False)
    count = screen.page.locator(COUNT)
    expect(count).to_contain_text(re.compile(r"\d+ events, \d+ of them dated only roughly"))
    count.get_by_role("button").click()
    screen.page.get_by_text("Dated only roughly, to the month").click()
    expect(screen.page).to_have_url(re.compile("dated=possible"))
    expect(count).to_contain_text(re.compile("events?, dated only roughly"))
