"""Letters on paper: names of any script are set in order, in a font that has them, or in Latin letters."""

from types import SimpleNamespace

import pandas as pd
import pytest

from components.paper import letters
from components.paper.letters import in_latin, letters_note, set_in_type
from components.paper.pen import text_width
from components.paper.sheet import FONT


@pytest.fixture
def installed(monkeypatch):
    """Let this machine have these families of Noto and no others."""

    def only(*families):
        monkeypatch.setattr(letters, "_installed", lambda: frozenset(families))
        set_in_type.cache_clear()

    yield only
    set_in_type.cache_clear()


def test_a_name_written_from_right_to_left_turns_no_dates_round():
    words, families = set_in_type("أهالي القرية: 400 (6–8 Mar 2024)")
    assert words == "\u200eأهالي القرية\u200e: 400 (6–8 Mar 2024)"
    assert families == (FONT,)


@pytest.mark.parametrize("text", ["Goris: 400", "Степанакерт", "Ստեփանակերտ", "Şuşa – 6–8"])
def test_what_the_usual_font_has_stays_as_it_is(text):
    assert set_in_type(text) == (text, (FONT,))
    assert not in_latin([text])


def test_letters_no_font_has_are_set_in_latin_ones_and_said(installed):
    installed()
    assert set_in_type("村民: 400, रामपुर हाट") == ("CunMin: 400, Rampur Hat", (FONT,))
    assert in_latin(["Goris", "村民: 400"])
    # Letters of a font of somebody's own: no gap stands for a name.
    assert set_in_type("\ue000\uf8ff: 4")[0] == "??: 4"
    assert text_width("村民", 10) == text_width("CunMin", 10)


def test_a_font_of_the_script_is_taken_where_there_is_one(installed, monkeypatch):
    monkeypatch.setattr(
        letters, "_letters", lambda family: frozenset(map(ord, "ab रामपुर" if family != FONT else "ab "))
    )
    letters.has.cache_clear()
    installed("Noto Sans Devanagari")
    assert set_in_type("ab रामपुर") == ("ab रामपुर", (FONT, "Noto Sans Devanagari"))
    letters.has.cache_clear()


def test_a_map_whose_names_no_font_has_says_so(installed):
    installed()
    rows = [{"place_id": "a", "name_en": "Goris", "name_zh": "戈里斯"}]
    picture = SimpleNamespace(flows=(), routes=())
    what = SimpleNamespace(
        case=SimpleNamespace(places=pd.DataFrame(rows)), picture=picture, view=SimpleNamespace(names="zh")
    )
    assert letters_note(what) == [letters.IN_LATIN]
    what.view.names = "both"
    assert letters_note(what) == []
