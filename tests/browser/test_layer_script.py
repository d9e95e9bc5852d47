"""The layer script in a real browser, in a bare frame of its own: no Streamlit and no network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations

import pytest
from playwright.sync_api import Browser

from components.map.assets import ground
from data.basemap import key_of
from geo.case.case import Case
from geo.facts.persons import with_persons
from geo.picture.label_ranks import key_places
from geo.picture.layers import Area, Circle, Flow, MapPicture, PointMark, RouteLine, window
from geo.picture.place_labels import place_labels
from geo.view.event_columns import pack
from geo.view.join import join
from tests.browser.sheet import HOST, SETTLED, Sheet
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


@pytest.fixture(scope="module")
def picture(case: Case) -> MapPicture:
    joined = join(case.places, case.events)
    line = dict(zip(case.routes["route_id"], case.routes.geometry, strict=True))["lachin_new"]
    moment = datetime(2023, 9, 28, 20, 0)
    return MapPicture(
        title="Who and what could pass",
        subtitle="as at 28 Sept 2023, 20:00",
        case_version=case.version,
        home=(46.1, 39.3, 47.2, 40.2),
        window=window(moment.date().replace(day=12), moment.date(), moment),
        events=pack(joined.placed, joined.unplaced),
        places=place_labels(case.places, key_places(case)),
        routes=(RouteLine("lachin_new", "Lachin road", tuple(line.coords), "restricted", "outbound only"),),
        areas=(Area("held-settlements", "Hull", (((46.2, 39.9), (46.4, 39.9), (46.4, 40.0)),)),),
        circles=(Circle("c1", 46.2, 39.35, 4000, "Circle", ("accommodation:ac001",)),),
        flows=(
            Flow("f1", (46.9, 40.1), (46.4, 40.1), 5000, "5,000 people", "displacement", ("movement:m001",)),
        ),
        marks=(PointMark("w", 47.0, 39.4, "361 t", "waiting", "aid", cards=("consignment:c001",)),),
    )


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Sheet]:
    context = chromium.new_context(viewport={"width": 1280, "height": 520})
    made = Sheet(context.new_page())
    yield made
    context.close()
    assert made.errors == []
    assert [address for address in made.asked if not address.startswith(HOST)] == []


def test_events_are_fetched_once_and_a_step_sends_only_its_window(sheet: Sheet, picture: MapPicture) -> None:
    first = sheet.show(picture)
    assert first["drawn"] > 0
    asked = len(sheet.asked)
    moment = datetime(2023, 9, 14)
    second = sheet.show(replace(picture, window=window(picture.window.start.date(), moment.date(), moment)))
    assert second["drawn"] < first["drawn"]
    assert len(sheet.asked) == asked


def test_what_is_drawn_is_what_python_counts(sheet: Sheet, picture: MapPicture) -> None:
    told = sheet.show(picture)
    events = picture.events
    assert events is not None
    assert told["drawn"] == int(events.drawn(*told["window"][:2]).sum())
    assert told["total"] == int(events.in_window(*told["window"][:2]).sum())
    counted = sheet.page.inner_text(".pg-count")
    assert f"{told['drawn']} of {told['total']} events drawn" in counted
    assert f"{told['total'] - told['drawn']} without an exact place" in counted


def test_events_before_1970_are_drawn_in_their_time(sheet: Sheet, case: Case, picture: MapPicture) -> None:
    early = case.events.head(1).assign(
        start="1949-05-01", end="1949-05-02", place_id="goris", place_role="site"
    )
    early = early.astype({"start": "datetime64[s]", "end": "datetime64[s]"})
    joined = join(case.places, early)
    moment = datetime(1949, 5, 1, 12)
    then = replace(picture, events=pack(joined.placed), window=window(moment.date(), moment.date(), moment))
    assert sheet.show(then)["drawn"] == 1


def test_the_view_stays_when_the_message_changes(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    sheet.page.evaluate("map.setView([39.7, 46.5], 10, {animate: false})")
    sheet.show(replace(picture, subtitle="as at another date", home=(40.0, 35.0, 55.0, 45.0)))
    assert sheet.page.evaluate("[map.getZoom(), map.getCenter().lat]") == [10, pytest.approx(39.7, abs=1e-3)]
    sheet.page.click("button[aria-label='Back to the whole view']")
    sheet.page.wait_for_function("map.getZoom() < 10")


def test_another_title_is_another_page_with_a_view_of_its_own(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    sheet.page.evaluate("map.setView([39.7, 46.5], 10, {animate: false})")
    sheet.show(replace(picture, title="Another", home=(0.0, 30.0, 60.0, 60.0)))
    assert sheet.page.evaluate("map.getZoom()") < 6
    sheet.show(picture)
    assert sheet.page.evaluate("[map.getZoom(), map.getCenter().lat]") == [10, pytest.approx(39.7, abs=1e-3)]


def test_a_position_from_the_address_opens_the_map_there(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture, position=(40.2, 44.5, 11))
    assert sheet.page.evaluate("map.getZoom()") == 11


def test_categories_can_be_left_out_without_asking_again(sheet: Sheet, picture: MapPicture) -> None:
    every = sheet.show(picture)["drawn"]
    asked = len(sheet.asked)
    assert 0 < sheet.show(replace(picture, categories=("aid",)))["drawn"] < every
    assert len(sheet.asked) == asked


@pytest.mark.parametrize(
    ("kind", "reference", "says"),
    [
        ("mark", "consignment:c001", "A patient"),
        ("circle", "accommodation:ac001", "1,305"),
        ("route", "route:lachin_new", "New Lachin road"),
        ("area", "area:held-settlements", "not a boundary"),
    ],
)
def test_a_click_opens_a_card_and_tells_python(
    sheet: Sheet, picture: MapPicture, kind: str, reference: str, says: str
) -> None:
    sheet.show(picture)
    x, y = sheet.target(kind)["at"]
    sheet.page.mouse.click(x, y)
    assert says in sheet.card()
    assert sheet.page.evaluate("clicks").pop() == reference
    assert sheet.stats()["choice"] == reference


def test_a_card_names_its_sources_with_safe_links(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(replace(picture, selected="event:ev001"))
    sheet.card()
    links = sheet.page.query_selector_all(".pg-card a")
    assert links
    for link in links:
        assert (link.get_attribute("href") or "").startswith("http")
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in (link.get_attribute("rel") or "")


def test_features_on_one_spot_are_stepped_through(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    crowd = next(hit for hit in sheet.stats()["hits"] if hit["kind"] == "event" and "," in hit["label"])
    sheet.page.mouse.click(*crowd["at"])
    first = sheet.card()
    assert "1 of " in first
    sheet.page.click("button[aria-label='Next here']")
    sheet.page.wait_for_function("document.querySelector('.pg-card').innerText.includes('2 of ')")
    opened = sheet.page.evaluate("clicks")
    assert len(opened) == 2
    assert opened[0] != opened[1]


def test_what_python_selects_opens_and_closes(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    told = sheet.show(replace(picture, selected="event:ev140"))
    assert told["choice"] == "event:ev140"
    assert sheet.card()
    assert sheet.page.evaluate("clicks") == []
    sheet.show(picture)
    assert sheet.page.is_hidden(".pg-card")
    assert sheet.stats()["choice"] is None


def test_the_keyboard_reaches_every_feature(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    sheet.page.focus("#map")
    told = set()
    for _ in range(60):
        sheet.page.keyboard.press("n")
        told.add(sheet.page.inner_text(".pg-live"))
    kinds = {
        hit["label"] for hit in sheet.stats()["hits"] if hit["kind"] in ("route", "mark", "circle", "flow")
    }
    assert all(any(label in text for text in told) for label in kinds)
    sheet.page.keyboard.press("Enter")
    sheet.card()
    assert sheet.page.evaluate("document.activeElement.className").startswith("pg-card")
    sheet.page.keyboard.press("Escape")
    assert sheet.page.is_hidden(".pg-card")
    assert sheet.page.evaluate("document.activeElement.id") == "map"


def test_events_without_a_point_are_listed(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    sheet.page.click(".pg-count button")
    assert "1 of " in sheet.card()
    assert sheet.page.evaluate("clicks")[0].startswith("event:")


def test_text_is_shown_as_text(sheet: Sheet, picture: MapPicture) -> None:
    nasty = "<img src=x onerror=window.hit=1> ${window.hit=1} </script><b>x</b>"
    route = replace(picture.routes[0], name=nasty, label=nasty)
    sheet.show(
        replace(picture, title=nasty, subtitle=nasty, notes=(nasty,), routes=(route,), circle_title=nasty)
    )
    assert nasty in sheet.page.inner_text(".pg-title")
    x, y = sheet.target("route")["at"]
    sheet.page.mouse.move(x, y)
    sheet.page.wait_for_selector(".pg-hover:visible")
    assert sheet.page.query_selector(".pg-map img[src='x'], .pg-map b") is None
    assert sheet.page.evaluate("window.hit") is None


def test_a_card_that_fails_says_so(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(replace(picture, case_version="gone"))
    x, y = sheet.target("mark")["at"]
    sheet.page.mouse.click(x, y)
    assert "could not be loaded" in sheet.card()
    sheet.errors[:] = [error for error in sheet.errors if "404" not in error]


def test_both_themes_are_painted_and_the_legend_with_them(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture, theme="light")
    corner = """(() => {
      const canvas = document.querySelector(".leaflet-pg-ground-pane canvas"), g = canvas.getContext("2d");
      const [red, green, blue] = g.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
      return red + green + blue;
    })()"""
    light = sheet.page.evaluate(corner)
    sheet.show(picture, theme="dark")
    assert sheet.page.evaluate(corner) < light / 2
    assert "Restricted" in sheet.page.inner_text(".pg-legend")
    assert "Closed" not in sheet.page.inner_text(".pg-legend")


def test_furniture_stands_on_every_map(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(replace(picture, attribution=""))
    assert "do not imply endorsement" in sheet.page.inner_text(".pg-credit")
    assert "OpenStreetMap contributors" in sheet.page.inner_text(".pg-credit")
    assert sheet.page.inner_text(".pg-scale").endswith("km")
    assert sheet.page.inner_text(".pg-title h2") == picture.title
    label = sheet.page.get_attribute(".leaflet-pg-data-pane canvas", "aria-label") or ""
    assert picture.title in label


def test_a_phone_has_its_legend_folded(chromium: Browser, picture: MapPicture) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 520})
    small = Sheet(context.new_page())
    small.show(picture)
    assert small.page.get_attribute(".pg-legend", "open") is None
    title, legend = (small.page.query_selector(name).bounding_box() for name in (".pg-title", ".pg-legend"))
    assert title["y"] + title["height"] <= legend["y"]
    assert title["x"] + title["width"] <= 390
    context.close()


# Keeps the words of the last painting of the upper canvas, with the box each takes.
SPY = """(() => {
  const canvas = CanvasRenderingContext2D.prototype, upper = (g) => g.canvas.closest(".leaflet-pg-data-pane");
  const { clearRect, strokeText } = canvas;
  window.words = [];
  canvas.clearRect = function (...box) {
    if (upper(this)) window.words = [];
    return clearRect.apply(this, box);
  };
  canvas.strokeText = function (text, x, y) {
    const size = parseFloat(this.font.match(/([0-9.]+)px/)[1]);
    const right = x + this.measureText(text).width;
    if (upper(this)) window.words.push([text, x, y - size / 2, right, y + size / 2]);
    return strokeText.call(this, text, x, y);
  };
})()"""


def test_names_follow_the_mode(sheet: Sheet, picture: MapPicture) -> None:
    sheet.page.evaluate(SPY)
    for mode, name in [("both", "Goris"), ("hy", "Գորիս"), ("ru", "Горис"), ("az_latn", "Khankendi")]:
        sheet.show(replace(picture, names=mode))
        assert name in [word[0] for word in sheet.page.evaluate("words")]


def test_a_map_elsewhere_stands_on_a_ground_cut_for_it(sheet: Sheet, picture: MapPicture) -> None:
    ground(cut := key_of((36.0, 12.0, 42.0, 15.0)))
    sheet.page.evaluate(SPY)
    sheet.show(replace(picture, ground=cut), position=(14.6, 39.6, 7))
    sheet.page.wait_for_function("words.some(([word]) => word === 'Asmara')")


def test_no_two_names_touch(sheet: Sheet, picture: MapPicture) -> None:
    sheet.page.evaluate(SPY)
    sheet.show(picture, position=(39.7, 46.6, 5))
    for zoom in (5, 7, 8, 9, 10, 12):
        before = sheet.stats()["paints"]
        sheet.page.evaluate(f"map.setView([39.7, 46.6], {zoom}, {{animate: false}})")
        sheet.page.wait_for_function(SETTLED, arg=before)
        boxes = [word for word in sheet.page.evaluate("words") if not word[0].isdigit()]
        assert len(boxes) > 3, zoom
        for one, other in combinations(boxes, 2):
            apart = one[1] >= other[3] or one[3] <= other[1] or one[2] >= other[4] or one[4] <= other[2]
            assert apart, f"{one[0]} touches {other[0]} at {zoom}"


def test_the_legend_switches_numbers_from_events_to_people(
    sheet: Sheet, case: Case, picture: MapPicture
) -> None:
    joined = join(case.places, with_persons(case, case.events))
    shown = replace(
        picture,
        events=pack(joined.placed, joined.unplaced),
        window=window(date(2020, 9, 1), date(2023, 12, 31), datetime(2023, 12, 31)),
    )
    sheet.show(shown)
    assert not any("people" in hit["label"] for hit in sheet.stats()["hits"] if hit["kind"] == "event")
    if sheet.page.get_attribute(".pg-legend", "open") is None:
        sheet.page.click(".pg-legend summary")
    sheet.page.get_by_role("radio", name="people").check()
    sheet.page.wait_for_function("passage.stats().hits.some((hit) => hit.label.includes('7,000 people'))")
    sheet.page.get_by_role("radio", name="events", exact=True).check()
    sheet.page.wait_for_function("!passage.stats().hits.some((hit) => hit.label.includes('7,000 people'))")


def test_without_any_number_of_people_there_is_no_such_switch(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    assert sheet.page.is_hidden(".pg-people")
