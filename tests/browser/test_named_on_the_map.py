"""What the canvas drew: key places and roads in use are named on all dates and sizes, off all controls."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest

from geo.dates import end_of_day
from geo.facts.state import state
from geo.names import place_names
from geo.picture.label_ranks import IN_USE, callout, key_places, two_lines
from geo.picture.layers import own_stretches
from geo.picture.road_lines import status_lines
from geo.signs import STATUSES
from tests.conftest import shipped

SIZES = {"laptop": (1280, 800), "wall": (1920, 1080), "phone": (390, 844)}
DATES = [date.fromisoformat(day) for day in (
    "2023-03-28", "2023-09-18", "2023-07-10", "2022-12-20", "2023-09-20", "2023-09-28"
)]  # fmt: skip
# Pixels from the middle of a key place's dot to its rim.
RIM = 6
FIRST, LAST = date(2022, 12, 12), date(2023, 10, 4)
# Of the letters that a canvas was asked to fill, those that are still on it.
RECORD = """
(() => {
  const P = CanvasRenderingContext2D.prototype;
  const kept = new WeakMap();
  const of = (canvas) => kept.get(canvas) || kept.set(canvas, []).get(canvas);
  const { fillText, clearRect, drawImage } = P;
  P.fillText = function (text, x, y) {
    const at = this.getTransform().transformPoint(new DOMPoint(x, y));
    const scale = this.getTransform().a;
    const w = this.measureText(text).width * scale;
    const h = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * scale;
    const top = this.textBaseline === "middle" ? at.y - h / 2 : at.y - h;
    of(this.canvas).push({ text, x0: at.x, y0: top, x1: at.x + w, y1: top + h });
    return fillText.apply(this, arguments);
  };
  P.clearRect = function (x, y, w, h) {
    if (x === 0 && y === 0) kept.set(this.canvas, []);
    return clearRect.apply(this, arguments);
  };
  P.drawImage = function (source) {
    if (source instanceof HTMLCanvasElement) of(this.canvas).push(...of(source));
    return drawImage.apply(this, arguments);
  };
  window.written = () => [...document.querySelectorAll(".pg-data-pane canvas, .leaflet-pg-data-pane canvas")]
    .filter((canvas) => canvas.isConnected)
    .flatMap((canvas) => {
      const box = canvas.getBoundingClientRect();
      const to = box.width / canvas.width;
      return of(canvas).map(({ text, x0, y0, x1, y1 }) => ({ text,
        box: [x0 * to + box.left, y0 * to + box.top, x1 * to + box.left, y1 * to + box.top] }));
    });
})();
"""
LOOK = """(points) => {
  const root = window.map.getContainer().getBoundingClientRect();
  const place = ([lon, lat]) => window.map.latLngToContainerPoint([lat, lon]);
  const controls = [...document.querySelectorAll(".pg-keep, .pg-time")]
    .filter((one) => one.offsetWidth && getComputedStyle(one).visibility !== "hidden")
    .map((one) => one.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom]);
  return { map: [root.left, root.top, root.right, root.bottom], controls, written: window.written(),
    points: points.map(place).map((p) => [p.x + root.left, p.y + root.top]) };
}"""
Box = tuple[float, float, float, float]


@dataclass
class Looked:
    """What is on the map: its box, the controls over it, words with their boxes, and where points lie."""

    map: Box
    controls: list[Box]
    written: list[dict[str, Any]]
    points: list[tuple[float, float]]

    def sees(self, at: tuple[float, float]) -> bool:
        """Whether a point's whole dot is inside the map and under no control."""
        x, y = at
        dot = (x - RIM, y - RIM, x + RIM, y + RIM)
        return _inside(at, self.map) and not any(_meet(dot, box) for box in self.controls)

    def names(self) -> list[dict[str, Any]]:
        """The words in sight that are no mere number at a sign."""
        return [word for word in self.written if _meet(word["box"], self.map) and not word["text"].isdigit()]


def _inside(at: tuple[float, float], box: Box) -> bool:
    return box[0] < at[0] < box[2] and box[1] < at[1] < box[3]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture
def dates(request):
    """The first of the dates that the state turns on, or as many as asked for, evenly over the blockade."""
    count = int(request.config.getoption("--map-dates"))
    if count <= len(DATES):
        return DATES[:count]
    return [FIRST + timedelta(days=n * (LAST - FIRST).days // (count - 1)) for n in range(count)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["", "blockade"])
def test_key_places_and_roads_in_use_are_named_and_under_no_control(open_page, case, dates, page, size):
    width, height = SIZES[size]
    screen = None
    ids = key_places(case)
    rows = case.places.set_index("place_id").loc[list(ids)]
    names = dict(zip(ids, place_names(rows, "both"), strict=True))
    seen = 0
    for day in dates:
        path = f"/{page}?at={day}"
        if screen is None:
            screen = open_page("/sources", width=width, height=height, has_map=False)
            screen.page.add_init_script(RECORD)
        screen.open(path)
        routes = status_lines(case, state(case, end_of_day(day)))
        lines = [[point for part in parts for point in _between(part)] for parts in own_stretches(routes)]
        looked = look(screen, [(p.x, p.y) for p in rows.geometry], lines)
        where = f"{path} at {width}x{height}"
        told = " ".join(word["text"] for word in looked.written)
        for (place, name), at in zip(names.items(), looked.points, strict=False):
            if looked.sees(at):
                seen += 1
                assert _named(name, looked.written), f"{place} is not named on {where}: {told}"
        points = iter(looked.points[len(ids) :])
        for route, line in zip(routes, lines, strict=True):
            visible = [at for at in (next(points) for _ in line) if looked.sees(at)]
            if route.status in IN_USE and route.label and len(visible) > LEAST_SEEN:
                (whole, _), (brief, _) = callout(route.label)
                words = (whole, brief, STATUSES[route.status].label)
                assert any(form in told for form in words), f"{route.label} is not named on {where}: {told}"
        for word in looked.written:
            for control in looked.controls:
                assert not _meet(_smaller(word["box"]), control), (
                    f"{word['text']} is under a control on {where}"
                )
        _apart(looked, set(names.values()), where)
    assert seen >= len(dates) * 5, "the opening view holds the key places"


# Points of a road, a tenth of each stretch apart, that must be in sight before it has to be named.
LEAST_SEEN = 12


def look(screen, places, lines):
    """The map in sight, painted, with where the places and then the points of each line lie."""
    frame = screen.map()
    screen.page.locator("iframe[title*=st_folium]").first.scroll_into_view_if_needed()
    frame.wait_for_function("() => window.written().length > 0", timeout=20_000)
    screen.page.wait_for_timeout(400)
    points = [*places, *(point for line in lines for point in line)]
    return Looked(**frame.evaluate(LOOK, points))


def _between(part):
    return [
        (a[0] + (b[0] - a[0]) * n / 10, a[1] + (b[1] - a[1]) * n / 10)
        for a, b in pairwise(part)
        for n in range(10)
    ]


def _named(name: str, written: list[dict[str, Any]]) -> bool:
    texts = [word["text"] for word in written]
    parts = list(two_lines(name))
    return name in texts or any(texts[n : n + len(parts)] == parts for n in range(len(texts)))


def _smaller(box: Box) -> Box:
    """Without the air round letters."""
    return box[0] + 2, box[1] + 3, box[2] - 2, box[3] - 3


def _apart(looked: Looked, names: set[str], where: str) -> None:
    """No word lies on a key place's name, and no two of these on one another."""
    parts = {part for name in names for part in (name, *two_lines(name))}
    keys = [word for word in looked.names() if word["text"] in parts]
    others = [word for word in looked.names() if word["text"] not in parts]
    for one, other in [*combinations(keys, 2), *((key, word) for key in keys for word in others)]:
        if one["text"] != other["text"]:
            assert not _meet(_smaller(one["box"]), _smaller(other["box"])), (
                f"{one['text']} and {other['text']} lie on one another on {where}"
            )
