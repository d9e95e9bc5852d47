"""Figures as people's sheets have them, each column's own points and commas understood."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.intake.date_words_read import plain_digits

# Lakhs and crores are parted by two digits before the last three.
_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?"
_DOTTED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_COMMA = r"\d+,\d+"
# A comma that parts no thousands: the column's others do not either.
_DECIMAL_COMMA = r"\d+,(?:\d{1,2}|\d{4,})"
_SURELY_GROUPED = r"\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+"
_ABOVE = frozenset({">", ">=", "≥", "over", "more than", "at least", "min", "min."})
_BELOW = frozenset({"<", "<=", "≤", "under", "less than", "up to", "at most", "max", "max."})
_ABOUT = (
    "~",
    "≈",
    "±",
    "about",
    "around",
    "approx",
    "approx.",
    "approximately",
    "ca",
    "ca.",
    "c.",
    "circa",
    "env.",
    "environ",
)
_WORDS = "|".join(re.escape(word) for word in sorted((*_ABOVE, *_BELOW, *_ABOUT), key=len, reverse=True))
_DIGITS = r"\d(?:[\d.,'’\s]*\d)?"
_ROUGH = re.compile(
    rf"^\s*(?P<word>{_WORDS})?\s*(?P<first>{_DIGITS})\s*"
    rf"(?:(?:-|–|—|\bto\b)\s*(?P<last>{_DIGITS})|(?P<plus>\+)|(?P<guess>\(est(?:\.|imated?)?\)))?\s*$",
    re.IGNORECASE,
)
# "9.0k" and "1.2 million" are rounded.
_SCALES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6}
_SCALED = re.compile(rf"(?<=\d)\s*({'|'.join(_SCALES)})\.?$", re.IGNORECASE)
# What people write where they have no figure, beside the words that stand for none anywhere.
NOT_KNOWN = (
    "-", "--", "\u2013", "\u2014", "..", "...", "n/d", "n.d.", "s/d", "nd", "no data", "unknown", "tbc", "?",
)  # fmt: skip
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
    plain = pd.to_numeric(cells, errors="coerce").astype(float).mask(cells.str.casefold().eq("nil"), 0)
    rest = cells[plain.isna() & cells.ne("")]
    if not rest.empty:
        bare = rest.map({text: plain_digits(text) for text in rest.unique()}).astype("str")
        bare = bare.str.replace(r"[\s\u00a0\u202f'’]", "", regex=True)
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


def with_ranges(cells: pd.Series, *, whole: bool) -> pd.DataFrame:
    """Figures of a column, those too that are about a number, above or below one, or between two.

    Parameters
    ----------
    cells
        Texts, such as "1,200", "~300", "> 50", "300+" or "300-400".
    whole
        Whether people or other whole things are counted (``counts``).

    Returns
    -------
    pandas.DataFrame
        ``value``, ``low`` and ``high``, NaN where there is none, and ``qualifier``, perhaps empty.
    """
    read = counts if whole else figures
    frame = pd.DataFrame({"value": read(cells), "low": np.nan, "high": np.nan, "qualifier": ""})
    rest = cells[frame["value"].isna() & cells.ne("")]
    if rest.empty:
        return frame
    plain = rest.map(plain_digits)
    scale = plain.str.extract(_SCALED, expand=False).str.casefold().map(_SCALES).fillna(1.0)
    parts = plain.str.replace(_SCALED, "", regex=True).str.extract(_ROUGH).fillna("")
    # Its neighbours say of each number what its points and commas part.
    numbers = {name: read(pd.concat([parts[name], cells.drop(rest.index)])) for name in ("first", "last")}
    first, last = (numbers[name].reindex(rest.index) * scale for name in ("first", "last"))
    word = parts["word"].str.casefold()
    above = word.isin(_ABOVE) | parts["plus"].ne("")
    wording = pd.Series(np.where(above, "at_least", "about"), index=rest.index).mask(
        word.isin(_BELOW), "at_most"
    )
    wording = wording.where((word + parts["plus"] + parts["guess"]).ne("") | scale.gt(1), "")
    between = parts["last"].ne("")
    frame.loc[rest.index, "value"] = first.where(~between & wording.ne(""))
    frame.loc[rest.index, "low"] = first.where(between & (first <= last))
    frame.loc[rest.index, "high"] = last.where(between & (first <= last))
    frame.loc[rest.index, "qualifier"] = wording.where(first.notna(), "")
    return frame


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
