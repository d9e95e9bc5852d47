"""A briefing: scenes in order, each a view with what is said about it. Editing gives a new briefing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from geo.view.view import read, write_whole

if TYPE_CHECKING:
    from geo.case.settings import Settings
    from geo.view.view import ViewState, Vocabulary

FORMAT = 1
PAGES = ("situation", "blockade", "aid", "displacement", "diplomacy", "events")
"""Pages whose picture a scene can show; a view of any other page is shown as the first."""

LONGEST_TITLE, LONGEST_LINE, LONGEST_NOTES = 90, 240, 6000
LINES = 2
MOST_SCENES = 60


@dataclass(frozen=True)
class Frozen:
    """What a scene showed when it was made: the tables' hash, and each figure as (value, label, when)."""

    tables: str = ""
    """SHA-256 (hex) of the case's files, as `Case.version`; empty where it was not kept."""
    figures: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Scene:
    """One view of the case, with a headline, two lines, and notes for who speaks."""

    page: str
    title: str
    lines: tuple[str, ...]
    query: str
    """The view as an address writes it, its dates always said."""
    notes: str = ""
    frozen: Frozen = Frozen()


@dataclass(frozen=True)
class Briefing:
    """Scenes in the order they are told."""

    case: str
    title: str
    scenes: tuple[Scene, ...] = ()


def scene_of(page: str, view: ViewState, settings: Settings, title: str, lines: tuple[str, ...]) -> Scene:
    """Return the view as a scene; a page without a picture of its own stands as the first page."""
    query = urlencode(write_whole(view, settings), safe=";:,")
    shown = page if page in PAGES else PAGES[0]
    told = tuple(clean(line, LONGEST_LINE) for line in lines[:LINES])
    return Scene(shown, clean(title, LONGEST_TITLE), told, query)


def view_of(scene: Scene, settings: Settings, vocabulary: Vocabulary) -> tuple[ViewState, tuple[str, ...]]:
    """Return the scene's view, and a sentence for each value of it that cannot be used."""
    return read(dict(parse_qsl(scene.query)), settings, vocabulary)


def clean(text: str, longest: int) -> str:
    """Return a text on one line without control letters, cut to so many letters.

    >>> clean("  two" + chr(11) + " words ", 90)
    'two words'
    """
    letters = "".join(_kept(letter) for letter in text)
    line = " ".join(letters.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def clean_notes(text: str) -> str:
    """Return speaker notes with their line breaks, otherwise as `clean`."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(clean(line, LONGEST_NOTES) for line in lines).strip()[:LONGEST_NOTES]


def _kept(letter: str) -> str:
    """A letter that any file can hold: no control letter, no half of a pair, no non-character."""
    if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp"):
        return " "
    return "" if ord(letter) & 0xFFFE == 0xFFFE else letter  # noqa: PLR2004 - the last two of each plane


def added(briefing: Briefing, scene: Scene) -> Briefing:
    """Return the briefing with the scene at its end; ValueError where it is full."""
    if len(briefing.scenes) >= MOST_SCENES:
        raise ValueError(f"a briefing holds at most {MOST_SCENES} scenes")
    return replace(briefing, scenes=(*briefing.scenes, scene))


def moved(briefing: Briefing, number: int, by: int) -> Briefing:
    """Return the briefing with one scene moved so many places on (back when negative), inside the order."""
    scenes = list(briefing.scenes)
    scene = scenes.pop(number)
    scenes.insert(min(max(number + by, 0), len(scenes)), scene)
    return replace(briefing, scenes=tuple(scenes))


def copied(briefing: Briefing, number: int) -> Briefing:
    """Return the briefing with a copy of one scene after it; ValueError where it is full."""
    full = added(briefing, briefing.scenes[number])
    return moved(full, len(full.scenes) - 1, number + 2 - len(full.scenes))


def removed(briefing: Briefing, number: int) -> Briefing:
    """Return the briefing without one scene."""
    return replace(briefing, scenes=briefing.scenes[:number] + briefing.scenes[number + 1 :])


def changed(briefing: Briefing, number: int, **parts: Any) -> Briefing:
    """Return the briefing with parts of one scene set anew."""
    scenes = list(briefing.scenes)
    scenes[number] = replace(scenes[number], **parts)
    return replace(briefing, scenes=tuple(scenes))
