"""A case whose texts try to run as script: each page and its map show them as letters."""

import pytest

from tests.hostile_case import write_hostile_case

MAP_PAGES = ("/", "/blockade", "/aid", "/displacement", "/diplomacy", "/events")
TABLE_PAGES = ("/sources", "/data")
QUERY = "?at=2023-09-24T22:00&open=event:e1"
MADE = "document.querySelectorAll(\"img[src='x'], img[src*='outside'], b, a[href^='javascript']\").length"


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory, serve_case):
    return serve_case(write_hostile_case(tmp_path_factory.mktemp("hostile") / "small"))


@pytest.mark.parametrize("path", ["/displacement", "/data"])
def test_nothing_of_it_runs_or_becomes_an_element(open_on, hostile_server, path):
    has_map = path in MAP_PAGES
    screen = open_on(hostile_server)(path + QUERY, has_map=has_map)
    assert "<img src=x onerror=window.hit=1>" in screen.words()
    frames = [screen.page.main_frame] + ([screen.map()] if has_map else [])
    for frame in frames:
        assert frame.evaluate("window.hit") is None
        assert frame.evaluate(MADE) == 0


def test_the_card_of_a_mark_shows_the_letters(open_on, hostile_server):
    screen = open_on(hostile_server)("/events?at=2023-09-24T22:00", height=1400)
    frame = screen.map()
    frame.locator(".leaflet-container").focus()
    screen.page.keyboard.press("n")
    screen.page.keyboard.press("Enter")
    card = frame.get_by_role("dialog")
    card.locator("li").first.wait_for()
    assert "<b>bold</b>" in card.inner_text()
    assert card.locator("img, b, script").count() == 0
    assert card.locator("a[href^='javascript']").count() == 0
    assert frame.evaluate("window.hit") is None
