"""A phone, held upright: one line, answer and map in the first screen, sheets for the rest, two fingers."""

import pytest
from playwright.sync_api import expect

from geo.picture.registry import TOPICS
from tests.browser.conftest import Screen, Watch

WIDTH, HEIGHT, FINGER, BAR = 390, 844, 44, 56
MAP_PAGES = [topic.key for topic in TOPICS if topic.picture][:4]
PAGES = [topic.key for topic in TOPICS]
MAIN = "[data-testid=stMain]"
CENTRE = "() => { const { lat, lng } = map_div.getCenter(); return [lat, lng, map_div.getZoom()]; }"
# What is pressed, but not a link within a text.
SMALL = f"""() => [...document.querySelectorAll('{MAIN} :is(button, summary), #phone-bar button')]
  .filter((one) => one.checkVisibility({{ visibilityProperty: true }}) && !one.closest('.stDataFrame'))
  .map((one) => [one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < {FINGER - 0.5} || box.height < {FINGER - 0.5}))
  .map(([words, box]) => `${{words}} ${{box.width}}x${{box.height}}`)"""


@pytest.fixture
def phone(chromium, server):
    """`phone(path)`: a page opened on a phone."""
    contexts, watches = [], []

    def opener(path="/", *, has_map=True):
        context = chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True, locale="en-GB"
        )
        contexts.append(context)
        watches.append(Watch())
        return Screen(watches[-1].page(context), server).open(path, has_map=has_map)

    yield opener
    for context in contexts:
        context.close()
    for watch in watches:
        watch.assert_clean()


@pytest.mark.parametrize("name", MAP_PAGES)
def test_answer_map_and_time_bar_are_in_the_first_screen(phone, name):
    screen = phone(f"/{name}?from=2022-12-12&to=2023-10-04&at=2023-07-10".replace("/situation", "/"))
    answer = screen.page.locator(".st-key-sentences").bounding_box()
    frame = screen.page.locator(".st-key-stage_map iframe").bounding_box()
    screen.page.wait_for_timeout(300)
    assert BAR <= answer["y"] < frame["y"]
    assert frame["y"] + frame["height"] <= HEIGHT
    assert frame["height"] >= 430
    assert screen.page.evaluate(f"() => document.querySelector('{MAIN}').scrollWidth") == WIDTH
    assert screen.page.evaluate(SMALL) == []
    line = screen.page.locator(".st-key-where").inner_text()
    assert "10 July 2023" in line.splitlines()[0]


@pytest.mark.parametrize("name", [page for page in PAGES if page not in MAP_PAGES])
def test_no_other_page_runs_off_the_side(phone, name):
    screen = phone(f"/{name}", has_map=False)
    screen.page.wait_for_function(f"() => document.querySelector('{MAIN}').scrollWidth <= {WIDTH}")
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH


def test_pages_and_filters_open_as_sheets_and_go_again(phone):
    screen = phone("/?at=2023-07-10")
    ways, filters = screen.page.locator("#phone-bar button").all()
    as_at = screen.page.locator(".st-key-as_at button").first
    expect(as_at).to_be_hidden()
    filters.tap()
    expect(as_at).to_be_visible()
    expect(filters).to_have_attribute("aria-expanded", "true")
    assert screen.page.evaluate(SMALL) == []
    as_at.tap()
    sheet = screen.page.locator("[data-testid=stPopoverBody]")
    sheet.get_by_label("As-at date").wait_for()
    box = sheet.bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, WIDTH, HEIGHT)
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("Escape")
    expect(as_at).to_be_hidden()
    ways.tap()
    screen.page.get_by_role("link", name="Blockade", exact=True).tap()
    expect(screen.page.locator(".st-key-where")).to_contain_text("Blockade")
    expect(screen.page.locator(".st-key-nav_here_blockade")).to_be_hidden()


def test_a_table_is_a_list_whose_cells_name_their_column(phone):
    screen = phone("/aid?at=2023-07-10")
    cell = screen.page.locator(".rows td[data-label]").first
    cell.scroll_into_view_if_needed()
    assert cell.get_attribute("data-label")
    table = screen.page.locator("table.rows").first
    assert table.get_attribute("role") == "table"
    assert table.bounding_box()["width"] <= WIDTH


def fingers(screen):
    """`touch(kind, *points)`: what fingers do, each at a point."""
    session = screen.page.context.new_cdp_session(screen.page)

    def touch(kind, *points):
        told = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    return touch


def test_one_finger_leaves_the_map_where_it_is_and_two_move_it(phone):
    screen = phone("/?at=2023-07-10")
    frame = screen.map()
    box = screen.page.locator(".st-key-stage_map iframe").bounding_box()
    x, y = WIDTH / 2, box["y"] + 200
    touch, before = fingers(screen), frame.evaluate(CENTRE)
    touch("touchStart", (x, y))
    for by in (20, 40, 60):
        touch("touchMove", (x + by, y))
    touch("touchEnd")
    assert frame.evaluate(CENTRE) == before
    touch("touchStart", (x - 40, y), (x + 40, y))
    for by in (20, 40, 60, 80):
        touch("touchMove", (x - 40 - by, y), (x + 40 + by, y))
    touch("touchEnd")
    frame.wait_for_function(f"() => ({CENTRE})()[2] > {before[2]}")


def test_a_link_is_passed_on_by_the_phones_own_sheet(phone):
    screen = phone("/events?at=2023-07-10", has_map=False)
    screen.page.evaluate(
        """() => Object.defineProperty(navigator, 'share',
          { value: (what) => { window.shared = what; return Promise.resolve(); } })"""
    )
    screen.page.locator("#phone-bar button").first.tap()
    screen.page.locator(".st-key-copy_link button").first.tap()
    screen.page.wait_for_function("() => window.shared")
    assert screen.page.evaluate("() => window.shared.url") == screen.page.url
    assert screen.page.evaluate("() => window.shared.title")
