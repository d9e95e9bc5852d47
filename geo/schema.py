"""Every table of a case, stated once: its columns, what may stand in them, what they refer to.

The schemas describe the text of the CSV files, before numbers and dates are made of it.
A column that is ``required`` is one the table means nothing without; any other is filled
empty when it is missing. ``Column.metadata`` says what the loader makes of a column:
``kind`` (text, number, moment, list) and ``refers_to`` (the table whose key it holds).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import pandera.pandas as pa

from geo.dates import PRECISIONS, is_moment

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["text", "number", "moment", "list"]

CATEGORIES = (
    "blockade", "aid", "displacement", "military", "diplomacy", "agreement", "infrastructure",
    "detention", "statement", "protest", "other",
)  # fmt: skip
PLACE_ROLES = ("site", "seat", "subject")
FORMS = ("meeting", "call", "session", "statement", "court", "document", "visit")
STATUSES = ("open", "restricted", "humanitarian_only", "closed", "unknown")
DIRECTIONS = ("both", "outbound", "inbound", "none")
OUTCOMES = ("delivered", "partial", "blocked", "suspended", "pledged", "passed")
QUALIFIERS = ("exact", "about", "at_least", "at_most")
CARGO_KINDS = ("food", "medical", "fuel", "mixed", "patients", "people", "passage", "money")
ROUTE_ROLES = ("corridor", "approach", "bypass", "section", "path")
ACCOMMODATION_KINDS = ("state_accommodated", "residents", "pupils")
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Table:
    """One CSV file of a case."""

    name: str
    file: str
    key: str
    schema: pa.DataFrameSchema
    dates: tuple[str, str] | None = None
    """Columns the interval ``start``, ``end`` is made of."""

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """Columns of one kind."""
        return tuple(name for name, column in self.schema.columns.items() if _meta(column)["kind"] == kind)

    @property
    def references(self) -> dict[str, str]:
        """Columns that hold keys of other tables, with the table's name."""
        pairs = ((name, _meta(column)["refers_to"]) for name, column in self.schema.columns.items())
        return {name: table for name, table in pairs if table}

    @property
    def required(self) -> tuple[str, ...]:
        """Columns the table means nothing without."""
        return tuple(name for name, column in self.schema.columns.items() if column.required)


def _meta(column: pa.Column) -> dict[str, Any]:
    return dict(column.metadata or {})


def _column(*checks: pa.Check, kind: Kind = "text", refers_to: str = "", required: bool = False) -> pa.Column:
    return pa.Column(checks=list(checks), required=required, metadata={"kind": kind, "refers_to": refers_to})


def _filled(texts: pd.Series) -> pd.Series:
    return texts.str.strip().ne("")


def _check(test: Callable[[pd.Series], pd.Series], reason: str, remedy: str) -> pa.Check:
    return pa.Check(test, error=reason, description=remedy)


FILLED = _check(_filled, "the cell is empty", "Fill it in.")


def _key(pattern: str = r"[\w.-]{1,80}") -> pa.Column:
    known = _check(
        lambda texts: texts.str.fullmatch(pattern),
        "this cannot be an id",
        "Use 1 to 80 letters, digits, '.', '_' or '-'.",
    )
    return pa.Column(
        checks=[known],
        unique=True,
        report_duplicates="exclude_first",
        metadata={"kind": "text", "refers_to": ""},
    )


def _text(*, required: bool = False) -> pa.Column:
    return _column(*([FILLED] if required else []), required=required)


def _word(allowed: tuple[str, ...], *, required: bool = False) -> pa.Column:
    words = allowed if required else (*allowed, "")
    remedy = f"Use one of: {', '.join(allowed)}."
    known = pa.Check.isin(words, error="this value is not known here", description=remedy)
    return _column(known, required=required)


def _keys_of(table: str, *, many: bool = False, required: bool = False) -> pa.Column:
    checks = [FILLED] if required else []
    kind: Kind = "list" if many else "text"
    return _column(*checks, kind=kind, refers_to=table, required=required)


def _moment(*, required: bool = False) -> pa.Column:
    real = _check(
        lambda texts: is_moment(texts) | (texts.eq("") & (not required)),
        "this is not a date",
        "Write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM.",
    )
    return _column(real, kind="moment", required=required)


def _day(*, required: bool = False) -> pa.Column:
    real = _check(
        lambda texts: (is_moment(texts) & texts.str.len().eq(10)) | (texts.eq("") & (not required)),
        "this is not a day",
        "Write the day as YYYY-MM-DD.",
    )
    return _column(real, kind="moment", required=required)


def _number(*, required: bool = False) -> pa.Column:
    hint = "Write digits only, with a point before decimals"
    return _number_in(
        0,
        math.inf,
        "this is not a number of 0 or more",
        f"{hint}." if required else f"{hint}; leave it empty when not known.",
        required=required,
    )


def _degrees(most: float, reason: str) -> pa.Column:
    remedy = "Latitude is -90 to 90, longitude -180 to 180; they may have been exchanged."
    return _number_in(-most, most, reason, remedy, required=True)


def _number_in(least: float, most: float, reason: str, remedy: str, *, required: bool) -> pa.Column:
    within = _check(
        lambda texts: numbers(texts).between(least, most) | (texts.eq("") & (not required)),
        reason,
        remedy,
    )
    return _column(within, kind="number", required=required)


def numbers(texts: pd.Series) -> pd.Series:
    """Numbers of texts; NaN for what is none, infinities and nan in words included."""
    plain = texts.str.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?")
    return pd.to_numeric(texts.where(plain, ""), errors="coerce").astype(float)


def _address() -> pa.Column:
    web = _check(
        lambda texts: texts.str.fullmatch(r"(?:https?://\S+)?"),
        "this is not a web address",
        "Write an address that begins with http:// or https://, or leave it empty.",
    )
    return _column(web)


def _claimed() -> dict[str, pa.Column]:
    """Columns that end every table whose rows rest on sources."""
    return {
        "source_ids": _keys_of("sources", many=True, required=True),
        "uncertain": _word(YES_NO),
        "doubt": _text(),
        "note": _text(),
    }


def _dated() -> dict[str, pa.Column]:
    return {
        "date_start": _moment(required=True),
        "date_end": _moment(),
        "date_precision": _word(PRECISIONS),
    }


def _schema(name: str, columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, name=name)


SOURCES = Table(
    "sources",
    "sources.csv",
    "source_id",
    _schema(
        "sources",
        {
            "source_id": _key(),
            "title": _text(required=True),
            "publisher": _text(),
            "published": _moment(),
            "url": _address(),
            "licence": _text(),
            "pass_on": _word(YES_NO),
            "language": _text(),
            "note": _text(),
        },
    ),
    dates=("published", "published"),
)

PLACES = Table(
    "places",
    "places.csv",
    "place_id",
    _schema(
        "places",
        {
            "place_id": _key(),
            "name_en": _text(required=True),
            "name_hy_latn": _text(),
            "name_az_latn": _text(),
            "name_hy": _text(),
            "name_az": _text(),
            "name_ru": _text(),
            "other_names": _column(kind="list"),
            "lat": _degrees(90, "this is not a latitude"),
            "lon": _degrees(180, "this is not a longitude"),
            "accuracy_m": _number(),
            "kind": _text(),
            "region": _text(),
            "contested": _word(YES_NO),
            "geonames_id": _text(),
            "wikidata_id": _text(),
            "coordinate_source": _text(),
            "coordinate_url": _address(),
            "coordinate_licence": _text(),
            "note": _text(),
        },
    ),
)

ACTORS = Table(
    "actors",
    "actors.csv",
    "actor",
    _schema(
        "actors",
        {
            "actor": _key(r"[^;\s](?:[^;]*[^;\s])?"),
            "kind": _text(),
            "seat": _keys_of("places"),
            "side": _text(),
            "note": _text(),
        },
    ),
)

EVENTS = Table(
    "events",
    "events.csv",
    "event_id",
    _schema(
        "events",
        {
            "event_id": _key(),
            **_dated(),
            "place_id": _keys_of("places"),
            "place_role": _word(PLACE_ROLES),
            "category": _word(CATEGORIES, required=True),
            "form": _word(FORMS),
            "actors": _keys_of("actors", many=True),
            "route_id": _keys_of("routes"),
            "title": _text(required=True),
            "summary": _text(),
            "confidence": _word(("high", "medium", "low")),
            "seed": _column(kind="list"),
            **_claimed(),
        },
    ),
    dates=("date_start", "date_end"),
)

CLAIMS = Table(
    "claims",
    "claims.csv",
    "claim_id",
    _schema(
        "claims",
        {
            "claim_id": _key(),
            "measure": _text(required=True),
            "subject": _text(),
            "value": _number(),
            "low": _number(),
            "high": _number(),
            "qualifier": _word(QUALIFIERS),
            "unit": _text(),
            "as_of": _moment(required=True),
            "claimant": _text(required=True),
            "place_id": _keys_of("places"),
            "event_id": _keys_of("events"),
            "row_id": _text(),
            **_claimed(),
        },
    ),
    dates=("as_of", "as_of"),
)

ROUTES = Table(
    "routes",
    "routes.csv",
    "route_id",
    _schema(
        "routes",
        {
            "route_id": _key(),
            "name": _text(required=True),
            "short_name": _text(),
            "role": _word(ROUTE_ROLES),
            "place_ids": _keys_of("places", many=True),
            "geometry": _text(),
            "stated_length_km": _number(),
            "source_ids": _keys_of("sources", many=True, required=True),
            "note": _text(),
        },
    ),
)

ROUTE_STATUS = Table(
    "route_status",
    "route_status.csv",
    "status_id",
    _schema(
        "route_status",
        {
            "status_id": _key(),
            "route_id": _keys_of("routes", required=True),
            "date_from": _day(required=True),
            "date_to": _day(),
            "status": _word(STATUSES, required=True),
            "direction": _word(DIRECTIONS),
            "who_could_pass": _text(),
            "confirmed_on": _day(),
            **_claimed(),
        },
    ),
    dates=("date_from", "date_to"),
)

CONSIGNMENTS = Table(
    "consignments",
    "aid.csv",
    "consignment_id",
    _schema(
        "consignments",
        {
            "consignment_id": _key(),
            **_dated(),
            "carrier": _keys_of("actors"),
            "route_id": _keys_of("routes"),
            "origin_id": _keys_of("places"),
            "destination_id": _keys_of("places"),
            "held_at_id": _keys_of("places"),
            "held_until": _moment(),
            "cargo": _text(),
            "cargo_kind": _word(CARGO_KINDS),
            "quantity": _number(),
            "qualifier": _word(QUALIFIERS),
            "unit": _text(),
            "cumulative": _word(YES_NO),
            "outcome": _word(OUTCOMES, required=True),
            "event_id": _keys_of("events"),
            **_claimed(),
        },
    ),
    dates=("date_start", "date_end"),
)

ARRIVALS = Table(
    "arrivals",
    "arrivals.csv",
    "arrival_id",
    _schema(
        "arrivals",
        {
            "arrival_id": _key(),
            "as_of": _moment(required=True),
            "date_precision": _word(PRECISIONS),
            "arrivals": _number(),
            "registered": _number(),
            "vehicles": _number(),
            "accommodated": _number(),
            "claimant": _text(),
            **_claimed(),
        },
    ),
    dates=("as_of", "as_of"),
)

ACCOMMODATION = Table(
    "accommodation",
    "accommodation.csv",
    "accommodation_id",
    _schema(
        "accommodation",
        {
            "accommodation_id": _key(),
            "as_of": _moment(required=True),
            "date_precision": _word(PRECISIONS),
            "place_id": _keys_of("places", required=True),
            "persons": _number(required=True),
            "kind": _word(ACCOMMODATION_KINDS),
            "stated_total": _number(),
            "claimant": _text(),
            **_claimed(),
        },
    ),
    dates=("as_of", "as_of"),
)

MOVEMENTS = Table(
    "movements",
    "movements.csv",
    "movement_id",
    _schema(
        "movements",
        {
            "movement_id": _key(),
            **_dated(),
            "from_id": _keys_of("places"),
            "via_route_id": _keys_of("routes"),
            "to_id": _keys_of("places"),
            "persons": _number(),
            "low": _number(),
            "high": _number(),
            "qualifier": _word(QUALIFIERS),
            "term": _text(),
            "people": _text(),
            "claimant": _text(),
            "event_id": _keys_of("events"),
            **_claimed(),
        },
    ),
    dates=("date_start", "date_end"),
)

# In the order they are read: a table comes after those it refers to.
TABLES: tuple[Table, ...] = (
    SOURCES, PLACES, ACTORS, ROUTES, ROUTE_STATUS, EVENTS, CLAIMS, CONSIGNMENTS, ARRIVALS,
    ACCOMMODATION, MOVEMENTS,
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

AREAS_FILE = "areas.geojson"
AREA_PROPERTIES = (
    "area_id", "name_en", "name_hy_latn", "name_az_latn", "kind", "place_ids", "source_ids", "note",
)  # fmt: skip
