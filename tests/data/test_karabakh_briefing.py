"""The briefing that ships: eight scenes whose every number and date stands in the tables."""

import re

import pytest

from geo.briefing.briefing import view_of
from geo.briefing.briefing_file import load_briefing
from geo.briefing.scene import shown
from geo.briefing.scene_text import frozen
from geo.view.select import vocabulary
from tests.conftest import shipped
from tests.data.scene_numbers import unheld

# The events each scene retells, in order.
RESTS_ON = (
    ("ev004",),
    ("ev012", "ev013", "ev014"),
    ("ev019",),
    ("ev050", "ev004"),
    ("ev066", "ev082"),
    ("ev110", "ev216", "ev112"),
    ("ev114", "ev132"),
    ("ev146",),
)


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture(scope="module")
def scenes(case, shipped_case):
    briefing, aside = load_briefing(shipped_case / "briefing.toml", case.settings, vocabulary(case))
    assert aside == ()
    return briefing.scenes


@pytest.fixture(scope="module")
def told(case, scenes):
    terms = vocabulary(case)
    return [shown(case, scene.page, view_of(scene, case.settings, terms)[0]) for scene in scenes]


def test_there_are_eight_from_the_agreement_of_2020_to_the_arrivals_of_october_2023(told):
    days = [one.view.at.date().isoformat() for one in told]
    assert len(days) == 8
    assert (days[0], days[-1]) == ("2020-11-10", "2023-10-04")
    assert days == sorted(days)


def test_every_number_of_a_scene_stands_in_its_figures_its_view_or_its_events(case, scenes, told):
    for scene, what, ids in zip(scenes, told, RESTS_ON, strict=True):
        assert unheld(case, scene, what, ids) == [], scene.title


def test_its_key_numbers_are_those_of_the_tables(scenes, told):
    aid = next(one for one in told[4].answer.figures if "held up" in one.label)
    assert aid.value == "about 421 t"
    assert "about 421 tonnes in 3 of them, and ten French lorries" in scenes[4].lines[1]
    assert told[5].answer.figures[0].value == "281 days"
    assert "281 days" in scenes[5].lines[1]
    assert told[7].state.arrivals["arrivals"].claim.value == 100_632
    assert "100,632" in scenes[7].lines[0]


def test_what_each_scene_kept_is_what_it_shows(case, scenes, told):
    for scene, what in zip(scenes, told, strict=True):
        assert scene.frozen.figures == frozen(case, what).figures, scene.title


def test_it_was_frozen_over_the_tables_that_ship(case, scenes):
    frozen_over = {scene.frozen.tables for scene in scenes}
    assert frozen_over == {case.version}, (
        "run .venv/bin/python scripts/freeze_briefing.py, then read the lines"
    )


def test_contested_words_stand_only_with_who_used_them(scenes):
    for scene in scenes:
        for text in (scene.title, *scene.lines, *scene.notes.split("\n")):
            if re.search(r"\bblockade\b", text):
                assert "Azerbaijan denies" in text
            if "terrorist" in text:
                assert "“" in text
            assert "ethnic cleansing" not in text


def test_what_is_shown_fits_a_slide(scenes):
    for scene in scenes:
        assert len(scene.title) <= 56
        assert all(len(line) <= 100 for line in scene.lines)
