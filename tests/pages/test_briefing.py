"""The Briefing page: scenes are added, put in order, worded, taken back, shared and made into files."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from geo.briefing.briefing_file import read_briefing
from geo.briefing.refresh import renew
from geo.case.load import load_case
from geo.view.select import vocabulary


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path))
    return tmp_path / "karabakh" / "briefing.toml"


def kept(data, shipped_case):
    case = load_case(shipped_case)
    return read_briefing(data.read_bytes(), case.settings, vocabulary(case))[0]


def click(app, prefix):
    next(one for one in app.button if (one.key or "").startswith(prefix)).click().run()
    assert not app.exception, app.exception
    return app


def texts(app):
    return "\n".join(block.value for block in app.markdown).replace("\\", "")


def test_it_shows_the_eight_scenes_that_ship(open_page):
    app = open_page("briefing")
    said = texts(app)
    for number, title in ((1, "a corridor is agreed"), (8, "people leave for Armenia")):
        assert f"{number}. " in said
        assert title in said
    assert len([one for one in app.button if (one.key or "").startswith("scene_copy_")]) == 8


def test_one_click_on_any_page_adds_what_is_shown(open_page, data, shipped_case):
    app = open_page("aid", at="2023-08-31", _from="2023-06-15", to="2023-09-17", names="az_latn")
    click(app, "add_scene")
    scene = kept(data, shipped_case).scenes[-1]
    assert scene.page == "aid"
    assert scene.query == "from=2023-06-15&to=2023-09-17&at=2023-08-31&names=az_latn"
    assert scene.title
    assert 1 <= len(scene.lines) <= 2
    assert len(scene.frozen.tables) == 64
    assert app.toast[0].value.startswith("Added as scene 9")


def test_scenes_are_moved_copied_deleted_and_brought_back(open_page, data, shipped_case):
    app = open_page("briefing")
    first = [one.title for one in kept_or_shipped(data, shipped_case).scenes]
    click(app, "scene_down_0_0")
    assert [one.title for one in kept(data, shipped_case).scenes][:2] == [first[1], first[0]]
    click(app, "scene_copy_1_0")
    assert len(kept(data, shipped_case).scenes) == 9
    click(app, "scene_delete_2_8")
    assert len(kept(data, shipped_case).scenes) == 8
    for _ in range(3):
        click(app, "scene_undo")
    assert [one.title for one in kept(data, shipped_case).scenes] == first


def kept_or_shipped(data, shipped_case):
    return kept(data if data.is_file() else shipped_case / "briefing.toml", shipped_case)


def test_words_are_kept_as_they_are_typed_and_an_empty_headline_is_not(open_page, data, shipped_case):
    app = open_page("briefing")
    app.text_input(key="scene_title_0_0").input("<b>New</b> *words*").run()
    app.text_input(key="scene_line0_0_0").input("One line").run()
    app.text_area(key="scene_notes_0_0").input("To be said\nslowly").run()
    scene = kept(data, shipped_case).scenes[0]
    assert scene.title == "<b>New</b> *words*"
    assert scene.lines[0] == "One line"
    assert scene.notes == "To be said\nslowly"
    assert "<b>New" in texts(app)
    assert "\\<b\\>New" in "".join(block.value for block in app.markdown)
    app.text_input(key="scene_title_0_0").input("  ").run()
    assert kept(data, shipped_case).scenes[0].title == "<b>New</b> *words*"


def test_a_bad_scene_is_reported_on_the_page(open_page, data, shipped_case):
    data.parent.mkdir()
    text = (shipped_case / "briefing.toml").read_text(encoding="utf-8")
    data.write_text(text.replace('page = "aid"', 'page = "weather"'), encoding="utf-8")
    app = open_page("briefing")
    assert "scene 5" in app.warning[0].value
    assert len([one for one in app.button if (one.key or "").startswith("scene_copy_")]) == 7


def test_told_again_as_at_another_date_it_says_what_changed(open_page, data, shipped_case):
    app = open_page("briefing")
    app.date_input(key="renew_at").set_value(date(2023, 9, 28)).run()
    click(app, "renew_compare")
    case = load_case(shipped_case)
    before = kept(shipped_case / "briefing.toml", shipped_case)
    said = texts(app)
    for one in renew(case, before, vocabulary(case), datetime(2023, 9, 28, 23, 59, 59)):
        assert one.changes
        for line in one.changes:
            assert line in said
    click(app, "renew_take")
    assert all("at=2023-09-28" in one.query for one in kept(data, shipped_case).scenes)


def test_a_file_is_made_in_the_background_and_offered(open_page):
    app = open_page("briefing")
    click(app, "make_map")
    job = app.session_state["export_job"]
    job.wait(120)
    app.run()
    assert job.failed == ""
    assert job.content[:5] == b"%PDF-"
    assert job.file_name == "KBH000_situation_A4_20231004.pdf"
    assert "Download" in str(app.get("download_button"))


def test_a_long_export_can_be_cancelled(open_page):
    app = open_page("briefing")
    click(app, "make_slides")
    job = app.session_state["export_job"]
    job.stop()
    job.wait(120)
    app.run()
    assert job.content is None
    assert "was stopped; nothing was made" in texts(app)
