"""What its three users do with Passage, one test a story, in a real browser with the network cut.

Each browser of a test must end with a clean console and without having asked for anything outside
this machine; conftest.py sees to that for every test here.
"""

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

EXODUS = "from=2023-09-24&to=2023-10-04"
COUNT = ".st-key-count"
STATS = "() => window.passage.stats()"


def stats(screen):
    return screen.map().evaluate(STATS)


def painted_after(screen, act):
    """Do something that moves the map's window and give the stats after it was painted."""
    frame = screen.map()
    before = frame.evaluate(STATS)["window"]
    act()
    frame.wait_for_function(
        "before => JSON.stringify(window.passage.stats().window) !== JSON.stringify(before)", arg=before
    )
    screen.settled()
    return frame.evaluate(STATS)


def open_popover(screen, key):
    screen.page.locator(f".st-key-{key} button").first.click()


def downloaded(screen, kind):
    if not screen.page.get_by_role("combobox", name="File").is_visible():
        open_popover(screen, "taken_away")
    screen.choose("File", kind)
    screen.settled()
    with screen.page.expect_download() as waiting:
        screen.page.locator(".st-key-take_away_out").get_by_role("button").click()
    path = waiting.value.path()
    return path.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize(("path", "title"), [("/blockade", "Blockade"), ("/data", "Data")])
def test_a_page_opens_by_link_with_its_dates_and_draws_its_map(open_page, path, title):
    """That each other page does is held by tests/components/shell/test_shell.py and test_accessible.py."""
    screen = open_page(f"{path}?{EXODUS}&at=2023-09-28&known=2023-09-30", has_map=path != "/data")
    bar = screen.page.locator(".st-key-filters")
    for words in ("Karabakh 2020-2023", "24 Sept – 4 Oct 2023", "28 Sept 2023", "30 Sept 2023"):
        expect(bar).to_contain_text(words)
    expect(screen.page.locator(".st-key-top")).to_contain_text(title)
    assert len(screen.words()) > 200
    if path != "/data":
        drawn = stats(screen)
        assert drawn["painted"]
        assert drawn["grounds"] >= 1


def test_a_link_opens_the_same_view_in_another_browser(open_page):
    sender = open_page(f"/?{EXODUS}&cat=aid;displacement")
    painted_after(sender, lambda: sender.page.keyboard.press("Shift+ArrowLeft"))
    expect(sender.page).to_have_url(re.compile("at=2023-10-03"))
    sender.settled()
    counted = sender.count()
    receiver = open_page("/?" + sender.query())
    assert receiver.count() == counted
    assert receiver.page.locator(".st-key-filters").inner_text() == (
        sender.page.locator(".st-key-filters").inner_text()
    )
    mine, theirs = stats(sender), stats(receiver)
    assert (mine["window"], mine["drawn"]) == (theirs["window"], theirs["drawn"])


def test_filters_stay_when_the_page_changes_and_back_brings_the_page_back(open_page):
    screen = open_page(f"/?{EXODUS}&cat=aid")
    counted = screen.count()
    for title in ("Aid", "Events", "Data"):
        screen.follow(title)
        assert screen.count() == counted
        assert "from=2023-09-24" in screen.query()
        assert "cat=aid" in screen.query()
    screen.page.go_back()
    expect(screen.page).to_have_url(re.compile("/events"))
    screen.settled()
    assert screen.count() == counted


def test_a_key_steps_the_as_at_date_and_the_map_follows(open_page):
    screen = open_page(f"/?{EXODUS}&at=2023-09-28")
    before = stats(screen)
    after = painted_after(screen, lambda: screen.page.keyboard.press("Shift+ArrowRight"))
    assert after["window"][2] - before["window"][2] == 24 * 60
    expect(screen.page.locator(".st-key-as_at_group")).to_contain_text("29 Sept 2023")
    assert "at=2023-09-29" in screen.query()
    painted_after(screen, lambda: screen.page.keyboard.press("Shift+ArrowLeft"))
    expect(screen.page.locator(".st-key-as_at_group")).to_contain_text("28 Sept 2023")


def test_a_mark_is_clicked_and_its_source_read(open_page):
    screen = open_page(f"/?{EXODUS}", height=1400)
    frame = screen.map()
    mark = next(hit for hit in frame.evaluate(STATS)["hits"] if hit["kind"] == "event")
    iframe = screen.page.locator("iframe[title*=st_folium]").first
    iframe.scroll_into_view_if_needed()
    box = iframe.bounding_box()
    screen.page.mouse.click(box["x"] + mark["at"][0], box["y"] + mark["at"][1])
    card = frame.get_by_role("dialog")
    expect(card).to_be_visible()
    expect(card.get_by_text(re.compile("^Sources?$"))).to_be_visible()
    expect(card.locator("li").first).not_to_be_empty()


def test_a_mark_is_reached_and_opened_by_keyboard_alone(open_page):
    screen = open_page(f"/?{EXODUS}", height=1400)
    frame = screen.map()
    frame.locator(".leaflet-container").focus()
    screen.page.keyboard.press("n")
    screen.page.keyboard.press("Enter")
    card = frame.get_by_role("dialog")
    expect(card).to_be_visible()
    expect(card.locator("li").first).not_to_be_empty()
    screen.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_an_event_opened_by_link_is_read_in_full_with_its_sources(open_page):
    screen = open_page("/events?open=event:ev019")
    card = screen.page.locator(".st-key-event_card")
    expect(card).to_contain_text("12 Dec 2022")
    expect(card).to_contain_text("Azerbaijan denies a blockade")
    assert card.get_by_role("link").count() >= 1


def test_a_search_in_another_script_finds_the_same_events(open_page):
    screen, counts = open_page("/events"), {}
    open_popover(screen, "show")
    field = screen.page.locator("[class*=st-key-show_search] input")
    for word in ("Shusha", "Шуша", "Շուշի"):
        field.fill(word)
        field.press("Enter")
        screen.page.wait_for_url(lambda url, word=word: quote(word) in url)
        screen.settled()
        counts[word] = screen.count()
    assert len(set(counts.values())) == 1, counts
    assert not next(iter(counts.values())).startswith("0 ")


def test_the_files_hold_exactly_what_is_shown(open_page):
    screen = open_page(f"/events?{EXODUS}&cat=aid")
    shown = int(re.match(r"[\d,]+", screen.count())[0].replace(",", ""))
    told = screen.page.locator(".st-key-downloads").inner_text()
    held = int(re.search(r"hold ([\d,]+) row", told)[1])
    back = re.search(r"([\d,]+) are held back", told)
    assert held + (int(back[1]) if back else 0) == shown
    rows = list(csv.DictReader(io.StringIO(downloaded(screen, "CSV for Excel"))))
    assert len(rows) == held > 0
    assert {row["category"] for row in rows} == {"aid"}
    assert all(row["source_ids"] for row in rows)
    features = json.loads(downloaded(screen, "GeoJSON"))["features"]
    assert len(features) == held
    assert {one["id"] for one in features} == {row["event_id"] for row in rows}


def test_the_map_is_not_mounted_anew_while_filters_change_and_its_zoom_stays(open_page):
    screen = open_page(f"/?{EXODUS}&at=2023-09-28", height=1400)
    frame = screen.map()
    frame.evaluate("window.witness = 'the same frame'")
    frame.locator(".leaflet-container").focus()
    screen.page.keyboard.press("+")
    frame.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")
    screen.page.wait_for_timeout(700)
    zoom = frame.evaluate("window.map.getZoom()")
    painted_after(screen, lambda: screen.page.locator(".st-key-as_at_on button").click())
    open_popover(screen, "period")
    painted_after(screen, lambda: screen.page.locator(".st-key-preset_2 button").click())
    screen.page.keyboard.press("Escape")
    assert screen.map().evaluate("window.witness") == "the same frame"
    assert screen.map().evaluate("window.map.getZoom()") == zoom


def test_one_frame_serves_every_page_and_each_page_keeps_its_place_on_the_map(open_page):
    screen = open_page("/blockade")
    frame = screen.map()
    born = frame.evaluate("performance.timeOrigin")

    def turn_to(page, title):
        screen.page.get_by_role("link", name=page, exact=True).first.click()
        frame.wait_for_function(
            "title => document.querySelector('.pg-title').innerText.startsWith(title)", arg=title
        )
        screen.settled()
        assert frame.evaluate("performance.timeOrigin") == born
        return frame.evaluate("window.map.getZoom()")

    frame.evaluate("window.map.setZoom(11, { animate: false })")
    world = turn_to("Diplomacy", "Who met or spoke")
    near = turn_to("Events", "What happened where")
    assert world < near
    assert turn_to("Blockade", "Which road could be used") == 11


def test_many_steps_leave_nothing_behind_in_the_frame(open_page):
    screen = open_page("/?from=2022-12-12&to=2023-09-19&at=2023-01-01")
    frame = screen.map()
    session = screen.page.context.new_cdp_session(screen.page)

    def nodes():
        session.send("HeapProfiler.collectGarbage")
        return session.send("Memory.getDOMCounters")["nodes"]

    painted_after(screen, lambda: screen.page.keyboard.press("Shift+ArrowRight"))
    before, fetched = nodes(), frame.evaluate(STATS)["fetches"]
    for _ in range(20):
        painted_after(screen, lambda: screen.page.keyboard.press("Shift+ArrowRight"))
    assert nodes() < before * 1.3 + 200
    assert frame.evaluate(STATS)["fetches"] == fetched
    assert frame.evaluate("window.feature_group.length") <= 1


def test_bad_values_in_the_address_fall_back_each_with_a_note(open_page):
    """That each is noted by itself is held without a browser, in tests/geo/view/test_view.py."""
    bad = {
        "from": "yesterday", "cat": "aid;weather", "at": "2031-01-01", "names": "klingon", "q": "x" * 500,
        "map": "north", "open": "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    }  # fmt: skip
    screen = open_page("/?" + "&".join(f"{name}={value}" for name, value in bad.items()))
    notes = screen.page.get_by_role("alert")
    for words in ("yesterday", "weather", "outside the period", "klingon", "cannot be used", "north"):
        expect(notes.filter(has_text=words).first).to_be_visible()


def test_one_click_resets_everything(open_page):
    screen = open_page(f"/?{EXODUS}&at=2023-09-28&cat=aid&names=ru&known=2023-10-01")
    screen.page.locator(".st-key-reset button").click()
    expect(screen.page).to_have_url(re.compile(r"/(\?)?$"))
    screen.settled()
    fresh = open_page("/")
    assert screen.count() == fresh.count()


def test_half_a_typed_period_is_no_error(open_page):
    screen = open_page(f"/data?{EXODUS}", has_map=False)
    open_popover(screen, "period")
    day = screen.page.get_by_role("textbox", name="First day")
    day.fill("")
    screen.page.keyboard.press("Tab")
    screen.settled()
    expect(screen.page.locator(".st-key-period")).to_contain_text("24 Sept – 4 Oct 2023")
    expect(day).to_have_value("24 Sept 2023")
    day.fill("26.9.2023")
    screen.page.keyboard.press("Enter")
    expect(screen.page).to_have_url(re.compile("from=2023-09-26"))


def test_an_empty_view_says_so_and_offers_the_nearest_period(open_page):
    screen = open_page("/events?from=2021-05-02&to=2021-05-03&cat=aid", has_map=False)
    nothing = screen.page.locator(".st-key-nothing")
    expect(nothing).to_be_visible()
    nothing.get_by_role("button").click()
    expect(screen.page.locator(".st-key-nothing")).to_have_count(0, timeout=15_000)


def test_names_change_to_one_side_and_to_another_script(open_page):
    waiting_at_aghdam = "/aid?from=2023-06-15&to=2023-09-18&at=2023-09-10"
    screen = open_page(waiting_at_aghdam)
    main = screen.page.get_by_test_id("stMain")
    # What waits stands in a table below the map, which comes last.
    expect(main).to_contain_text("Aghdam / Akna")
    screen.open(f"{waiting_at_aghdam}&names=ru")
    expect(main).to_contain_text("Агдам")
    expect(main).not_to_contain_text("Akna")


def test_keyboard_alone_reaches_every_control_and_the_map(open_page):
    screen = open_page("/")
    reached = set()
    for _ in range(80):
        screen.page.keyboard.press("Tab")
        here = screen.page.evaluate(
            "() => { const one = document.activeElement; if (!one) return [];"
            " const keys = []; for (let up = one; up; up = up.parentElement)"
            " keys.push(...[...up.classList].filter(c => c.startsWith('st-key-')));"
            " return [...keys, one.tagName, one.innerText]; }"
        )
        reached |= set(here)
    wanted = {"nav_here_home", "names_popover", "copy_link", "period"}
    wanted |= {"as_at_back", "as_at", "as_known", "show", "reset"}
    assert {f"st-key-{key}" for key in wanted} <= reached
    assert {"IFRAME", "Blockade", "Data"} <= reached


def test_a_popover_shows_its_fields_once_opened_and_stays_as_it_is_while_days_are_stepped(open_page):
    screen = open_page(f"/?{EXODUS}&at=2023-09-28")
    body = screen.page.locator("[data-testid=stPopoverBody]")
    open_popover(screen, "as_at")
    day = body.get_by_role("textbox", name="As-at date")
    expect(day).to_have_value("28 Sept 2023")
    body.evaluate("one => one.witness = 'the same'")
    for number in ("29", "30"):
        painted_after(screen, lambda: screen.page.keyboard.press("Shift+ArrowRight"))
        expect(day).to_have_value(f"{number} Sept 2023")
    assert body.evaluate("one => one.witness") == "the same"
    screen.page.keyboard.press("Escape")
    expect(body).to_have_count(0)
    expect(screen.page.locator(".st-key-as_at button").first).to_be_focused()


def test_what_a_closed_popover_last_held_does_not_come_back_with_the_next_step(open_page):
    screen = open_page("/?from=2023-09-10&to=2023-10-03&at=2023-09-17T20:00&known=2023-12-01")

    def opened_and_closed():
        for name in ("period", "as_at", "as_known"):
            open_popover(screen, name)
            screen.page.keyboard.press("Escape")

    def stepped(button, query):
        screen.page.locator(f".st-key-{button} button").click()
        expect(screen.page).to_have_url(re.compile(f"{query}$"))
        screen.settled()
        expect(screen.page).to_have_url(re.compile(f"{query}$"))

    held = "from=2023-09-10&to=2023-10-03&at=2023-09-{}&known=2023-12-01"
    opened_and_closed()
    stepped("as_at_on", held.format("18"))
    stepped("as_at_on", held.format("19"))
    opened_and_closed()
    stepped("as_at_on", held.format("20"))
    stepped("as_at_on", held.format("21"))
    stepped("reset", "/")
    stepped("as_at_back", "at=2023-10-03")
    stepped("as_at_back", "at=2023-10-02")
