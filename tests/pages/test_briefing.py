"""The Briefing page: scenes are added, put in order, worded, taken back, shared and made into files."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pytest

from geo.briefing.briefing_file import read_briefing
from geo.briefing.refresh import refreshed
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
    assert len([one for one in app.button if (one.key or "").startswith("scene_edit_")]) == 8


def test_scenes_after_the_as_at_date_are_marked_as_later(open_page):
    app = open_page("briefing", at="2023-09-20")
    scenes = [block.value for block in app.markdown if block.value[:3] in {f"{n}. " for n in range(1, 9)}]
    assert [" (later)" in scene for scene in scenes] == [False] * 7 + [True]
    assert scenes[-1].endswith("as at 4 Oct 2023, after the as-at date")


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


def edit(app, scene):
    """Open the fields of a scene."""
    return click(app, f"scene_edit_{scene.id}")


def test_scenes_are_moved_copied_deleted_and_brought_back(open_page, data, shipped_case):
    app = open_page("briefing")
    shipped = kept_or_shipped(data, shipped_case).scenes
    first = [scene.title for scene in shipped]
    edit(app, shipped[0])
    click(app, "scene_down_")
    assert [scene.title for scene in kept(data, shipped_case).scenes][:2] == [first[1], first[0]]
    click(app, "scene_copy_")
    assert len(kept(data, shipped_case).scenes) == 9
    click(app, "scene_delete_")
    assert f"Last change: “{first[0]}” deleted" in texts(app)
    assert len(kept(data, shipped_case).scenes) == 8
    for _ in range(3):
        click(app, "scene_undo")
    assert [scene.title for scene in kept(data, shipped_case).scenes] == first
    assert next(button for button in app.button if button.key == "scene_undo").disabled


def test_undo_holds_after_a_reload_and_says_what_of(open_page, data, shipped_case):
    app = open_page("briefing")
    gone = kept_or_shipped(data, shipped_case).scenes[2]
    click(edit(app, gone), "scene_delete_")
    again = open_page("briefing")
    assert f"Last change: “{gone.title}” deleted" in texts(again)
    click(again, "scene_undo")
    assert kept(data, shipped_case).scenes[2] == gone


def test_the_last_versions_are_offered_and_put_back(open_page, data, shipped_case):
    app = open_page("briefing", opened=("scene_versions",))
    scenes = kept_or_shipped(data, shipped_case).scenes
    for scene in scenes[:3]:
        click(edit(app, scene), "scene_delete_")
    offered = [button for button in app.button if (button.key or "").startswith("scene_version_")]
    assert [button.label.replace("\\", "").partition(", ")[2].partition(", ")[2] for button in offered] == [
        f"{6 + number} scenes; then “{scenes[2 - number].title}” deleted" for number in range(3)
    ]
    offered[2].click().run()
    assert kept(data, shipped_case).scenes == scenes


def kept_or_shipped(data, shipped_case):
    return kept(data if data.is_file() else shipped_case / "briefing.toml", shipped_case)


def test_words_are_kept_as_they_are_typed_and_an_empty_headline_is_not(open_page, data, shipped_case):
    app = open_page("briefing")
    scene_id = kept_or_shipped(data, shipped_case).scenes[0].id
    click(app, f"scene_edit_{scene_id}")
    app.text_input(key=f"scene_title_{scene_id}_0").input("<b>New</b> *words*").run()
    app.text_input(key=f"scene_line0_{scene_id}_0").input("One line").run()
    app.text_area(key=f"scene_notes_{scene_id}_0").input("To be said\nslowly").run()
    scene = kept(data, shipped_case).scenes[0]
    assert scene.title == "<b>New</b> *words*"
    assert scene.lines[0] == "One line"
    assert scene.notes == "To be said\nslowly"
    assert "<b>New" in texts(app)
    assert "\\<b\\>New" in "".join(block.value for block in app.markdown)
    app.text_input(key=f"scene_title_{scene_id}_0").input("  ").run()
    assert kept(data, shipped_case).scenes[0].title == "<b>New</b> *words*"


def test_that_a_view_is_added_a_second_time_is_told(open_page, data, shipped_case):
    app = open_page("aid", at="2023-08-30", _from="2023-06-15", to="2023-09-17")
    click(app, "add_scene")
    assert app.toast[0].value.startswith("Added as scene 9")
    assert "very view" not in app.toast[0].value
    click(app, "add_scene")
    assert "the very view of scene 9" in app.toast[0].value
    click(app.switch_page("../../pages/briefing.py").run(), "scene_undo")
    assert len(kept(data, shipped_case).scenes) == 9


def test_two_windows_change_different_scenes_and_each_takes_on_the_other(open_page, data, shipped_case):
    mine, theirs = open_page("briefing"), open_page("briefing")
    scenes = kept_or_shipped(data, shipped_case).scenes
    click(edit(theirs, scenes[0]), "scene_delete_")
    mine.run()
    assert f"changed in another window, and is shown as it is now: “{scenes[0].title}” deleted." in warnings(
        mine
    )
    click(edit(mine, scenes[2]), "scene_delete_")
    assert [scene.id for scene in kept(data, shipped_case).scenes] == [
        scenes[1].id,
        *(s.id for s in scenes[3:]),
    ]


def warnings(app):
    return "\n".join(block.value for block in app.warning).replace("\\", "")


def test_words_for_a_scene_that_was_changed_elsewhere_are_told_not_lost(open_page, data, shipped_case):
    mine, theirs = open_page("briefing"), open_page("briefing")
    scene = kept_or_shipped(data, shipped_case).scenes[2]
    edit(mine, scene)
    edit(theirs, scene)
    theirs.text_input(key=f"scene_title_{scene.id}_0").input("Theirs").run()
    mine.text_input(key=f"scene_title_{scene.id}_0").input("Mine").run()
    assert kept(data, shipped_case).scenes[2].title == "Theirs"
    assert "this change was not kept. What was typed: “Mine”" in warnings(mine)
    assert mine.text_input(key=f"scene_title_{scene.id}_1").value == "Theirs"
    mine.text_input(key=f"scene_title_{scene.id}_1").input("Mine").run()
    assert kept(data, shipped_case).scenes[2].title == "Mine"
    assert not mine.warning


def test_a_data_folder_deleted_meanwhile_is_told_and_nothing_is_lost(open_page, data, shipped_case):
    app = open_page("briefing")
    scenes = kept_or_shipped(data, shipped_case).scenes
    click(edit(app, scenes[0]), "scene_delete_")
    shutil.rmtree(data.parent)
    app.run()
    assert "file is no longer in its folder" in warnings(app)
    click(edit(app, scenes[1]), "scene_delete_")
    assert kept(data, shipped_case).scenes == scenes[2:]
    assert not app.warning


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"format = ", "not valid TOML"),
        ("format = 1".encode("utf-16"), "is UTF-16"),
        (b'format = 1\ncase = "other"\n', "about the case 'other'"),
    ],
)
def test_a_briefing_that_cannot_be_read_is_said_and_the_last_good_one_offered(
    open_page, data, shipped_case, content, reason
):
    app = open_page("briefing")
    scenes = kept_or_shipped(data, shipped_case).scenes
    click(edit(app, scenes[0]), "scene_delete_")
    click(edit(app, scenes[1]), "scene_delete_")
    data.write_bytes(content)
    app = open_page("briefing")
    (error,) = app.error
    assert reason in error.value.replace("\\", "")
    elsewhere = click(open_page("aid", at="2023-08-31"), "add_scene")
    assert reason in elsewhere.toast[0].value.replace("\\", "")
    assert data.read_bytes() == content
    click(app, "scene_version_")
    assert kept(data, shipped_case).scenes == scenes[1:]
    assert not app.error


def test_where_there_is_no_good_version_one_can_begin_anew(open_page, data, shipped_case):
    data.parent.mkdir()
    data.write_bytes(b"\0")
    app = click(open_page("briefing"), "scene_anew")
    assert kept(data, shipped_case) == kept(shipped_case / "briefing.toml", shipped_case)
    assert not app.error


def test_a_file_without_a_usable_scene_is_not_taken_in(open_page, data, shipped_case):
    app = open_page("briefing", opened=("briefing_share",))
    good = (shipped_case / "briefing.toml").read_bytes()
    app.file_uploader(key="briefing_upload").upload("none.toml", b'format = 1\ncase = "karabakh"\n').run()
    assert "“none.toml” was not taken in. It has no scene that can be used" in texts(app)
    assert not data.exists()
    app.file_uploader(key="briefing_upload").upload("one.toml", good[: good.index(b"[[scene]]", 600)]).run()
    assert "Taken in: 1 scene; 0 set aside." in texts(app)
    assert len(kept(data, shipped_case).scenes) == 1


def test_a_file_of_more_than_a_megabyte_is_not_taken_in(open_page, data, shipped_case):
    app = open_page("briefing", opened=("briefing_share",))
    assert app.file_uploader(key="briefing_upload").proto.max_upload_size_mb == 1
    large = (shipped_case / "briefing.toml").read_bytes() + b"#" * 1_000_000
    app.file_uploader(key="briefing_upload").upload("large.toml", large).run()
    assert "“large.toml” was not taken in." in texts(app)
    assert "is larger than a briefing can be" in texts(app)
    assert not data.exists()


def test_a_bad_scene_is_reported_on_the_page(open_page, data, shipped_case):
    data.parent.mkdir()
    text = (shipped_case / "briefing.toml").read_text(encoding="utf-8")
    data.write_text(text.replace('page = "aid"', 'page = "weather"'), encoding="utf-8")
    app = open_page("briefing")
    assert "scene 5" in app.warning[0].value
    assert len([one for one in app.button if (one.key or "").startswith("scene_edit_")]) == 7


def test_refreshed_as_at_another_date_it_says_what_changed(open_page, data, shipped_case):
    app = open_page("briefing", opened=("briefing_refresh",))
    app.date_input(key="renew_at").set_value(date(2023, 9, 28)).run()
    click(app, "renew_compare")
    case = load_case(shipped_case)
    before = kept(shipped_case / "briefing.toml", shipped_case)
    said = texts(app)
    for one in refreshed(case, before, vocabulary(case), datetime(2023, 9, 28, 23, 59, 59)):
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
