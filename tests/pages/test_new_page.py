"""A page is written down in one place: one more entry in the registry is a page everywhere."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import datetime

import pytest

from components.paper.brief_command import brief, scenes_of_date
from components.server.index_html import names
from components.server.unknown_page import page
from components.session import page_files
from geo.briefing.briefing import Briefing
from geo.briefing.briefing_file import read_briefing, write_briefing
from geo.briefing.presentation import presentation
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.set_aside import CaseError
from geo.picture import registry
from geo.picture.base_picture import base_picture
from geo.picture.registry import Topic
from geo.report.answer import Answer, KeyFigure, Sentence
from geo.view.select import vocabulary
from geo.view.view import opening
from tests.conftest import shipped

TITLE = "Where bridges stand"
PAGE = '''"""Bridges: a page of a test."""

from components.sections import topic_head
from components.session import session_case, view_url

topic_head.show(session_case.known_case(), view_url.current(), "bridges")
'''


def picture(case, view, _state, inputs):
    return base_picture(case, view, inputs, TITLE)


def answer(_case, view, _state):
    figure = KeyFigure("3", "bridges", f"on {view.at:%d %b %Y}", (), ())
    return Answer((Sentence("Three bridges are named."),), (figure,))


@pytest.fixture(autouse=True)
def bridges(monkeypatch, root, tmp_path) -> Topic:
    topic = Topic(
        "bridges", "Bridges over water", "Which bridges stand?", picture, answer,
        playback=("road_lines", "silences"), changes=("blockade",), headlines=("figure",), of_a_date=True,
    )  # fmt: skip
    folder = tmp_path / "pages"
    shutil.copytree(root / "pages", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "bridges.py").write_text(PAGE)
    monkeypatch.setattr(page_files, "FOLDER", folder)
    monkeypatch.setattr(registry, "TOPICS", (*registry.TOPICS, topic))
    return topic


@pytest.fixture
def opened(open_page, bridges):
    app = open_page(at="2023-09-20")
    app.switch_page(str(page_files.of(bridges.key))).run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def case():
    return shipped()


def sent(app) -> dict:
    """What the map's frame was sent last."""
    script = json.loads(app.get("component_instance")[0].proto.json_args)["feature_group"]
    return json.JSONDecoder().raw_decode(script[script.index('{"title"') :])[0]


def test_it_stands_in_the_navigation(open_page, bridges):
    labels = [link.proto.label for link in open_page().get("page_link")]
    assert bridges.title in labels


def test_it_opens_with_its_answer_and_its_map_says_what_is_played(opened, bridges):
    assert any("Three bridges are named" in box.value for box in opened.markdown)
    message = sent(opened)
    assert message["title"] == TITLE
    assert message["playback"] == list(bridges.playback)
    assert "silences" not in message  # left to what is played


def test_a_scene_of_it_is_told_kept_and_presented(case, bridges):
    view = replace(opening(case.settings), at=datetime(2023, 9, 20, 12, 0))
    scene = suggested(case, shown(case, bridges.key, view))
    assert (scene.page, scene.title) == ("bridges", "3 bridges, on 20 Sep 2023")
    told = Briefing(case.settings.id, "Bridges", (scene,))
    text = write_briefing(told).encode()
    read, aside = read_briefing(text, case.settings, vocabulary(case))
    assert not aside
    assert [one.page for one in read.scenes] == ["bridges"]
    [content] = presentation(case, told).content["scenes"]
    assert content["message"]["title"] == TITLE
    assert content["message"]["playback"] == bridges.playback


def test_it_is_among_the_scenes_made_of_a_date(case):
    told = scenes_of_date(case, opening(case.settings))
    assert [scene.page for scene in told.scenes][-1] == "bridges"


def test_an_address_of_it_is_a_page(bridges):
    assert bridges.key in names()
    assert f">{bridges.title}</a>" in page("/nowhere")


def test_it_goes_on_paper(shipped_case, tmp_path):
    out = tmp_path / "bridges.svg"
    brief(
        case=shipped_case,
        out=out,
        at="2023-09-20",
        page="bridges",
        sheet="A4",
        briefing=None,
        known="",
        link="",
    )
    assert TITLE in out.read_text(encoding="utf-8")


def test_without_it_there_is_no_such_page(monkeypatch, shipped_case, tmp_path):
    monkeypatch.setattr(registry, "TOPICS", registry.TOPICS[:-1])
    with pytest.raises(CaseError, match="'bridges' has no map: write one of situation, "):
        brief(
            case=shipped_case,
            out=tmp_path / "bridges.svg",
            at="",
            page="bridges",
            sheet="A4",
            briefing=None,
            known="",
            link="",
        )
