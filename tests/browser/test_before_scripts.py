"""A reader on a thin line, or without scripts at all, reads the answer at once."""

import shutil

import pytest

from geo.picture.registry import TOPICS


@pytest.fixture
def without_scripts(chromium, server):
    context = chromium.new_context(base_url=server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_page_says_its_answer_to_a_browser_without_scripts(without_scripts):
    for name, title in ((topic.key, topic.title) for topic in TOPICS):
        without_scripts.goto("/" if name == TOPICS[0].key else f"/{name}?at=2023-09-24")
        assert without_scripts.get_by_role("heading", name=title, exact=True, level=1).is_visible()
        assert without_scripts.get_by_role("img").first.is_visible()
        assert without_scripts.get_by_text("do not imply endorsement").first.is_visible()


def test_the_whole_case_is_gone_through_by_links_alone(without_scripts):
    without_scripts.goto("/?at=2023-09-24")
    without_scripts.get_by_role("link", name="Light page without scripts").click()
    without_scripts.get_by_role("link", name="the day after ›").click()
    assert "25 Sept 2023" in without_scripts.locator(".dates").inner_text()
    without_scripts.get_by_role("link", name="Aid", exact=True).click()
    assert "25 Sept 2023" in without_scripts.locator(".dates").inner_text()
    assert without_scripts.get_by_role("table").first.is_visible()


APP = "**/static/js/index.*"
FRAME = "**/streamlit_folium.st_folium/static/js/main.*"


def live_map(page):
    """The map that came with the page, once it is live."""
    page.locator("#first-words .picture.live").wait_for()
    return page.locator("#first-words iframe").element_handle().content_frame()


class Line:
    """A line on which some files do not come until they are let through."""

    def __init__(self, page):
        self.page, self.waiting = page, []

    def holds(self, pattern):
        self.page.route(pattern, self.wait)

    def wait(self, route):
        self.waiting.append(route)

    def lets_through(self):
        while self.waiting:
            self.waiting.pop().continue_()
        self.page.unroute_all()


@pytest.fixture
def line(chromium, server):
    context = chromium.new_context(base_url=server.url, reduced_motion="reduce", service_workers="block")
    yield Line(context.new_page())
    context.close()


def test_the_map_is_live_and_steps_with_its_words_before_the_application_has_come(line):
    page = line.page
    line.holds(APP)
    page.goto("/?at=2023-09-24", wait_until="commit")
    frame = live_map(page)
    page.keyboard.press("Shift+ArrowRight")
    page.locator("#first-words .dates", has_text="as at 25 Sept 2023").wait_for()
    assert "25 Sept 2023" in page.locator("#first-words .answer .sentence").first.inner_text()
    assert "as at 25 Sept 2023" in frame.locator(".pg-title").inner_text()
    hit = next(hit for hit in frame.evaluate("passage.stats().hits") if hit["kind"] == "plate")
    box = page.locator("#first-words iframe").bounding_box()
    page.mouse.click(box["x"] + hit["at"][0], box["y"] + hit["at"][1])
    frame.wait_for_selector(".pg-card h3")
    line.lets_through()
    page.locator("#first-words").wait_for(state="detached")
    page.locator(".st-key-as_at button", has_text="25 Sept 2023").first.wait_for()


def test_the_application_goes_on_where_the_reader_left_the_map_that_came_first(
    line, serve_case, shipped_case, tmp_path
):
    # A case with a notice above its map: rows beyond its period were set aside.
    shorter = shutil.copytree(shipped_case, tmp_path / "case")
    settings = (shorter / "case.toml").read_text("utf-8")
    (shorter / "case.toml").write_text(settings.replace('"2023-10-04"', '"2023-09-20"'), "utf-8")
    page = line.page
    line.holds(FRAME)
    page.goto(f"{serve_case(shorter).url}/?at=2023-09-16", wait_until="commit")
    frame = live_map(page)
    page.locator("[data-test-script-state=notRunning] .st-key-filters").wait_for(state="attached")
    page.locator("[data-testid=stAlert]").first.wait_for(state="attached")
    page.keyboard.press("Shift+ArrowRight")
    frame.evaluate("passage.goOn({ ...passage.view(), stand: { centre: [39.6, 46.5], zoom: 10 } })")
    line.lets_through()
    page.locator("#first-words").wait_for(state="detached")
    page.locator(".st-key-as_at button", has_text="17 Sept 2023").first.wait_for()
    own = page.locator("iframe[title*=st_folium]").element_handle().content_frame()
    stand = own.evaluate("passage.view().stand")
    assert stand["centre"]["lat"] == pytest.approx(39.6, abs=1e-3)
    assert stand["zoom"] == 10


def test_a_map_that_comes_after_all_patience_still_goes_on_where_the_reader_left_the_first(line):
    page = line.page
    line.holds(FRAME)
    page.goto("/?at=2023-09-24T11:30", wait_until="commit")
    live_map(page)
    page.keyboard.press("Shift+ArrowRight")
    page.locator("#first-words .dates", has_text="as at 25 Sept 2023").wait_for()
    page.locator("#first-words").wait_for(state="detached", timeout=60_000)
    line.lets_through()
    page.locator(".st-key-as_at button", has_text="25 Sept 2023").first.wait_for()


def test_where_the_map_cannot_be_had_its_picture_stays_and_the_application_comes(line):
    page = line.page
    page.route("**/columns/*", lambda route: route.abort())
    page.goto("/?at=2023-09-24", wait_until="commit")
    page.locator("#the-app").wait_for(state="detached")
    page.locator("#first-words iframe").wait_for(state="detached")
    assert page.locator("#first-words svg").is_visible()
    page.locator(".st-key-answer").wait_for()


def test_the_words_go_once_the_application_shows_its_own(open_page):
    screen = open_page("/?at=2023-09-24")
    screen.page.locator("#first-words").wait_for(state="detached")
    assert screen.page.locator(".st-key-answer").is_visible()


def test_what_other_pages_need_comes_once_the_application_stands(line):
    page = line.page
    line.holds(FRAME)
    page.goto("/?at=2023-09-24", wait_until="commit")
    live_map(page)
    page.locator("[data-test-script-state=notRunning] .st-key-filters").wait_for(state="attached")
    assert page.locator("link[rel=prefetch]").count() == 0
    line.lets_through()
    page.locator("link[rel=prefetch][href*=ArrowVegaLiteChart]").wait_for(state="attached", timeout=60_000)
    assert page.locator("#first-words").count() == 0
