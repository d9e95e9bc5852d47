"""Telling the briefing: full screen from the app, and from a file with the network cut."""

import re
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import expect

from components.present.document import html
from geo.briefing.briefing import view_of
from geo.briefing.briefing_file import FILE, load_briefing
from geo.briefing.scene import shown
from geo.case.load import load_case
from geo.dates import end_of_day
from geo.facts.state import state
from geo.report import blockade
from geo.view.select import vocabulary
from tests.browser.conftest import PAINTED, Watch
from tests.conftest import shipped
from tests.hostile_case import HOSTILE, write_hostile_case

LAST_MINUTE = (date(2023, 7, 27) - date(1970, 1, 1)).days * 1440 - 1


@pytest.fixture(scope="module")
def karabakh():
    return shipped()


@pytest.fixture(scope="module")
def briefing(karabakh):
    return load_briefing(karabakh.folder / FILE, karabakh.settings, vocabulary(karabakh))[0]


@pytest.fixture(scope="module")
def file(karabakh, briefing, tmp_path_factory):
    path = tmp_path_factory.mktemp("stick") / "briefing.html"
    path.write_bytes(html(briefing, karabakh))
    return path


class Stick(Watch):
    """A browser with no network at all, and what it asked for nevertheless."""

    def request(self, request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.outside.append(request.url)


@contextmanager
def opened(chromium, path, *, motion="reduce", first=""):
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion=motion)
    watch = Stick()
    try:
        page = watch.page(context)
        page.add_init_script(first)
        context.set_offline(True)
        page.goto(path.as_uri())
        page.wait_for_function(PAINTED)
        yield page
        watch.assert_clean()
    finally:
        context.close()


def figures(page):
    return page.locator(".pr-figures strong").all_inner_texts()


def told_of(karabakh, scene):
    """The figures that the scene's page shows on its date."""
    view, _ = view_of(scene, karabakh.settings, vocabulary(karabakh))
    return [figure.value for figure in shown(karabakh, scene.page, view).answer.figures]


def assert_whole_briefing_by_keyboard(page, karabakh, briefing):
    keys = ["PageDown", "ArrowRight", " ", "ArrowDown", "PageDown", "PageDown", "PageDown"]
    for at, scene in enumerate(briefing.scenes):
        if at:
            page.keyboard.press(keys[at - 1])
        expect(page.locator("h1")).to_have_text(scene.title)
        expect(page.locator(".pr-live[role=status]").first).to_contain_text(
            f"Scene {at + 1} of 8. {scene.title}"
        )
        words = page.locator(".pr-stage").inner_text()
        for said in (
            *scene.lines,
            "As at ",
            "Events of ",
            "As known now",
            "Sources: ",
            "Schematic",
            "endorsement",
        ):
            assert said in words
        assert set(told_of(karabakh, scene)) <= set(figures(page))
    page.keyboard.press("PageDown")
    expect(page.locator("h1")).to_have_text(briefing.scenes[-1].title)
    for key, at in (("Home", 0), ("End", 7), ("3", 2), ("PageUp", 1), ("ArrowLeft", 0)):
        page.keyboard.press(key)
        expect(page.locator("h1")).to_have_text(briefing.scenes[at].title)
    page.keyboard.press("b")
    expect(page.locator(".pr-blank")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".pr-blank")).to_be_hidden()


def test_a_briefer_tells_the_whole_briefing_with_the_keyboard_alone(open_page, karabakh, briefing):
    screen = open_page("/data", has_map=False)
    href = screen.page.locator(".st-key-present a").get_attribute("href")
    page = screen.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{screen.url}/{href.removeprefix('./').replace('/view', '/briefing')}")
    page.wait_for_function(PAINTED)
    assert_whole_briefing_by_keyboard(page, karabakh, briefing)


def test_the_file_tells_the_same_from_a_stick_with_the_network_cut(chromium, file, karabakh, briefing):
    with opened(chromium, file) as page:
        assert_whole_briefing_by_keyboard(page, karabakh, briefing)
        smallest = page.evaluate(
            "() => Math.min(...[...document.querySelectorAll('.pr-stage *')].filter((one) => one.offsetWidth"
            " && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))"
            ".map((one) => parseFloat(getComputedStyle(one).fontSize)))"
        )
        assert smallest >= 18
        page.set_viewport_size({"width": 3840, "height": 2160})
        page.wait_for_function("() => document.querySelector('h1').getBoundingClientRect().height > 100")
        page.wait_for_function("() => document.querySelector('.leaflet-pg-data-pane canvas').width > 3000")


def test_one_key_presents_what_is_looked_at_and_esc_leads_back_to_it(open_page):
    screen = open_page("/blockade?from=2023-06-15&to=2023-09-18&at=2023-08-31&map=39.8000,46.5000,9.5")
    page, main = screen.page, "document.querySelector('[data-testid=stMain]').scrollTop"
    page.evaluate(f"{main} = 240")
    before = page.evaluate(f"[location.href, {main}]")
    page.locator("body").press("f")
    frame = page.frame_locator("iframe[title=Presenting]")
    expect(frame.locator("h1")).to_contain_text("31 Aug 2023")
    expect(frame.locator(".pr-dates")).to_have_text(re.compile("As at 31 Aug 2023 · .* · As known now"))
    assert page.evaluate("!!document.fullscreenElement")
    inner = page.locator("iframe[title=Presenting]").element_handle().content_frame()
    inner.wait_for_function(PAINTED)
    assert inner.evaluate("() => window.presenter.map.getZoom()") == 9.5
    assert "Present" not in frame.locator("body").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("iframe[title=Presenting]")).to_have_count(0)
    assert page.evaluate(f"[location.href, {main}]") == before
    page.wait_for_function("() => !document.fullscreenElement")


def test_a_date_asked_for_while_connected_is_answered_as_its_page_answers_it(open_page, karabakh):
    screen = open_page("/blockade?from=2023-06-15&to=2023-09-18&at=2023-08-31")
    screen.page.keyboard.press("f")
    presenter = screen.page.frame_locator("iframe[title=Presenting]")
    expect(presenter.locator("h1")).to_contain_text("31 Aug 2023")
    screen.page.keyboard.press("g")
    presenter.get_by_label("Place, in any spelling, or date").fill("26 July 2023")
    screen.page.keyboard.press("Enter")
    said = blockade.answer(karabakh, state(karabakh, end_of_day(date(2023, 7, 26)))).sentences
    expect(presenter.locator(".pr-lines p")).to_have_text(
        [*(sentence.text for sentence in said), "Backspace goes back."]
    )


def test_a_presenter_left_open_for_two_hours_renews_its_passes(open_page):
    screen = open_page("/aid?at=2023-08-31")
    page, asked = screen.page, []
    page.on("response", lambda answer: "/renew/" in answer.url and asked.append((answer.url, answer.status)))
    page.clock.install()
    screen.open("/aid?at=2023-08-31")
    page.keyboard.press("f")
    presenter = page.frame_locator("iframe[title=Presenting]")
    expect(presenter.locator("canvas:not(.pg-sample)").first).to_be_visible()
    for _ in range(6):
        page.clock.fast_forward("20:00")
        page.wait_for_timeout(200)
    assert {url.split("/renew/")[1].split("/")[0] for url, _ in asked} == {"card", "present"}
    assert len(asked) >= 8
    assert {status for _, status in asked} == {200}


# Noted in the page at each frame: a script outside it looks in too seldom on a busy machine.
NOTE_FLIGHT = """() => {
  window.noted = { dates: new Set(), windows: new Set() };
  const note = () => {
    window.noted.dates.add(document.querySelector(".pr-dates").innerText);
    window.noted.windows.add(window.passage.stats().window[2]);
    requestAnimationFrame(note);
  };
  note();
}"""
NOTED = "() => [window.noted.dates.size, window.noted.windows.size]"


def test_time_passes_on_the_map_from_one_scene_to_the_next(chromium, file):
    with opened(chromium, file, motion="no-preference") as page:
        page.keyboard.press("5")
        page.wait_for_function("() => !window.presenter.flight.frame")
        page.evaluate(NOTE_FLIGHT)
        page.keyboard.press("PageDown")
        expect(page.locator(".pr-dates")).to_have_text(
            "As at 18 Sept 2023 · Events of 15 June – 18 Sept 2023 · As known now"
        )
        page.wait_for_function("() => !window.presenter.flight.frame")
        dates, windows = page.evaluate(NOTED)
        assert dates > 2
        assert windows > 2


def test_the_speakers_window_keeps_in_step_and_holds_the_audiences_picture(chromium, file, briefing):
    with opened(chromium, file) as page:
        with page.context.expect_page() as waiting:
            page.keyboard.press("n")
        speaker = waiting.value
        speaker.wait_for_function(PAINTED)
        expect(speaker.locator(".pr-notes")).to_contain_text(briefing.scenes[0].notes.split("\n")[0])
        expect(speaker.locator(".pr-next h3")).to_have_text(briefing.scenes[1].title)
        expect(speaker.locator(".pr-clock")).to_contain_text(re.compile(r"\d\d:\d\d"))
        assert briefing.scenes[0].notes.split("\n")[0] not in page.locator("body").inner_text()
        page.keyboard.press("PageDown")
        expect(speaker.locator("h1")).to_have_text(briefing.scenes[1].title)
        speaker.keyboard.press("PageDown")
        expect(page.locator("h1")).to_have_text(briefing.scenes[2].title)
        speaker.keyboard.press("z")
        speaker.keyboard.press("8")
        expect(speaker.locator("h1")).to_have_text(briefing.scenes[7].title)
        expect(speaker.locator(".pr-held")).to_contain_text("held picture of scene 3")
        expect(page.locator("h1")).to_have_text(briefing.scenes[2].title)
        speaker.keyboard.press("z")
        expect(page.locator("h1")).to_have_text(briefing.scenes[7].title)
        speaker.keyboard.press("Shift+ArrowUp")
        page.wait_for_function(
            "stand => JSON.stringify(window.presenter.state.stand) === stand",
            arg=speaker.evaluate("() => JSON.stringify(window.presenter.state.stand)"),
        )
        speaker.keyboard.press("z")
        speaker.keyboard.press("1")
        speaker.close()
        expect(page.locator("h1")).to_have_text(briefing.scenes[0].title)


def test_a_place_somebody_asks_for_is_found_in_any_spelling(chromium, file):
    with opened(chromium, file) as page:
        for asked in ("Шуша", "susa", "Շուշի", "Shoushy"):
            page.keyboard.press("g")
            page.get_by_label("Place, in any spelling, or date").fill(asked)
            page.keyboard.press("Enter")
            expect(page.locator("h1")).to_have_text("Shusha")
            away = "() => window.presenter.map.getCenter().distanceTo([39.7601, 46.7499])"
            assert page.evaluate(away) < 2000, asked
            page.keyboard.press("Backspace")
            expect(page.locator("h1")).to_contain_text("a corridor is agreed")


def test_a_date_somebody_asks_for_shows_its_state_and_leads_back(chromium, file, karabakh):
    with opened(chromium, file) as page:
        page.keyboard.press("5")
        page.keyboard.press("g")
        page.get_by_label("Place, in any spelling, or date").fill("26 July 2023")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("26 July 2023")
        expect(page.locator(".pr-dates")).to_have_text(
            "As at 26 July 2023 · Events of 27 June – 26 July 2023"
        )
        # What is painted, which is a frame after the words.
        page.wait_for_function("last => window.passage.stats().window[2] === last", arg=LAST_MINUTE)
        # What the map counts on that day is told beside it.
        expect(page.locator(".pr-lines")).to_contain_text("about 400 tonnes since 26 July 2023")
        page.keyboard.press("Backspace")
        expect(page.locator(".pr-dates")).to_contain_text("As at 31 Aug 2023")


# What a document holds of its case is unpacked later than a briefer asks, as on a slow machine.
UNPACKED_LATE = """
  const json = Response.prototype.json;
  const until = new Promise((done) => (window.unpack = done));
  Response.prototype.json = async function late() {
    const facts = await json.call(this);
    if (facts.span) await until;
    return facts;
  };
"""


def test_a_date_asked_for_before_the_file_is_unpacked_shows_its_roads_once_it_is(chromium, file):
    with opened(chromium, file, first=UNPACKED_LATE) as page:
        page.keyboard.press("g")
        page.get_by_label("Place, in any spelling, or date").fill("26 July 2023")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("26 July 2023")
        expect(page.locator(".pr-lines")).not_to_contain_text("Lachin")
        page.evaluate("window.unpack()")
        expect(page.locator(".pr-lines")).to_contain_text("Lachin")


def test_a_pointer_can_be_led_by_keys_and_mouse(chromium, file):
    with opened(chromium, file) as page:
        page.keyboard.press("p")
        dot = page.locator(".pr-dot")
        expect(dot).to_be_visible()
        before = dot.bounding_box()
        page.keyboard.press("Shift+ArrowRight")
        assert dot.bounding_box()["x"] > before["x"] + 20
        page.mouse.move(900, 200)
        page.mouse.move(910, 210)
        box = dot.bounding_box()
        assert abs(box["x"] + box["width"] / 2 - 910) < 3
        page.keyboard.press("p")
        expect(dot).to_be_hidden()


def test_a_hostile_briefing_of_a_hostile_case_stays_text(chromium, tmp_path):
    from geo.briefing.briefing import Briefing, Scene

    case = load_case(write_hostile_case(tmp_path / "hostile"))
    query = "from=2023-01-01&to=2023-12-31&at=2023-12-31"
    scene = Scene("situation", HOSTILE[:80], (HOSTILE[:200],), query, HOSTILE)
    path = tmp_path / "x.html"
    path.write_bytes(html(Briefing("small", HOSTILE, (scene, scene)), case))
    with opened(chromium, path) as page:
        for key in ("PageDown", "s", "h", "g"):
            page.keyboard.press(key)
        assert HOSTILE[:60] in page.locator("body").inner_text()
        assert page.evaluate("() => window.hit") is None


def test_a_frozen_link_opens_its_view_and_says_what_has_changed_since(open_page):
    view = "from=2023-06-15&to=2023-09-17&at=2023-08-31"
    figure = "3 loads|held up in 3 of 4 loads, no release reported|on 31 Aug 2023"
    screen = open_page(f"/aid?{view}&tables=000000000000&shown={figure}")
    expect(screen.page.get_by_text("The case's tables have changed since this was kept.")).to_be_visible()
    expect(screen.page.get_by_text("Then 3 loads held up in 3 of 4 loads")).to_be_visible()
    assert "tables=000000000000" in screen.query()
    screen.page.reload()
    screen.settled()
    expect(screen.page.get_by_text("Then 3 loads held up in 3 of 4 loads")).to_be_visible()
    screen.page.locator(".st-key-copy_link button").first.click()
    screen.page.get_by_role("button", name="Make a frozen link").click()
    made = screen.page.locator("[data-testid=stPopoverBody] code").nth(1)
    expect(made).to_contain_text("&tables=")
    screen.open(made.inner_text().removeprefix(screen.url))
    expect(screen.page.get_by_text("This is what the link showed when it was made")).to_be_visible()
    screen.follow("Blockade")
    expect(screen.page.get_by_text("This is what the link showed when it was made")).to_have_count(0)


def test_a_briefing_is_presented_from_the_scene_that_is_chosen(open_page, briefing):
    page = open_page("/briefing", has_map=False).page
    frame = page.frame_locator("iframe[title=Presenting]")
    page.locator("a[href$='/briefing#5']").click()
    expect(frame.locator("h1")).to_have_text(briefing.scenes[4].title)
    page.keyboard.press("Escape")
    expect(page.locator("iframe[title=Presenting]")).to_have_count(0)
    page.locator("body").press("f")
    expect(frame.locator("h1")).to_have_text(briefing.scenes[0].title)
