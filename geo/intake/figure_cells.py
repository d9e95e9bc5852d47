"""Figures as people's sheets have them, each column's own points and commas understood."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from geo.intake.date_words_read import plain_digits

_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"
_DOTTED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_COMMA = r"\d+,\d+"
# A comma that parts no thousands: the column's others do not either.
_DECIMAL_COMMA = r"\d+,(?:\d{1,2}|\d{4,})"
_SURELY_GROUPED = r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+"
_LARGEST = 1e15
"""No table of people's work counts so far; above it no digit is exact."""


def figures(cells: pd.Series) -> pd.Series:
    """Numbers of a column: thousands parted by commas, blanks or points of the language, no unit.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    pandas.Series
        float64; NaN for what is no number of 0 or more.
    """
    plain = pd.to_numeric(cells, errors="coerce").astype(float)
    rest = cells[plain.isna() & cells.ne("")]
    if not rest.empty:
        bare = rest.map({text: plain_digits(text) for text in rest.unique()}).astype("str")
        bare = bare.str.replace(r"[\s\u00a0\u202f']", "", regex=True)
        decimal = bare.str.fullmatch(_DECIMAL_COMMA).any() and not bare.str.fullmatch(_SURELY_GROUPED).any()
        grouped = bare.str.fullmatch(_GROUPED) & (not decimal)
        dotted = bare.str.fullmatch(_DOTTED)
        texts = bare.where(~grouped, bare.str.replace(",", "", regex=False))
        texts = texts.where(
            ~dotted, bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        )
        comma = bare.str.fullmatch(_COMMA) & ~grouped
        texts = texts.where(~comma, bare.str.replace(",", ".", regex=False))
        plain = plain.where(plain.notna(), pd.to_numeric(texts, errors="coerce").reindex(cells.index))
    return plain.where((plain >= 0) & (plain < _LARGEST))


def counts(cells: pd.Series) -> pd.Series:
    """Numbers of people, households or events, of which there are no thousandths.

    Parameters
    ----------
    cells
        Texts.

    Returns
    -------
    pandas.Series
        As ``figures`` gives them; where every point of the column stands before three digits, it parts
        thousands ("1.234" is 1,234).
    """
    pointed = cells.str.contains(".", regex=False)
    if pointed.any() and cells[pointed].str.fullmatch(_DOTTED).all() and not cells.str.match(r"0\d*\.").any():
        cells = cells.str.replace(".", "", regex=False)
    return figures(cells)


def number_texts(numbers: pd.Series) -> pd.Series:
    """Numbers as cells of a table of ours.

    Parameters
    ----------
    numbers
        float64, NaN where there is none.

    Returns
    -------
    pandas.Series
        Texts; whole numbers without a point, empty for NaN.
    """
    whole = numbers.notna() & (numbers % 1).eq(0) & (numbers.abs() < _LARGEST)
    # Arrow writes the digits itself; otherwise each number were an object of Python's first.
    digits = pa.array(numbers.where(whole, 0).to_numpy(dtype="int64")).cast(pa.large_string())
    texts = pd.Series(pd.array(digits, dtype="str"), index=numbers.index, name=numbers.name).where(whole, "")
    parted = (numbers.notna() & ~whole).to_numpy()
    if parted.any():
        texts.loc[parted] = numbers[parted].astype("str").to_numpy()
    return texts.astype("str")
