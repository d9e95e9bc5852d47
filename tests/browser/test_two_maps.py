"""Two dates in one frame, in a real browser: bound together, swept, picked from, and opened by a link."""

import shutil

import pytest
from playwright.sync_api import expect

DAYS = "at=2023-09-20&vs=2023-09-18"
READY = "() => window.passage.stats().compare && window.passage.stats().compare.paints > 0"
TOGETHER = """() => {
  const { stands: [[lat, lng, zoom], [otherLat, otherLng, otherZoom]] } = window.passage.stats().compare;
  const pixel = 360 / (256 * Math.pow(2, zoom));
  return zoom === otherZoom && Math.abs(lat - otherLat) < pixel && Math.abs(lng - otherLng) < pixel;
}"""

DEAF_TO_ONE_PRESS = """() => document.body.addEventListener("click", (event) => event.stopPropagation(),
  { capture: true, once: true })"""

DATES = """() => [...document.querySelectorAll(".pg-date")]
  .map((title) => [title.getBoundingClientRect().x, title.innerText])
  .sort((one, other) => one[0] - other[0])
  .map(([, words]) => words)"""

# In the page itself, since a zoom is over before a test's next word has reached the browser.
HOME_ONCE_A_ZOOM_RUNS = """presses => {
  window.zooming = 0;
  const watch = new MutationObserver(() => {
    window.zooming = document.querySelectorAll(".leaflet-zoom-anim").length;
    if (!window.zooming) return;
    watch.disconnect();
    const home = document.querySelector("button[aria-label='Back to the whole view']");
    for (let press = 0; press < presses; press++) home.click();
  });
  watch.observe(document.body, { attributes: true, subtree: true, attributeFilter: ["class"] });
}"""


def two(open_page, path=f"/?{DAYS}", **window):
    screen = open_page(path, **window)
    frame = screen.map()
    frame.wait_for_function(READY)
    screen.page.locator("iframe[title*=st_folium]").scroll_into_view_if_needed()
    return screen, frame


def told(frame):
    return frame.evaluate("() => window.passage.stats().compare")


def dates(frame):
    """The dates in large type, from left to right; at once, since each step of playing writes them anew."""
    return frame.evaluate(DATES)


# Waits until both maps are painted and neither what is on them nor the frame in the page has moved for three
# pictures; whether it came to that.
STILL = """async () => {
  const seen = () => {
    const { hits, compare, painted } = passage.stats();
    const { top, height } = window.frameElement.getBoundingClientRect();
    return painted && JSON.stringify([hits, compare.hits, top, height]);
  };
  let [before, same] = ["", 0];
  for (let picture = 0; same < 3 && picture < 600; picture++) {
    await new Promise(requestAnimationFrame);
    const now = seen();
    same = now && now === before ? same + 1 : 0;
    before = now;
  }
  return same === 3;
}"""


def spot(screen, frame, at):
    """A point of the map's frame in pixels of the window, once all that is above the frame has its place."""
    assert frame.evaluate(STILL)
    screen.page.locator("iframe[title*=st_folium]").scroll_into_view_if_needed()
    box = screen.page.locator("iframe[title*=st_folium]").bounding_box()
    return box["x"] + at[0], box["y"] + at[1]


def test_two_dates_side_by_side_stay_bound_when_one_is_moved(open_page):
    screen, frame = two(open_page)
    frame.evaluate("passage.compare('beside')")
    assert dates(frame) == ["18 Sept 2023", "20 Sept 2023"]
    for x in (150, 950):
        before = told(frame)["stands"][0]
        screen.page.mouse.move(*spot(screen, frame, (x, 190)))
        screen.page.mouse.down()
        screen.page.mouse.move(*spot(screen, frame, (x + 60, 230)), steps=6)
        frame.wait_for_function(TOGETHER)
        # Held still for a moment, a map does not glide on when it is let go.
        screen.page.wait_for_timeout(150)
        screen.page.mouse.up()
        frame.wait_for_function(TOGETHER)
        assert told(frame)["stands"][1] != before
    zoom = told(frame)["stands"][1][2]
    frame.locator(".pg-other").focus()
    screen.page.keyboard.press("+")
    frame.wait_for_function("zoom => window.passage.stats().compare.stands[0][2] > zoom", arg=zoom)
    frame.wait_for_function(TOGETHER)
    frame.get_by_role("button", name="Back to the whole view").click()
    frame.wait_for_function("zoom => window.passage.stats().compare.stands[1][2] <= zoom", arg=zoom)
    frame.wait_for_function(TOGETHER)


def test_home_pressed_during_a_zoom_brings_both_maps_home(open_page):
    screen, frame = two(open_page)
    frame.evaluate("passage.compare('beside')")
    home = told(frame)["stands"]
    for moved, presses in ((".pg-other", 1), (".pg-other", 3), (".leaflet-container", 1)):
        frame.evaluate(HOME_ONCE_A_ZOOM_RUNS, presses)
        frame.locator(moved).first.focus()
        screen.page.keyboard.press("+")
        frame.wait_for_function("() => window.zooming === 2")
        frame.wait_for_function(
            "zoom => window.passage.stats().compare.stands[1][2] === zoom", arg=home[0][2]
        )
        # And there they stay: no zoom that ends late takes either away again.
        screen.page.wait_for_timeout(400)
        assert frame.evaluate(TOGETHER)
        assert told(frame)["stands"][0] == pytest.approx(home[0], abs=1e-3)


def test_the_handle_sweeps_between_two_dates_by_mouse_and_by_keyboard(open_page):
    screen, frame = two(open_page)
    frame.get_by_role("button", name="Swept").click()
    handle = frame.get_by_role("slider", name="Divider between 18 Sept 2023 on the left")
    cut = "() => getComputedStyle(document.querySelector('.pg-other')).clipPath"
    middle = frame.evaluate(cut)
    box = handle.bounding_box()
    screen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.mouse.down()
    screen.page.mouse.move(box["x"] + 200, box["y"] + 100, steps=5)
    screen.page.mouse.up()
    dragged = told(frame)["at"]
    assert 60 < dragged < 75
    assert frame.evaluate(cut) != middle
    screen.page.keyboard.press("ArrowLeft")
    assert told(frame)["at"] == pytest.approx(dragged - 2)
    screen.page.keyboard.press("Home")
    assert told(frame)["at"] == 0
    assert handle.get_attribute("aria-valuenow") == "0"
    screen.page.keyboard.press("End")
    assert told(frame)["at"] == 100
    assert told(frame)["way"] == "swept"
    frame.get_by_role("button", name="Side by side").click()
    assert told(frame)["way"] == "beside"


def test_a_mark_is_picked_in_either_of_the_two_maps(open_page):
    screen, frame = two(open_page)
    frame.evaluate("passage.compare('beside')")
    frame.wait_for_function("() => window.passage.stats().compare.hits.some((hit) => hit.kind === 'mark')")
    for hits_of in ("passage.stats().compare.hits", "passage.stats().hits"):
        assert frame.evaluate(STILL)
        hits = frame.evaluate(hits_of)
        mark = next(hit for hit in hits if hit["kind"] == "mark" and "361" in hit["label"])
        screen.page.mouse.click(*spot(screen, frame, mark["at"]))
        frame.wait_for_selector(".pg-card h3")
        assert "361" in frame.inner_text(".pg-card")
        frame.get_by_role("button", name="Close", exact=True).click()
    screen.settled()
    assert "vs=2023-09-18" in screen.query()


def press_in(screen, opener, button):
    """Press a button of a popover."""
    screen.page.get_by_role("button", name=opener).click()
    screen.page.get_by_role("button", name=button).click()


def test_the_link_with_two_dates_opens_both_and_steps_without_loading_the_frame_again(open_page):
    screen, frame = two(open_page)
    frame.evaluate("() => { window.same = true; }")
    assert "What changed between 18 Sept 2023 and 20 Sept 2023" in screen.words()
    windows = (frame.evaluate("passage.stats().window[2]"), told(frame)["window"][2])
    assert windows[0] - windows[1] == 2 * 1440
    screen.page.get_by_role("button", name="day ›").click()
    frame.wait_for_function("at => window.passage.stats().window[2] === at", arg=windows[0] + 1440)
    screen.settled()
    assert told(frame)["window"][2] == windows[1]
    assert dates(frame) == ["18 Sept 2023", "21 Sept 2023"]
    # What a closed control last held does not come back with the next run.
    press_in(screen, "Compare with 18 Sept 2023", "The day before, 20 Sept 2023")
    frame.wait_for_function("at => window.passage.stats().compare.window[2] === at", arg=windows[0])
    screen.settled()
    screen.page.keyboard.press("Escape")
    screen.page.get_by_role("button", name="day ›").click()
    frame.wait_for_function("at => window.passage.stats().window[2] === at", arg=windows[0] + 2 * 1440)
    screen.settled()
    assert "vs=2023-09-20" in screen.query()
    screen.follow("Displacement")
    assert "vs=2023-09-20" in screen.query()
    frame.wait_for_function(
        "() => document.querySelector('.pg-title').textContent.includes('Where people went')"
    )
    assert frame.evaluate("() => window.same")
    press_in(screen, "Compare with 20 Sept 2023", "No comparison")
    frame.wait_for_function("() => window.passage.stats().compare === null")
    assert frame.locator(".pg-other").is_hidden()
    assert "vs=" not in screen.query()


def bar_stands_at(frame):
    return frame.locator(".pg-time-knob").get_attribute("aria-valuetext")


def test_the_time_bar_marks_the_date_compared_with_and_says_it(open_page):
    screen, frame = two(open_page)
    mark = frame.get_by_role("img", name="Date compared with 18 Sept 2023", exact=True)
    expect(frame.locator(".pg-time-versus-flag")).to_be_visible()
    expect(mark).to_have_text("compared with 18 Sept 2023")
    at = frame.locator(".pg-time-at").bounding_box()["x"]
    assert mark.bounding_box()["x"] < at
    assert bar_stands_at(frame) == "20 Sept 2023, compared with 18 Sept 2023"
    bars = frame.locator(".pg-time-bars")
    assert bars.get_attribute("aria-label").endswith("Marked: the date compared with 18 Sept 2023.")
    # A press that the page never heard of opens all the same.
    screen.page.evaluate(DEAF_TO_ONE_PRESS)
    press_in(screen, "Compare with 18 Sept 2023", "No comparison")
    expect(mark).to_have_count(0)
    frame.wait_for_function(
        "() => document.querySelector('.pg-time-knob').getAttribute('aria-valuetext') === '20 Sept 2023'"
    )


def test_the_map_compared_with_stands_still_and_says_so_while_the_other_plays(open_page):
    # A long way to go, and slowly, so that it plays still when it is paused.
    screen, frame = two(open_page, f"/?{DAYS}&to=2023-12-31", motion="no-preference")
    frame.get_by_label("Speed of playing").select_option("2")
    parts = frame.locator(".pg-part")
    expect(parts).to_have_text(["As-at date", "Compared with"])
    stands = told(frame)["window"]
    frame.get_by_role("button", name="Play", exact=True).click()
    expect(parts).to_have_text(["Playing", "Stands at 18 Sept 2023 while the other plays"])
    frame.wait_for_function("() => window.passage.stats().time.frames > 1")
    assert told(frame)["window"] == stands
    assert dates(frame)[0] == "18 Sept 2023"
    frame.get_by_role("button", name="Swept").click()
    assert told(frame)["way"] == "swept"
    frame.get_by_role("button", name="Pause", exact=True).click()
    expect(parts).to_have_text(["As-at date", "Compared with"])
    # Once it stops the list is that of the day where it stopped.
    stopped = dates(frame)[1]
    assert stopped not in ("18 Sept 2023", "20 Sept 2023")
    expect(screen.page.locator(".st-key-changes h5")).to_have_text(
        f"What changed between 18 Sept 2023 and {stopped}"
    )
    screen.settled()
    assert told(frame)["window"] == stands
    assert "vs=2023-09-18" in screen.query()


def test_a_link_opened_again_over_newer_tables_offers_what_changed_since(
    open_on, serve_case, server, shipped_case, tmp_path
):
    # The tables as they were: a case that opens with the days up to 20 September.
    older = shutil.copytree(shipped_case, tmp_path / "case")
    told_then = (older / "case.toml").read_text("utf-8").replace('"2023-10-04"', '"2023-09-20"')
    (older / "case.toml").write_text(told_then, "utf-8")
    screen = open_on(serve_case(older))()
    screen.page.get_by_role("button", name="Copy link").click()
    screen.page.get_by_text("Let the link say that I looked at 20 Sept 2023").click()
    address = screen.page.locator(".st-key-copy_link_body code, [data-testid=stPopoverBody] code").first
    expect(address).to_contain_text("seen=2023-09-20")
    screen.settled()
    # Who has only just said so is not offered what changed since.
    expect(screen.page.locator(".st-key-since_last_visit")).to_have_count(0)
    link = address.inner_text().partition("?")[2]
    for path in (link, f"{link}&at=2023-09-20&to=2023-09-20"):
        later = open_on(server)(f"/?{path}")
        later.page.get_by_role("button", name="What changed since 20 Sept 2023, my last visit").click()
        expect(later.page.locator(".st-key-changes h5")).to_have_text(
            "What changed between 20 Sept 2023 and 4 Oct 2023"
        )
        later.map().wait_for_function(READY)
        assert dates(later.map()) == ["20 Sept 2023", "4 Oct 2023"]
        assert "crossed into Armenia" in later.page.locator(".st-key-changes").inner_text()


def test_a_phone_sweeps_since_two_maps_have_no_room_beside_each_other(open_page):
    screen, frame = two(open_page, width=390, height=844, motion="no-preference")
    assert told(frame)["way"] == "swept"
    assert frame.locator(".pg-ways").is_hidden()
    left, right = (frame.locator(".pg-title").nth(at).bounding_box() for at in range(2))
    first, second = sorted((left, right), key=lambda box: box["x"])
    assert first["x"] + first["width"] <= second["x"]
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    frame.get_by_role("button", name="Play", exact=True).click()
    expect(frame.locator(".pg-part").last).to_have_text("Stands still")
    expect(frame.locator(".pg-part").last).to_be_visible()
