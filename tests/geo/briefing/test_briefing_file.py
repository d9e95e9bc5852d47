"""A briefing's file is read as it was written, and a bad scene is set aside with its place and reason."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.briefing.briefing import Briefing, Frozen, Scene, clean, clean_notes, scene_of, view_of
from geo.briefing.briefing_file import BriefingError, load_briefing, read_briefing, write_briefing
from geo.view.select import vocabulary
from geo.view.view import opening
from tests.conftest import shipped

GOOD = """\
format = 1
case = "karabakh"
title = "Short"

[[scene]]
page = "aid"
title = "One"
lines = ["First line."]
view = "from=2023-09-01&to=2023-09-18&at=2023-09-18"
"""


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture(scope="module")
def read(case):
    terms = vocabulary(case)
    return lambda text: read_briefing(text.encode(), case.settings, terms)


def test_a_good_file_is_read_whole(read):
    briefing, aside = read(GOOD)
    assert aside == ()
    assert briefing.title == "Short"
    (scene,) = briefing.scenes
    assert (scene.page, scene.title, scene.lines) == ("aid", "One", ("First line.",))
    assert scene.frozen == Frozen()


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        (("aid", "weather"), "page", "there is no such page"),
        (('"One"', '""'), "title", "missing"),
        (('"One"', '"' + "x" * 91 + '"'), "title", "too long"),
        (('"One"', "7"), "title", "no text"),
        (('["First line."]', '["a", "b", "c"]'), "lines", "list of lines"),
        (("to=2023-09-18", "to=2023-02-30"), "view", "last day of the period"),
        (("from=2023-09-01&", ""), "view", "does not say from"),
        (("&at=", "&form=2&at="), "view", "'form' is not one"),
        (("at=2023-09-18", "at=2023-10-18"), "view", "outside the period"),
        (("title = ", "titel = "), "titel", "not known"),
        (('view = "', 'notes = 3\nview = "'), "notes", "no text that fits"),
        (('view = "', 'tables = "abc"\nview = "'), "tables", "SHA-256"),
        (('view = "', 'figures = [["1"]]\nview = "'), "figures", "list of value"),
    ],
)
def test_a_bad_scene_is_set_aside_with_line_field_and_reason_and_the_others_stay(read, change, field, reason):
    scene = GOOD[GOOD.index("[[scene]]") :]
    briefing, (aside,) = read(GOOD + "\n" + scene.replace(*change))
    assert [scene.title for scene in briefing.scenes] == ["One"]
    assert (aside.file, aside.row, aside.column) == ("briefing.toml", 11, field)
    assert aside.reason.startswith("scene 2: ")
    assert reason in aside.reason
    assert aside.remedy


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("format = 2\n", "this program reads 1"),
        ('format = 1\ncase = "other"\n', "is about the case 'other'"),
        ("format = ", "not valid TOML"),
        ('format = 1\ncase = "karabakh"\nscene = 3\n', "no list of scenes"),
        ("", "is empty"),
        (f"format = 0x{'f' * 5000}\n", "has the format …; this program reads 1"),
        (f"format = 1\ncase{'.a' * 90} = 1\n", "is about the case"),
        (f"format{'.a' * 200_000} = 1\n", "more than 100 parts"),
        ('scene = [{ page = "aid" }]\nformat = 1\ncase = "karabakh"\n', "under"),
    ],
)
def test_a_file_that_is_no_briefing_of_this_case_is_refused_in_one_sentence(read, text, reason):
    with pytest.raises(BriefingError, match=reason):
        read(text)


def test_a_file_in_another_encoding_too_large_or_not_there_is_refused(case, tmp_path):
    terms = vocabulary(case)
    with pytest.raises(BriefingError, match="not UTF-8"):
        read_briefing("é".encode("latin-1"), case.settings, terms)
    with pytest.raises(BriefingError, match="larger"):
        read_briefing(b"#" * 1_000_001, case.settings, terms)
    with pytest.raises(BriefingError, match="cannot be read"):
        load_briefing(tmp_path / "none.toml", case.settings, terms)


def scene_text(**lines):
    """A scene as it stands in a file, with lines in the place of others."""
    fields = {
        "page": '"aid"',
        "title": '"T"',
        "view": '"from=2023-09-01&to=2023-09-18&at=2023-09-18"',
    } | lines
    return "[[scene]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


UNREADABLE = (
    scene_text(page='"weather"') + "# and a note",
    scene_text(view='"from=2023-09-01&to=2023-09-18&at=2023-09-18&place=nowhere"'),
    scene_text(titel='"x"', notes='"""\n[[scene]]\nnot one\n"""'),
    scene_text(extra="{ a = [1, 2.5, 1979-05-27] }") + "[scene.more]\nx = 1",
    scene_text(title='"' + "x" * 91 + '"').replace("\n", "\r\n").strip(),
)


@pytest.mark.parametrize("bad", UNREADABLE)
def test_what_cannot_be_read_is_written_back_letter_for_letter_in_its_place(read, bad):
    good = scene_text(id='"mine"', notes='"""\n[[scene]]\n"""')
    for text in (good + bad, bad + "\n\n" + good, good + bad + "\n" + scene_text(title='"U"')):
        briefing, (aside,) = read(HEAD + text)
        assert aside.row == (HEAD + text)[: (HEAD + text).index(bad)].count("\n") + 1
        written = write_briefing(briefing)
        assert written.count(bad) == 1
        assert read(written)[0] == briefing
        assert write_briefing(read(written)[0]) == written


HEAD = 'format = 1\ncase = "karabakh"\ntitle = "Short"\n# Ours.\nowner = "desk 4"\n'


def test_what_else_stands_before_the_first_scene_stays(read):
    briefing, _ = read(HEAD + scene_text())
    assert write_briefing(briefing).startswith(HEAD)
    assert "owner" not in write_briefing(replace(briefing, title="Long"))


def test_a_scene_without_an_id_has_one_that_every_reader_finds_and_no_two_have_the_same(read):
    text = HEAD + scene_text() + scene_text() + scene_text(id='"x"') + scene_text(id='"x"', title='"U"')
    briefing, aside = read(text)
    assert aside == ()
    ids = [scene.id for scene in briefing.scenes]
    assert len(set(ids)) == 4
    assert ids[2] == "x"
    assert [scene.id for scene in read(text)[0].scenes] == ids
    assert [scene.id for scene in read(write_briefing(briefing))[0].scenes] == ids


def test_scenes_beyond_the_last_are_one_report_and_stay_in_the_file(read):
    text = HEAD + "".join(scene_text(title=f'"{number}"') for number in range(70))
    briefing, (aside,) = read(text)
    assert len(briefing.scenes) == 60
    assert "scene 61: a briefing has no room for it and those up to 70" in aside.reason
    assert write_briefing(briefing).count("[[scene]]") == 70


def test_a_file_of_many_scenes_is_read_in_bounded_time(read):
    start = time.perf_counter()
    read(HEAD + "[[scene]]\n" * 90_000)
    with pytest.raises(BriefingError, match="under"):
        read(HEAD + scene_text(notes='"""' + "[[scene]]\n" * 90_000 + '"""'))
    heavy = "".join(f'a{number} = "{"x" * 200}"\n' for number in range(2000))
    with pytest.raises(BriefingError, match="under"):
        read(HEAD + f"[[scene]]\n{heavy}" + 'notes = """' + "[[scene]]\n" * 300 + '"""')
    assert time.perf_counter() - start < 20


texts = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts, st.lists(st.tuples(texts, texts, texts), max_size=3))
def test_what_is_written_is_read_back(case, title, line, notes, figures):
    told = tuple(tuple(clean(part, 90) for part in figure) for figure in figures)
    scene = Scene(
        "blockade",
        clean(title, 90) or "t",
        (clean(line, 90),),
        "from=2023-09-01&to=2023-09-18&at=2023-09-18",
        clean_notes(notes + "\n" + line),
        Frozen("0" * 64, told),
    )
    briefing = Briefing("karabakh", "T", (replace(scene, id="a"), replace(scene, id="b")))
    back, aside = read_briefing(write_briefing(briefing).encode(), case.settings, vocabulary(case))
    assert aside == ()
    assert back == briefing


def test_a_scene_keeps_which_figure_is_looked_at(case, read):
    figure = "dead:fuel depot explosion, 25 September 2023"
    view = replace(opening(case.settings), figure=figure)
    made = scene_of("situation", view, case.settings, "Who says how many", ())
    briefing, aside = read(write_briefing(Briefing(case.settings.id, "One", (made,))))
    assert aside == ()
    again, said = view_of(briefing.scenes[0], case.settings, vocabulary(case))
    assert (again.figure, said) == (figure, ())
