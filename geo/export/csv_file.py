"""Tables as CSV: UTF-8, every text quoted, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from geo.cells import FORMULA
from geo.dates import Period, format_period, parse_date
from geo.export.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

BOM = "\ufeff"
"""By this mark Excel knows a CSV as UTF-8; other programs do better without."""
ABOUT = "about_this_file"


def to_csv(contents: Contents) -> bytes:
    """Return the first table; its last column repeats on every row what the file is."""
    table = next(iter(contents.sheets().values()))
    return csv_bytes(table, {ABOUT: in_words(contents.about)})


def to_csv_with_bom(contents: Contents) -> bytes:
    """Return the same with a byte-order mark, by which Excel reads its letters right."""
    return BOM.encode("utf-8") + to_csv(contents)


def csv_bytes(table: pd.DataFrame, more: Mapping[str, str] | None = None) -> bytes:
    """Return a table as a CSV file in UTF-8, first line the columns.

    Parameters
    ----------
    table
        Texts, numbers and days; an unknown number or day is left empty.
    more
        Further columns, each with the text that stands on every row.

    Returns
    -------
    bytes
        Lines ended by LF; texts quoted and guarded, numbers as short as they are exact.
    """
    columns = {str(name): _cells(table[name]) for name in table.columns}
    for name, text in (more or {}).items():
        safe = guarded(pd.Series([text], dtype="str")).iloc[0]
        columns[name] = pa.repeat(pa.scalar(safe, pa.large_string()), len(table))
    target = io.BytesIO()
    csv.write_csv(pa.table(columns), target, csv.WriteOptions(quoting_style="needed"))
    return target.getvalue()


def guarded(cells: pd.Series) -> pd.Series:
    """Return texts of which no spreadsheet runs one as a formula.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    pandas.Series
        The same, with an apostrophe before what begins like a formula.
    """
    return cells.mask(cells.str.match(FORMULA), "'" + cells)


def in_words(about: Mapping[str, Any]) -> str:
    """Return what a file is, in one paragraph."""
    period, address = about["period"], about["filters"]
    days = format_period(Period(parse_date(period["from"]), parse_date(period["to"])))
    filters = "; ".join(f"{name} {value}" for name, value in address.items()) or "none"
    withheld = about.get("rows_withheld", 0)
    return (
        f"{about['title']}; {days}; as at {about['as_at']} ({about['timezone']}); as known"
        f" {about['as_known']}; filters: {filters}; created {about['created']}; {about.get('rows', 0)} rows,"
        f" {withheld} withheld because their sources may not be passed on. Licences:"
        f" {'; '.join(about.get('licences', []))}. {about['disclaimer']} {about['not_seen']}"
    ).rstrip()


def day_texts(days: pd.Series) -> pd.Series:
    """Return days as YYYY-MM-DD.

    Parameters
    ----------
    days
        datetime64.

    Returns
    -------
    pandas.Series
        Texts; empty for no day.
    """
    return days.dt.strftime("%Y-%m-%d").fillna("").astype("str")


def number_text(value: float) -> str:
    """Return a number without a needless decimal point, exact; empty where it is not known.

    Parameters
    ----------
    value
        The number, NaN where it is not known.

    Returns
    -------
    str
        Its digits.

    Examples
    --------
    >>> number_text(1050.0), number_text(12.5), number_text(float("nan"))
    ('1050', '12.5', '')
    """
    if pd.isna(value):
        return ""
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def _cells(column: pd.Series) -> pa.Array:
    if pd.api.types.is_datetime64_any_dtype(column):
        return pa.array(column.dt.normalize()).cast(pa.date32())
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return pa.array(column, from_pandas=True)
    return pa.array(guarded(column.fillna("").astype("str")).array, pa.large_string())
