"""The same page on paper, in the colours a reader's system sets, and at twice the size."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

ADDRESS = "/blockade?from=2022-12-12&to=2023-10-04&at=2023-07-10"
MAIN = "[data-testid=stMain]"
# The icon of Play against the button it stands on.
PLAY = """() => {
  const icon = document.querySelector('.pg-time-icon');
  const colour = (element) => getComputedStyle(element).backgroundColor;
  return [colour(icon), colour(icon.closest('button')), icon.getBoundingClientRect().width];
}"""
# What can be pressed and lies off the side of the page.
OFF_THE_SIDE = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, a, input, summary)')]
  .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert]'))
  .map((control) => [control.textContent || control.ariaLabel, control.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
  .map(([words]) => words)"""


def test_what_is_printed_is_the_answer_and_the_map_and_nothing_to_press(open_page):
    screen = open_page(ADDRESS)
    sentences = screen.page.locator(".st-key-sentences [data-testid=stMarkdown]")
    answer = sentences.all_inner_texts()
    screen.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    screen.page.emulate_media(media="print")
    assert sentences.all_inner_texts() == answer
    assert "10 July 2023" in answer[0]
    assert all(sentence.is_visible() for sentence in sentences.all())
    expect(screen.page.locator(".st-key-where")).to_contain_text("10 July 2023")
    pressed = screen.page.locator(f"{MAIN} button")
    assert not any(button.is_visible() for button in pressed.all())
    frame = screen.page.locator(".st-key-stage_map iframe")
    expect(frame).to_have_css("width", "680px")
    expect(screen.map().locator(".pg-time")).to_be_hidden()
    picture = Image.open(io.BytesIO(frame.screenshot())).convert("RGB")
    # Ground, water, roads and their names: a map, not an empty sheet.
    assert len(picture.getcolors(1 << 20)) > 200


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_the_systems_own_colours_play_can_be_seen(open_page, theme):
    screen = open_page(ADDRESS, theme=theme)
    screen.page.emulate_media(forced_colors="active", color_scheme=theme)
    icon, button, width = screen.map().evaluate(PLAY)
    assert width > 8
    assert icon != button
    here = screen.page.locator("[class*=st-key-nav_here] a").first
    expect(here).to_have_css("text-decoration-line", "underline")


def test_at_twice_the_size_every_control_is_there_and_nothing_runs_off_the_side(open_page):
    """A window of 1280 by 800 at 200 % has 640 by 400 pixels of the page's own."""
    screen = open_page(ADDRESS, width=640, height=400)
    width = screen.page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= 640
    assert screen.page.evaluate(f"() => document.querySelector('{MAIN}').scrollWidth") <= 640
    assert screen.page.evaluate(OFF_THE_SIDE) == []
    for button in screen.page.locator("#phone-bar button").all():
        expect(button).to_be_visible()
        button.click()
    screen.page.keyboard.press("Escape")
    play = screen.map().locator(".pg-time-play")
    play.scroll_into_view_if_needed()
    expect(play).to_be_visible()
