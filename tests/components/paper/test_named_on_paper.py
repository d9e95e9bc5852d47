"""Key places on paper: read from where words stand in the SVG and the PDF, on scenes nobody arranged."""

import random
import re
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest

from components.paper import sheet, slide_map
from components.paper.static_map import compose, render
from geo.briefing.scene import shown
from geo.dates import end_of_day
from geo.names import place_names
from geo.picture.label_ranks import IN_USE, key_places, two_lines
from geo.view.view import opening
from tests.components.paper.readers import needed
from tests.conftest import shipped

CREATED = datetime(2026, 11, 25, 16)
PAGES = ("situation", "blockade", "aid")
FIRST, LAST = date(2022, 12, 12), date(2023, 10, 4)
RANDOM = random.Random(13)  # noqa: S311 - dates to look at
SCENES = [(PAGES[n % 3], FIRST + timedelta(days=RANDOM.randrange((LAST - FIRST).days))) for n in range(9)]
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture(scope="module")
def names(case):
    rows = case.places.set_index("place_id").loc[list(key_places(case))]
    return list(place_names(rows, "both"))


def scene(case, page, day):
    start = opening(case.settings)
    return shown(case, page, replace(start, at=end_of_day(day)))


def apart(a, b):
    return a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]


def test_a_slide_names_roads_not_known_where_it_draws_no_other(case):
    what = scene(case, "blockade", date(2023, 9, 18))
    roads = [replace(road, status="unknown", label=f"{road.name}: not known") for road in what.picture.routes]
    for status in ("unknown", "closed"):
        picture = replace(what.picture, routes=(replace(roads[0], status=status), *roads[1:]))
        texts = {text for text, _ in slide_map.compose(replace(what, picture=picture))[1].words}
        assert (roads[1].label in texts) == (status == "unknown")


@pytest.mark.parametrize(("page", "day"), SCENES, ids=str)
def test_a_slide_and_a_sheet_name_key_places_and_roads_in_use_and_nothing_overlaps(case, names, page, day):
    what = scene(case, page, day)
    in_use = [route.label for route in what.picture.routes if route.status in IN_USE and route.label]
    slide, a4 = slide_map.compose(what)[1], compose(what, sheet.A4, CREATED)[1]
    for drawn, named in ((slide, names[: slide_map.MOST_PLACES]), (a4, names)):
        texts = [text for text, _ in drawn.words]
        assert set(named) <= set(texts)
        assert set(in_use) <= set(texts)
        for (one, a), (other, b) in combinations(drawn.words, 2):
            assert apart(a, b), f"{one} lies on {other}"
        for text, box in drawn.words:
            inside = min(box[:2]) >= 0 and box[2] <= drawn.frame.width and box[3] <= drawn.frame.height
            assert inside, f"{text} is cut"


@pytest.mark.parametrize(("page", "day"), SCENES[:3], ids=str)
def test_the_letters_in_the_pdf_stand_where_they_were_to(case, names, tmp_path, page, day):
    """Read by a program that is not ours: the words of key places, whole, and none on another."""
    file = tmp_path / "map.pdf"
    file.write_bytes(render(scene(case, page, day), sheet.A4, "pdf", CREATED))
    command = [needed("pdftotext"), "-bbox", str(file), "-"]
    scene_sheets = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    words = [(text, tuple(map(float, box))) for *box, text in WORD.findall(scene_sheets)]
    parts = {part for name in names for line in two_lines(name) for part in line.split()}
    assert parts <= {text for text, _ in words}
    wide, high = sheet.A4.width * 72, sheet.A4.height * 72
    key = [row for row in dict.fromkeys(words) if row[0] in parts]
    for _, box in key:
        assert min(box) >= 0
        assert box[2] <= wide
        assert box[3] <= high
    for (one, a), (other, b) in combinations(key, 2):
        # The halo of a word is written first, at the very same place.
        assert one == other or apart(a, _lower(b)), f"{one} lies on {other}"


@pytest.mark.parametrize(("page", "day"), SCENES[:3], ids=str)
def test_the_svg_keeps_key_names_as_text(case, names, page, day):
    text = render(scene(case, page, day), sheet.A4, "svg", CREATED).decode()
    for name in names:
        assert all(line in text for line in two_lines(name)) or name in text, name


def _lower(box):
    """Without the air above and below letters that a PDF's boxes hold."""
    return box[0], box[1] + 3, box[2], box[3] - 3
