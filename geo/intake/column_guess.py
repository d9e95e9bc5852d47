"""Which column of a file of nobody known is which of our fields: by tag, by heading, by what stands in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.set_aside import shortened
from geo.intake.column_fits import are_days, are_epochs, are_pairs, are_plain_days, fitting
from geo.intake.figure_guess import counts_of_events, figures_left, folded_heading, subjects
from geo.intake.freight import freight_unit
from geo.intake.layouts import plain
from geo.intake.month_columns import figures_by_month, is_year, turn_to_months

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from zoneinfo import ZoneInfo

    from geo.intake.source_sheet import Sheet

EXAMPLES = 3
_LOOKED_AT = 200
_SEVERAL = ("admin", "actors", "pcode", "value")
# Columns that say the rows are answers to a form, which was filled in later than what it tells of.
_OF_FORM = {"submissiontime", "submissiondate", "uuid", "metainstanceid", "instanceid", "today"}
_LATER = re.compile(
    r"\b(?:timestamp|submi\w+|created|updated|modified|today|entry|verified|published|reported|added|last)\b"
)
_DATED = re.compile(r"\b(?:date|time|update\w*|edited|created)\b|date$|time$")
# Dates of something else than what a row tells of.
_NOT_WHEN = re.compile(
    r"\b(?:dob|birth\w*|born|nacimiento|naissance|geburt\w*|valid\w*|expir\w*|expected)\b|validon"
)
_ARRIVED = re.compile(
    r"\b(?:arrival|delivery|arrived|delivered|offloading)\b.*\b(?:date|on)$|^date of (?:arrival|delivery)$"
)
_END_OF = re.compile(r"\b(?:month|week|period|quarter)\b")
_NEARER = re.compile(r"\b(?:incident|event|attack|strike|occur\w*|happen\w*|departure)\b")
# How coarse an area is, by its level or by the word for it; the first that stands in a heading counts.
_COARSE = (
    (8, r"\b(?:country|territory|pais|pays|strana|adm\w*[ _]?0)"),
    (5, r"\b(?:province|oblast|governorate|state|wilaya|departamento|zone|adm\w*[ _]?1)"),
    (6, r"\bregion\b"),
    (1, r"\b(?:ward|adm\w*[ _]?4)"),
    (2, r"\b(?:commune|locality|municipality|sub ?district|adm\w*[ _]?3)"),
    (3, r"."),
)
# Fields that a heading alone may promise, and what they are in words.
_PROMISED = (
    ({"lat", "lon", "point"}, "coordinates"),
    ({"date", "end", "year"}, "a date"),
    ({"best", "value"}, "figures"),
)
# What a code or a reference names may be many rows.
_CODED = re.compile(r"\b(?:code|ref|reference)$")
_NUMBERED = re.compile(r"#|n|nr|no|num|number|(?:s|sl|sr|serial) ?(?:no|number)|row|index")


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """What headings and HXL tags look like, by our field; words of other scripts as they fold."""
    tables = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
    words = {
        ours: "|".join(re.escape(folded_heading(word)) for word in text.split("|"))
        for ours, text in tables.pop("words").items()
    }
    return {
        name: {
            ours: re.compile(f"{pattern}|{words[ours]}" if ours in words and name == "headings" else pattern)
            for ours, pattern in table.items()
        }
        for name, table in tables.items()
    }


@dataclass(frozen=True)
class Guess:
    """What a column may be."""

    ours: str
    """Our field; empty where the column is not read."""
    column: str
    examples: tuple[str, ...]


def guesses_of(sheet: Sheet, zone: ZoneInfo) -> list[Guess]:
    """Which columns of a sheet may be which of our fields: by tag, by heading, by what stands in them.

    Parameters
    ----------
    sheet
        The sheet.
    zone
        Zone of the case, for dates.

    Returns
    -------
    list of Guess
        Every column once, those that are read first, each with three values as examples.
    """
    every = samples_of(sheet, sheet.cells.columns)
    years = [sample for column, sample in every.items() if "year" in _wanted(column, "")]
    months = figures_by_month(
        every,
        years=any(sample and all(map(is_year, sample)) for sample in years),
        days=any("date" in _wanted(column, "") for column in every),
    )
    samples = {column: sample for column, sample in every.items() if column not in months}
    wanted = {column: _wanted(column, sheet.tags.get(column, "")) for column in samples}
    taken = _by_heading(samples, wanted, fitting(zone))
    freight = _freight(samples, taken, zone)
    _whole_dates(samples, taken, zone)
    turn_to_months(taken, months)
    _name_or_title(taken)
    _without_halves(sheet, taken)
    if sheet.geometry is not None:
        taken.pop("point", None)
    elif "lat" not in taken and "point" not in taken:
        _pairs_of_numbers(samples, taken)
    if not months and "date" not in taken and "year" not in taken:
        _dates(samples, taken, zone)
    if freight or (not months and not {"title", "summary", "category", "best"} & set(taken)):
        figures_left(sheet, samples, taken)
    counts_of_events(samples, taken)
    if "value" in taken and not freight and not {"title", "summary", "category"} & set(taken):
        subjects(sheet, samples, taken)
    for ours in ("admin", "pcode"):
        if ours in taken:
            taken[ours].sort(key=lambda column: _coarse(column, sheet.tags.get(column, "")))
    used = {column for columns in taken.values() for column in columns}
    order = [(ours, column) for ours, columns in taken.items() for column in columns]
    order += [("", column) for column in samples if column not in used]
    return [
        Guess(ours, column, tuple(shortened(value) for value in every[column][:EXAMPLES]))
        for ours, column in order
    ]


def samples_of(sheet: Sheet, columns: Iterable[str]) -> dict[str, list[str]]:
    """Some values of columns, each once, by column.

    Parameters
    ----------
    sheet
        The sheet.
    columns
        Names of its columns.

    Returns
    -------
    dict of str to list of str
        The first values that differ.
    """
    return {column: _sample(sheet.cells[column]) for column in columns}


def _without_halves(sheet: Sheet, taken: dict[str, list[str]]) -> None:
    """Leave out what means nothing alone: a day without month, one of two coordinates, ids that name none."""
    if "day" in taken and not {"year", "month"} <= set(taken):
        taken.pop("day")
    if "id" in taken and not _tells_apart(sheet.cells[taken["id"][0]], taken["id"][0]):
        taken.pop("id")
    if ("lat" in taken) != ("lon" in taken):
        taken.pop("lat", taken.pop("lon", None))


def broken_promise(sheet: Sheet, column: str, read: Collection[str], zone: ZoneInfo) -> str:
    """What a column's heading promises and its cells do not keep.

    Parameters
    ----------
    sheet
        The sheet.
    column
        One of its columns, which is not read.
    read
        Fields of ours that other columns fill.
    zone
        Zone of the case, for dates.

    Returns
    -------
    str
        Words for it; empty where nothing that would be missed is promised, or its cells are that.
    """
    wanted, sample = set(_wanted(column, sheet.tags.get(column, ""))), _sample(sheet.cells[column])
    fits = fitting(zone)
    for fields, words in _PROMISED:
        if wanted & fields and not fields & set(read):
            return "" if any(fits[ours](sample) for ours in wanted & fields) else words
    return ""


def _tells_apart(cells: pd.Series, column: str) -> bool:
    """Whether a column of ids names rows: a kind of site does not, nor do the numbers of a sheet's lines."""
    filled = cells[cells.ne("")]
    if _CODED.search(folded_heading(column)) and filled.nunique() < len(filled):
        return False
    if _NUMBERED.fullmatch(folded_heading(column) or column.strip()) and list(filled) == [
        str(number) for number in range(1, len(filled) + 1)
    ]:
        return False
    return bool(filled.empty or filled.nunique() * 2 >= len(filled))


def _sample(cells: pd.Series) -> list[str]:
    return list(dict.fromkeys(cells[cells.ne("")].head(4 * _LOOKED_AT)))[:_LOOKED_AT]


def _spellings(column: str) -> tuple[str, ...]:
    """A heading whole, without what stands in brackets, and its last part where a form has groups."""
    whole = folded_heading(column)
    bare = folded_heading(re.sub(r"\([^)]*\)", " ", column))
    return tuple(dict.fromkeys([whole, bare, bare.rsplit("/", 1)[-1].strip()]))


def _wanted(column: str, tag: str) -> list[str]:
    """Fields that a column may be by its tag and heading, the likeliest first."""
    fields = [ours for ours, pattern in _patterns()["tags"].items() if tag and pattern.fullmatch(tag)]
    for heading in _spellings(column):
        fields += [ours for ours, pattern in _patterns()["headings"].items() if pattern.fullmatch(heading)]
    elsewhen = _NOT_WHEN.search(folded_heading(column))
    return [ours for ours in dict.fromkeys(fields) if not elsewhen or ours not in ("date", "end")]


def _by_heading(
    samples: Mapping[str, list[str]],
    wanted: Mapping[str, list[str]],
    fits: Mapping[str, Callable[[list[str]], Any]],
) -> dict[str, list[str]]:
    """Columns by field; of several dates that of what happened, not that of when it was written down."""
    form = sum(plain(column) in _OF_FORM for column in samples) > 1
    taken: dict[str, list[str]] = {}
    for column in sorted(samples, key=lambda column: _lateness(column, form=form)):
        for ours in wanted[column]:
            if form and ours == "end" and _spellings(column)[-1] == "end":
                continue
            if (ours not in taken or ours in _SEVERAL) and fits.get(ours, len)(samples[column]):
                taken.setdefault(ours, []).append(column)
                break
    return taken


def _freight(samples: Mapping[str, list[str]], taken: dict[str, list[str]], zone: ZoneInfo) -> bool:
    """Whether rows are loads under way, from somewhere to somewhere; else their words for it mean nothing."""
    if "cargo" in taken and {"origin", "destination"} & set(taken):
        if "origin" not in taken and "cited" in taken and plain(taken["cited"][0]) == "origin":
            taken["origin"] = taken.pop("cited")
        begins = taken.get("date", [])
        arrived = [
            column for column in samples if _ARRIVED.search(folded_heading(column)) and column not in begins
        ]
        if begins and "end" not in taken and arrived and fitting(zone)["end"](samples[arrived[0]]):
            taken["end"] = arrived[:1]
        used = {column for columns in taken.values() for column in columns}
        taken.setdefault("value", []).extend(
            column
            for column, sample in samples.items()
            if column not in used and freight_unit(column) and fitting(zone)["value"](sample)
        )
        return True
    for ours in ("cargo", "origin", "destination"):
        taken.pop(ours, None)
    return False


def _lateness(column: str, *, form: bool) -> int:
    words = _spellings(column)[-1]
    if _NEARER.search(words):
        return 0
    if form and words in ("start", "end"):
        return 3
    # A year is less than the date that may stand beside it.
    return 2 if _LATER.search(words) or words.endswith("year") else 1


def _name_or_title(taken: dict[str, list[str]]) -> None:
    """A column called name is the title where there is none, else the place."""
    name = taken.pop("called", None)
    if name is not None:
        ours = next((ours for ours in ("title", "place") if ours not in taken), "")
        if ours:
            taken[ours] = name


def _pairs_of_numbers(samples: Mapping[str, list[str]], taken: dict[str, list[str]]) -> None:
    """A column of nothing but pairs of degrees is the point, whatever it is called."""
    used = {column for columns in taken.values() for column in columns}
    for column, sample in samples.items():
        if column not in used and sample and are_pairs(sample):
            taken["point"] = [column]
            return


def _dates(samples: Mapping[str, list[str]], taken: dict[str, list[str]], zone: ZoneInfo) -> None:
    """A column headed as a date, though what stands in it is none: its rows say so; else one of days."""
    used = {column for columns in taken.values() for column in columns}
    free = [
        column
        for column, sample in samples.items()
        if column not in used and sample and not _NOT_WHEN.search(folded_heading(column))
    ]
    free.sort(key=lambda column: _lateness(column, form=False))
    headed = [c for c in free if plain(c) in ("date", "eventdate", "startdate", "datestart")]
    dated = headed or [column for column in free if are_days(samples[column], zone)]
    dated = dated or [
        column
        for column in free
        if _DATED.search(folded_heading(column))
        and (are_epochs(samples[column]) or are_plain_days(samples[column]))
    ]
    if dated:
        taken["date"] = dated[:1]


def _whole_dates(samples: Mapping[str, list[str]], taken: dict[str, list[str]], zone: ZoneInfo) -> None:
    """A column of months or of their ends that holds whole dates is the date, not a part of it."""
    if "date" in taken:
        return
    if "month" in taken and "year" not in taken:
        if all(re.search(r"\d{4}", text) for text in samples[taken["month"][0]]):
            taken["date"] = taken.pop("month")
    elif "year" in taken and "month" not in taken:
        used = {column for columns in taken.values() for column in columns}
        ends = [column for column in samples if column not in used and _END_OF.search(folded_heading(column))]
        for column in [column for column in ends if are_days(samples[column], zone)][:1]:
            taken["date"] = [column]
            taken.pop("year")


def _coarse(column: str, tag: str) -> int:
    words = f"{folded_heading(column)} {tag.lstrip('#')}"
    return next(rank for rank, pattern in _COARSE if re.search(pattern, words))
