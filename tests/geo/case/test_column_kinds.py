"""What is taken off the cells of a column before they are read."""

import sys

import pandas as pd
import pytest

from geo.case.column_kinds import name, text

_BLANKS = [letter for letter in map(chr, range(sys.maxunicode + 1)) if letter.isspace()]
_UNSEEN = ["\u00ad", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060", "\ufeff"]


@pytest.mark.parametrize("form", ["{}a b", "a b{}", "{0}a b{0}"])
def test_every_blank_and_letter_nobody_sees_is_trimmed_off(form):
    for letter in (*_BLANKS, *_UNSEEN):
        cells = pd.Series([form.format(letter), "a b"], dtype="str", index=[7, 9])
        assert text().cleaned(cells).to_dict() == {7: "a b", 9: "a b"}, repr(letter)


def test_lines_break_in_texts_and_not_in_names():
    cells = pd.Series(["a\nb", "a\u2028b", "a\x00b"], dtype="str")
    assert name().cleaned(cells).tolist() == ["a b"] * 3
    assert text().cleaned(cells).tolist() == cells.tolist()
