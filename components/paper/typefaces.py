"""Typefaces of slides: each script is set in one that office programs have for it, and to its own side."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from geo.words import in_order

USUAL = "Arial"
# By the first word of its letters' Unicode names; Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic letters
# are in the usual one.
_BY_SCRIPT = {
    "GEORGIAN": "Sylfaen",
    **dict.fromkeys(("ETHIOPIC", "TIFINAGH", "NKO", "VAI", "OSMANYA", "ADLAM"), "Ebrima"),
    **dict.fromkeys(
        ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM",
         "SINHALA"),
        "Nirmala UI",
    ),
    **dict.fromkeys(("THAI", "LAO", "KHMER"), "Leelawadee UI"),
    "MYANMAR": "Myanmar Text",
    "TIBETAN": "Microsoft Himalaya",
    "MONGOLIAN": "Mongolian Baiti",
    "SYRIAC": "Estrangelo Edessa",
    "THAANA": "MV Boli",
    "CHEROKEE": "Gadugi",
    "CJK": "Microsoft YaHei",
    "HIRAGANA": "Yu Gothic",
    "KATAKANA": "Yu Gothic",
    "HANGUL": "Malgun Gothic",
}  # fmt: skip
_JAPANESE = _BY_SCRIPT["HIRAGANA"]
_FIRST_WORD = re.compile(r"[ -]")
_TO_THE_LEFT = ("R", "AL")
# Of its letters so many parts are written from right to left in a text that is.
_MOSTLY = 2 / 3
_EMBEDDED, _END = "\u202a", "\u202c"
# Latin words and numbers, with what stands between them.
_PHRASE = re.compile(r"[(\[]?[A-Za-z0-9\u00c0-\u024f](?:[^\u0590-\u08ff]*[A-Za-z0-9\u00c0-\u024f)\]%])?")


def runs(text: str) -> list[tuple[str, str]]:
    """A text in pieces, each with the typeface its letters are set in; signs go with what they follow."""
    faces: list[str] = []
    japanese = any(_face(letter) == _JAPANESE for letter in text)
    for letter in text:
        neutral = unicodedata.category(letter)[0] not in "LN"
        face = faces[-1] if neutral and faces else _face(letter)
        faces.append(_JAPANESE if japanese and face == _BY_SCRIPT["CJK"] else face)
    pieces = groupby(zip(text, faces, strict=True), key=lambda item: item[1])
    return [("".join(letter for letter, _ in piece), face) for face, piece in pieces]


def to_the_left(text: str) -> bool:
    """Whether a text is one written from right to left, not an English one with a name in it."""
    letters = [unicodedata.bidirectional(letter) for letter in text if letter.isalpha()]
    turned = sum(letter in _TO_THE_LEFT for letter in letters)
    return turned > 0 and letters[0] in _TO_THE_LEFT and turned >= _MOSTLY * len(letters)


def set_in_order(text: str) -> str:
    """The text with marks that keep numbers and names of the other direction in their own order."""
    if not to_the_left(text):
        return in_order(text)
    return _PHRASE.sub(f"{_EMBEDDED}\\g<0>{_END}", text)


def _face(letter: str) -> str:
    return _BY_SCRIPT.get(_FIRST_WORD.split(unicodedata.name(letter, ""))[0], USUAL)
