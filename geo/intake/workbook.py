"""Sheets of a workbook, read by calamine: values, not formulas, of visible sheets that hold any."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from geo.case.set_aside import shortened
from geo.intake import archive
from geo.intake.cell_extent import refuse_far_cells
from geo.intake.date_above import date_above
from geo.intake.file_kind import ending_of
from geo.intake.headings import LOOKED_AT, heading_of
from geo.intake.old_workbook import refuse_far_cells_of_xls
from geo.intake.source_sheet import MOST_CELLS, MOST_COLUMNS, RefusedFileError, Sheet, cell_text
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from python_calamine import CalamineSheet

_MOST_JOINED = 100_000
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


def read_workbook(path: Path, name: str, tick: Callable[[], None]) -> list[Sheet]:
    """Every visible sheet of a workbook that holds a table.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it.
    tick
        Called between rows, so that a cancel is heard.

    Returns
    -------
    list of Sheet
        Cells by row of the sheet; RefusedFileError where the workbook cannot be opened or holds no table.
    """
    if ending_of(name) == "xls":
        refuse_far_cells_of_xls(path, name, tick)
    else:
        archive.check_parts(path, name)
        refuse_far_cells(path, name, tick)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            names = [
                data.name
                for data in book.sheets_metadata
                if data.typ == SheetTypeEnum.WorkSheet and data.visible == SheetVisibleEnum.Visible
            ]
            sheets = [sheet for inner in names if (sheet := _sheet(book, name, inner, tick)) is not None]
            hidden = [
                data.name
                for data in book.sheets_metadata
                if data.typ == SheetTypeEnum.WorkSheet and data.name not in names
            ]
    except PasswordError:
        raise RefusedFileError(f"'{name}' is locked with a password: save it without one.") from None
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, OverflowError) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(f"'{name}' cannot be opened: it is damaged or was cut off.") from None
    except BaseException as error:
        # A fault inside the reader's own code comes as a panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedFileError(f"'{name}' cannot be opened: it is damaged.") from None
    if not sheets:
        raise RefusedFileError(f"'{name}' holds no table: its sheets are empty.")
    notes = _workbook_notes(path, name, sheets, hidden)
    sheets[0] = replace(sheets[0], notes=(*sheets[0].notes, *notes))
    return sheets


def _workbook_notes(path: Path, name: str, sheets: list[Sheet], hidden: list[str]) -> list[str]:
    """What a reader of the workbook would not see in its tables: what is hidden, faults of formulas."""
    notes = [f"hidden sheets are not read: {shortened(', '.join(hidden))}"] if hidden else []
    of_xml = ending_of(name) in ("xlsx", "xlsm")
    read = {str(row) for sheet in sheets for row in sheet.cells.index}
    rows = [row for row in archive.hidden_rows(path, name) if row in read] if of_xml else []
    if rows:
        shown = shortened(", ".join(rows))
        notes.append(f"{counted(len(rows), 'row')} hidden in the workbook, read like any other: {shown}")
    faults = archive.formula_faults(path, name) if of_xml else []
    if faults:
        shown = shortened(", ".join(faults))
        notes.append(f"{len(faults):,} cells hold an error of a formula and are read as empty: {shown}")
    return notes


def _sheet(book: CalamineWorkbook, file: str, name: str, tick: Callable[[], None]) -> Sheet | None:
    sheet = book.get_sheet_by_name(name)
    if not sheet.total_height or not sheet.total_width:
        return None
    if sheet.total_width > MOST_COLUMNS or sheet.height * sheet.width > MOST_CELLS:
        raise RefusedFileError(
            f"Sheet '{name[:60]}' of '{file}' has {sheet.total_width:,} columns: it is no table."
        )
    first = sheet.start[0] if sheet.start else 0
    rows: list[list[str]] = []
    numbers: list[int] = []
    joined = _joined(sheet)
    above: dict[int, str] = {}
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first + 1):
        if not number % 5000:
            tick()
        texts = [cell_text(value) for value in row]
        for at, begins in joined.get(number, ()):
            if begins:
                # A figure over several rows counts them all together, and none of them alone.
                figure = at >= len(row) or isinstance(row[at], int | float)
                above[at] = "" if figure else texts[at]
            elif at < len(texts):
                texts[at] = texts[at] or above.get(at, "")
        if any(texts):
            rows.append(texts)
            numbers.append(number)
    heading = heading_of(rows[:LOOKED_AT])
    if heading is None or heading.first >= len(rows):
        return None
    named = [(at, title) for at, title in enumerate(heading.names) if title]
    body = rows[heading.first :]
    cells = pd.DataFrame(
        {title: pd.Series([_value(row, at) for row in body], dtype="str") for at, title in named}
    ).set_axis(pd.Index(numbers[heading.first :]), axis=0)
    how = [f"sheet '{name}'"] + ([f"heading on row {numbers[heading.at]}"] if heading.at > 0 else [])
    bare = sum(any(_value(row, at) for row in body) for at, title in enumerate(heading.names) if not title)
    how += [f"{bare} columns without a heading were passed over"] if bare else []
    day = date_above([name, *(cell for row in rows[: max(0, heading.at)] for cell in row)])
    return Sheet(file, name, cells, None, dict(heading.tags), (), tuple(how), day=day)


def _joined(sheet: CalamineSheet) -> dict[int, list[tuple[int, bool]]]:
    """Columns of cells joined downwards, by row: such a cell's text is that of every row it stands beside.

    Whether the cell begins in that row stands beside each column.
    """
    rows: dict[int, list[tuple[int, bool]]] = {}
    left = sheet.start[1] if sheet.start else 0
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and column >= left and bottom - top < _MOST_JOINED and len(rows) < _MOST_JOINED:
            for row in range(top, bottom + 1):
                rows.setdefault(row + 1, []).append((column - left, row == top))
    return rows


def _value(row: list[str], at: int) -> str:
    text = row[at] if at < len(row) else ""
    return "" if text in _ERRORS else text
