"""Columns of a file of nobody known, guessed: which is the date, the place, the title; with examples."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from anyascii import anyascii

from geo.case.raw_text import UnreadableError, file_bytes
from geo.case.set_aside import shortened
from geo.intake.coordinates import read_points, two_columns
from geo.intake.date_words_read import is_serial, plain_digits, span_of
from geo.intake.field_cells import figures
from geo.intake.layouts import TARGETS, Layout, Values, bound, parsed, plain
from geo.intake.source_sheet import MEGABYTE, RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from zoneinfo import ZoneInfo

    from geo.intake.source_sheet import Sheet

EXAMPLES = 3
_LOOKED_AT = 200
_FITS = 0.5
_SEVERAL = ("admin", "actors", "pcode")
# What the keys of mappings begin with that are known by the shape of a file alone.
SHAPE = "shape-"
_FORMAT = 1
_SHORTEST_DAY, _MOSTLY = 6, 0.8


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """What headings and HXL tags look like, by our field."""
    tables = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
    return {
        name: {ours: re.compile(pattern) for ours, pattern in table.items()} for name, table in tables.items()
    }


@dataclass(frozen=True)
class Guess:
    """What a column may be."""

    ours: str
    """Our field."""
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
        Each column at most once, each with three values as examples.
    """
    taken: dict[str, list[str]] = {}
    fits = _fitting(zone)
    for column in sheet.cells.columns:
        tag = sheet.tags.get(column, "")
        wanted = [ours for ours, pattern in _patterns()["tags"].items() if tag and pattern.fullmatch(tag)]
        heading = " ".join(re.split(r"[^0-9a-z/]+", anyascii(column).casefold())).strip()
        wanted += [ours for ours, pattern in _patterns()["headings"].items() if pattern.fullmatch(heading)]
        sample = _sample(sheet.cells[column])
        for ours in dict.fromkeys(wanted):
            if (ours not in taken or ours in _SEVERAL) and fits.get(ours, len)(sample):
                taken.setdefault(ours, []).append(column)
                break
    if "date" not in taken and "year" not in taken:
        taken |= _dates_by_heading(sheet, taken)
    if "date" not in taken and "year" not in taken:
        used = {column for columns in taken.values() for column in columns}
        dated = [c for c in sheet.cells.columns if c not in used and _are_days(_sample(sheet.cells[c]), zone)]
        if dated:
            taken["date"] = dated[:1]
    return [
        Guess(ours, column, tuple(shortened(value) for value in _sample(sheet.cells[column])[:EXAMPLES]))
        for ours, columns in taken.items()
        for column in columns
    ]


def _dates_by_heading(sheet: Sheet, taken: dict[str, list[str]]) -> dict[str, list[str]]:
    """A column headed as a date, though what stands in it is none: its rows say so one by one."""
    used = {column for columns in taken.values() for column in columns}
    for column in sheet.cells.columns:
        if column not in used and plain(column) in ("date", "eventdate", "startdate", "datestart"):
            return {"date": [column]} if _sample(sheet.cells[column]) else {}
    return {}


def _sample(cells: pd.Series) -> list[str]:
    return list(dict.fromkeys(cells[cells.ne("")].head(4 * _LOOKED_AT)))[:_LOOKED_AT]


def _fitting(zone: ZoneInfo) -> dict[str, Callable[[list[str]], Any]]:
    """What the values of a column have to be for it to be a field."""

    def dates(sample: list[str]) -> bool:
        return _share(sample, lambda text: _is_date(text, zone)) >= _FITS

    def degrees(sample: list[str]) -> bool:
        cells = pd.Series(sample, dtype="str")
        frame = read_points(cells, cells, (-180, -90, 180, 90)).frame
        return bool(len(sample)) and float((~frame["reason"].str.contains("no numbers")).mean()) >= _FITS

    def pairs(sample: list[str]) -> bool:
        lat, _ = two_columns(pd.Series(sample, dtype="str"))
        return bool(len(sample)) and float(lat.ne("").mean()) >= _FITS

    def counts(sample: list[str]) -> bool:
        return bool(len(sample)) and float(figures(pd.Series(sample, dtype="str")).notna().mean()) >= _FITS

    def words(sample: list[str]) -> bool:
        return not sample or not counts(sample)

    return {
        "date": dates, "end": dates, "lat": degrees, "lon": degrees, "point": pairs, "best": counts,
        "value": counts, "year": counts, "title": words, "place": words, "admin": words, "summary": words,
        "actors": words,
    }  # fmt: skip


def _share(sample: list[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(text) for text in sample) / len(sample) if sample else 0.0


def _is_date(text: str, zone: ZoneInfo) -> bool:
    plain_text = plain_digits(text)
    if is_serial(plain_text):
        return True
    try:
        span_of(plain_text, "dmy", zone)
    except (ValueError, OverflowError, OSError) as error:
        return "calendar" in str(error) or "month" in str(error)
    return True


def _are_days(sample: list[str], zone: ZoneInfo) -> bool:
    """Whether values under a heading of no help are dates: with day and month, no bare numbers."""
    return (
        len(sample) > 0
        and _share(
            sample, lambda text: not text.isdecimal() and len(text) >= _SHORTEST_DAY and _is_date(text, zone)
        )
        > _MOSTLY
    )


def layout_of(sheet: Sheet, guesses: Iterable[Guess], table: str = "") -> Layout:
    """A layout made of guesses.

    Parameters
    ----------
    sheet
        The sheet they are about.
    guesses
        Which column is which of our fields.
    table
        The table to fill; empty lets the fields say it.

    Returns
    -------
    Layout
        The layout; RefusedFileError, naming what is missing, where no table can be filled.
    """
    columns: dict[str, tuple[str, ...]] = {}
    for guess in guesses:
        columns[guess.ours] = (*columns.get(guess.ours, ()), guess.column)
    lines = sheet.geometry is not None and sheet.geometry.geom_type.str.contains("Line").mean() > _FITS
    dated = "date" in columns or "year" in columns
    pointed = sheet.geometry is not None or "point" in columns or {"lat", "lon"} <= set(columns)
    named = columns.get("place") or columns.get("title")
    if not table:
        if lines and (not dated or "status" in columns):
            table = "routes"
        elif dated:
            worded = {"title", "summary", "category"} & set(columns)
            table = "claims" if "value" in columns and not worded else "events"
        elif pointed and named:
            table = "places"
        else:
            raise RefusedFileError(
                f"'{sheet.file}': columns are missing: none looks like a date; name it in a mapping (there "
                f"are {shortened(', '.join(sheet.cells.columns))})."
            )
    if table in ("places", "routes") and named and "name" not in columns:
        columns["name"] = named
    value = columns.pop("value", ())
    counts = tuple(Values((column,), plain(column)[:60] or "value", "people", column) for column in value)
    claim = Values((), "dead", "people", "") if "best" in columns else None
    key = shape_of(sheet.cells.columns)
    return Layout(
        key,
        "a mapping of your own",
        table,
        columns=columns,
        counts=counts if table == "claims" else (),
        claim=claim,
    )


def shape_of(columns: Iterable[str]) -> str:
    """A key for files of one shape: those with the same columns in the same order.

    Parameters
    ----------
    columns
        Names of the columns.

    Returns
    -------
    str
        ``shape-`` and eight digits.
    """
    joined = "\0".join(plain(column) for column in columns)
    return f"{SHAPE}{hashlib.sha256(joined.encode()).hexdigest()[:8]}"


def read_mapping(path: Path, sheet: Sheet) -> Layout:
    """A mapping out of its TOML file, bound to a sheet's columns; RefusedFileError where it is no use."""
    try:
        table = tomllib.loads(file_bytes(path, MEGABYTE).decode("utf-8-sig"))
        layout = parsed(str(table.get("key") or shape_of(sheet.cells.columns)), table)
    except UnreadableError as error:
        raise RefusedFileError(f"The mapping '{path.name}' {error}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedFileError(f"The mapping '{path.name}' is no valid TOML: {shortened(error)}.") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedFileError(f"The mapping '{path.name}' cannot be used: {shortened(error)}.") from None
    missing = [
        name
        for names in layout.columns.values()
        if not any(plain(name) in {plain(column) for column in sheet.cells.columns} for name in names)
        for name in names[:1]
    ]
    if missing:
        raise RefusedFileError(
            f"'{sheet.file}' lacks columns of the mapping: {shortened(', '.join(missing))}."
        )
    key = re.sub(r"[^\w.-]+", "-", layout.key)[:40] or shape_of(sheet.cells.columns)
    return replace(bound(layout, sheet.cells.columns), key=key)


def mapping_text(layout: Layout, guesses: Iterable[Guess] = ()) -> str:
    """A layout as TOML, to be mended and used again.

    Parameters
    ----------
    layout
        The layout.
    guesses
        Where its columns were guessed, their examples, written as comments.

    Returns
    -------
    str
        The text of the file.
    """
    shown = {guess.column: guess.examples for guess in guesses}
    lines = [
        f"format = {_FORMAT}", f"key = {_toml(layout.key)}",
        f"table = {_toml(layout.table)}  # one of {', '.join(TARGETS)}",
        f"order = {_toml(layout.order)}  # of dates in digits: dmy, mdy, ymd",
        f"crs = {_toml(layout.crs)}  # of coordinates that are no degrees, such as EPSG:32638",
        f"swap = {'true' if layout.swap else 'false'}  # whether latitude and longitude are exchanged",
        f"publisher = {_toml(layout.publisher)}", f"licence = {_toml(layout.licence)}",
        f"pass_on = {_toml(layout.pass_on)}", f"published = {_toml(layout.published)}", "", "[columns]",
    ]  # fmt: skip
    for ours, columns in layout.columns.items():
        examples = [value for column in columns for value in shown.get(column, ())][:EXAMPLES]
        comment = f"  # {' | '.join(examples)}" if examples else ""
        lines.append(f"{_toml(ours)} = [{', '.join(_toml(column) for column in columns)}]{comment}")
    for name, words in layout.words.items():
        lines += [
            "",
            f"[words.{_toml(name)}]",
            *(f"{_toml(word)} = {_toml(ours)}" for word, ours in words.items()),
        ]
    if layout.constants:
        lines += [
            "",
            "[constants]",
            *(f"{_toml(name)} = {_toml(value)}" for name, value in layout.constants.items()),
        ]
    if layout.places:
        lines += [
            "",
            "[places]",
            *(f"{_toml(name)} = {_toml(place)}" for name, place in layout.places.items()),
        ]
    for entry in layout.counts:
        lines += [
            "", "[[values]]", f"column = {_toml(entry.columns[0])}", f"measure = {_toml(entry.measure)}",
            f"unit = {_toml(entry.unit)}", f"subject = {_toml(entry.subject)}",
        ]  # fmt: skip
    if layout.claim is not None:
        lines += [
            "",
            "[claim]",
            f"measure = {_toml(layout.claim.measure)}",
            f"unit = {_toml(layout.claim.unit)}",
        ]
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    # A JSON string is a TOML string, but for the letter DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
