"""Letters of any script on slides: in a typeface that has them, each paragraph to its script's side."""

import io
from dataclasses import replace
from datetime import datetime

import pptx
import pytest
from pptx.oxml.ns import qn

from components.paper.deck import deck
from components.paper.scene_sheet import Order
from components.paper.typefaces import USUAL, runs, set_in_order, to_the_left
from geo.briefing.briefing import Briefing, Scene
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.load import load_case
from geo.view.view import opening

ARABIC = "الوضع في القرية: 400 (6-8 Mar 2024)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goris, Горис, Γ, Գորիս: 400", [("Goris, Горис, Γ, Գորիս: 400", USUAL)]),
        ("መቐለ (Mekelle)", [("መቐለ (", "Ebrima"), ("Mekelle)", USUAL)]),
        ("村民: 400", [("村民: ", "Microsoft YaHei"), ("400", USUAL)]),
        ("東京のみち", [("東京のみち", "Yu Gothic")]),
        ("서울 / रामपुर", [("서울 / ", "Malgun Gothic"), ("रामपुर", "Nirmala UI")]),
        ("", []),
    ],
)
def test_each_script_is_set_in_a_typeface_that_has_it(text, expected):
    assert runs(text) == expected


def test_a_text_goes_to_the_left_where_it_is_written_so_and_not_for_a_name_in_it():
    assert to_the_left(ARABIC)
    assert to_the_left("שלום")
    assert not to_the_left("Town (حلب): 400")
    assert not to_the_left("حلب: people who left the city for the north")
    assert not to_the_left("400")


def test_numbers_and_names_of_the_other_direction_keep_their_order():
    assert set_in_order(ARABIC) == "الوضع في القرية: \u202a400 (6-8 Mar 2024)\u202c"
    assert set_in_order("حلب والقرية (OCHA) 3 و 4") == "حلب والقرية \u202a(OCHA) 3\u202c و \u202a4\u202c"
    assert set_in_order("Town حلب: 4") == "Town \u200eحلب\u200e: 4"


@pytest.fixture(scope="module")
def slide(shipped_case):
    """The slide of a scene whose headline is Arabic, and whose lines are Amharic and English."""
    case = load_case(shipped_case)
    scene: Scene = suggested(case, shown(case, "blockade", opening(case.settings)))
    scene = replace(scene, title=ARABIC, lines=("መቐለ was cut off", "Goris"), notes=ARABIC)
    order = Order(case, Briefing(case.settings.id, "One", (scene,)), datetime(2026, 11, 25, 16))
    return pptx.Presentation(io.BytesIO(deck(order))).slides[0]


def test_the_file_says_which_paragraph_goes_to_the_left(slide):
    (title,) = slide.shapes.title.text_frame.paragraphs
    assert title._p.pPr.get("rtl") == "1"
    assert title._p.pPr.get("algn") == "r"
    spoken = slide.notes_slide.notes_text_frame.paragraphs
    assert spoken[0]._p.pPr.get("rtl") == "1"
    others = [paragraph for shape in slide.shapes if shape.has_text_frame and shape != slide.shapes.title
              for paragraph in shape.text_frame.paragraphs]  # fmt: skip
    assert others
    assert all(paragraph._p.pPr.get("rtl") is None for paragraph in others)


def test_each_run_names_its_typeface_for_every_kind_of_script(slide):
    paragraphs = [
        item for shape in slide.shapes if shape.has_text_frame for item in shape.text_frame.paragraphs
    ]
    faces = {
        run.text: tuple(run.font._rPr.find(qn(slot)).get("typeface") for slot in ("a:latin", "a:ea", "a:cs"))
        for paragraph in paragraphs
        for run in paragraph.runs
    }
    assert faces["መቐለ "] == ("Ebrima",) * 3
    assert faces["was cut off"] == (USUAL,) * 3
    order = [child.tag for child in paragraphs[0].runs[0].font._rPr]
    assert order == [qn(tag) for tag in ("a:solidFill", "a:latin", "a:ea", "a:cs")]
