"""Many events on one map: what is drawn, what the pointer and the keyboard find, and what the screen says."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from playwright.sync_api import Browser

from components.map import map_routes
from geo.case.case import Case
from geo.case.load import load_case
from geo.case.synth.synth import write_case
from geo.picture.layers import MapPicture, window
from geo.view.event_columns import ROLES, Columns, pack
from geo.view.join import join
from tests.browser.sheet import Sheet

EVENTS, PLACES = 6_000, 1_500
# Reach of the pointer in pixels, as drawn_events.js has it, where many events and where signs are drawn.
REACH_DENSE, REACH_SIGN = 14, 7
# What 32-bit coordinates and rounding may move a point, in pixels.
SLACK = 0.3
PICKS = """(points) => points.map(([x, y]) => {
  const { lat, lng } = map.containerPointToLatLng([x, y]);
  return { lat, lng, found: passage.pick(x, y) };
})"""

SEEN = """(places) => places.map((one) => map.latLngToContainerPoint(one))
  .filter(({ x, y }) => x > 10 && y > 10 && x < 1270 && y < 510).map(({ x, y }) => [x, y])"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("synthetic") / "case"
    write_case(Path(folder), EVENTS, PLACES, seed=5)
    return load_case(folder)


@pytest.fixture(scope="module")
def columns(case: Case) -> Columns:
    joined = join(case.places, case.events)
    return pack(joined.placed, joined.unplaced)


@pytest.fixture(scope="module")
def picture(case: Case, columns: Columns) -> MapPicture:
    return MapPicture(
        title="Everything",
        subtitle="made at random",
        case_version=case.version,
        home=case.settings.home,
        window=window(case.settings.period.first, case.settings.period.last, datetime(2023, 12, 31, 23, 59)),
        events=columns,
    )


@pytest.fixture
def sheet(chromium: Browser, case: Case, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sheet]:
    monkeypatch.setattr(map_routes, "of_version", lambda _: case)
    context = chromium.new_context(viewport={"width": 1280, "height": 520})
    made = Sheet(context.new_page())
    yield made
    context.close()
    assert made.errors == []


def drawn_now(case: Case, columns: Columns, span: list[int]) -> gpd.GeoDataFrame:
    """The events drawn at a time, in metres of Web Mercator."""
    ids = columns.ids[columns.drawn(*span[:2])]
    placed = join(case.places, case.events).placed
    return placed[placed["event_id"].isin(ids)].to_crs(3857).reset_index(drop=True)


@pytest.mark.parametrize(("zoom", "reach"), [(7, REACH_DENSE), (8.5, REACH_DENSE), (12, REACH_SIGN)])
def test_the_pointer_finds_what_geopandas_finds_nearest(
    sheet: Sheet, case: Case, columns: Columns, picture: MapPicture, zoom: float, reach: float
) -> None:
    home = picture.home
    told = sheet.show(picture, position=((home[1] + home[3]) / 2, (home[0] + home[2]) / 2, zoom))
    assert told["dense"] == (zoom < 12)
    events = drawn_now(case, columns, told["window"])
    busiest = events.to_crs(4326).geometry.value_counts().index[0]
    sheet.page.evaluate(f"map.setView([{busiest.y}, {busiest.x}], {zoom}, {{animate: false}})")
    sheet.page.wait_for_timeout(300)
    dice = np.random.default_rng(int(zoom * 10))
    spots = events.to_crs(4326).geometry.drop_duplicates()
    around = np.array(sheet.page.evaluate(SEEN, [[one.y, one.x] for one in spots]) * 8).reshape(-1, 2)
    points = np.vstack(
        [dice.uniform((10, 10), (1270, 510), (200, 2)), around + dice.normal(0, 5, around.shape)]
    )
    points = points[:600].tolist()
    answers = sheet.page.evaluate(PICKS, points)
    pixel = 40_075_016.686 / (256 * 2**zoom)
    asked = gpd.GeoDataFrame(
        {"at": range(len(answers))},
        geometry=gpd.points_from_xy([one["lng"] for one in answers], [one["lat"] for one in answers]),
        crs=4326,
    ).to_crs(3857)
    near = asked.sjoin_nearest(events, max_distance=(reach + 2) * pixel, distance_col="away")
    compared = 0
    for at, answer in enumerate(answers):
        found, expected = answer["found"], near[near["at"] == at]
        away = expected["away"].iloc[0] / pixel if len(expected) else np.inf
        if abs(away - reach) < SLACK + reach * 0.02 or (found and zoom == 12 and found["kind"] == "event"):
            continue  # too near to the rim to tell, or on the box of signs that stands beside its point
        if away > reach:
            assert found is None or zoom < 12
            continue
        first = found["cards"][0].removeprefix("event:")
        spot = events[events["event_id"] == first].geometry.iloc[0]
        assert spot.distance(asked.geometry[at]) / pixel == pytest.approx(away, abs=SLACK)
        if expected.geometry.size and spot.equals(events.geometry[expected["index_right"].iloc[0]]):
            there = {card.removeprefix("event:") for card in found["cards"][: len(expected)]}
            assert there == set(expected["event_id"][: len(found["cards"])])
        compared += 1
    assert compared > (100 if zoom < 12 else 10)


def test_every_time_shows_as_many_events_as_python_counts_whatever_came_before(
    sheet: Sheet, columns: Columns, picture: MapPicture
) -> None:
    first, last = sheet.show(picture)["window"][:2]
    dice = np.random.default_rng(11)
    sited = (columns.flags & 3) == ROLES.index("site")
    for _ in range(25):
        start, end = sorted(dice.integers(first - 5000, last + 5000, 2).tolist())
        end += 1
        before = sheet.stats()["paints"]
        sheet.page.evaluate("([from, to]) => passage.window(from, to, to - 1)", [start, end])
        sheet.page.wait_for_function("(paints) => passage.stats().paints > paints", arg=before)
        told = sheet.stats()
        inside = columns.in_window(start, end)
        assert told["total"] == int(inside.sum())
        assert told["drawn"] == int((inside & sited).sum())


def test_the_screen_says_that_many_events_are_drawn_as_density(sheet: Sheet, picture: MapPicture) -> None:
    told = sheet.show(picture)
    assert told["dense"]
    assert 100 < told["signs"] < told["drawn"]
    words = sheet.page.inner_text(".pg-count")
    assert f"{told['drawn']:,} of {told['total']:,} events drawn as density, zoom in for single ones" in words
    assert "Drawn as density" in sheet.page.inner_text(".pg-legend")
    label = sheet.page.get_attribute(".leaflet-pg-data-pane canvas", "aria-label") or ""
    assert "density" in label
    sheet.page.evaluate("map.setZoom(12, {animate: false})")
    sheet.page.wait_for_function("!passage.stats().dense")
    assert "drawn where they happened" in sheet.page.inner_text(".pg-count")
    assert "Drawn as density" not in sheet.page.inner_text(".pg-legend")


def test_a_click_on_a_crowd_lists_the_first_500_and_says_so(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    sheet.page.evaluate("map.setZoom(4, {animate: false})")
    sheet.page.wait_for_function("passage.stats().signs < 60")
    crowd = sheet.page.evaluate("""() => {
      const offers = [];
      for (let x = 400; x < 900; x += 6) {
        for (let y = 60; y < 460; y += 6) offers.push({ x, y, ...passage.pick(x, y) });
      }
      return offers.filter((one) => one.count).sort((a, b) => b.count - a.count)[0];
    }""")
    assert crowd["count"] > 500
    assert len(crowd["cards"]) == 500
    sheet.page.mouse.click(crowd["x"], crowd["y"])
    sheet.page.wait_for_selector(".pg-card-bar span")
    assert f"1 of the first 500 of {crowd['count']:,} here" in sheet.page.inner_text(".pg-card-bar")


def test_the_keyboard_steps_from_crowd_to_crowd_and_opens_one(sheet: Sheet, picture: MapPicture) -> None:
    sheet.show(picture)
    sheet.page.focus("#map")
    told = []
    for _ in range(12):
        sheet.page.keyboard.press("n")
        told.append(sheet.page.inner_text(".pg-live"))
    assert len(set(told)) == 12
    assert all(" of " in words and any(letter.isdigit() for letter in words) for words in told)
    sheet.page.keyboard.press("p")
    assert sheet.page.inner_text(".pg-live") == told[-2]
    sheet.page.keyboard.press("Enter")
    sheet.page.wait_for_selector(".pg-card")
    assert sheet.stats()["choice"].startswith("event:")
