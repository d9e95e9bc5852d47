"""Sheets that are tables of ours already: their columns as they are, checked as a case's own are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case import schema
from geo.intake.build import Built, finished, wrong_range
from geo.intake.field_cells import FAULT_COLUMNS, cut

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.intake.source_sheet import Sheet

# A text that a sheet would run as a formula is written with an apostrophe before it; that is taken off again.
_GUARDED = r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"


def build_own(sheet: Sheet, table_name: str, categories: Collection[str]) -> Built:
    """Rows of a table of ours out of a sheet with its columns.

    Parameters
    ----------
    sheet
        The sheet.
    table_name
        A key of ``geo.case.schema.BY_NAME``.
    categories
        Keys of the case's categories of events.

    Returns
    -------
    Built
        The rows by row of the sheet; those the schema would set aside are among the faults.
    """
    built = Built()
    table = schema.BY_NAME[table_name].with_names(name.strip().casefold() for name in sheet.cells.columns)
    table = schema.with_categories(table, categories)
    names = {name.strip().casefold(): name for name in reversed(list(sheet.cells.columns))}
    cells = {ours: sheet.cells[names[ours]] for ours in table.columns if ours in names}
    built.lacking = tuple(name for name in table.columns if name not in names)
    passed_over = [name for low, name in names.items() if low not in table.columns]
    if passed_over:
        shown = ", ".join(sorted(passed_over)[:5]) + (" ..." if len(passed_over) > 5 else "")  # noqa: PLR2004
        built.notes.append(f"columns that {table.file} does not have were passed over: {shown}")
    rows = pd.DataFrame(cells, index=sheet.cells.index, copy=False)
    # A million rows need not stand there as they were beside as they will be.
    del cells
    sheet.free()
    for name, column in table.columns.items():
        if name in rows.columns:
            texts = rows.pop(name)
            if texts.str.startswith("'").any():
                texts = texts.str.replace(_GUARDED, "", regex=True)
            # Of a workbook, and of much else, days come with midnights and hours with seconds.
            texts = column.as_spreadsheets_write(column.cleaned(texts), ",")
            rows[name] = column.in_its_words(cut(texts, column.longest))
    texts = finished(table, rows, built)
    backwards = wrong_range(table, texts)
    if backwards.any() and table.dates is not None:
        built.faults.add(texts.loc[backwards, table.dates[1]], "the end is before the start", "Mend either.")
        texts = texts[~backwards]
    built.tables[table_name] = texts
    return built


def empty_faults() -> pd.DataFrame:
    """No row set aside.

    Returns
    -------
    pandas.DataFrame
        The columns of faults without a row.
    """
    return pd.DataFrame({name: pd.Series(dtype="object") for name in FAULT_COLUMNS})
