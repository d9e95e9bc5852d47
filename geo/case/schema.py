"""Every table of a case, stated once: its columns, what may stand in them, what they refer to.

The columns describe the text of the CSV files, before numbers and dates are made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case.column_kinds import (
    Column,
    address,
    code,
    day,
    day_or_hour,
    degrees,
    ending,
    key_column,
    keys_of,
    known_words,
    moment,
    name,
    number,
    optional,
    text,
    texts,
    word,
)  # fmt: skip
from geo.case.table import Table
from geo.dates import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

CATEGORIES = (
    "blockade", "aid", "displacement", "military", "diplomacy", "agreement", "infrastructure",
    "detention", "statement", "protest", "other",
)  # fmt: skip
PLACE_ROLES = ("site", "seat", "subject")
FORMS = ("meeting", "call", "session", "statement", "court", "document", "visit")
STATUSES = ("open", "restricted", "humanitarian_only", "closed", "unknown")
DIRECTIONS = ("both", "outbound", "inbound", "none")
BASES = ("reported", "inferred", "record")
PASSAGES = ("free", "limited", "none")
OUTCOMES = (
    "delivered", "partial", "passed", "sent", "blocked", "returned", "seized", "lost", "suspended",
    "approved", "requested", "pledged",
)  # fmt: skip
# What a consignment, or a part of it, goes through, in the order in which it may.
STAGES = (
    "pledged", "requested", "approved", "refused", "dispatched", "suspended", "waiting", "crossed",
    "delivered", "returned", "seized", "lost",
)  # fmt: skip
QUALIFIERS = ("exact", "about", "at_least", "at_most")
CARGO_KINDS = ("food", "medical", "fuel", "mixed", "patients", "people", "passage", "money")
ROUTE_ROLES = ("corridor", "approach", "bypass", "air", "section", "path")
YES_NO = ("yes", "no")
ADMIN_LEVELS = ("0", "1", "2", "3", "4", "5")
# Of these a place is named on the map from a zoom of its kind on; a country or region is no point of it.
PLACE_KINDS = (
    "country", "region", "district", "area", "capital", "city", "town", "village", "camp", "border crossing",
    "checkpoint",
)  # fmt: skip


def _claimed() -> dict[str, Column]:
    """Columns that end every table whose rows rest on sources."""
    return {
        "source_ids": keys_of("sources", many=True, required=True),
        "uncertain": word(YES_NO),
        "doubt": text(),
        "note": text(),
    }


def _dated() -> dict[str, Column]:
    return {
        "date_start": moment(required=True),
        "date_end": ending(moment()),
        "date_precision": word(PRECISIONS),
    }


SOURCES = Table(
    "sources",
    "sources.csv",
    "source_id",
    {
        "source_id": key_column(),
        "title": name(),
        "publisher": name(),
        "published": moment(),
        "url": address(),
        "licence": name(),
        "pass_on": word(YES_NO),
        "language": name(),
        "withdrawn": optional(moment()),
        "note": text(),
    },
    dates=("published", "published"),
)

PLACES = Table(
    "places",
    "places.csv",
    "place_id",
    {
        "place_id": key_column(),
        "name_en": name(),
        "other_names": texts(),
        "lat": degrees(90, "this is not a latitude"),
        "lon": degrees(180, "this is not a longitude"),
        "accuracy_m": number(),
        "kind": known_words(PLACE_KINDS),
        "region": name(),
        "contested": word(YES_NO),
        "pcode": optional(code()),
        "admin_level": optional(word(ADMIN_LEVELS)),
        "provider_name": optional(name()),
        "geonames_id": name(),
        "wikidata_id": name(),
        "coordinate_source": name(),
        "coordinate_url": address(),
        "coordinate_licence": name(),
        "note": text(),
    },
    named=True,
)

ACTORS = Table(
    "actors",
    "actors.csv",
    "actor",
    {
        "actor": key_column(r"[^;\s](?:[^;]*[^;\s])?", "a name without ';'"),
        "kind": name(),
        "seat": keys_of("places"),
        "side": name(),
        "note": text(),
    },
)

EVENTS = Table(
    "events",
    "events.csv",
    "event_id",
    {
        "event_id": key_column(),
        **_dated(),
        "place_id": keys_of("places"),
        "place_role": word(PLACE_ROLES),
        "category": word(CATEGORIES),
        "form": word(FORMS),
        "actors": keys_of("actors", many=True),
        "route_id": keys_of("routes"),
        "title": name(),
        "summary": text(),
        "confidence": word(("high", "medium", "low")),
        "seed": texts(),
        **_claimed(),
    },
    dates=("date_start", "date_end"),
)

CLAIMS = Table(
    "claims",
    "claims.csv",
    "claim_id",
    {
        "claim_id": key_column(),
        "measure": name(required=True),
        "subject": name(),
        "value": number(),
        "low": number(),
        "high": number(),
        "qualifier": word(QUALIFIERS),
        "unit": name(),
        "as_of": moment(required=True),
        "claimant": name(required=True),
        "place_id": keys_of("places"),
        "event_id": keys_of("events"),
        "row_id": name(),
        **_claimed(),
    },
    dates=("as_of", "as_of"),
)

ROUTES = Table(
    "routes",
    "routes.csv",
    "route_id",
    {
        "route_id": key_column(),
        "name": name(),
        "short_name": name(),
        "role": word(ROUTE_ROLES),
        "place_ids": keys_of("places", many=True),
        "geometry": text(),
        "stated_length_km": number(),
        "source_ids": keys_of("sources", many=True, required=True),
        "note": text(),
    },
)

ROUTE_STATUS = Table(
    "route_status",
    "route_status.csv",
    "status_id",
    {
        "status_id": key_column(),
        "route_id": keys_of("routes", required=True),
        "date_from": day_or_hour(required=True),
        "date_to": ending(day_or_hour()),
        "start_basis": optional(word(BASES)),
        "end_basis": optional(word(BASES)),
        "from_place_id": optional(name()),
        "to_place_id": optional(name()),
        "status": word(STATUSES),
        "direction": word(DIRECTIONS),
        "who_could_pass": text(),
        "confirmed_on": day(),
        "replaced_by": optional(keys_of("routes")),
        "disputed_by": optional(keys_of("actors", many=True)),
        "disputed_in": optional(keys_of("sources", many=True)),
        **_claimed(),
    },
    dates=("date_from", "date_to"),
)

PASSAGE = Table(
    "passage",
    "passage.csv",
    "passage_id",
    {
        "passage_id": key_column(),
        "status_id": keys_of("route_status", required=True),
        "traffic": texts(required=True),
        "direction": word(("in", "out", "both"), required=True),
        "date_from": day_or_hour(),
        "date_to": day_or_hour(),
        "passage": word(PASSAGES),
        "permit": word(YES_NO),
        "escort": word(YES_NO),
        **_claimed(),
    },
    optional=True,
)

CONSIGNMENTS = Table(
    "consignments",
    "aid.csv",
    "consignment_id",
    {
        "consignment_id": key_column(),
        **_dated(),
        "carrier": keys_of("actors"),
        "route_id": keys_of("routes"),
        "origin_id": keys_of("places"),
        "destination_id": keys_of("places"),
        "held_at_id": keys_of("places"),
        "held_until": ending(moment()),
        "cargo": name(),
        "cargo_kind": word(CARGO_KINDS),
        "quantity": number(),
        "qualifier": word(QUALIFIERS),
        "unit": name(),
        "cumulative": word(YES_NO),
        "outcome": word(OUTCOMES),
        "event_id": keys_of("events"),
        **_claimed(),
    },
    dates=("date_start", "date_end"),
)

AID_STAGES = Table(
    "aid_stages",
    "aid_stages.csv",
    "stage_id",
    {
        "stage_id": key_column(),
        "consignment_id": keys_of("consignments", required=True),
        "part": text(),
        "stage": word(STAGES, required=True),
        **_dated(),
        "place_id": keys_of("places"),
        "route_id": keys_of("routes"),
        "amount": number(),
        "qualifier": word(QUALIFIERS),
        "unit": text(),
        "inferred": word(YES_NO),
        **_claimed(),
    },
    dates=("date_start", "date_end"),
    optional=True,
)

REQUESTS = Table(
    "requests",
    "requests.csv",
    "request_id",
    {
        "request_id": key_column(),
        **_dated(),
        "carrier": keys_of("actors"),
        "route_id": keys_of("routes"),
        "place_id": keys_of("places"),
        "purpose": text(),
        "requests": number(),
        "outcome": text(),
        "answered": moment(),
        "consignment_id": keys_of("consignments"),
        **_claimed(),
    },
    dates=("date_start", "date_end"),
    optional=True,
)

ACCOMMODATION = Table(
    "accommodation",
    "accommodation.csv",
    "accommodation_id",
    {
        "accommodation_id": key_column(),
        "as_of": moment(required=True),
        "date_precision": word(PRECISIONS),
        "place_id": keys_of("places", required=True),
        "persons": number(required=True),
        "kind": name(),
        "stated_total": number(),
        "claimant": name(),
        **_claimed(),
    },
    dates=("as_of", "as_of"),
)

MOVEMENTS = Table(
    "movements",
    "movements.csv",
    "movement_id",
    {
        "movement_id": key_column(),
        **_dated(),
        "from_id": keys_of("places"),
        "via_route_id": keys_of("routes"),
        "to_id": keys_of("places"),
        "persons": number(),
        "low": number(),
        "high": number(),
        "qualifier": word(QUALIFIERS),
        "term": name(),
        "people": name(),
        "claimant": name(),
        "event_id": keys_of("events"),
        **_claimed(),
    },
    dates=("date_start", "date_end"),
)

# In the order they are read: a table comes after those it refers to.
TABLES: tuple[Table, ...] = (
    SOURCES, PLACES, ACTORS, ROUTES, ROUTE_STATUS, PASSAGE, EVENTS, CLAIMS, CONSIGNMENTS, AID_STAGES,
    REQUESTS, ACCOMMODATION, MOVEMENTS,
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
# The column of each table, areas too, that names a row.
KEYS = {table.name: table.key for table in TABLES} | {"areas": "area_id"}


def with_categories(table: Table, categories: Iterable[str]) -> Table:
    """The table of events with the keys of a case's categories as its words; any other table as it is."""
    return table.with_words("category", tuple(categories)) if table.name == EVENTS.name else table


AREAS_FILE = "areas.geojson"
AREA_PROPERTIES = (
    "area_id", "name_en", "kind", "place_ids", "place_id", "start", "end", "source_ids", "note",
)  # fmt: skip
"""Beside them an area has whatever other forms of its name the file gives."""
