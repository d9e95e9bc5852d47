"""A mapping: which column of a file is which of our fields, as a layout and as TOML."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from anyascii import anyascii

from geo.case.raw_text import UnreadableError, file_bytes
from geo.case.set_aside import shortened
from geo.intake.column_guess import EXAMPLES
from geo.intake.freight import freight_unit
from geo.intake.layouts import TARGETS, Layout, Values, bound, parsed, plain
from geo.intake.month_columns import BARE, are_background, months_of
from geo.intake.source_sheet import MEGABYTE, RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.intake.column_guess import Guess
    from geo.intake.source_sheet import Sheet

_FITS = 0.5
# What the keys of mappings begin with that are known by the shape of a file alone.
SHAPE = "shape-"
_FORMAT = 1
_LONGEST = 120
# What programs call a sheet that nobody has named.
_NO_NAME = re.compile(r"(?:sheet|table|data|feuil|hoja|tabelle|planilha|лист|ورقة|sayfa) ?\d*", re.IGNORECASE)
_HOUSEHOLDS = re.compile(r"\bhhs?\b|household|famil|menage", re.IGNORECASE)
_PEOPLE = re.compile(
    r"person|people|individual|\bind\b|idp|refugee|returnee|displaced|arrival|killed|injured|wounded|dead|death|casualt|victim|surviv|kidnap|assault|beneficiar|populat"
    r"|missing|affected|detained|arrested|abducted|evacuated|blesses|heridos|verletzt|vertrieben|ranen|postra[zd]|lyud|peremes|viravor|yarali|ljrh|lmsb|lnzh|deplac",
    re.IGNORECASE,
)

_CENSUS = re.compile(r"populat|census|bevolker|habitant|naselen")


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
        if guess.ours:
            columns[guess.ours] = (*columns.get(guess.ours, ()), guess.column)
    key, counts = shape_of(sheet.cells.columns), _monthly(sheet, columns)
    table = table or ("claims" if counts else _table_of(sheet, columns))
    return chosen_layout(Layout(key, "a mapping of your own", table, counts=counts), columns)


def _monthly(sheet: Sheet, columns: Mapping[str, tuple[str, ...]]) -> tuple[Values, ...]:
    """Figures of months side by side, called as the words beside them are, or the sheet or the file is."""
    about = sheet.name
    if not about or _NO_NAME.fullmatch(about.strip()):
        about = sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    entries = []
    months = months_of(columns.get("value", ()))
    if "date" in columns and are_background(months):
        return ()
    for column, (moment, group, _) in months.items():
        # Words that say who is counted stand alone, as a heading of theirs would.
        counted = _unit(group)
        subject = group if counted else f"{about}, {group}" if group else about
        measure, unit = plain(group or about)[:60] or "value", counted or _unit(about)
        if len(moment) != BARE or "year" in columns:
            entries.append(Values((column,), measure, unit, subject[:_LONGEST], moment))
    return tuple(entries)


def _table_of(sheet: Sheet, columns: dict[str, tuple[str, ...]]) -> str:
    lines = sheet.geometry is not None and sheet.geometry.geom_type.str.contains("Line").mean() > _FITS
    dated = "date" in columns or "year" in columns
    pointed = sheet.geometry is not None or "point" in columns or {"lat", "lon"} <= set(columns)
    named = columns.get("place") or columns.get("title")
    loads = "cargo" in columns and {"origin", "destination"} & set(columns)
    if (dated and loads) or (lines and (not dated or "status" in columns)):
        return "consignments" if loads else "routes"
    lacking = "none looks like a date"
    if any(len(dated.moment) == BARE for dated in months_of(sheet.cells.columns).values()):
        lacking = "a year of the months side by side"
    if dated:
        worded = {"title", "summary", "category"} & set(columns)
        if "value" in columns and not worded:
            return "claims"
        if worded or pointed or {"place", "admin", "pcode", "actors", "best", "status"} & set(columns):
            return "events"
        lacking = "beside the date none looks like a place, a title or a figure"
    elif sheet.day and any(map(_unit, columns.get("value", ()))) and not {"title", "category"} & set(columns):
        return "claims"
    elif pointed and named:
        return "places"
    elif sheet.day and {"title", "summary", "category"} & set(columns):
        return "events"
    raise RefusedFileError(
        f"'{sheet.file}': columns are missing: {lacking}; name it in a mapping (there "
        f"are {shortened(', '.join(sheet.cells.columns)) or 'none'})."
    )


def chosen_layout(layout: Layout, columns: Mapping[str, tuple[str, ...]]) -> Layout:
    """A layout with columns that somebody chose for its table.

    Parameters
    ----------
    layout
        The layout; its table says what columns of figures become.
    columns
        Columns by our field; each of ``value`` becomes a claim of its own.

    Returns
    -------
    Layout
        The layout.
    """
    fields = dict(columns)
    if layout.table in ("places", "routes") and "name" not in fields:
        named = fields.get("place") or fields.get("title")
        fields |= {"name": named} if named else {}
    value, counts = fields.pop("value", ()), []
    if layout.table == "claims":
        before = {entry.columns[0]: entry for entry in layout.counts}
        counts = [
            before.get(column) or Values((column,), plain(column)[:60] or "value", _unit(column), column)
            for column in value
        ]
        counts += [Values((column,), "dead", "people", column) for column in fields.pop("best", ())]
    if layout.table == "consignments":
        counts = [Values((column,), plain(column)[:60], freight_unit(column), column) for column in value]
    if layout.table == "events":
        # What a road or a crossing is on that day is what its row tells.
        status = fields.pop("status", ())
        fields |= {"category": fields.get("category", status)} if status else {}
        fields |= {"title": (*fields["title"], *status)} if status and "title" in fields else {}
        # Beside what happened a census says nothing of it, and a number of no people may be anything.
        counts = [
            Values((column,), plain(column)[:60], _unit(column), column)
            for column in value
            if _unit(column) and not _CENSUS.search(anyascii(column).casefold())
        ]
    dead = "best" in fields or {"low", "high"} <= set(fields)
    claim = Values((), "dead", "people", "") if dead else None
    return replace(layout, columns=fields, counts=tuple(counts), claim=claim)


def _unit(column: str) -> str:
    words = anyascii(column).replace("_", " ")
    return "households" if _HOUSEHOLDS.search(words) else "people" if _PEOPLE.search(words) else ""


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
    guesses = tuple(guesses)
    shown = {guess.column: guess.examples for guess in guesses}
    lines = [
        f"format = {_FORMAT}", f"key = {_toml(layout.key)}",
        f"table = {_toml(layout.table)}  # one of {', '.join(TARGETS)}",
        f"order = {_toml(layout.order)}  # of dates in digits: dmy, mdy, ymd",
        f"crs = {_toml(layout.crs)}  # of coordinates that are no degrees, such as EPSG:32638",
        f"axes = {_toml(layout.axes)}  # of latitude and longitude: exchanged, or right as written",
        f"publisher = {_toml(layout.publisher)}", f"licence = {_toml(layout.licence)}",
        f"pass_on = {_toml(layout.pass_on)}", f"published = {_toml(layout.published)}", "", "[columns]",
    ]  # fmt: skip
    for ours, columns in layout.columns.items():
        examples = [value for column in columns for value in shown.get(column, ())][:EXAMPLES]
        comment = f"  # {' | '.join(examples)}" if examples else ""
        lines.append(f"{_toml(ours)} = [{', '.join(_toml(column) for column in columns)}]{comment}")
    lines += [f"# not read: {_toml(guess.column)}" for guess in guesses if not guess.ours]
    lines += _word_lines(layout)
    for entry in layout.counts:
        lines += [
            "", "[[values]]", f"column = {_toml(entry.columns[0])}", f"measure = {_toml(entry.measure)}",
            f"unit = {_toml(entry.unit)}", f"subject = {_toml(entry.subject)}",
            *([f"as_of = {_toml(entry.as_of)}"] if entry.as_of else []),
        ]  # fmt: skip
    if layout.claim is not None:
        lines += [
            "",
            "[claim]",
            f"measure = {_toml(layout.claim.measure)}",
            f"unit = {_toml(layout.claim.unit)}",
        ]
    return "\n".join(lines) + "\n"


def _word_lines(layout: Layout) -> list[str]:
    """The tables of words, constants and answered places."""
    lines: list[str] = []
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
    return lines


def _toml(text: str) -> str:
    # A JSON string is a TOML string, but for the letter DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
