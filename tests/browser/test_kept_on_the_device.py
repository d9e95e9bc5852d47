"""A second visit takes a few kB; one with the line down opens what was last seen and says from when it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.relay import Line

KEPT = """async () => {
  const pages = await caches.open("passage-pages");
  return (await pages.keys()).length;
}"""
# Bytes of a first visit until the application stands, of the first page with charts, and of a second visit.
FIRST_VISIT, CHARTS, SECOND_VISIT = 950_000, 350_000, 100_000
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
NAMES = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"""


@pytest.fixture
def device(chromium, server):
    """A browser in which no request is intercepted, as that switches its cache off, and its line."""
    line = Line(int(server.url.rpartition(":")[2]))
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield context.new_page(), line
    context.close()
    line.close()


def opened(page, address):
    page.goto(address)
    page.locator("#first-words").wait_for(state="detached", timeout=60_000)


def quiet(page, line):
    """Wait until what other pages need has come, too."""
    before = -1
    while line.sent != before:
        before = line.sent
        page.wait_for_timeout(2000)


def test_with_the_line_down_the_last_view_opens_with_a_live_map_and_is_forgotten_when_asked(device):
    page, line = device
    opened(page, f"{line.url}/?at=2023-07-10")
    assert line.sent < FIRST_VISIT
    page.wait_for_function("() => navigator.serviceWorker.controller", timeout=60_000)
    quiet(page, line)
    first = line.sent
    opened(page, f"{line.url}/?at=2023-09-10")
    assert line.sent - first < SECOND_VISIT
    page.wait_for_function(f"() => ({KEPT})()")
    line.cut()
    page.goto(f"{line.url}/?at=2023-09-10")
    expect(page.locator(".offline")).to_contain_text("Not connected. This is what this device loaded on")
    assert "10 Sept 2023" in page.locator("#first-words .dates").inner_text()
    page.locator("#first-words .picture.live").wait_for()
    frame = page.locator("#first-words iframe").element_handle().content_frame()
    page.keyboard.press("Shift+ArrowRight")
    frame.locator(".pg-title", has_text="as at 11 Sept 2023").wait_for()
    frame.locator(".pg-time", has_text="Page text: 10 Sept 2023").wait_for()
    line.mend()
    names = page.evaluate(NAMES)
    assert "/" in names
    assert not [
        name for name in names if name.split("/")[1] in {"columns", "labels", "film", "card", "present"}
    ]
    page.goto(f"{line.url}/forget")
    page.wait_for_function("async () => (await caches.keys()).length === 0")


@pytest.mark.parametrize("name", ["Blockade", "Displacement"])
def test_the_first_page_with_charts_takes_little_more(device, name):
    page, line = device
    page.add_init_script(SAVES_DATA)
    opened(page, f"{line.url}/?at=2023-09-28")
    quiet(page, line)
    first = line.sent
    page.get_by_role("link", name=name, exact=True).click()
    page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    quiet(page, line)
    assert line.sent - first < CHARTS
