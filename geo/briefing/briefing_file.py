"""A briefing as one file to read, to mend by hand and to pass on: TOML, its format numbered.

A scene that is wrong is set aside with its line, field, value and reason; the others are kept.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from geo.briefing.briefing import (
    FORMAT,
    LINES,
    LONGEST_LINE,
    LONGEST_NOTES,
    LONGEST_TITLE,
    MOST_SCENES,
    PAGES,
    Briefing,
    Frozen,
    Scene,
    clean,
    clean_notes,
    view_of,
)
from geo.case.set_aside import CaseError, SetAside, shortened
from geo.view.view import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.settings import Settings
    from geo.view.view import Vocabulary

FILE = "briefing.toml"
MOST_BYTES = 1_000_000
FIGURE_PARTS = 3
_HEADER = re.compile(r"^\s*\[\[\s*scene\s*\]\]", re.MULTILINE)
_HASH = re.compile(r"[0-9a-f]{64}")
_COPY = "Copy the query of a link made here."
_KNOWN = {"page", "title", "lines", "view", "notes", "tables", "figures"}


class BriefingError(CaseError):
    """A briefing that cannot be read at all; the message is one sentence for the user."""


class _WrongError(ValueError):
    """One field of a scene that cannot be used."""

    def __init__(self, field: str, value: object, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason, self.remedy = field, value, reason, remedy


def load_briefing(
    path: Path, settings: Settings, vocabulary: Vocabulary
) -> tuple[Briefing, tuple[SetAside, ...]]:
    """Return the briefing in a file and what of it was set aside; BriefingError where there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BriefingError(f"'{path}' cannot be read: {error.strerror}.") from None
    return read_briefing(content, settings, vocabulary, path.name)


def read_briefing(
    content: bytes, settings: Settings, vocabulary: Vocabulary, file: str = FILE
) -> tuple[Briefing, tuple[SetAside, ...]]:
    """Return the briefing in the bytes of a file, and the scenes set aside.

    BriefingError when it is no TOML in UTF-8, of a later format, or about another case.
    """
    text = _decoded(content, file)
    values = _parsed(text, file)
    told = values.get("format")
    if told != FORMAT:
        raise BriefingError(f"'{file}' has the format {told!r}; this program reads {FORMAT}.")
    if values.get("case") != settings.id:
        raise BriefingError(
            f"'{file}' is about the case {values.get('case')!r}, and '{settings.id}' is open here."
        )
    scenes, found = _scenes(values, text, settings, vocabulary, file)
    title = clean(str(values.get("title", "")), LONGEST_TITLE) or settings.title
    return Briefing(settings.id, title, tuple(scenes)), tuple(found)


def write_briefing(briefing: Briefing) -> str:
    """Return the briefing as TOML; reading it gives the same briefing."""
    head = [
        "# A briefing of Passage: its scenes in order. docs/data.md says what each line means.",
        f"format = {FORMAT}",
        f"case = {_quoted(briefing.case)}",
        f"title = {_quoted(briefing.title)}",
    ]
    return "\n".join(head) + "\n" + "".join(_scene_text(scene) for scene in briefing.scenes)


def _scene_text(scene: Scene) -> str:
    lines = [
        "",
        "[[scene]]",
        f"page = {_quoted(scene.page)}",
        f"title = {_quoted(scene.title)}",
        "lines = [",
        *(f"  {_quoted(line)}," for line in scene.lines),
        "]",
        f"view = {_quoted(scene.query)}",
        f"notes = {_long(scene.notes)}",
    ]
    if scene.frozen.tables:
        lines.append(f"tables = {_quoted(scene.frozen.tables)}")
    if scene.frozen.figures:
        rows = (f"  [{', '.join(_quoted(part) for part in figure)}]," for figure in scene.frozen.figures)
        lines += ["figures = [", *rows, "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML's basic string, whose escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")


def _long(text: str) -> str:
    if "\n" not in text:
        return _quoted(text)
    lines = (_quoted(line)[1:-1] for line in text.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _decoded(content: bytes, file: str) -> str:
    if len(content) > MOST_BYTES:
        raise BriefingError(f"'{file}' is larger than a briefing can be ({MOST_BYTES:,} bytes).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefingError(f"'{file}' is not UTF-8 (byte {error.start}): save it as UTF-8.") from None


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BriefingError(f"'{file}' is not valid TOML: {error}.") from None


def _scenes(
    values: dict[str, Any], text: str, settings: Settings, vocabulary: Vocabulary, file: str
) -> tuple[list[Scene], list[SetAside]]:
    entries = values.get("scene", [])
    if not isinstance(entries, list):
        raise BriefingError(f"'{file}' has no list of scenes: write each under [[scene]].")
    starts = [text.count("\n", 0, match.end()) + 1 for match in _HEADER.finditer(text)]
    scenes: list[Scene] = []
    found: list[SetAside] = []
    for number, entry in enumerate(entries, start=1):
        line = starts[number - 1] if len(starts) == len(entries) else None
        try:
            scenes.append(_scene(entry, number, settings, vocabulary))
        except _WrongError as wrong:
            reason = f"scene {number}: {wrong.reason}"
            found.append(SetAside(file, line, wrong.field, shortened(wrong.value), reason, wrong.remedy))
    return scenes, found


def _scene(entry: Any, number: int, settings: Settings, vocabulary: Vocabulary) -> Scene:
    if number > MOST_SCENES:
        raise _WrongError("", "", "a briefing has no room for it", f"Keep at most {MOST_SCENES} scenes.")
    if not isinstance(entry, dict):
        raise _WrongError("", entry, "it is no table of fields", "Write each scene under [[scene]].")
    for name in entry.keys() - _KNOWN:
        raise _WrongError(name, entry[name], "the field is not known here", "Rename it or take it out.")
    page = _text(entry, "page", LONGEST_TITLE)
    if page not in PAGES:
        raise _WrongError("page", page, "there is no such page to show", f"Write one of {', '.join(PAGES)}.")
    lines = entry.get("lines", [])
    if not isinstance(lines, list) or len(lines) > LINES or not all(isinstance(one, str) for one in lines):
        raise _WrongError("lines", lines, "it is no list of lines", f"Write at most {LINES} texts in quotes.")
    notes = entry.get("notes", "")
    if not isinstance(notes, str) or len(notes) > LONGEST_NOTES:
        raise _WrongError(
            "notes", notes, "it is no text that fits", f"Write at most {LONGEST_NOTES:,} letters."
        )
    scene = Scene(
        page,
        _text(entry, "title", LONGEST_TITLE),
        tuple(_fitting("lines", line, LONGEST_LINE) for line in lines),
        _query(entry),
        clean_notes(notes),
        _frozen(entry),
    )
    _check_view(scene, settings, vocabulary)
    return scene


def _text(entry: dict[str, Any], field: str, longest: int) -> str:
    value = entry.get(field, "")
    if not isinstance(value, str) or not value.strip():
        raise _WrongError(field, value, "it is missing or no text", "Write a text in quotes.")
    return _fitting(field, value, longest)


def _fitting(field: str, value: str, longest: int) -> str:
    if len(value) > longest:
        raise _WrongError(field, value, "it is too long", f"Write at most {longest} letters.")
    return clean(value, longest)


def _query(entry: dict[str, Any]) -> str:
    query = _text(entry, "view", 2000).removeprefix("?")
    if not {"from", "to", "at"} <= {name for name, _ in parse_qsl(query)}:
        raise _WrongError("view", query, "it does not say from, to and at", _COPY)
    return query


def _check_view(scene: Scene, settings: Settings, vocabulary: Vocabulary) -> None:
    """Refuse a view that reads otherwise than it is written: a value out of place, a name unknown."""
    view, doubts = view_of(scene, settings, vocabulary)
    if doubts:
        raise _WrongError("view", scene.query, doubts[0].rstrip("."), _COPY)
    understood = {"case", "names", *write_whole(view, settings)}
    strange = sorted({name for name, _ in parse_qsl(scene.query)} - understood)
    if strange:
        raise _WrongError("view", scene.query, f"the name '{strange[0]}' is not one of an address", _COPY)


def _frozen(entry: dict[str, Any]) -> Frozen:
    tables, figures = entry.get("tables", ""), entry.get("figures", [])
    if not isinstance(tables, str) or (tables and not _HASH.fullmatch(tables)):
        raise _WrongError("tables", tables, "it is no SHA-256 of a case's tables", "Take the line out.")
    if not isinstance(figures, list) or not all(_is_figure(one) for one in figures):
        raise _WrongError("figures", figures, "it is no list of value, label and date", "Take the line out.")
    return Frozen(tables, tuple((one[0], one[1], one[2]) for one in figures))


def _is_figure(one: Any) -> bool:
    return isinstance(one, list) and len(one) == FIGURE_PARTS and all(isinstance(part, str) for part in one)
