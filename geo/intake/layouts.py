"""Layouts known by their columns, and what a mapping is: our fields to the columns that fill them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.case import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.case.table import Table

_FILE = Path(__file__).with_name("layouts.toml")
OWN = "own"
_OF_DBASE = 10
_MOMENT = re.compile(r"\d{4}(?:-\d\d){0,2}|\d\d")
# Tables a foreign file may fill; "withdrawn" lists ids of rows its provider has taken back.
TARGETS = ("events", "claims", "places", "routes", "consignments", "withdrawn")
AXES = ("", "exchanged", "as written")


@dataclass(frozen=True)
class Values:
    """A column of figures: each of its cells is a claim."""

    columns: tuple[str, ...]
    measure: str
    unit: str
    subject: str
    as_of: str = ""
    """The moment all its cells hold; of two digits a month of each row's year; empty for the row's date."""


@dataclass(frozen=True)
class Layout:
    """How the columns of a file become a table of ours: shipped for known providers, or a user's own."""

    key: str
    title: str
    table: str
    publisher: str = ""
    needs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Columns of which the file has to have one."""
    geometry: str = ""
    """The kind of geometry the file has to have: ``lines``, ``areas``, or empty for any and none."""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Our field to columns of the file, the first filled one counting."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    metres: Mapping[str, float] = field(default_factory=dict)
    """Codes of precision of place to accuracy in metres."""
    times: Mapping[str, str] = field(default_factory=dict)
    """Codes of precision of time to hour, day, week, month or year."""
    counts: tuple[Values, ...] = ()
    claim: Values | None = None
    """What the figure of an event counts."""
    pass_on: str = ""
    licence: str = ""
    role: str = "site"
    notes: tuple[str, ...] = ()
    order: str = ""
    """Order of dates in digits: ``dmy``, ``mdy`` or ``ymd``; empty where the column says it."""
    crs: str = ""
    """CRS of columns of coordinates where they are no degrees."""
    axes: str = ""
    """What the user has said of latitude and longitude, one of AXES; empty where nothing."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Names of the file to ids of places, as the user has answered."""
    published: str = ""
    """The day the file was published, where the user has said it."""


def plain(name: str) -> str:
    """A column's name without capitals, blanks and marks.

    >>> plain("Country of asylum (ISO)")
    'countryofasylumiso'
    """
    return re.sub(r"(?:[^\w@]|_)+", "", name.casefold())


@cache
def known() -> dict[str, Layout]:
    """The layouts that ship, by key."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {key: parsed(key, table) for key, table in tables.items()}


def parsed(key: str, table: Mapping[str, Any]) -> Layout:
    """A layout out of its TOML table.

    Parameters
    ----------
    key
        What it is called by.
    table
        Its entries, as docs/import.md describes them.

    Returns
    -------
    Layout
        The layout; ValueError, KeyError or TypeError where an entry has another form.
    """
    precision = table.get("precision", {})
    target = str(table["table"])
    if target not in TARGETS:
        raise ValueError(f"table is one of {', '.join(TARGETS)}")
    claim = table.get("claim")
    return Layout(
        key,
        str(table.get("title", key)),
        target,
        str(table.get("publisher", "")),
        _texts(table.get("needs", ())),
        _texts(table.get("also", ())),
        str(table.get("geometry", "")),
        {str(name): _texts(columns) for name, columns in table.get("columns", {}).items()},
        {
            str(name): {str(word).casefold(): str(ours) for word, ours in words.items()}
            for name, words in table.get("words", {}).items()
        },
        {str(name): str(value) for name, value in table.get("constants", {}).items()},
        {str(code): float(metres) for code, metres in precision.get("place", {}).items()},
        {str(code): str(time) for code, time in precision.get("time", {}).items()},
        tuple(_values(entry) for entry in table.get("values", ())),
        None if claim is None else Values((), str(claim["measure"]), str(claim.get("unit", "people")), ""),
        str(table.get("pass_on", "")),
        str(table.get("licence", "")),
        str(table.get("role", "site")),
        _texts(table.get("notes", ())),
        _one_of(table.get("order", ""), ("", "dmy", "mdy", "ymd")),
        str(table.get("crs", "")),
        _one_of(table.get("axes", "exchanged" if table.get("swap") else ""), AXES),
        {str(name): str(place) for name, place in table.get("places", {}).items()},
        str(table.get("published", "")),
    )


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not all(isinstance(entry, str) for entry in value):
        raise TypeError("texts")
    return tuple(value)


def _one_of(value: Any, words: Sequence[str]) -> str:
    if value not in words:
        raise ValueError(f"one of {', '.join(words)}")
    return str(value)


def _values(entry: Mapping[str, Any]) -> Values:
    as_of = str(entry.get("as_of", ""))
    if as_of and not _MOMENT.fullmatch(as_of):
        raise ValueError("as_of is YYYY-MM, another moment, or MM of the row's year")
    return Values(
        _texts(entry["column"]),
        str(entry["measure"]),
        str(entry.get("unit", "")),
        str(entry.get("subject", "")),
        as_of,
    )


def recognised(columns: Iterable[str], *, geometry: str = "") -> Layout | None:
    """The layout whose columns these are; of several the one that needs most of them.

    Parameters
    ----------
    columns
        Names of the file's columns.
    geometry
        What some of its features are: ``lines``, ``areas``, or empty.

    Returns
    -------
    Layout or None
        The layout, its columns bound to those of the file; None for a file of nobody known.
    """
    names = {plain(name): name for name in reversed(list(columns))}
    fitting = [layout for layout in known().values() if _fits(layout, names, geometry)]
    best = max(
        fitting,
        key=lambda layout: len(layout.needs) + bool(layout.also) + bool(layout.geometry),
        default=None,
    )
    return bound(best, names.values()) if best is not None else None


def _fits(layout: Layout, names: Mapping[str, str], geometry: str) -> bool:
    if not all(_of_file(need, names) for need in layout.needs) or layout.geometry not in ("", geometry):
        return False
    return not layout.also or any(_of_file(name, names) for name in layout.also)


def _of_file(wanted: str, names: Mapping[str, str]) -> str:
    """What a column is called in a file, whose names a shapefile may have cut to ten letters; or empty."""
    whole = names.get(plain(wanted), "")
    if whole or len(wanted) <= _OF_DBASE or any(len(name) > _OF_DBASE for name in names.values()):
        return whole
    cut = names.get(plain(wanted[:_OF_DBASE]), "")
    return cut if len(cut) == _OF_DBASE else ""


def bound(layout: Layout, columns: Iterable[str]) -> Layout:
    """The layout with the names its columns really have in a file; those the file lacks are left out.

    Parameters
    ----------
    layout
        A layout.
    columns
        Names of the file's columns.

    Returns
    -------
    Layout
        The layout for that file.
    """
    whole = list(columns)
    names = {plain(name): name for name in reversed(whole)}

    def real_of(wanted: str) -> str:
        # Of "title" and "TITLE" each is itself.
        return wanted if wanted in whole else _of_file(wanted, names)

    by_field = {
        ours: tuple(dict.fromkeys(real for name in theirs if (real := real_of(name))))
        for ours, theirs in layout.columns.items()
    }
    values = []
    for entry in layout.counts:
        there = tuple(real for name in entry.columns if (real := real_of(name)))
        values += [replace(entry, columns=there[:1])] if there else []
    return replace(
        layout, columns={ours: theirs for ours, theirs in by_field.items() if theirs}, counts=tuple(values)
    )


def used_columns(layout: Layout) -> tuple[str, ...]:
    """The columns of a file that a layout bound to it reads."""
    columns = [name for names in layout.columns.values() for name in names]
    return tuple(dict.fromkeys([*columns, *(name for entry in layout.counts for name in entry.columns)]))


def own_table(columns: Iterable[str], name: str = "") -> str:
    """The table of ours whose columns these are; empty where they are nobody's.

    A table's key and what it means nothing without have to be there; of several the one named so, then the
    one that shares most columns.

    Parameters
    ----------
    columns
        Names of the file's columns.
    name
        Name of the file or sheet, which may be the table's.

    Returns
    -------
    str
        A key of ``geo.case.schema.BY_NAME``, or empty.
    """
    names = {column.strip().casefold() for column in columns}
    fitting = [
        table
        for table in schema.TABLES
        if {table.key, *table.required} <= names and _mostly_own(table, names)
    ]
    stem = name.rsplit(".", 1)[0].casefold()
    best = max(
        fitting,
        key=lambda table: (stem in (table.name, table.file[:-4]), len(set(table.columns) & names)),
        default=None,
    )
    return best.name if best is not None else ""


def _mostly_own(table: Table, names: set[str]) -> bool:
    return len(names & set(table.columns)) * 2 >= min(len(names), len(table.columns))


_UCDP = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_GEONAMES = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class",
    "feature code", "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code",
    "population", "elevation", "dem", "timezone", "modification date",
)  # fmt: skip
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _gdelt(*, second: bool) -> list[str]:
    geo = [name for name in _GEO if second or name != "ADM2Code"]
    return [
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in geo),
        *("DATEADDED", "SOURCEURL"),
    ]


def bare_heading(names: Sequence[str]) -> tuple[str, ...]:
    """The columns of a file without a heading that are known by their number: UCDP candidate events, GDELT.

    Parameters
    ----------
    names
        Names made up for its columns.

    Returns
    -------
    tuple of str
        Their names at the provider; empty for any other number of columns.
    """
    if not names or not all(name.startswith("column ") for name in names):
        return ()
    first, second = _gdelt(second=False), _gdelt(second=True)
    if len(names) == len(_GEONAMES):
        return _GEONAMES
    by_width = {len(_UCDP): _UCDP, len(first): first, len(first) - 1: first[:-1], len(second): second}
    return tuple(by_width.get(len(names), ()))
