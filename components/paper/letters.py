"""Which fonts a line of text needs, and what is set where no font of this machine has its letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

from components.paper.sheet import FONT
from geo.names import names_by_id
from geo.words import in_order

if TYPE_CHECKING:
    from geo.briefing.scene import Shown

# Letters for private use, and those of no script yet, as Unicode has them.
_OF_NOBODY = ("Co", "Cn")
IN_LATIN = "Names whose letters no font here has are set in Latin letters."
# Scripts that one family of Noto sets together, by the first word of their letters' Unicode names.
_FAMILIES = {"CJK": "CJK JP", "HIRAGANA": "CJK JP", "KATAKANA": "CJK JP", "HANGUL": "CJK KR"}


@lru_cache(maxsize=20_000)
def set_in_type(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text as it can be set, and the families of fonts it takes, the usual one first.

    A word with letters that no font has is set in Latin letters.
    """
    missing = set(_lacking(text))
    if not missing:
        return in_order(text), (FONT,)
    families = {family for family in map(_family, missing) if family}
    lost = {letter for letter in missing if not any(has(family, letter) for family in families)}
    if lost:
        text = re.sub(r"\S+", lambda word: _in_latin(word[0]) if lost & set(word[0]) else word[0], text)
    return in_order(text), (FONT, *sorted(families))


def in_latin(texts: list[str]) -> bool:
    """Tell whether any of the texts is set in other letters than its own."""
    return any(
        anyascii(word) in set_in_type(word)[0] for text in texts for word in text.split() if _lacking(word)
    )


def letters_note(what: Shown) -> list[str]:
    """What is said beside a map whose names are in letters that no font here has."""
    labels = [flow.label for flow in what.picture.flows] + [road.label for road in what.picture.routes]
    names = names_by_id(what.case.places, what.view.names)
    return [IN_LATIN] if in_latin([*labels, *names.values()]) else []


def _in_latin(word: str) -> str:
    """A word in Latin letters; "?" for those of nobody's script, since a gap would be no name at all."""
    plain = anyascii("".join("?" if unicodedata.category(own) in _OF_NOBODY else own for own in word))
    return plain[:1].upper() + plain[1:]


def _lacking(text: str) -> list[str]:
    """The letters of a text that the usual font does not have."""
    if text.isascii():
        return []
    return [letter for letter in text if letter not in " \n\t" and not has(FONT, letter)]


def _family(letter: str) -> str:
    """The family of fonts for a letter's script, where this machine has it; empty else."""
    script = unicodedata.name(letter, "").split(" ")[0]
    family = f"Noto Sans {_FAMILIES.get(script, script.capitalize())}"
    return family if family in _installed() else ""


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(font.name for font in fontManager.ttflist)


@lru_cache(maxsize=10_000)
def has(family: str, letter: str) -> bool:
    """Whether a family of fonts has a letter."""
    return ord(letter) in _letters(family)


@lru_cache(maxsize=64)
def _letters(family: str) -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=family))).get_charmap())
