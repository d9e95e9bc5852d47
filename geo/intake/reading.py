"""A file of any kind that is read, as sheets; everything else is refused in one sentence."""

from __future__ import annotations

import codecs
import shutil
import tempfile
import warnings
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import numpy as np

from geo.intake import archive, delimited, json_rows, overpass, vector, workbook
from geo.intake.file_kind import (
    ARCHIVE,
    LINES,
    PARQUET,
    ROWS,
    SHAPEFILE_PARTS,
    TEXT,
    WORKBOOK,
    checked_size,
    kind_of,
    refuse_remote,
)
from geo.intake.layouts import bare_heading, own_table, recognised, used_columns
from geo.intake.source_sheet import MEGABYTE, NoRowsError, RefusedFileError, most_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.intake.source_sheet import Sheet


# Kinds of file that are one table.
_WHOLE = {
    PARQUET: vector.read_parquet, ROWS: json_rows.read_rows, LINES: json_rows.read_lines,
    "overpass": overpass.read_overpass,
}  # fmt: skip
# Of a larger text in a layout that is known only the columns it uses are read.
_LARGE = 16 * MEGABYTE


def _never() -> None:
    """Nobody cancels."""


def read_file(path: Path | str, name: str = "", tick: Callable[[], None] = _never) -> list[Sheet]:
    """The tables of a file.

    Parameters
    ----------
    path
        The file; the folder of a FileGDB; of a loose shapefile the .shp beside its other parts.
    name
        What the user calls it, where that is not its own name.
    tick
        Called now and then; what it raises ends the reading, which leaves nothing behind.

    Returns
    -------
    list of Sheet
        One at least. Nothing is written but copies in a private folder, which is gone afterwards, and nothing
        is fetched. RefusedFileError, with one sentence, for a file that is not read.
    """
    refuse_remote(str(path))
    refuse_remote(name)
    path = Path(path)
    name = name or path.name
    with (
        tempfile.TemporaryDirectory(prefix="passage-") as folder,
        np.errstate(invalid="ignore"),
        # What GDAL has to say of a file in passing is no news for who runs the command.
        warnings.catch_warnings(action="ignore", category=RuntimeWarning),
        warnings.catch_warnings(action="ignore", category=UserWarning),
    ):
        try:
            if path.is_dir():
                return _geodatabase(path, name, Path(folder), tick)
            checked_size(path, name)
            sheets = _read(path, name, Path(folder), tick)
            return [part for sheet in sheets for part in overpass.parted(sheet)]
        except RefusedFileError:
            raise
        except (MemoryError, RecursionError):
            raise RefusedFileError(f"'{name}' needs more memory than there is.") from None
        except OSError as error:
            raise RefusedFileError(
                f"'{name}' cannot be read: {error.strerror or type(error).__name__}."
            ) from None


def _read(path: Path, name: str, folder: Path, tick: Callable[[], None]) -> list[Sheet]:
    kind = kind_of(path, name)
    if kind == TEXT:
        names = delimited.outline_of(path, name).heading.names
        known_names = bare_heading(names)
        large = path.stat().st_size > _LARGE and not own_table(names, name)
        layout = recognised(known_names or names) if large else None
        return [delimited.read_text(path, name, folder, known_names, used_columns(layout) if layout else ())]
    if kind == WORKBOOK:
        return workbook.read_workbook(path, name, tick)
    if kind in _WHOLE:
        return [_WHOLE[kind](path, name)]
    if kind == ARCHIVE:
        return _unpacked(path, name, folder, tick)
    return vector.read_vector(_alone(path, name, kind, folder), name, kind, tick)


def _alone(path: Path, name: str, kind: str, folder: Path) -> Path:
    """A copy of the file, of a shapefile with its parts, in a folder with nothing else in it."""
    parts = [path]
    if kind == "shp":
        stem = path.stem.lower()
        parts = [
            part
            for part in path.parent.iterdir()
            if part.stem.lower() == stem and part.suffix.lower() in SHAPEFILE_PARTS and part.is_file()
        ]
        if not any(part.suffix.lower() == ".dbf" for part in parts):
            raise RefusedFileError(
                f"'{name}' comes without its .dbf: bring all parts of the shapefile, or its zip."
            )
    if sum(part.stat().st_size for part in parts) > most_bytes():
        raise RefusedFileError(
            f"'{name}' is over the limit of {most_bytes() // MEGABYTE:,} MB (PASSAGE_UPLOAD_MB)."
        )
    for part in parts:
        # Where a layer has no name of its own it bears the file's, so that is plain too.
        shutil.copyfile(part, folder / f"layer{part.suffix.lower()}")
    ending = ".shp" if kind == "shp" else f".{kind}" if kind != "geojsonseq" else ".geojsonl"
    copy = folder / f"layer{path.suffix.lower()}"
    if kind == "geojsonseq":
        _without_mark(copy)
    return copy if copy.suffix == ending else copy.rename(folder / f"layer{ending}")


def _without_mark(copy: Path) -> None:
    """Take away a byte-order mark, which the driver of GeoJSON in lines takes for damage."""
    bare = copy.with_suffix(".bare")
    with copy.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            return
        with bare.open("wb") as target:
            shutil.copyfileobj(file, target)
    bare.replace(copy)


def _unpacked(path: Path, name: str, folder: Path, tick: Callable[[], None]) -> list[Sheet]:
    sheets: list[Sheet] = []
    empty: NoRowsError | None = None
    with archive.opened(path, name) as members:
        for number, belonging in enumerate(archive.contents(members, name)):
            inner = folder / str(number)
            main = belonging[0]
            files = belonging[1:] if main.lower().endswith(".gdb") else belonging
            archive.unpack(members, files, inner, name, tick)
            # Some programs of Windows part folders by its own stroke.
            target = inner / PurePosixPath(main.replace("\\", "/"))
            title = target.name
            if main.lower().endswith(".gdb"):
                return vector.read_vector(target, title, "gdb", tick)
            checked_size(target, title)
            work = folder / f"work{number}"
            work.mkdir()
            try:
                sheets += _read(target, title, work, tick)
            except NoRowsError as error:
                empty = error
    if not sheets and empty is not None:
        raise empty
    return sheets


def _geodatabase(path: Path, name: str, folder: Path, tick: Callable[[], None]) -> list[Sheet]:
    if path.suffix.lower() != ".gdb":
        raise RefusedFileError(f"'{name}' is a folder: bring a file, a zip, or the folder of a FileGDB.")
    files = [part for part in path.iterdir() if part.is_file() and not part.is_symlink()]
    if not any(part.suffix.lower() == ".gdbtable" for part in files):
        raise RefusedFileError(f"'{name}' is no FileGDB: it holds no tables.")
    if sum(part.stat().st_size for part in files) > most_bytes():
        raise RefusedFileError(
            f"'{name}' is over the limit of {most_bytes() // MEGABYTE:,} MB (PASSAGE_UPLOAD_MB)."
        )
    copy = folder / "layer.gdb"
    copy.mkdir()
    for part in files:
        shutil.copyfile(part, copy / part.name)
    return vector.read_vector(copy, name, "gdb", tick)
