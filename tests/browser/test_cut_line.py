"""A cut line stops nothing that needs no server, and afterwards map, words and address say one date."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Screen, Server, Watch, serving
from tests.browser.relay import Line

LINE = "#line-lost"


@pytest.fixture
def over_a_line(chromium, server):
    """`over_a_line(path)`: a page opened over a line that may be cut, and the line; of another server too."""
    opened = []

    def opener(path, *, has_map=True, of=server):
        line = Line(int(of.url.rpartition(":")[2]))
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        opened.extend((context, line))
        screen = Screen(Watch().page(context), Server(line.url, of.log))
        return screen.open(path, has_map=has_map), line

    yield opener
    for thing in opened:
        thing.close()


def step_on_the_map(screen, days):
    for _ in range(days):
        screen.page.keyboard.press("Shift+ArrowRight")


def moved_to(screen, date):
    screen.page.wait_for_function(f"() => new URL(location.href).searchParams.get('at') === '{date}'")


def test_steps_go_on_while_the_line_is_cut_and_the_words_follow_in_their_own_tab(over_a_line):
    screen, line = over_a_line("/?from=2023-09-12&to=2023-10-04&at=2023-09-24")
    frame = screen.map()
    tab = Screen(Watch().page(screen.page.context), Server(line.url, screen.log))
    tab.open("/aid?at=2023-09-28", has_map=False)
    screen.page.bring_to_front()
    line.cut()
    expect(screen.page.locator(LINE)).to_contain_text("Not connected since")
    step_on_the_map(screen, 2)
    moved_to(screen, "2023-09-26")
    expect(screen.page.locator("[data-testid=stDialog]")).to_have_count(0)
    line.mend()
    expect(screen.page.locator(LINE)).to_have_count(0, timeout=40_000)
    expect(screen.page.locator(".st-key-as_at button").first).to_contain_text("26 Sept 2023")
    assert "26 Sept 2023" in frame.locator(".pg-title").first.inner_text()
    tab.page.bring_to_front()
    expect(tab.page.locator(LINE)).to_have_count(0, timeout=40_000)
    expect(tab.page.locator(".st-key-as_at button").first).to_contain_text("28 Sept 2023")
    assert "at=2023-09-28" in tab.query()
    assert "28 Sept 2023" in tab.map().locator(".pg-title").first.inner_text()


def test_a_line_cut_for_long_shows_no_dialog_and_leaves_the_page_usable(over_a_line):
    screen, line = over_a_line("/sources", has_map=False)
    line.cut()
    expect(screen.page.locator(LINE)).to_be_visible()
    screen.page.wait_for_timeout(12_000)
    expect(screen.page.locator("[data-testid=stDialog]")).to_have_count(0)
    locked = "() => Boolean(document.querySelector('#root[inert], #root[aria-hidden=true]'))"
    assert not screen.page.evaluate(locked)


def test_a_server_that_was_restarted_takes_over_the_view_as_it_was_moved(over_a_line, tmp_path):
    screen, line = over_a_line("/blockade?from=2023-09-12&to=2023-10-04&at=2023-09-24")
    screen.map()
    line.cut()
    expect(screen.page.locator(LINE)).to_be_visible()
    step_on_the_map(screen, 1)
    moved_to(screen, "2023-09-25")
    with serving(tmp_path / "log.txt") as another:
        line.mend(int(another.url.rpartition(":")[2]))
        expect(screen.page.locator(LINE)).to_have_count(0, timeout=60_000)
        expect(screen.page.locator(".st-key-as_at button").first).to_contain_text("25 Sept 2023")
        assert "25 Sept 2023" in screen.map().locator(".pg-title").first.inner_text()
        assert screen.page.locator("[data-testid=stException]").count() == 0


# Read by Python as it starts: the server notes whether it still knew a session that came back.
NOTING = """
from streamlit.runtime.memory_session_storage import MemorySessionStorage
get = MemorySessionStorage.get
def noting(storage, session):
    stored = get(storage, session)
    print("taken up again" if stored else "forgotten", flush=True)
    return stored
MemorySessionStorage.get = noting
"""


def test_a_session_the_server_forgot_goes_on_where_the_reader_was(over_a_line, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NOTING, encoding="utf-8")
    short = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1", "PYTHONPATH": str(tmp_path)}
    with serving(tmp_path / "log.txt", **short) as forgetful:
        screen, line = over_a_line("/aid?from=2023-09-12&to=2023-10-04&at=2023-09-24", of=forgetful)
        screen.map()
        line.cut()
        expect(screen.page.locator(LINE)).to_be_visible()
        step_on_the_map(screen, 2)
        moved_to(screen, "2023-09-26")
        screen.page.wait_for_timeout(2_000)
        line.mend()
        expect(screen.page.locator(LINE)).to_have_count(0, timeout=60_000)
        expect(screen.page.locator(".st-key-as_at button").first).to_contain_text("26 Sept 2023")
        assert "26 Sept 2023" in screen.map().locator(".pg-title").first.inner_text()
        assert "at=2023-09-26" in screen.query()
        log = (tmp_path / "log.txt").read_text(encoding="utf-8")
        assert "forgotten" in log
        assert "taken up again" not in log
        expect(screen.page.locator("[data-testid=stDialog], [data-testid=stException]")).to_have_count(0)
