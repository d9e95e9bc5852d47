"""Tables as one Excel workbook: a sheet each, days and numbers typed, texts that are never formulas."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.case.set_aside import CaseError
from geo.cells import FORMULA
from geo.export.contents import about_rows, xml_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from geo.export.contents import Contents

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
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
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
    """Write one table, its column names in a first line that stays in sight."""
    sheet.freeze_panes(1, 0)
    for number, name in enumerate(table.columns):
        sheet.write_string(0, number, _text(str(name)))
        column = table[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            _days(sheet, number, column, day)
        elif pd.api.types.is_numeric_dtype(column):
            for row, value in enumerate(column.to_numpy(dtype=float), start=1):
                if np.isfinite(value):
                    sheet.write_number(row, number, value)
        else:
            _texts(sheet, number, column, guard)
        sheet.set_column(number, number, min(max(len(str(name)) + 2, _WIDTHS[0]), _WIDTHS[1]))
    if len(table.columns):
        sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def _days(sheet: Worksheet, number: int, column: pd.Series, day: Format) -> None:
    for row, value in enumerate(column, start=1):
        if pd.isna(value):
            continue
        if value < _FIRST_DAY or value.year > datetime.max.year:
            sheet.write_string(row, number, f"{value:%Y-%m-%d}")
        else:
            sheet.write_datetime(row, number, value.to_pydatetime(), day)


def _texts(sheet: Worksheet, number: int, column: pd.Series, guard: Format) -> None:
    for row, value in enumerate(column.fillna("").astype("str"), start=1):
        if value:
            text = _text(value)
            # As a text, and marked as one, so that it is no formula after it was edited either.
            sheet.write_string(row, number, text, *_mark(text, guard))


def _mark(text: str, guard: Format) -> tuple[Any, ...]:
    return (guard,) if re.match(FORMULA, text) else ()


def _text(value: str) -> str:
    """A text as a cell can hold it; what is longer ends in an ellipsis."""
    text = xml_text(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
