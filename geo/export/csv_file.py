"""Tables as CSV: UTF-8, every text quoted, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pandas as pd

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
    name = next(iter(contents.tables))
    table = contents.sheets()[name]
    return csv_text(table.assign(**{ABOUT: in_words(contents.about)})).encode("utf-8")


def to_csv_with_bom(contents: Contents) -> bytes:
    """Return the same with a byte-order mark, by which Excel reads its letters right."""
    return BOM.encode("utf-8") + to_csv(contents)


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as the text of a CSV file, first line the columns.

    Parameters
    ----------
    table
        Texts, numbers and days; an unknown number or day is left empty.

    Returns
    -------
    str
        Lines ended by CR LF; texts quoted and guarded, numbers as short as they are exact.
    """
    cells = {name: _cells(table[name]) for name in table.columns}
    frame = pd.DataFrame(cells, columns=table.columns)
    text: str = frame.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    return text


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


def _cells(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return day_texts(column)
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column.map(_number).astype(object)
    return guarded(column.fillna("").astype("str"))


def _number(value: float) -> int | float | str:
    if pd.isna(value):
        return ""
    return int(value) if float(value).is_integer() else float(value)
