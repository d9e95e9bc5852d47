"""The briefing of the second shipped case: its numbers stand in the tables, and its words fit a slide."""

from pathlib import Path

from geo.briefing.briefing import view_of
from geo.briefing.briefing_file import load_briefing
from geo.briefing.scene import shown
from geo.briefing.scene_text import frozen
from geo.case.load import load_case
from geo.view.select import vocabulary
from tests.data.scene_numbers import unheld

CASE = Path(__file__).parents[2] / "data" / "tigray"
# The events each scene retells, in order.
RESTS_ON = (
    ("ev001", "ev002"),
    ("ev015", "ev018"),
    ("ev026", "ev027"),
    ("ev052", "ev054"),
    ("ev065", "ev066", "ev067"),
    ("ev070", "ev071", "ev072"),
    ("ev082", "ev083"),
    ("ev092", "ev095", "ev096", "ev098"),
)


def test_each_scene_says_what_the_tables_hold_and_fits_a_slide() -> None:
    case = load_case(CASE)
    terms = vocabulary(case)
    briefing, aside = load_briefing(CASE / "briefing.toml", case.settings, terms)
    assert aside == ()
    days = []
    for scene, ids in zip(briefing.scenes, RESTS_ON, strict=True):
        what = shown(case, scene.page, view_of(scene, case.settings, terms)[0])
        assert unheld(case, scene, what, ids) == [], scene.title
        assert scene.frozen.figures == frozen(case, what).figures, scene.title
        assert scene.frozen.tables == case.version, "run .venv/bin/python scripts/freeze_briefing.py"
        assert len(scene.title) <= 56
        assert all(len(line) <= 100 for line in scene.lines), scene.title
        assert "blockade" not in " ".join((scene.title, *scene.lines, scene.notes))
        days.append(what.view.at)
    assert days == sorted(days)
