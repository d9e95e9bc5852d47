"""Tables as one Excel workbook: a sheet each, days and numbers typed, texts that are never formulas."""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.set_aside import CaseError
from geo.cells import FORMULA
from geo.export.contents import about_rows, xml_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from geo.export.contents import Contents

    Writer = Callable[[int, int, Any], None]

MOST_ROWS, LONGEST_CELL = 1_048_575, 32_767
"""What a sheet and a cell of Excel hold."""
# Excel counts days from 1900, and wrongly up to March of that year.
_FIRST_DAY = pd.Timestamp(1900, 3, 1)
_WIDTHS = (8, 48)


def to_xlsx(contents: Contents) -> bytes:
    """Return a sheet for each table without shapes, and one on what the file is.

    CaseError where a table has more rows than a sheet holds.
    """
    import xlsxwriter  # noqa: PLC0415 - slow to load

    sheets = contents.sheets()
    for name, table in sheets.items():
        if len(table) > MOST_ROWS:
            raise CaseError(
                f"{name}: a sheet of Excel holds {MOST_ROWS:,} rows; write CSV, GeoPackage or GeoParquet."
            )
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        guard = book.add_format({"quote_prefix": True})
        for name, table in sheets.items():
            _write(book.add_worksheet(name[:31]), table, day, guard)
        about = pd.DataFrame(about_rows(contents.about), columns=["what", "value"], dtype="str")
        _write(book.add_worksheet("about"), about, day, guard)
        book.set_properties({"title": _text(str(contents.about["title"]))[:255]})
    return target.getvalue()


def _write(sheet: Worksheet, table: pd.DataFrame, day: Format, guard: Format) -> None:
    """Write one table row by row, its column names in a first line that stays in sight."""
    sheet.freeze_panes(1, 0)
    for number, name in enumerate(map(str, table.columns)):
        sheet.write_string(0, number, _text(name))
        sheet.set_column(number, number, min(max(len(name) + 2, _WIDTHS[0]), _WIDTHS[1]))
    columns = [_cells(table[name], sheet, day, guard) for name in table.columns]
    for row in range(len(table)):
        for number, (write, values) in enumerate(columns):
            write(row + 1, number, values[row])
    if len(table.columns):
        sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def _cells(column: pd.Series, sheet: Worksheet, day: Format, guard: Format) -> tuple[Writer, list[Any]]:
    """What writes a cell of a column, and the column's values."""
    if pd.api.types.is_datetime64_any_dtype(column):

        def write_day(row: int, number: int, value: pd.Timestamp) -> None:
            if pd.isna(value):
                return
            if value < _FIRST_DAY:
                sheet.write_string(row, number, f"{value:%Y-%m-%d}")
            else:
                sheet.write_datetime(row, number, value.to_pydatetime(), day)

        return write_day, list(column)
    if pd.api.types.is_numeric_dtype(column):

        def write_number(row: int, number: int, value: float) -> None:
            if math.isfinite(value):
                sheet.write_number(row, number, value)

        return write_number, column.to_numpy(dtype=float).tolist()

    def write_text(row: int, number: int, value: str) -> None:
        if value:
            text = _text(value)
            # As a text, and marked as one, so that it is no formula after it was edited either.
            sheet.write_string(row, number, text, *_mark(text, guard))

    return write_text, column.fillna("").astype("str").tolist()


def _mark(text: str, guard: Format) -> tuple[Any, ...]:
    return (guard,) if re.match(FORMULA, text) else ()


def _text(value: str) -> str:
    """A text as a cell can hold it; what is longer ends in an ellipsis."""
    text = xml_text(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
