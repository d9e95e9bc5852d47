"""Slides of scenes nobody arranged, of a small case and a large: where each thing stands in the file."""

import math
import random
import re
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pptx
import pytest
from pptx.util import Emu

from components.paper import place_marks, slide_map
from components.paper.deck import deck
from components.paper.scene_sheet import Order
from geo.briefing.briefing import Briefing
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.load import load_case
from geo.case.synth.synth import write_case
from geo.dates import end_of_day
from geo.picture.label_ranks import APART
from geo.picture.registry import TOPICS
from geo.view.view import opening
from tests.components.paper import readers

CREATED = datetime(2026, 11, 25, 16)
EVENTS, PLACES = 5_000, 1_000
BOX = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
PAGE = re.compile(r"<page .*?</page>", re.DOTALL)


@pytest.fixture(scope="module")
def count(pytestconfig):
    """How many scenes are drawn: 4, or as many as asked for by --scenes."""
    return int(pytestconfig.getoption("scenes"))


@pytest.fixture(scope="module", params=["shipped", "large"])
def order(request, count, shipped_case, tmp_path_factory):
    folder = shipped_case
    if request.param == "large":
        folder = tmp_path_factory.mktemp("large")
        write_case(folder, EVENTS, PLACES, seed=4)
    case = load_case(folder)
    start, dice = opening(case.settings), random.Random(29)  # noqa: S311 - dates to look at
    scenes = []
    for _ in range(count):
        day = start.first + timedelta(days=dice.randrange((start.last - start.first).days))
        view = replace(start, at=end_of_day(day))
        page = dice.choice([topic.key for topic in TOPICS if topic.picture])
        scenes.append(suggested(case, shown(case, page, view)))
    return Order(case, Briefing(case.settings.id, "Nobody arranged these", tuple(scenes)), CREATED)


@pytest.fixture(scope="module")
def made(order, tmp_path_factory):
    """The file, and of each scene what its map shows and draws, noted as the slide is made."""
    path, maps, picture = tmp_path_factory.mktemp("slides") / "scenes.pptx", [], slide_map.picture

    def noted(what):
        content, drawn = picture(what)
        maps.append((what, drawn))
        return content, drawn

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slide_map, "picture", noted)
        path.write_bytes(deck(order))
    return path, maps


def apart(a, b, by=0.0):
    """Whether two boxes (left, top, right, bottom) share no more than so much of each side."""
    return a[0] >= b[2] - by or a[2] <= b[0] + by or a[1] >= b[3] - by or a[3] <= b[1] + by


def test_no_two_things_of_a_slide_share_room_and_none_leaves_it(made):
    show = pptx.Presentation(made[0])
    for slide in show.slides:
        boxes = {
            shape.name: (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            for shape in slide.shapes
        }
        assert len(boxes) == len(slide.shapes)
        for name, box in boxes.items():
            assert min(box) >= 0, name
            assert box[2] <= show.slide_width, name
            assert box[3] <= show.slide_height, name
        for (name, a), (other, b) in combinations(boxes.items(), 2):
            assert apart(a, b, by=Emu(9525)), f"{name} lies on {other}"


def test_as_an_office_program_sets_it_no_word_lies_on_another_or_is_cut(made, count):
    pdf = readers.as_pdf(made[0])
    pages = subprocess.run(
        [readers.needed("pdftotext"), "-bbox", str(pdf), "-"], check=True, capture_output=True
    )
    found = PAGE.findall(pages.stdout.decode())
    assert len(found) > count
    for number, page in enumerate(found[:count], start=1):
        words = [(text, tuple(map(float, box))) for *box, text in BOX.findall(page)]
        assert len(words) > 30
        for text, box in words:
            assert box[0] >= 0, (number, text)
            assert box[2] <= 960, (number, text)
            assert box[3] <= 540, (number, text)
        for (text, a), (other, b) in combinations(words, 2):
            # Boxes of lines one under the other share the rims of their letters.
            assert apart(a, b, by=3.6), f"slide {number}: {text} lies on {other}"


def test_its_map_names_each_key_place_and_no_word_of_it_lies_on_another(made, count):
    """Seven at most; of two whose dots would touch the first has the name, and a world map names seats."""
    assert len(made[1]) == count
    for what, drawn in made[1]:
        texts, point = {text for text, _ in drawn.words}, drawn.frame.point
        assert texts, (what.page, what.view.at)
        picture = what.picture
        keys = [place for place in place_marks.ranked(picture.places, picture.names) if place.first]
        named = [point(place.x, place.y) for place in keys if place.text in texts]
        for place in keys:
            x, y = point(place.x, place.y)
            inside = 20 < x < drawn.frame.width - 20 and 20 < y < drawn.frame.height - 20
            near = any(math.dist((x, y), other) < APART * drawn.frame.pixel for other in named)
            full = len(named) >= slide_map.MOST_PLACES
            assert near or full or not inside or picture.topic == "diplomacy", (place.text, what.view.at)
        for (text, a), (other, b) in combinations(drawn.words, 2):
            assert apart(a, b), f"{text} lies on {other}"
