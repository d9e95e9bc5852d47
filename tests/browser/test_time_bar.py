"""The time bar inside the map, one test a story: played, dragged, stepped by keys, and the page follows."""

import re

import pytest
from playwright.sync_api import expect

from tests.geo.small_case import TABLES, write_case

STATS = "() => window.passage.stats()"
TIME = "() => window.passage.stats().time"
SETTLED = "() => { const t = window.passage.stats().time; return !t.playing && !t.busy && !t.waiting; }"
DAY = 24 * 60


def ready(screen):
    """The map's frame once its time bar can be used."""
    frame = screen.map()
    frame.wait_for_function("() => window.passage.stats().time.ready")
    return frame


def settled(screen):
    """Wait until the bar has told the page and the page has answered."""
    frame = screen.map()
    frame.wait_for_function(SETTLED)
    screen.settled()
    return frame.evaluate(TIME)


def road(frame, name):
    hits = frame.evaluate(STATS)["hits"]
    return next(hit["label"] for hit in hits if hit["kind"] == "route" and name in hit["label"])


def track_box(screen):
    screen.page.locator("iframe[title*=st_folium]").first.scroll_into_view_if_needed()
    return screen.map().locator(".pg-time-track").bounding_box()


def drag(screen, start, end):
    """Drag across the bars, from one share of their width to another."""
    box, mouse = track_box(screen), screen.page.mouse
    middle = box["y"] + box["height"] * 0.6
    mouse.move(box["x"] + box["width"] * start, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * (start + end) / 2, middle, steps=4)
    mouse.move(box["x"] + box["width"] * end, middle, steps=4)
    mouse.up()


def test_the_closure_is_played_and_the_road_turns_red(open_page):
    screen = open_page("/blockade?from=2023-06-10&to=2023-12-10&at=2023-06-10", motion="no-preference")
    frame = ready(screen)
    assert "closed" not in road(frame, "Lachin road (new)")
    frame.get_by_label("Speed of playing").select_option("10")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function(
        "() => window.passage.stats().hits.some((hit) => /Lachin road .new.: closed for/.test(hit.label))"
    )
    expect(frame.locator(".pg-time-caption")).to_contain_text("Page text: 10 June 2023")
    expect(screen.page.locator("html")).to_have_class(re.compile("map-ahead"))
    frame.get_by_role("button", name="Pause").click()
    stopped = settled(screen)
    assert stopped["frames"] >= 2
    assert re.search(r"at=2023-(06-\d\d|07|08|09|10|11|12)", screen.query())
    expect(screen.page.locator("html")).not_to_have_class(re.compile("map-ahead"))


def test_once_stopped_the_address_the_sentences_and_the_map_say_the_same_day(open_page):
    screen = open_page("/?from=2023-09-24&to=2023-10-04&at=2023-09-26", motion="no-preference")
    frame = ready(screen)
    frame.locator(".pg-time-knob").focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowRight")
    settled(screen)
    expect(screen.page).to_have_url(re.compile("at=2023-09-28"))
    expect(screen.page.locator(".st-key-answer")).to_contain_text("On 28 Sept 2023")
    expect(screen.page.locator(".st-key-as_at_group")).to_contain_text("28 Sept 2023")
    expect(frame.locator(".pg-title")).to_contain_text("as at 28 Sept 2023")
    expect(frame.locator(".pg-time-knob")).to_have_attribute("aria-valuetext", "28 Sept 2023")
    expect(frame.locator(".pg-live")).to_contain_text("As at 28 Sept 2023")


def test_a_drag_across_the_bars_sets_the_period(open_page):
    screen = open_page("/")
    ready(screen)
    counted = screen.page.locator(".st-key-count").inner_text()
    drag(screen, 0.5, 0.7)
    settled(screen)
    expect(screen.page).to_have_url(re.compile("from=2022-05-1[456]&to=2023-01-0[789]"))
    assert screen.page.locator(".st-key-count").inner_text() != counted


def test_the_handle_is_dragged_and_the_as_at_date_follows(open_page):
    screen = open_page("/?from=2020-09-27&to=2023-12-31&at=2022-06-30")
    frame = ready(screen)
    track, knob = track_box(screen), frame.locator(".pg-time-knob").bounding_box()
    x, y = knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] - 8
    screen.page.mouse.move(x, y)
    screen.page.mouse.down()
    screen.page.mouse.move(x + track["width"] * 0.2, y, steps=6)
    screen.page.mouse.up()
    time = settled(screen)
    assert abs((time["at"] + 1) / DAY - (19174 + 0.2 * 1191)) < 3
    expect(screen.page).to_have_url(re.compile("at=2023-02-2"))


def test_a_key_date_is_clicked_and_the_as_at_date_goes_there(open_page):
    screen = open_page("/")
    ready(screen).get_by_role("button", name="Key date 15 June 2023").click()
    settled(screen)
    expect(screen.page).to_have_url(re.compile("at=2023-06-15"))


def test_the_keyboard_alone_steps_leaps_and_reaches_both_ends(open_page):
    screen = open_page("/events?from=2023-09-01&to=2023-09-30&at=2023-09-10", motion="no-preference")
    frame = ready(screen)
    frame.locator(".pg-time-knob").focus()
    told = []
    for key in ("ArrowLeft", "Shift+ArrowRight", "Home", "End", "ArrowRight"):
        screen.page.keyboard.press(key)
        told.append(frame.locator(".pg-time-knob").get_attribute("aria-valuetext"))
    assert told == ["9 Sept 2023", "16 Sept 2023", "1 Sept 2023", "30 Sept 2023", "30 Sept 2023"]
    screen.page.keyboard.press("Space")
    frame.wait_for_function("() => window.passage.stats().time.playing")
    screen.page.keyboard.press("Space")
    assert not settled(screen)["playing"]


def test_arrows_on_the_map_move_the_map_and_shift_steps_the_date(open_page):
    screen = open_page("/events?from=2023-09-01&to=2023-09-30&at=2023-09-10")
    frame = ready(screen)
    root, before = frame.locator(".pg-map > .leaflet-container").first, frame.evaluate(STATS)
    root.focus()
    screen.page.keyboard.press("ArrowRight")
    frame.wait_for_function("before => window.passage.stats().grounds > before", arg=before["grounds"])
    assert frame.evaluate(TIME)["at"] == before["time"]["at"]
    screen.page.keyboard.press("Shift+ArrowRight")
    assert settled(screen)["at"] == before["time"]["at"] + DAY
    expect(screen.page).to_have_url(re.compile("at=2023-09-11"))


def test_the_pages_own_day_step_moves_the_bar(open_page):
    screen = open_page("/?from=2023-09-24&to=2023-10-04&at=2023-09-28")
    frame = ready(screen)
    screen.page.keyboard.press("Shift+ArrowRight")
    expect(frame.locator(".pg-time-knob")).to_have_attribute("aria-valuetext", "29 Sept 2023")


PRESSED_ON_THE_PAGE = """() => {
  const frame = document.querySelector("iframe[title*=st_folium]").contentWindow;
  const before = frame.passage.stats();
  const key = { key: "ArrowRight", shiftKey: true, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent("keydown", key));
  const after = frame.passage.stats();
  return [after.paints - before.paints, after.window[2] - before.window[2]];
}"""


def test_a_days_step_of_the_page_is_on_the_map_before_the_server_hears_of_it(open_page):
    screen = open_page("/?from=2023-09-24&to=2023-10-04&at=2023-09-28")
    ready(screen)
    assert screen.page.evaluate(PRESSED_ON_THE_PAGE) == [1, DAY]
    settled(screen)
    expect(screen.page).to_have_url(re.compile("at=2023-09-29"))
    expect(screen.page.locator(".st-key-answer")).to_contain_text("On 29 Sept 2023")


@pytest.mark.parametrize("path", ["/aid", "/displacement"])
def test_the_pages_answer_to_a_step_changes_nothing_on_the_map_not_even_its_legend(open_page, path):
    screen = open_page(f"{path}?from=2023-09-20&to=2023-10-04&at=2023-09-28")
    frame = ready(screen)
    shown = "() => [document.querySelector('.pg-legend').textContent, passage.stats().paints]"
    screen.page.keyboard.press("Shift+ArrowRight")
    settled(screen)
    screen.page.keyboard.press("Shift+ArrowRight")
    at_once = frame.evaluate(shown)
    settled(screen)
    expect(screen.page).to_have_url(re.compile("at=2023-09-30"))
    legend, paints = frame.evaluate(shown)
    assert legend == at_once[0]
    assert paints == at_once[1] or path == "/displacement"


OUT_OF_DATE = """() => {
  window.outOfDate = 0;
  new MutationObserver((changes) => {
    window.outOfDate += changes.filter(({ target }) => target.dataset.stale === "true").length;
  }).observe(document.body, { subtree: true, attributeFilter: ["data-stale"] });
}"""


def test_the_page_of_a_step_is_drawn_once_and_no_part_of_it_fades_before(open_page):
    screen = open_page("/?from=2023-09-24&to=2023-10-04&at=2023-09-28")
    ready(screen)
    # The first step of a page may take longer than a run is waited for.
    screen.page.keyboard.press("Shift+ArrowLeft")
    expect(screen.page.locator(".st-key-answer")).to_contain_text("On 27 Sept 2023")
    screen.settled()
    screen.page.evaluate(OUT_OF_DATE)
    marks = []
    # A run that takes longer than it is waited for goes in pieces, as on a machine that does other work.
    for key, day in (("ArrowRight", 28), ("ArrowLeft", 27)) * 4:
        screen.page.keyboard.press(f"Shift+{key}")
        expect(screen.page.locator(".st-key-answer")).to_contain_text(f"On {day} Sept 2023")
        screen.settled()
        marks.append(screen.page.evaluate("window.outOfDate"))
        screen.page.evaluate("window.outOfDate = 0")
        if marks[-1] == 0:
            break
    assert min(marks) == 0, marks


def test_no_step_is_lost_however_fast_the_pages_keys_and_buttons_are_pressed(open_page):
    screen = open_page("/?from=2023-09-01&to=2023-10-04&at=2023-09-05")
    ready(screen)
    for _ in range(9):
        screen.page.keyboard.press("Shift+ArrowRight")
    for _ in range(3):
        screen.page.locator(".st-key-as_at_back button").click(delay=0)
    settled(screen)
    expect(screen.page).to_have_url(re.compile("at=2023-09-11"))
    expect(screen.page.locator(".st-key-as_at_group")).to_contain_text("11 Sept 2023")


def test_shift_and_arrow_in_a_field_of_the_page_mark_its_text_and_step_nothing(open_page):
    screen = open_page("/?from=2023-09-24&to=2023-10-04&at=2023-09-28")
    frame = ready(screen)
    screen.page.locator(".st-key-show button").first.click()
    screen.page.get_by_label("Search titles").fill("Stepanakert")
    screen.page.keyboard.press("Shift+ArrowLeft")
    assert screen.page.evaluate("() => getSelection().toString()") == "t"
    expect(frame.locator(".pg-time-knob")).to_have_attribute("aria-valuetext", "28 Sept 2023")


def test_the_bar_is_zoomed_to_the_period_and_a_day_is_picked_on_it(open_page):
    screen = open_page("/?from=2023-09-01&to=2023-09-30&at=2023-09-20")
    frame = ready(screen)
    frame.get_by_role("button", name="Zoom to period").click()
    expect(frame.locator(".pg-time-caption")).to_contain_text("Events by day")
    drag(screen, 0.5, 0.55)
    settled(screen)
    expect(screen.page).to_have_url(re.compile("from=2023-09-1[567]&to=2023-09-1[789]"))
    frame.get_by_role("button", name="Whole case").click()
    expect(frame.locator(".pg-time-caption")).to_contain_text("Events by week")


def test_a_window_of_seven_days_slides_along(open_page):
    screen = open_page("/events?from=2023-09-01&to=2023-09-30&at=2023-09-20")
    frame = ready(screen)
    frame.get_by_label("Events shown").select_option("7")
    settled(screen)
    expect(screen.page).to_have_url(re.compile("from=2023-09-14&to=2023-09-20"))
    frame.get_by_role("button", name="One step on").click()
    settled(screen)
    expect(screen.page).to_have_url(re.compile("from=2023-09-15&to=2023-09-21"))


def test_an_older_answer_of_the_page_does_not_take_the_bar_back(open_page):
    screen = open_page("/?from=2023-09-01&to=2023-10-04&at=2023-09-05")
    frame = ready(screen)
    frame.evaluate("""() => {
      window.seen = [];
      const look = () => { window.seen.push(window.passage.stats().window[2]); requestAnimationFrame(look); };
      look();
    }""")
    frame.locator(".pg-time-knob").focus()
    for _ in range(12):
        screen.page.keyboard.press("ArrowRight")
        screen.page.wait_for_timeout(130 if _ % 4 else 450)
    settled(screen)
    seen = frame.evaluate("() => window.seen")
    assert seen == sorted(seen)
    expect(screen.page).to_have_url(re.compile("at=2023-09-17"))


def test_who_asks_for_calm_gets_no_more_than_two_steps_a_second(open_page):
    screen = open_page("/events?from=2023-09-01&to=2023-09-30&at=2023-09-10")
    screen.page.emulate_media(reduced_motion="reduce")
    frame = ready(screen)
    frame.get_by_label("Speed of playing").select_option("60")
    frame.get_by_role("button", name="Play").click()
    screen.page.wait_for_timeout(1200)
    frame.get_by_role("button", name="Pause").click()
    assert 1 <= settled(screen)["frames"] <= 3


@pytest.fixture(scope="module")
def old_server(tmp_path_factory, serve_case):
    """A case of 1948: an event of one hour, one known to the month, and one of three days."""
    tables = {name.split(".")[0]: text.replace("2023", "1948") for name, text in TABLES.items()}
    return serve_case(write_case(tmp_path_factory.mktemp("old") / "case", **tables))


def test_before_1970_an_event_of_one_hour_is_stepped_to_and_seen(open_on, old_server):
    screen = open_on(old_server)("/?from=1948-09-19&to=1948-09-20&at=1948-09-19T12:00")
    frame = ready(screen)
    frame.get_by_label("Length of a step").select_option("hour")
    before = frame.evaluate(STATS)["drawn"]
    frame.locator(".pg-time-knob").focus()
    screen.page.keyboard.press("ArrowRight")
    frame.wait_for_function("before => window.passage.stats().drawn === before + 1", arg=before)
    assert settled(screen)["at"] < 0
    expect(screen.page).to_have_url(re.compile("at=1948-09-19T13%3A00|at=1948-09-19T13:00"))
    expect(frame.locator(".pg-time-knob")).to_have_attribute("aria-valuetext", "19 Sept 1948, 13:00 (+00)")


def test_an_event_known_only_to_the_month_is_a_soft_band_and_in_no_bar(open_on, old_server):
    frame = ready(open_on(old_server)("/events"))
    counted = frame.evaluate(TIME)["counted"]
    days = [[start // DAY, end // DAY] for start, end in counted["soft"]]
    assert (counted["total"], counted["most"]) == (3, 1)
    assert days == [[-7792, -7762]], "1 Sept 1948 up to 1 Oct 1948"


def test_on_a_phone_the_bar_keeps_what_a_thumb_needs(open_page):
    screen = open_page("/?from=2023-09-24&to=2023-10-04&at=2023-09-28", width=390, height=844)
    frame = ready(screen)
    for name in ("Play", "One step back", "One step on"):
        box = frame.get_by_role("button", name=name, exact=True).bounding_box()
        assert min(box["width"], box["height"]) >= 44
    foot, bar = (frame.locator(name).bounding_box() for name in (".pg-credit", ".pg-time"))
    assert foot["y"] + foot["height"] <= bar["y"] + 0.5
    assert bar["x"] + bar["width"] <= 390
    expect(frame.get_by_label("Speed of playing")).to_be_hidden()


def test_on_a_phone_a_moment_beside_the_handle_is_not_cut_by_the_edge(open_page):
    screen = open_page("/?from=2022-12-12&to=2023-10-04&at=2022-12-12T08:00", width=390, height=844)
    frame = ready(screen)
    flag = frame.locator(".pg-time-flag")
    expect(flag).to_contain_text("08:00")
    box = flag.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
