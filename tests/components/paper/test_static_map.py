"""The map on paper shows what the map on screen shows, is legible, and stays within its time."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from components.paper import sheet, sign_marks
from components.paper.map_panel import pen_over
from components.paper.pen import text_width, wrapped
from components.paper.sheet_frame import fitted, unit
from components.paper.sign_marks import outline
from components.paper.static_map import compose, render
from geo.briefing.briefing import view_of
from geo.briefing.briefing_file import load_briefing
from geo.briefing.scene import shown
from geo.dates import end_of_day
from geo.picture.layers import circle_radius
from geo.picture.legend import legend
from geo.picture.message import as_json
from geo.picture.spots import event_ids, sited, spots
from geo.signs import CATEGORIES, SIGNS, STATUSES
from geo.view.event_columns import minutes
from geo.view.select import vocabulary
from geo.view.view import opening
from tests.conftest import shipped

CREATED = datetime(2026, 11, 25, 16)


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture(scope="module")
def scenes(case, shipped_case):
    terms = vocabulary(case)
    briefing, _ = load_briefing(shipped_case / "briefing.toml", case.settings, terms)
    return [shown(case, one.page, view_of(one, case.settings, terms)[0]) for one in briefing.scenes]


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("paper", [sheet.A4, sheet.WIDE], ids=lambda one: one.key)
def test_paper_and_screen_draw_the_same_and_no_word_lies_on_another(case, scenes, number, paper):
    what = scenes[number]
    _, drawn, words = compose(what, paper, CREATED, number=number + 1)
    screen = as_json(what.picture)
    assert list(drawn.routes) == [route["id"] for route in screen["routes"]]
    assert len(drawn.flows) == len(screen["flows"])
    assert len(drawn.circles) == len(screen["circles"])
    assert len(drawn.marks) == len(screen["marks"])
    assert len(drawn.areas) == len(screen["areas"])
    assert set(drawn.silences) <= {one.id for one in what.picture.silences}
    # A ring too small to see at this scale is not explained.
    shown_here = [entry[3] for entry in screen["legend"] if entry[1] != "ring"]
    assert [entry.label for entry in drawn.legend if entry.sign != "ring"] == shown_here
    events = what.picture.events
    start, end, _ = screen["window"]
    rows = np.flatnonzero((events.start < end) & (events.end > start) & ((events.flags & 3) == 0))
    wanted = what.picture.categories
    kept = [row for row in rows if not wanted or CATEGORIES[events.category[row]].key in wanted]
    assert list(drawn.events) == [str(events.ids[row]) for row in kept]
    assert len(drawn.words) >= 5
    for (one, a), (other, b) in combinations(drawn.words, 2):
        apart = a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]
        assert apart, f"{one} lies on {other}"
    for text, box in drawn.words:
        assert min(box[:2]) >= 0, text
        assert box[2] <= drawn.frame.width, text
        assert box[3] <= drawn.frame.height, text
    assert words.map_id == f"KBH{number + 1:03d}"


def test_silent_places_stand_on_paper_with_their_days_and_a_line_in_the_legend(case):
    view = replace(opening(case.settings), at=end_of_day(date(2023, 3, 23)))
    what = shown(case, "blockade", view)
    _, drawn, words = compose(what, sheet.A4, CREATED)
    scene_sheets = {one.id: one for one in what.picture.silences}
    assert scene_sheets["stepanakert"].days == 34
    assert {"stepanakert", "aghdam", "goris"} <= set(drawn.silences) <= scene_sheets.keys()
    written = [text for text, _ in drawn.words]
    assert all(f"{scene_sheets[one].days:,} d" in written for one in drawn.silences)
    assert "Days unreported, over 14 and over twice the usual gap; no sign of calm" in {
        entry.label for entry in drawn.legend
    }
    assert any("Russian peacekeepers deliver humanitarian cargo" in one for one in words.sources)
    text = render(what, sheet.A4, "svg", CREATED).decode()
    assert 'id="silence:stepanakert"' in text


def test_an_svg_map_names_each_feature_and_keeps_its_words_as_text(case, scenes):
    what = scenes[7]
    text = render(what, sheet.A4, "svg", CREATED, title="People", number=8).decode()
    ids = set(re.findall(r'id="((?:route|flow|circle|mark):[^"]+)"', text))
    for route in what.picture.routes:
        assert any(one.startswith(f"route:{route.id}") for one in ids), route.id
    assert {f"flow:{one.id}" for one in what.picture.flows} <= ids
    assert {f"circle:{one.id}" for one in what.picture.circles} <= ids
    for said in (
        "People", "KBH008", "as at 4 Oct 2023", "as known now", "data as of", "created 25 Nov 2026",
        "Sources:", "do not imply endorsement", "OpenStreetMap", "EPSG:3857", "To report an error",
        "100,632", "Stepanakert", "Khankendi",
    ):  # fmt: skip
        assert said in text, said
    assert "<script" not in text


def test_the_same_map_gives_the_same_file(case, scenes):
    one, other = (render(scenes[2], sheet.A4, "svg", CREATED) for _ in range(2))
    assert one == other


def test_the_map_takes_about_seven_tenths_of_the_sheet(case, scenes):
    for paper in (sheet.A4, sheet.A3, sheet.WIDE):
        _, drawn, _ = compose(scenes[0], paper, CREATED)
        share = drawn.frame.width * drawn.frame.height / (paper.width * paper.height * 72 * 72)
        assert 0.66 <= share <= 0.8, (paper.key, share)


def test_the_scale_bar_is_right_for_the_paper(case, scenes):
    _, drawn, _ = compose(scenes[5], sheet.A4, CREATED)
    frame = drawn.frame
    # Two points of the map a known way apart on the ground: one degree of longitude at the map's middle.
    (x0, x1), _ = frame.points(np.array([46.0, 47.0]), np.full(2, frame.latitude))
    degree = 111_319.49 * np.cos(np.radians(frame.latitude))
    assert (x1 - x0) * frame.metres_per_point == pytest.approx(degree, rel=0.001)
    inches = drawn.bar_metres / frame.metres_per_point / 72
    assert inches * 0.0254 * frame.denominator == pytest.approx(drawn.bar_metres, rel=1e-6)
    assert str(drawn.bar_metres).lstrip("0")[0] in "125"


def test_states_of_a_road_differ_without_colour():
    """Drawn alike and turned to grey, no two states look the same, but for those one pattern stands for."""
    looks = {}
    for status in STATUSES:
        figure = Figure(figsize=(2.0, 0.4), dpi=200)
        sign_marks.road(pen_over(figure, (0, 0, 144, 28.8), 0.7, framed=False), [(6, 14), (138, 14)], status)
        out = io.BytesIO()
        figure.savefig(out, format="png")
        with Image.open(out) as picture:
            looks[status] = np.asarray(picture.convert("L"), dtype=float)
    for one, other in combinations(looks, 2):
        changed = np.abs(looks[one] - looks[other]) > 60
        assert changed.sum() > 300, (one, other)


def test_a_png_has_the_sheets_size_and_keeps_its_dates_in_its_properties(case, scenes, tmp_path):
    path = tmp_path / "map.png"
    path.write_bytes(render(scenes[0], sheet.A4, "png", CREATED, title="A", number=1))
    with Image.open(path) as picture:
        assert picture.size == pytest.approx((297 / 25.4 * 200, 210 / 25.4 * 200), abs=1)
        assert "as at 10 Nov 2020" in picture.info["Title"]
        assert "do not imply endorsement" in picture.info["Description"]


@pytest.mark.parametrize("title", ["Case", "A case with a name too long to stand beside its dates " * 2])
def test_a_sheet_says_of_which_crisis_it_is(scenes, title):
    case = replace(scenes[0].case, settings=replace(scenes[0].case.settings, title=title.strip()))
    figure, _, words = compose(replace(scenes[0], case=case), sheet.A4, CREATED)
    written = [text.get_text() for text in figure.texts]
    assert any(line.startswith(title.strip()[:40]) for line in written)
    assert any(line.endswith(words.dates) for line in written)


def test_the_legend_has_a_ring_only_where_the_scale_shows_one(scenes):
    what = next(what for what in scenes if "ring" in {entry.sign for entry in legend(what.picture)})
    west, south, east, north = what.picture.home
    for home, there in ((what.picture.home, True), ((west - 30, south - 30, east + 30, north + 30), False)):
        _, drawn, _ = compose(replace(what, picture=replace(what.picture, home=home)), sheet.A4, CREATED)
        assert ("ring" in {entry.sign for entry in drawn.legend}) == there


def test_an_unknown_kind_of_file_is_refused(case, scenes):
    with pytest.raises(ValueError, match="a map is one of png, svg, pdf"):
        render(scenes[0], sheet.A4, "gif", CREATED)


@pytest.mark.parametrize("path", [*(one.path for one in CATEGORIES), *SIGNS.values()])
def test_every_sign_of_the_screen_is_a_closed_path_inside_its_square(path):
    shape = outline(path)
    assert path.count("Z") == list(shape.codes).count(79)
    assert np.all(np.abs(shape.vertices) <= 1.1)


def test_a_circle_sign_is_round():
    disc = outline(next(one.path for one in CATEGORIES if one.key == "displacement"))
    radii = np.hypot(*disc.vertices[disc.codes != 79].T)
    assert radii == pytest.approx(0.9, abs=1e-6)


def test_spots_are_where_the_places_are(case, scenes):
    what = scenes[5]
    rows = sited(what.picture)
    found = spots(what.picture.events, rows)
    assert sum(len(one.rows) for one in found) == len(rows) == len(event_ids(what.picture))
    places = case.places.set_index("place_id")
    events = case.events.set_index("event_id")
    for spot in found:
        for row in spot.rows:
            place = places.loc[events.loc[str(what.picture.events.ids[row]), "place_id"]]
            x, y = unit(place["lon"], place["lat"])
            assert (spot.x, spot.y) == (pytest.approx(float(x), abs=1e-6), pytest.approx(float(y), abs=1e-6))
            assert spot.metres == pytest.approx(place["accuracy_m"], rel=0.04)


def test_a_frame_shows_the_whole_box_left_of_the_legend():
    frame = fitted((45.75, 39.32, 47.35, 40.22), 500, 300, 0.7, 100)
    (x0, x1), (y0, y1) = frame.points(np.array([45.75, 47.35]), np.array([39.32, 40.22]))
    assert min(x0, y0) >= -1e-6
    assert x1 <= 400 + 1e-6
    assert y1 <= 300 + 1e-6
    assert frame.metres_per_point > 0


def test_words_are_measured_and_wrapped_in_every_script():
    for text in ("Stepanakert / Khankendi", "Ստեփանակերտ", "Xankəndi şəhəri", "Степанакерт"):
        assert 3 < text_width(text, 10) < 15 * len(text)
        lines = wrapped(f"{text} " * 6, 10, 150)
        assert len(lines) > 1
        assert all(text_width(line, 10) <= 150 for line in lines)
    assert len(wrapped("x" * 200, 10, 100)) > 5


def test_circles_are_to_scale():
    assert circle_radius(50, 200) == circle_radius(200, 200) / 2


def test_the_legend_of_paper_is_that_of_the_picture(scenes):
    for what in scenes:
        assert legend(what.picture)
        assert minutes(what.picture.window.end) > minutes(what.picture.window.start)


def test_nothing_of_paper_is_loaded_when_the_app_starts(root):
    code = (
        "import app, components.shell.header, components.server.warm_up, geo.cli, sys;"
        "print([one for one in ('matplotlib', 'pptx', 'lxml') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_paper_knows_matplotlib_and_pptx(root):
    for folder in ("components", "geo", "pages", "data"):
        for file in (root / folder).rglob("*.py"):
            if file.parent.name != "paper":
                assert not re.search(
                    r"^\s*(?:import|from) (?:matplotlib|pptx)", file.read_text(), re.MULTILINE
                ), file
