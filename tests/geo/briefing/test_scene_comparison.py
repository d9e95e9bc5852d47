"""A scene made of two dates keeps both: in its view, its words, its sources and wherever it is presented."""

from dataclasses import replace
from datetime import datetime

import pytest

from geo.briefing.briefing import Briefing, view_of
from geo.briefing.briefing_file import read_briefing, write_briefing
from geo.briefing.presentation import presentation
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.load import load_case
from geo.changes.changes import between
from geo.report.surround import surround
from geo.view.select import vocabulary
from geo.view.view import opening
from tests.geo.small_case import write_case

EARLIER, LATER = datetime(2023, 6, 1, 23, 59, 59), datetime(2023, 9, 30, 23, 59, 59)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write_case(tmp_path_factory.mktemp("compared")))


@pytest.fixture(params=[(EARLIER, LATER), (LATER, EARLIER)])
def view(case, request):
    versus, at = request.param
    return replace(opening(case.settings), at=at, versus=versus)


def test_its_lines_say_what_changed_and_its_sources_are_cited(case, view):
    what = shown(case, "situation", view)
    scene = suggested(case, what)
    changes = between(case, EARLIER, LATER, names=view.names).rows
    assert changes
    assert scene.title == "What changed from 1 June 2023 to 30 Sept 2023"
    assert scene.lines == tuple(change.sentence for change in changes[:2])
    assert set(changes[0].source_ids) <= set(what.source_ids)
    without = suggested(case, shown(case, "situation", replace(view, versus=None)))
    assert without.title != scene.title
    assert not set(without.lines) & set(scene.lines)


def test_it_is_read_back_from_the_file_and_presented_with_both_dates(case, view):
    scene = suggested(case, shown(case, "situation", view))
    content = write_briefing(Briefing("small", "Two dates", (scene,))).encode()
    briefing, aside = read_briefing(content, case.settings, vocabulary(case))
    assert aside == ()
    assert view_of(briefing.scenes[0], case.settings, vocabulary(case)) == (view, ())
    (presented,) = presentation(case, briefing).content["scenes"]
    other = "1 June 2023" if view.versus == EARLIER else "30 Sept 2023"
    assert f"Compared with {other}" in presented["dates"]
    assert "vs=2023-" in presented["link"]


def test_paper_says_the_date_compared_with(case, view):
    what = shown(case, "situation", view)
    words = surround(case, view, what.source_ids, title="t", map_id="m", created=LATER)
    assert ", compared with " in words.as_at
