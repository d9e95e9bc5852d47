"""What a file could do when it is opened, looked for before: entities in XML, programs in a database."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.intake.source_sheet import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

_ENTITY = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PIECE, _OVERLAP = 1024 * 1024, 4096
# Triggers that keep a GeoPackage's own index and counts; each may write to those tables only.
_OWN_TRIGGER = re.compile(
    r"^(?:rtree_.+_(?:insert|delete|update\d?)|gpkg_\w+|trigger_(?:insert|delete)_feature_count_.+|fgt[iud]_.+)$",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+[\"'`\[]?(\w+)",
    re.IGNORECASE,
)
_OWN_TABLE = re.compile(
    r"^(?:rtree_\w+|gpkg_(?:ogr_contents|contents|tile_matrix\w*|data_column\w*|metadata\w*))$", re.IGNORECASE
)
# The standard's own views look columns up in its own tables, and call nothing.
_OWN_VIEW = re.compile(r"\bFROM\s+[\"'`\[]?gpkg_\w+", re.IGNORECASE)
_CALLS = re.compile(r"\b(?!(?:AS|SELECT|CASE|WHEN|THEN|ELSE|IN|ON|AND|OR|USING)\b)\w+\s*\(", re.IGNORECASE)
_COMPUTED = re.compile(r"\b(?:GENERATED\s+ALWAYS|AS\s*\()", re.IGNORECASE)
_OWN_VIEWS = {"st_spatial_ref_sys", "st_geometry_columns", "spatial_ref_sys", "geometry_columns"}
_TEXT = re.compile(r"'(?:[^']|'')*'")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*")
_TRIGGERED = re.compile(r"^\s*CREATE\s+TRIGGER\b.*?\bON\b", re.IGNORECASE | re.DOTALL)


def pieces(file: IO[bytes], tick: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """The bytes of a file, each piece with the end of the one before it, so that no word is cut in two."""
    before = b""
    while piece := file.read(_PIECE):
        tick()
        yield before + piece
        before = piece[-_OVERLAP:]


def refuse_hostile(path: Path, name: str, kind: str) -> None:
    """Refuse a vector file that holds entities, programs, or a link alone, by its kind; RefusedFileError."""
    if kind in ("kml", "gpx"):
        refuse_entities(path, name)
    if kind == "kml":
        refuse_mere_link(path, name)
    if kind == "gpkg":
        refuse_programs(path, name)


def refuse_entities(path: Path, name: str) -> None:
    """Refuse XML that declares a document type or entities; raises RefusedFileError."""
    with path.open("rb") as file:
        mark = file.read(4)
        encoding = "utf-16" if mark[:2] in (b"\xff\xfe", b"\xfe\xff") or mark.count(0) > 1 else "utf-8"
        file.seek(0)
        before = ""
        while piece := file.read(_PIECE):
            text = before + piece.decode(encoding, "replace").replace("\0", "")
            if _ENTITY.search(text):
                raise RefusedFileError(f"'{name}' holds XML entities and is not read.")
            before = text[-40:]


def refuse_mere_link(path: Path, name: str) -> None:
    """Refuse a KML that holds a link to another file and no placemark of its own; raises RefusedFileError."""
    linked = False
    with path.open("rb") as file:
        for piece in pieces(file):
            text = piece.replace(b"\0", b"")
            if b"<Placemark" in text:
                return
            linked = linked or b"<NetworkLink" in text
    if linked:
        raise RefusedFileError(
            f"'{name}' only links to another file, which is not fetched: open it and save what it shows."
        )


def refuse_programs(path: Path, name: str) -> None:
    """Refuse a GeoPackage with triggers, views or tables of code beyond the standard's own.

    Parameters
    ----------
    path
        The file, which is opened for reading only.
    name
        What the user calls it; RefusedFileError names it.
    """
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA query_only = ON")
            entries = base.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    except (sqlite3.Error, UnicodeError):
        raise RefusedFileError(
            f"'{name}' cannot be opened: the database is damaged or was cut off."
        ) from None
    names = {str(entry).lower() for kind, entry, _ in entries if kind == "table"}
    if "gpkg_contents" not in names:
        raise RefusedFileError(f"'{name}' is an SQLite database and no GeoPackage.")
    for kind, entry, sql in entries:
        if kind == "trigger" and not _is_own(str(entry), str(sql)):
            raise RefusedFileError(f"'{name}' holds a trigger ('{str(entry)[:40]}') and is not read.")
        if kind == "view" and not _is_own_view(str(entry), str(sql)):
            raise RefusedFileError(
                f"'{name}' holds a view ('{str(entry)[:40]}') and is not read: save its rows as a layer."
            )
        if kind == "table" and _COMPUTED.search(_QUOTED.sub("", str(sql))):
            raise RefusedFileError(
                f"'{name}' holds a table that computes its cells ('{str(entry)[:40]}') and is not read."
            )
        if kind == "table" and re.match(r"\s*CREATE\s+VIRTUAL\s+TABLE", str(sql), re.IGNORECASE):
            using = re.search(r"\bUSING\s+[\"'`\[]?(\w+)", str(sql), re.IGNORECASE)
            if using is None or using[1].lower() != "rtree":
                raise RefusedFileError(
                    f"'{name}' holds a virtual table ('{str(entry)[:40]}') and is not read."
                )


def _is_own_view(entry: str, sql: str) -> bool:
    body = re.sub(
        r"^\s*CREATE\s+VIEW\s+\S+(?:\s*\([^)]*\))?", "", _TEXT.sub("", sql), count=1, flags=re.IGNORECASE
    )
    return entry.lower() in _OWN_VIEWS and bool(_OWN_VIEW.search(body)) and not _CALLS.search(body)


def _is_own(entry: str, sql: str) -> bool:
    body = _TRIGGERED.sub("", _TEXT.sub("", sql), count=1)
    if not _OWN_TRIGGER.match(entry) or re.search(r"\bload_extension\b", body, re.IGNORECASE):
        return False
    return all(_OWN_TABLE.match(table) for table in _WRITES.findall(body))
