"""A briefing: scenes in order, each a view with what is said about it. Editing gives a new briefing."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from geo.picture.registry import shown_topic
from geo.view.view import read, write_whole

if TYPE_CHECKING:
    from datetime import date

    from geo.case.settings import Settings
    from geo.view.view import ViewState, Vocabulary

FORMAT = 1

LONGEST_TITLE, LONGEST_LINE, LONGEST_NOTES = 90, 240, 6000
LINES = 2
MOST_SCENES = 60


@dataclass(frozen=True)
class Frozen:
    """What a scene showed when it was made: the tables' hash, and each figure as (value, label, when)."""

    tables: str = ""
    """SHA-256 (hex) of the case's files, as `Case.version`; empty where it was not kept."""
    figures: tuple[tuple[str, str, str], ...] = ()
    signature: str = field(default="", compare=False)
    """Of a link, by which the program that made it knows it again."""


class GoneError(ValueError):
    """The scene that is to be changed is not in the briefing."""

    def __init__(self) -> None:
        super().__init__("That scene is no longer in the briefing; it was taken out elsewhere.")


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
    id: str = ""
    """What a change names the scene by, whatever its place; set once it is in a briefing."""


@dataclass(frozen=True)
class Unread:
    """A part of the file that could not be read, letter for letter, to be written back as it is."""

    after: str
    """Id of the scene it follows; empty before the first."""
    text: str


@dataclass(frozen=True)
class Briefing:
    """Scenes in their order; no two have the same id."""

    case: str
    title: str
    scenes: tuple[Scene, ...] = ()
    unread: tuple[Unread, ...] = ()
    head: str = field(default="", compare=False)
    """The file's lines before its first scene, with what else may stand there."""


def scene_of(page: str, view: ViewState, settings: Settings, title: str, lines: tuple[str, ...]) -> Scene:
    """Return the view as a scene; a page without a picture of its own stands as the first page."""
    cleaned = tuple(clean(line, LONGEST_LINE) for line in lines[:LINES])
    return Scene(shown_topic(page).key, clean(title, LONGEST_TITLE), cleaned, _query(view, settings))


def _query(view: ViewState, settings: Settings) -> str:
    return urlencode(write_whole(view, settings), safe=";:,")


def view_of(scene: Scene, settings: Settings, vocabulary: Vocabulary) -> tuple[ViewState, tuple[str, ...]]:
    """Return the scene's view, and a sentence for each value of it that cannot be used."""
    return read(dict(parse_qsl(scene.query)), settings, vocabulary)


def known_by(briefing: Briefing, settings: Settings, vocabulary: Vocabulary, known: date | None) -> Briefing:
    """Return the scenes as at days up to ``known``, each as known then."""
    if known is None:
        return briefing
    views = [(scene, view_of(scene, settings, vocabulary)[0]) for scene in briefing.scenes]
    scenes = tuple(
        replace(scene, query=_query(replace(view, known=min(known, view.known or known)), settings))
        for scene, view in views
        if view.at.date() <= known
    )
    return replace(briefing, scenes=scenes)


def clean(text: str, longest: int) -> str:
    """Return a text on one line without control letters, cut to so many letters.

    Parameters
    ----------
    text
        Any text.
    longest
        The most letters that are left, the mark of a cut included.

    Returns
    -------
    str
        The text; where it was cut it ends in "…".

    Examples
    --------
    >>> clean("  two" + chr(11) + " words ", 90)
    'two words'
    """
    letters = "".join(_safe(letter) for letter in text)
    line = " ".join(letters.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def clean_notes(text: str) -> str:
    """Return speaker notes with their line breaks, otherwise as `clean`."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(clean(line, LONGEST_NOTES) for line in lines).strip()[:LONGEST_NOTES]


def _safe(letter: str) -> str:
    """A letter that any file can hold: no control letter, no half of a pair, no non-character."""
    if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp"):
        return " "
    return "" if ord(letter) & 0xFFFE == 0xFFFE else letter  # noqa: PLR2004 - the last two of each plane


def new_id() -> str:
    """Return an id that no other scene has."""
    return f"s{secrets.token_hex(5)}"


def number_of(briefing: Briefing, scene_id: str) -> int:
    """Return the place of a scene in its briefing.

    Parameters
    ----------
    briefing
        The briefing.
    scene_id
        Id of the scene.

    Returns
    -------
    int
        Its place, counted from 0.

    Raises
    ------
    GoneError
        When the briefing has no such scene.
    """
    for number, scene in enumerate(briefing.scenes):
        if scene.id == scene_id:
            return number
    raise GoneError


def same_view(briefing: Briefing, scene: Scene) -> int | None:
    """Return the place of a scene that shows the same page and view.

    Parameters
    ----------
    briefing
        The briefing.
    scene
        The scene to compare with; it need not be in the briefing.

    Returns
    -------
    int or None
        The place of the first such scene, counted from 0; None where there is none.
    """
    views = [(other.page, other.query) for other in briefing.scenes]
    view = (scene.page, scene.query)
    return views.index(view) if view in views else None


def added(briefing: Briefing, scene: Scene) -> Briefing:
    """Return the briefing with the scene at its end, under an id of its own; ValueError where it is full."""
    if len(briefing.scenes) >= MOST_SCENES:
        raise ValueError(f"A briefing holds at most {MOST_SCENES} scenes.")
    return replace(briefing, scenes=(*briefing.scenes, replace(scene, id=new_id())))


def moved(briefing: Briefing, scene_id: str, by: int) -> Briefing:
    """Return the briefing with one scene moved within its order.

    Parameters
    ----------
    briefing
        The briefing.
    scene_id
        Id of the scene.
    by
        How many places it moves on, or back where negative; it stops at the first or last place.

    Returns
    -------
    Briefing
        The briefing in its new order; the one given is left as it was.

    Raises
    ------
    GoneError
        When the briefing has no such scene.
    """
    number, scenes = number_of(briefing, scene_id), list(briefing.scenes)
    scene = scenes.pop(number)
    scenes.insert(min(max(number + by, 0), len(scenes)), scene)
    return replace(briefing, scenes=tuple(scenes))


def copied(briefing: Briefing, scene_id: str) -> Briefing:
    """Return the briefing with a copy of one scene after it; ValueError where it is full."""
    number = number_of(briefing, scene_id)
    longer = added(briefing, briefing.scenes[number])
    return moved(longer, longer.scenes[-1].id, number + 2 - len(longer.scenes))


def removed(briefing: Briefing, scene_id: str) -> Briefing:
    """Return the briefing without one scene; what could not be read after it follows the scene before."""
    number, scenes = number_of(briefing, scene_id), briefing.scenes
    before = scenes[number - 1].id if number else ""
    unread = tuple(
        replace(part, after=before) if part.after == scene_id else part for part in briefing.unread
    )
    return replace(briefing, scenes=scenes[:number] + scenes[number + 1 :], unread=tuple(unread))


def changed(briefing: Briefing, scene_id: str, **parts: Any) -> Briefing:
    """Return the briefing with parts of one scene set anew."""
    number, scenes = number_of(briefing, scene_id), list(briefing.scenes)
    scenes[number] = replace(scenes[number], **parts)
    return replace(briefing, scenes=tuple(scenes))


def words(scene: Scene) -> tuple[str, tuple[str, ...], str]:
    """Return what is said of a scene: headline, lines, notes."""
    return scene.title, scene.lines, scene.notes


def what_changed(before: Briefing, after: Briefing) -> str:
    """Say in a few words how a briefing was changed: scenes added, deleted, reworded, reordered.

    >>> one = Scene("aid", "A", (), "at=2023-01-01", id="s1")
    >>> what_changed(Briefing("x", "X", (one,)), Briefing("x", "X"))
    '“A” deleted'
    """
    old, new = ({scene.id: scene for scene in briefing.scenes} for briefing in (before, after))
    both = [scene_id for scene_id in old if scene_id in new]
    worded = [scene_id for scene_id in both if words(old[scene_id]) != words(new[scene_id])]
    refreshed = [key for key in both if key not in worded and old[key] != new[key]]
    parts = [
        _counted([old[scene_id] for scene_id in old if scene_id not in new], "deleted"),
        _counted([new[scene_id] for scene_id in new if scene_id not in old], "added"),
        _counted([new[scene_id] for scene_id in worded], "worded anew"),
        _counted([new[scene_id] for scene_id in refreshed], "refreshed"),
        "order changed" if both != [scene_id for scene_id in new if scene_id in old] else "",
    ]
    return ", ".join(part for part in parts if part) or "no scene changed"


def _counted(scenes: list[Scene], verb: str) -> str:
    if len(scenes) == 1:
        return f"“{scenes[0].title}” {verb}"
    return f"{len(scenes)} scenes {verb}" if scenes else ""
