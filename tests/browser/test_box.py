"""A box drawn on the map selects events: by the pointer, by keys alone, and from a link."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, expect

from geo.case.load import load_case
from geo.view.box import happened_in, read_box
from geo.view.select import select
from geo.view.view import opening
from tests.browser.conftest import Screen

CHIP = ".st-key-clear_box button"


def selected(screen: Screen, folder: Path) -> tuple[str, int]:
    """The box in the address, and how many events of the opening view happened in it."""
    box = parse_qs(screen.query())["box"][0]
    case = load_case(folder)
    inside = happened_in(case, read_box(box))
    return box, int(inside[select(case, opening(case.settings)).rows].sum())


def chip(screen: Screen) -> Locator:
    return screen.page.locator(CHIP)


def edge_of_canvas(screen: Screen) -> tuple[float, float]:
    frame = screen.page.locator("iframe[title*=st_folium]").bounding_box()
    assert frame is not None
    return frame["x"], frame["y"]


def test_a_box_dragged_with_shift_sets_count_table_and_link_and_its_chip_clears_it(
    open_page: Callable[..., Screen], shipped_case: Path
) -> None:
    screen = open_page("/events")
    zoom = screen.map().evaluate("map_div.getZoom()")
    left, top = edge_of_canvas(screen)
    mouse = screen.page.mouse
    screen.page.keyboard.down("Shift")
    mouse.move(left + 560, top + 120)
    mouse.down()
    mouse.move(left + 700, top + 260, steps=4)
    mouse.move(left + 860, top + 380, steps=4)
    mouse.up()
    screen.page.keyboard.up("Shift")
    chip(screen).wait_for()
    screen.settled()
    _, inside = selected(screen, shipped_case)
    assert 0 < inside < 183
    expect(chip(screen)).to_contain_text(f"Selection on the map: {inside} event")
    expect(screen.page.locator(".st-key-count")).to_contain_text(re.compile(rf"^{inside} event"))
    expect(screen.page.locator(".st-key-downloads")).to_contain_text(
        re.compile(rf"hold {inside} row|held back")
    )
    assert screen.map().evaluate("map_div.getZoom()") == zoom
    assert screen.map().evaluate("passage.stats().drawn") > inside
    chip(screen).click()
    expect(chip(screen)).to_have_count(0)
    screen.settled()
    assert "box=" not in screen.query()


def test_a_box_is_drawn_taken_and_cleared_with_keys_alone(
    open_page: Callable[..., Screen], shipped_case: Path
) -> None:
    screen = open_page("/")
    frame = screen.map()
    frame.focus("button.pg-boxing")
    press = screen.page.keyboard.press
    press("Enter")
    frame.wait_for_selector(".pg-box:visible")
    assert "press Enter" in frame.inner_text(".pg-box-help")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Enter"):
        press(key)
    chip(screen).wait_for()
    screen.settled()
    box, inside = selected(screen, shipped_case)
    expect(chip(screen)).to_contain_text(f"Selection on the map: {inside} event")
    frame.focus("button.pg-boxing")
    assert frame.get_attribute("button.pg-boxing", "aria-label") == "Clear the selection"
    press("Enter")
    expect(chip(screen)).to_have_count(0)
    again = open_page(f"/events?box={box}")
    expect(chip(again)).to_contain_text(f"Selection on the map: {inside} event")
    assert again.map().get_attribute("button.pg-boxing", "aria-pressed") == "true"


@pytest.mark.parametrize("box", ["1,2,3", "47,39,46,40"])
def test_a_link_with_a_box_that_is_none_says_so(open_page: Callable[..., Screen], box: str) -> None:
    screen = open_page(f"/events?box={box}")
    assert "selection on the map" in screen.words()
    expect(chip(screen)).to_have_count(0)
