"""A place is found by the key "/", in any script, by keyboard alone; its page says what is known of it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

FIELD = "[class*=st-key-find_place] input"


def test_a_humanitarian_finds_a_village_by_keyboard(open_page):
    screen = open_page("/?at=2023-09-28")
    page = screen.page
    expect(page.locator(FIELD)).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("Тагав")
    page.get_by_role("option", name=re.compile("^Taghavard")).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/place.*focus=taghavard"))
    screen.settled()
    expect(page.get_by_text("The last report of Taghavard was of 19 Sept 2023")).to_be_visible()
    expect(page.get_by_text("2 dead").first).to_be_visible()
    frame = screen.map()
    frame.wait_for_function(
        "() => document.querySelector('.pg-title, [class*=title]').innerText.includes('Taghavard')"
    )
    page.keyboard.press("/")
    page.keyboard.type("stepanakrt")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("focus=stepanakert"))
    screen.settled()
    page.keyboard.press("/")
    page.keyboard.type("gor")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).not_to_be_focused()
    assert "focus=stepanakert" in screen.query()


def test_a_name_that_no_place_bears_is_said(open_page):
    screen = open_page("/aid?at=2023-09-18")
    expect(screen.page.locator(FIELD)).to_be_visible()
    screen.page.keyboard.press("/")
    screen.page.keyboard.type("Atlantis")
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_text("No place of this case is called “Atlantis”")).to_be_visible()
    assert "/aid" in screen.page.url
