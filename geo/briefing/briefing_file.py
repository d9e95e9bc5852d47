"""A briefing as one file to read, to mend by hand and to pass on: TOML, its format numbered.

A scene that is wrong is set aside with its line, field, value and reason, and written back letter for
letter; the others are read.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from dataclasses import replace
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from geo.briefing.briefing import (
    FORMAT,
    LINES,
    LONGEST_LINE,
    LONGEST_NOTES,
    LONGEST_TITLE,
    MOST_SCENES,
    Briefing,
    Frozen,
    Scene,
    Unread,
    clean,
    clean_notes,
    view_of,
)
from geo.case.set_aside import CaseError, SetAside, shortened
from geo.picture.registry import keys_with_map
from geo.toml_text import parsed_toml
from geo.view.view import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.settings import Settings
    from geo.view.view import Vocabulary

FILE = "briefing.toml"
MOST_BYTES = 1_000_000
FIGURE_PARTS = 3
# So many letters are read again to tell heads of scenes from lines of their texts.
MOST_READ_AGAIN = 20_000_000
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*scene[ \t]*\]\]", re.MULTILINE)
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_HASH = re.compile(r"[0-9a-f]{64}")
_COPY = "Copy the query of a link made here."
_FIELDS = {"id", "page", "title", "lines", "view", "notes", "tables", "figures"}


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
    if values.get("format") != FORMAT:
        shown = shortened(values.get("format", "none"))
        raise BriefingError(f"'{file}' has the format {shown}; this program reads {FORMAT}.")
    if values.get("case") != settings.id:
        shown = shortened(values.get("case", ""))
        raise BriefingError(f"'{file}' is about the case '{shown}', and '{settings.id}' is open here.")
    reader = _Reader(file, settings, vocabulary)
    head = reader.read(values, text)
    stated = values.get("title", "")
    title = clean(stated if isinstance(stated, str) else "", LONGEST_TITLE) or settings.title
    briefing = Briefing(settings.id, title, tuple(reader.scenes), tuple(reader.unread), head)
    return briefing, tuple(reader.set_aside)


def write_briefing(briefing: Briefing) -> str:
    """Return the briefing as TOML; reading it gives the same briefing."""
    text = briefing.head if _says(briefing.head, briefing) else _head(briefing)
    text += _unread_text(briefing, "")
    for scene in briefing.scenes:
        text += _scene_text(scene) + _unread_text(briefing, scene.id)
    return text


def _head(briefing: Briefing) -> str:
    lines = [
        "# A briefing of Passage: its scenes in order. docs/data.md says what each line means.",
        f"format = {FORMAT}",
        f"case = {_quoted(briefing.case)}",
        f"title = {_quoted(briefing.title)}",
    ]
    return "\n".join(lines) + "\n"


def _says(head: str, briefing: Briefing) -> bool:
    """Whether the lines the file began with still hold."""
    try:
        values = parsed_toml(head)
    except (ValueError, RecursionError):
        return False
    asked = (FORMAT, briefing.case, briefing.title)
    return (values.get("format"), values.get("case"), values.get("title")) == asked


def _unread_text(briefing: Briefing, after: str) -> str:
    return "".join(f"\n{part.text}\n" for part in briefing.unread if part.after == after)


def _scene_text(scene: Scene) -> str:
    lines = [
        "",
        "[[scene]]",
        *([f"id = {_quoted(scene.id)}"] if scene.id else []),
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
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BriefingError(f"'{file}' is UTF-16: save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefingError(f"'{file}' is not UTF-8 (byte {error.start}): save it as UTF-8.") from None


def _parsed(text: str, file: str) -> dict[str, Any]:
    if not text.strip():
        raise BriefingError(f"'{file}' is empty.")
    try:
        return parsed_toml(text)
    except (ValueError, RecursionError) as error:
        raise BriefingError(f"'{file}' is not valid TOML: {error}.") from None


def _split(text: str, scene_count: int) -> list[int]:
    """Return where each of so many scenes begins in the text, and where the text ends.

    A line that only looks like the head of a scene, inside a text of several lines, is none. Returns nothing
    where scenes are written in another form than under [[scene]].
    """
    starts = [*(match.start() for match in _HEADER.finditer(text)), len(text)]
    if len(starts) - 1 > scene_count and len(starts) * len(text) <= MOST_READ_AGAIN:
        starts = _real_starts(text, starts)
    return starts if len(starts) - 1 == scene_count else []


def _real_starts(text: str, starts: list[int]) -> list[int]:
    real = [starts[0]]
    for end in starts[1:]:
        try:
            parsed_toml(text[real[-1] : end])
        except (ValueError, RecursionError):
            continue
        real.append(end)
    return real


class _Reader:
    """Reads the scenes of one file: those that can be read, and the text of those that cannot."""

    def __init__(self, file: str, settings: Settings, vocabulary: Vocabulary) -> None:
        self._file, self._settings, self._vocabulary = file, settings, vocabulary
        self.scenes: list[Scene] = []
        self.unread: list[Unread] = []
        self.set_aside: list[SetAside] = []

    def read(self, values: dict[str, Any], text: str) -> str:
        """Read every scene, and return the lines before the first."""
        entries = values.get("scene", [])
        starts = _split(text, len(entries)) if isinstance(entries, list) else []
        if not starts:
            raise BriefingError(f"'{self._file}' has no list of scenes: write each under [[scene]].")
        blocks = [text[start:end] for start, end in pairwise(starts)]
        for number, (entry, block) in enumerate(zip(entries, blocks, strict=True), start=1):
            line = text.count("\n", 0, starts[number - 1]) + 1
            if number > MOST_SCENES:
                rest = "".join(blocks[number - 1 :])
                self._leave(_no_room(number, len(entries)), line, number, rest)
                break
            try:
                scene = _scene(entry, self._settings, self._vocabulary)
            except _WrongError as wrong:
                self._leave(wrong, line, number, block)
            else:
                self.scenes.append(replace(scene, id=self._free_id(scene.id, block)))
        return text[: starts[0]].rstrip() + "\n"

    def _leave(self, wrong: _WrongError, line: int, number: int, block: str) -> None:
        reason = f"scene {number}: {wrong.reason}"
        report = SetAside(self._file, line, wrong.field, shortened(wrong.value), reason, wrong.remedy)
        self.set_aside.append(report)
        self.unread.append(Unread(self.scenes[-1].id if self.scenes else "", block.strip()))

    def _free_id(self, wanted: str, block: str) -> str:
        """Return the id a scene bears; one without, or with another's, has one that follows from its text."""
        taken = {scene.id for scene in self.scenes}
        if wanted and wanted not in taken:
            return wanted
        derived = "s" + hashlib.sha256(block.strip().encode()).hexdigest()[:10]
        candidates = (f"{derived}-{number}" if number else derived for number in count())
        return next(candidate for candidate in candidates if candidate not in taken)


def _no_room(number: int, last: int) -> _WrongError:
    reason = "a briefing has no room for it" + (f" and those up to {last}" if last > number else "")
    return _WrongError("", "", reason, f"Keep at most {MOST_SCENES} scenes.")


def _scene(entry: Any, settings: Settings, vocabulary: Vocabulary) -> Scene:
    if not isinstance(entry, dict):
        raise _WrongError("", entry, "it is no table of fields", "Write each scene under [[scene]].")
    for name in entry.keys() - _FIELDS:
        raise _WrongError(name, entry[name], "the field is not known here", "Rename it or take it out.")
    page = _text(entry, "page", LONGEST_TITLE)
    if page not in (pages := keys_with_map()):
        raise _WrongError("page", page, "there is no such page to show", f"Write one of {', '.join(pages)}.")
    scene = Scene(
        page,
        _text(entry, "title", LONGEST_TITLE),
        _lines(entry),
        _query(entry),
        _notes(entry),
        _frozen(entry),
        _id(entry),
    )
    _check_view(scene, settings, vocabulary)
    return scene


def _id(entry: dict[str, Any]) -> str:
    scene_id = entry.get("id", "")
    if not isinstance(scene_id, str) or (scene_id and not _ID.fullmatch(scene_id)):
        remedy = "Write up to 40 letters and digits in quotes, or take the line out."
        raise _WrongError("id", scene_id, "it is no id of a scene", remedy)
    return scene_id


def _lines(entry: dict[str, Any]) -> tuple[str, ...]:
    lines = entry.get("lines", [])
    if not isinstance(lines, list) or len(lines) > LINES or not all(isinstance(line, str) for line in lines):
        raise _WrongError("lines", lines, "it is no list of lines", f"Write at most {LINES} texts in quotes.")
    return tuple(_fitting("lines", line, LONGEST_LINE) for line in lines)


def _notes(entry: dict[str, Any]) -> str:
    notes = entry.get("notes", "")
    if not isinstance(notes, str) or len(notes) > LONGEST_NOTES:
        remedy = f"Write at most {LONGEST_NOTES:,} letters."
        raise _WrongError("notes", notes, "it is no text that fits", remedy)
    return clean_notes(notes)


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
    if not isinstance(figures, list) or not all(_is_figure(figure) for figure in figures):
        raise _WrongError("figures", figures, "it is no list of value, label and date", "Take the line out.")
    return Frozen(tables, tuple((value, label, when) for value, label, when in figures))


def _is_figure(entry: Any) -> bool:
    fits = isinstance(entry, list) and len(entry) == FIGURE_PARTS
    return fits and all(isinstance(part, str) for part in entry)
