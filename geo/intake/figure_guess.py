"""Which columns of a file of nobody known are figures, and which say whom or what they count."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pandas as pd
from anyascii import anyascii

from geo.intake.figure_cells import NOT_KNOWN, figures, with_ranges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.intake.source_sheet import Sheet

_FITS, _MOSTLY = 0.5, 0.8
_NO_FIGURE = re.compile(
    r"^(?:n|nr|num|sn|sl|sr)?$|\b(?:id|code|type|gwno\w*|phone|zip|year|month|day|level|precision|lat\w*|lon\w*|round|unix|timestamp|index|version"
    r"|shape (?:length|area)|objectid|fid|group|altitude|elevation|accuracy|device tag)\b"
    r"|\b(?:no|number|phase)$"
)
_UNIT = re.compile(r"(?:unit|einheit|unidad|unite)s?(?: of (?:measure\w*|value))?")
_EVENTS = re.compile(
    r"(?:(?:total )?(?:number|no|nb|count) of |total )?(?:reported )?(?:events|incidents|attacks)(?: count)?"
)
_MOST_SUBJECTS = 4
_LONGEST_SUBJECT = 60


def folded_heading(heading: str) -> str:
    """A heading in small Latin letters, its parts by strokes kept; capitals inside a word part it.

    >>> folded_heading("ProjectStartDate"), folded_heading("Total IDPs/HHs")
    ('project start date', 'total idps/hhs')
    """
    # Of a picture before a word nothing is meant.
    words = "".join(letter for letter in heading if unicodedata.category(letter) != "So")
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(words))
    return " ".join(re.split(r"[^0-9a-z/]+", apart.casefold())).strip()


def rough_share(sample: list[str]) -> float:
    """How many of the values that say anything are figures, those too that are about a number or a range.

    Parameters
    ----------
    sample
        Values of one column.

    Returns
    -------
    float
        A share from 0 to 1; 0 where no value says anything.
    """
    if not any(letter.isdigit() for text in sample for letter in text):
        return 0.0
    cells = pd.Series([text for text in sample if text.casefold() not in NOT_KNOWN], dtype="str")
    stated = with_ranges(cells, whole=True)[["value", "low"]].notna().any(axis=1)
    return float(stated.mean()) if len(stated) else 0.0


def figures_left(sheet: Sheet, samples: Mapping[str, list[str]], taken: dict[str, list[str]]) -> None:
    """Where no column says in words what happened, columns of figures are what the table is about."""
    used = {column for columns in taken.values() for column in columns}
    free = {column: sample for column, sample in samples.items() if column not in used}
    if left := figure_columns(sheet, free):
        taken.setdefault("value", []).extend(left)


def figure_columns(sheet: Sheet, samples: Mapping[str, list[str]]) -> list[str]:
    """The columns that hold figures of anything: no ids, codes, years or coordinates.

    Parameters
    ----------
    sheet
        The sheet, for its tags.
    samples
        Values of the columns to look at, by column.

    Returns
    -------
    list of str
        Names of columns.
    """
    return [
        column
        for column, sample in samples.items()
        if sample
        # Of a question with several answers a form writes each as a column of 0 and 1.
        and column.partition("/")[0] not in samples.keys() - {column}
        and not _NO_FIGURE.search(folded_heading(column))
        and not sheet.tags.get(column, "").startswith("#meta")
        and rough_share(sample) >= _MOSTLY
    ]


def counts_of_events(samples: Mapping[str, list[str]], taken: dict[str, list[str]]) -> None:
    """Where a column counts events, its rows are counts of them and not what happened.

    Parameters
    ----------
    samples
        Values of the columns, by column.
    taken
        Columns by field; their words become what is counted.
    """
    counting = [
        column
        for column, sample in samples.items()
        if _EVENTS.fullmatch(folded_heading(column)) and rough_share(sample) >= _MOSTLY
    ]
    if not counting or "summary" in taken:
        return
    taken["value"] = list(dict.fromkeys([*counting, *taken.get("value", ())]))
    words = [column for ours in ("category", "title") for column in taken.pop(ours, ())]
    if words:
        taken["subject"] = words


def subjects(sheet: Sheet, samples: Mapping[str, list[str]], taken: dict[str, list[str]]) -> None:
    """Columns of words that tell rows of one day and place apart: whom or what their figures count."""
    telling = [column for ours, columns in taken.items() if ours not in ("value", "id") for column in columns]
    used = {column for columns in taken.values() for column in columns}
    units = [column for column in samples if _UNIT.fullmatch(folded_heading(column)) and column not in used]
    alike = _alike(sheet.cells, telling)
    for column, sample in samples.items():
        if not alike.any() or len(taken.get("subject", ())) >= _MOST_SUBJECTS:
            break
        if column in used or column in units or _NO_FIGURE.search(folded_heading(column)):
            continue
        values = sheet.cells.loc[alike, column]
        if values.eq(values.iloc[0]).all() or max(map(len, sample)) > _LONGEST_SUBJECT:
            continue
        if figures(pd.Series(sample, dtype="str")).isna().mean() > _FITS:
            taken.setdefault("subject", []).append(column)
            telling.append(column)
            alike = _alike(sheet.cells, telling)
    # "30" of what is counted in "%" is not thirty of them.
    taken.setdefault("subject", []).extend(units)
    if not taken["subject"]:
        taken.pop("subject")


def _alike(cells: pd.DataFrame, telling: list[str]) -> pd.Series:
    """Which rows some columns do not tell apart; all, where there are no columns."""
    return cells.duplicated(telling, keep=False) if telling else pd.Series(data=True, index=cells.index)
