"""Zip archives: what is in one is looked at before anything is unpacked, and only so much is unpacked."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from geo.case.schema import AREAS_FILE, TABLES
from geo.intake.file_kind import ARCHIVE, ENDINGS, SHAPEFILE_PARTS, ending_of
from geo.intake.source_sheet import MEGABYTE, RefusedFileError, most_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_MEMBERS, _MOST_TABLES = 5000, 100
# Text packs to a tenth, XML of a sheet to a fiftieth; tighter than this is nothing anybody wrote.
MOST_RATIO, SMALL = 300, 20 * MEGABYTE
_PIECE = MEGABYTE
_OF_A_CASE = frozenset(table.file for table in TABLES)
_PASSED_OVER = re.compile(
    r"(?:^|/)(?:\.[^/]*|thumbs\.db|desktop\.ini|readme[^/]*|licen[cs]e[^/]*)$|^__MACOSX/|\.(?:txt|pdf|md|html?|xml)$",
    re.IGNORECASE,
)
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FAULT = re.compile(rb'<c\s(?=[^>]{0,200}\st="e")[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"')
_HIDDEN = re.compile(rb'<row(?=[^>]{0,300}\shidden="(?:1|true)")[^>]{0,300}?\sr="([0-9]{1,7})"')
_HEAD, _ELEMENT, _PASSED = 4096, re.compile(rb"<[A-Za-z_]"), re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def opened(path: Path, name: str) -> zipfile.ZipFile:
    """A zip archive whose list of members is in order; RefusedFileError where it is not."""
    try:
        archive = zipfile.ZipFile(path)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise RefusedFileError(f"'{name}' cannot be unpacked: it is damaged or was cut off.") from None
    if not all(member.filename for member in members):
        raise RefusedFileError(f"'{name}' holds a file without a name and is not unpacked.")
    if not any(not member.is_dir() for member in members):
        raise RefusedFileError(f"'{name}' is an empty archive.")
    if len(members) > _MOST_MEMBERS:
        raise RefusedFileError(
            f"'{name}' holds {len(members):,} files; at most {_MOST_MEMBERS:,} are unpacked."
        )
    for member in members:
        _check_member(member, name)
    doubled = next((member for member, count in Counter(archive.namelist()).items() if count > 1), "")
    if doubled:
        raise RefusedFileError(f"'{name}' holds the name '{doubled[:80]}' twice and is not unpacked.")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, path.stat().st_size)
    if unpacked > most_bytes() or (unpacked > SMALL and unpacked / packed > MOST_RATIO):
        raise RefusedFileError(f"'{name}' would swell to {unpacked / MEGABYTE:,.0f} MB and is not unpacked.")
    return archive


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    inner = member.orig_filename.replace("\\", "/")
    climbs = inner.startswith("/") or ".." in PurePosixPath(inner).parts or re.match(r"^[A-Za-z]:", inner)
    if climbs or "\0" in inner:
        raise RefusedFileError(f"'{name}' holds a name that climbs out of its folder and is not unpacked.")
    if member.flag_bits & 1:
        raise RefusedFileError(f"'{name}' is locked with a password: bring it without one.")
    mode = member.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
        raise RefusedFileError(f"'{name}' holds a link and is not unpacked.")


def check_parts(path: Path, name: str) -> None:
    """Refuse a workbook whose parts swell, hold entities or a program; raises RefusedFileError."""
    with opened(path, name) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith((".xml", ".rels")):
                try:
                    with archive.open(member) as file:
                        entity = _declares(file)
                except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError):
                    raise RefusedFileError(f"'{name}' is damaged or was cut off.") from None
                if entity:
                    raise RefusedFileError(f"'{name}' holds XML entities and is not read.")


def formula_faults(path: Path, name: str) -> list[str]:
    """The cells of a workbook whose formulas end in an error, which its reader gives as empty ones.

    Parameters
    ----------
    path
        The workbook, a zip of XML.
    name
        What the user calls it.

    Returns
    -------
    list of str
        Cells such as "C7", sheet after sheet; RefusedFileError where it is no archive.
    """
    return _in_sheets(path, name, b"<c ", _FAULT)


def hidden_rows(path: Path, name: str) -> list[str]:
    """The rows of a workbook that are hidden, by hand or by a filter, which its reader gives like any other.

    Parameters
    ----------
    path
        The workbook, a zip of XML.
    name
        What the user calls it.

    Returns
    -------
    list of str
        Their numbers, sheet after sheet; RefusedFileError where it is no archive.
    """
    return _in_sheets(path, name, b"<row ", _HIDDEN)


def _in_sheets(path: Path, name: str, mark: bytes, pattern: re.Pattern[bytes]) -> list[str]:
    hits: list[bytes] = []
    with opened(path, name) as parts:
        for member in parts.infolist():
            if member.filename.startswith("xl/worksheets/"):
                # Of a sheet that is damaged, and so not read, what can be read counts.
                with suppress(zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError):
                    hits += _hits(parts, member, mark, pattern)
    return [hit.decode("ascii") for hit in hits]


def _hits(
    parts: zipfile.ZipFile, member: zipfile.ZipInfo, mark: bytes, pattern: re.Pattern[bytes]
) -> list[bytes]:
    hits: list[bytes] = []
    rest = b""
    with parts.open(member) as file:
        while piece := file.read(MEGABYTE):
            # A cell or a row may begin in one piece and go on in the next.
            whole, begun, rest = (rest + piece).rpartition(mark)
            hits += pattern.findall(whole)
            rest = (begun + rest)[-MEGABYTE:]
    return hits + pattern.findall(rest)


def _declares(file: IO[bytes]) -> bool:
    """Whether XML has a document type or an entity before its first element."""
    head = b""
    while piece := file.read(_HEAD):
        head += piece.replace(b"\0", b"")
        # Nobody writes so much before the first element.
        if _ENTITY.search(head) or len(head) > MEGABYTE:
            return True
        if _ELEMENT.search(_PASSED.sub(b"", head)):
            return False
    return False


def contents(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    """The files of an archive that belong together and are to be read, each list beginning with the main one.

    Parameters
    ----------
    archive
        The archive.
    name
        What the user calls it.

    Returns
    -------
    list of list of str
        One list for each table or layer: a shapefile with its parts, a FileGDB with all its files, any other
        file alone. RefusedFileError where that is not one thing.
    """
    files = [member.filename for member in archive.infolist() if not member.is_dir()]
    base = [file for file in files if re.search(r"\.gdb/[^/]+$", file, re.IGNORECASE)]
    if base:
        folders = sorted({file[: file.lower().rindex(".gdb/") + 4] for file in base})
        if len(folders) > 1:
            raise RefusedFileError(f"'{name}' holds {len(folders)} geodatabases: bring one at a time.")
        return [[folders[0], *base]]
    shapes = [file for file in files if ending_of(file) == "shp" and not file.startswith("__MACOSX/")]
    if shapes:
        return [_with_parts(shape, files) for shape in shapes]
    known = [file for file in files if ending_of(file) in ENDINGS and not file.startswith("__MACOSX/")]
    tables = [file for file in known if not _PASSED_OVER.search(file) and "datapackage" not in file.lower()]
    if sum(PurePosixPath(file).name in _OF_A_CASE for file in tables) > 1:
        # A whole case: its areas are drawn from the folder it lies in, and no table holds them.
        tables = [file for file in tables if PurePosixPath(file).name != AREAS_FILE]
    tables = tables or [file for file in known if not PurePosixPath(file).name.startswith(".")]
    if not tables:
        raise RefusedFileError(f"'{name}' holds no file that is read.")
    if any(ENDINGS[ending_of(file)] == ARCHIVE for file in tables):
        raise RefusedFileError(f"'{name}' holds another archive: unpack it and bring what is inside.")
    if len(tables) > _MOST_TABLES:
        raise RefusedFileError(
            f"'{name}' holds {len(tables):,} files: bring {_MOST_TABLES} at a time at most."
        )
    same = {ENDINGS[ending_of(file)] for file in tables}
    if len(tables) > 1 and same != {"text"} and "kml" not in same:
        raise RefusedFileError(f"'{name}' holds {len(tables)} files: bring one at a time.")
    if same == {"kml"}:
        tables = sorted(tables, key=lambda file: (PurePosixPath(file).name.lower() != "doc.kml", file))[:1]
    return [[file] for file in tables]


def _with_parts(shape: str, files: Sequence[str]) -> list[str]:
    stem = shape[:-4].lower()
    return [
        shape,
        *(
            file
            for file in files
            if file[:-4].lower() == stem and file != shape and file[-4:].lower() in SHAPEFILE_PARTS
        ),
    ]


def unpack(
    archive: zipfile.ZipFile, names: Sequence[str], folder: Path, name: str, tick: Callable[[], None]
) -> None:
    """Write members into a private folder, by their own names; stops at the limit of bytes whatever they say.

    Parameters
    ----------
    archive
        The archive.
    names
        Members to unpack.
    folder
        Where to; folders inside are made.
    name
        What the user calls the archive.
    tick
        Called between pieces, so that a cancel is heard.

    Raises
    ------
    RefusedFileError
        Where they are damaged, climb out or swell beyond the limit.
    """
    left = most_bytes()
    for member in names:
        target = folder / PurePosixPath(member.replace("\\", "/"))
        if not target.resolve().is_relative_to(folder.resolve()):
            raise RefusedFileError(
                f"'{name}' holds a name that climbs out of its folder and is not unpacked."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(member) as source, target.open("wb") as file:
                while piece := source.read(_PIECE):
                    tick()
                    left -= len(piece)
                    if left < 0:
                        raise RefusedFileError(f"'{name}' swells beyond what is read and is not unpacked.")
                    file.write(piece)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError):
            raise RefusedFileError(f"'{name}' cannot be unpacked: it is damaged or was cut off.") from None
        except OSError as error:
            raise RefusedFileError(
                f"'{name}' cannot be unpacked: {error.strerror or 'its names are too long'}."
            ) from None
