"""The scenes of a briefing made ready for paper."""

from dataclasses import replace
from datetime import datetime, timedelta

from components.paper.scene_sheet import Order, figures, scene_sheets
from geo.briefing import presentation
from geo.briefing.briefing import Briefing, scene_of
from geo.briefing.scene import shown
from geo.case.load import load_case
from geo.view.view import opening, with_at
from tests.conftest import shipped
from tests.geo.small_case import write_case


def test_the_events_of_scenes_with_the_same_filters_are_packed_once(tmp_path, monkeypatch):
    case = load_case(write_case(tmp_path))
    start, packed = opening(case.settings), []
    views = [start, replace(start, at=start.at - timedelta(days=9)), replace(start, categories=("military",))]
    scenes = tuple(scene_of("situation", view, case.settings, "", ()) for view in views)
    pack = presentation.pack
    monkeypatch.setattr(presentation, "pack", lambda *tables: packed.append(1) or pack(*tables))
    sheets = list(scene_sheets(Order(case, Briefing("small", "", scenes), datetime(2026, 11, 25))))
    assert [sheet.what.view.at for sheet in sheets] == [view.at for view in views]
    assert len(packed) == 2


def test_where_nothing_is_counted_roads_whose_state_is_known_come_first():
    case = shipped()
    what = shown(case, "aid", with_at(opening(case.settings), datetime(2022, 2, 26, 23, 59)))
    assert what.answer.figures == ()
    values = [value for value, _, _ in figures(what)]
    unknown = [value.startswith("not known") for value in values]
    assert unknown == sorted(unknown)
    assert {True, False} == set(unknown)
