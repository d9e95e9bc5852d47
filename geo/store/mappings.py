"""Mappings that were accepted, kept by the shape of their file, and used for the next file of that shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.intake.layouts import own_table, recognised
from geo.intake.mapping import SHAPE, mapping_text, read_mapping, shape_of
from geo.intake.source_sheet import RefusedFileError
from geo.user_data import user_data

if TYPE_CHECKING:
    from pathlib import Path

    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet

_NOTE = "columns are read as in the last file of this shape that was accepted: look at them"


def remember(layout: Layout | None) -> None:
    """Keep a mapping for the next file of its shape; a layout known by its columns needs none.

    The day of publication is that of one edition, and is left out. OSError where it cannot be written.
    """
    if layout is not None and layout.key.startswith(SHAPE):
        path = _path(layout.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(mapping_text(replace(layout, published="")), "utf-8")
        draft.replace(path)


def remembered(sheets: list[Sheet]) -> tuple[Layout | None, list[Sheet]]:
    """The mapping kept for files of this shape, and the sheets with a note that says so; None without one."""
    shapes = {shape_of(sheet.cells.columns) for sheet in sheets}
    path = _path(min(shapes))
    if len(shapes) > 1 or not path.is_file() or any(_says_it(sheet) for sheet in sheets):
        return None, sheets
    try:
        layout = read_mapping(path, sheets[0])
    except RefusedFileError:
        # Somebody changed the file of a mapping: the columns are guessed as without it.
        return None, sheets
    return layout, [replace(sheet, notes=(*sheet.notes, _NOTE)) for sheet in sheets]


def _path(shape: str) -> Path:
    return user_data() / "mappings" / f"{shape}.toml"


def _says_it(sheet: Sheet) -> bool:
    """Whether the columns themselves say how they are to be read."""
    columns = sheet.cells.columns
    return (
        bool(own_table(columns, sheet.name or sheet.file))
        or recognised(columns, geometry=sheet.of_geometry) is not None
    )
