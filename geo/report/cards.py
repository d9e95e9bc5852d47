"""What the card of one feature on the map says: plain words and the sources they rest on."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.cited_by import publication_dates
from geo.case.schema import KEYS
from geo.case.sources import citations
from geo.cells import items
from geo.dates import format_date, format_moment, format_span
from geo.facts.access import KIND as SEGMENT
from geo.facts.network import network
from geo.facts.provenance import KINDS
from geo.facts.silence import gap_words
from geo.facts.silent_places import KIND as SILENCE
from geo.facts.silent_places import silence_of
from geo.facts.status import INFERRED
from geo.facts.traffic import passage_rows
from geo.names import name_columns, names_by_id, place_names, short_names
from geo.report import aid_cards
from geo.report.closure import segment_name
from geo.report.dated_text import Dated, as_json, by
from geo.report.details import event_details
from geo.report.passage_words import row_lines
from geo.signs import STATUSES
from geo.words import counted, joined, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.case.case import Case

    Row = Mapping[str, Any]
    Teller = Callable[[Case, Row, str], tuple[str, list[str]]]

Card = dict[str, Any]
_MINUTE = pd.Timedelta(minutes=1)


def card(case: Case, kind: str, key: str, names: str = "both") -> Card | None:
    """Card of one feature: title, lines, notes and sources, all plain text; None where there is none.

    `kind` is event, segment, silence, or that of a table in `geo.facts.provenance.KINDS`;
    `names` is a name mode of `geo.names`.
    """
    if kind == "event":
        return _event(case, key, names)
    if kind == SEGMENT:
        return _segment(case, key, names)
    if kind == SILENCE:
        return _silence(case, key, names)
    if kind not in _TELLERS:
        return None
    table = _TABLES[kind]
    frame = case.tables()[table]
    matches = frame[frame[KEYS[table]] == key]
    if matches.empty:
        return None
    row = matches.iloc[0].to_dict()
    title, lines = _TELLERS[kind](case, row, names)
    if kind in _BEGINNING:
        title = Dated(title, *getattr(title, "marks", ()), (_begun(kind, row), None))
    cited = key if kind == "source" else row.get("source_ids", "")
    answer = _card(case, title, lines, _doubts(row), cited)
    return answer | {"links": _gazetteers(row)} if kind == "place" else answer


def as_at(content: Card, at: datetime) -> Card:
    """Return a card as at a moment: what came later is marked as later, or left out."""
    lines = (by(line, at) for line in content["lines"])
    return content | {"title": by(content["title"], at), "lines": [line for line in lines if line]}


def _card(case: Case, title: str, lines: list[str], notes: list[str], source_ids: str) -> Card:
    shown = [line for line in lines if line]
    return {
        "title": title,
        "lines": shown,
        "notes": [note for note in notes if note],
        "sources": _sources(case, source_ids),
        # For a script that shows the card as at one moment and another: the title, then the lines.
        "dated": as_json([title, *shown]),
    }


def _begun(kind: str, row: Row) -> datetime:
    """When a row of a table begins to hold; a figure known to the day, at the end of it."""
    moment = row["end"] - pd.Timedelta(seconds=1) if kind in _FIGURES else row["start"]
    return datetime.fromisoformat(moment.isoformat())


def _sources(case: Case, source_ids: str) -> list[dict[str, str]]:
    wanted = items(source_ids)
    days, cited = (
        publication_dates(case.sources),
        {source.source_id: source for source in citations(case, wanted)},
    )
    return [
        {
            "id": item,
            "title": cited[item].title,
            "publisher": cited[item].publisher,
            "published": format_moment(days[item]),
            "url": cited[item].url,
        }
        for item in wanted
        if item in cited
    ]


def _doubts(row: Row) -> list[str]:
    doubt = f"Uncertain: {row.get('doubt') or 'no reason is given'}" if row.get("uncertain") == "yes" else ""
    return [doubt, f"Note: {row['note']}" if row.get("note") else ""]


def _event(case: Case, key: str, names: str) -> Card | None:
    event = event_details(case, key, names)
    if event is None:
        return None
    lasted = [(event.over, f"from {event.since} · {event.where}")] if event.when != event.since else []
    when = Dated(f"{event.when} · {event.where}", *lasted)
    lines = [when, event.category, Dated(event.summary, (event.over, None)), *event.lines]
    return _card(case, Dated(event.title, (event.begun, None)), lines, [], ";".join(event.source_ids))


def _segment(case: Case, key: str, names: str) -> Card | None:
    roads = network(case)
    segment = roads.by_id.get(key)
    if segment is None:
        return None
    title = segment_name(segment, names_by_id(case.places, names))
    along = case.routes[case.routes["route_id"].isin(segment.route_ids)]
    lines = [
        f"Stretch of: {', '.join(along['short_name'])}",
        f"About {segment.length_km:,.0f} km, straight between the two places and so shorter than the road.",
        "What its closure would mean on the as-at date is told below the map.",
    ]
    return _card(case, title, lines, [], ";".join(along["source_ids"]))


def _silence(case: Case, key: str, names: str) -> Card | None:
    silence = silence_of(case, key)
    if silence is None:
        return None
    name = names_by_id(case.places, names)[silence.place_id]
    count, least = counted(silence.reports, "report"), case.settings.silence_days
    lines = [
        f"Last report: {format_date(silence.reported)}. {count} until then ({gap_words(silence.usual_gap)}).",
        f"Silent from {format_date(silence.first)}: over {least} days, and twice the gap.",
        "Reports are this case's events, consignments and figures. Silence is not calm.",
    ]
    return _card(
        case,
        f"{name}: no report after {format_date(silence.reported)}",
        lines,
        [],
        ";".join(silence.source_ids),
    )


def _place(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    forms = (column for column in name_columns(row) if column != "name_en" and not column.endswith("_latn"))
    others = [row[column] for column in forms if row[column]]
    at = case.events[case.events["place_id"] == row["place_id"]]
    return _named(row, names), [
        f"{str(row['kind']).capitalize()}, {row['region']}",
        "Also: " + ", ".join(others) if others else "",
        _in_common_data(row),
        f"Placed to within {number(row['accuracy_m'])} m",
        f"Events tied to this place: {len(at)}",
    ]


def _in_common_data(row: Row) -> str:
    """P-code, level and name of a place in the common operational data; empty without any of them."""
    parts = [
        f"P-code {row['pcode']}" if row["pcode"] else "",
        f"administrative level {row['admin_level']}" if row["admin_level"] else "",
        f"named {row['provider_name']} there" if row["provider_name"] else "",
    ]
    words = ", ".join(filter(None, parts))
    return f"Common operational data: {words}" if words else ""


def _gazetteers(row: Row) -> list[dict[str, str]]:
    """Where a place's coordinates are from and its entry in Wikidata: links, not sources of the case."""
    links = []
    if row["coordinate_source"]:
        origin = f"Coordinates: {row['coordinate_source']}"
        links.append((origin, row["coordinate_licence"], row["coordinate_url"]))
    if re.fullmatch(r"Q[0-9]+", row["wikidata_id"]):
        address = f"https://www.wikidata.org/wiki/{row['wikidata_id']}"
        links.append((f"Wikidata: {row['wikidata_id']}", "as the table of places has it", address))
    return [{"title": title, "publisher": by, "published": "", "url": url} for title, by, url in links]


def _route(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    del names
    spans = case.route_status[case.route_status["route_id"] == row["route_id"]].sort_values("start")
    drawn = "Drawn as straight lines between places on the way, not as a surveyed road."
    states = [_span(case, span) for span in spans.to_dict("records")]
    return str(row["name"]), [drawn, *(states or ["No state of this route is recorded."])]


def _span(case: Case, span: Row) -> str:
    zone = case.settings.zone
    when, since = (
        format_span(span["date_from"], span["date_to"], zone),
        format_moment(span["date_from"], zone),
    )
    ends = (span["from_place_id"], span["to_place_id"])
    part = f" ({' to '.join(_place_name(case, end, 'both') for end in ends if end)})" if any(ends) else ""
    inferred = " (inferred)" if span["start_basis"] == INFERRED and not span["confirmed_on"] else ""
    who = f" {span['who_could_pass']}" if span["who_could_pass"] else ""
    who += f" Disputed by: {joined(items(span['disputed_by']))}." if span["disputed_by"] else ""
    text = f"{part}: {STATUSES[span['status']].label.lower()}{inferred}.{who}"
    start, end = span["start"].to_pydatetime(), (span["end"] - _MINUTE).to_pydatetime()
    return Dated(f"{when}{text}", (end, f"From {since}{text}"), (start, None))


def _status(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    del names
    confirmed = ""
    if row["confirmed_on"]:
        shown = f"Last shown by a source: {format_moment(row['confirmed_on'])}"
        confirmed = Dated(shown, (datetime.fromisoformat(row["confirmed_on"]), ""))
    return _status_title(case, row), [
        _span(case, row),
        *row_lines(passage_rows(case.passage).get(row["status_id"], ()), case.settings.traffic),
        confirmed,
    ]


def _passage(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    del names
    rows = passage_rows(case.passage).get(row["status_id"], ())
    own = [passage for passage in rows if passage.passage_id == row["passage_id"]]
    statuses = case.route_status.set_index("status_id")
    status = _status_title(case, statuses.loc[row["status_id"]]) if row["status_id"] in statuses.index else ""
    return "Who and what could pass", [status, *row_lines(own, case.settings.traffic)]


def _status_title(case: Case, row: Row) -> str:
    roads = short_names(case.routes)
    return f"{roads.get(row['route_id'], row['route_id'])}: {STATUSES[row['status']].label.lower()}"


def _area(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    if row["place_id"]:
        name = names_by_id(case.places, names)[row["place_id"]]
        return f"{name} (schematic)", [
            f"Events known only to {name} are drawn as this area: they may have been anywhere in it.",
            "Schematic: a simplified outline. It is not a boundary.",
        ]
    own = case.places[case.places["place_id"].isin(items(row["place_ids"]))]
    listed = ", ".join(place_names(own, names))
    return _named(row, names), [
        "Schematic: a hull drawn round named places. It is not a boundary.",
        f"Places: {listed}",
        _stands(case, row),
    ]


def _stands(case: Case, row: Row) -> str:
    """From when to when an area is drawn; empty where neither day is known, or the first was yet to come."""
    if case.known is not None and row["start"] > case.known.isoformat():
        return ""
    first = f" from {format_moment(row['start'])}" if row["start"] else ""
    last = f" to {format_moment(row['end'])}" if row["end"] else ""
    if not (first or last):
        return ""
    begun = [(datetime.fromisoformat(row["start"]), "")] if first else []
    until = (
        [(datetime.fromisoformat(row["end"]), f"Drawn as at days{first}." if first else "")] if last else []
    )
    return Dated(f"Drawn as at days{first}{last}.", *until, *begun)


def _movement(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    way = f"{_place_name(case, row['from_id'], names)} to {_place_name(case, row['to_id'], names)}"
    over = (row["end"] - _MINUTE).to_pydatetime()
    since, term = format_moment(row["date_start"], case.settings.zone), f"the source's word: {row['term']}"
    return str(row["people"]), [
        Dated(f"{_when(case, row)} · {way}", (over, f"From {since} · {way}")),
        Dated(f"{_range(row)} people; {term}", (over, term.capitalize())),
        f"Counted by: {row['claimant']}",
        "The arrow joins the two ends; it is not the road taken.",
    ]


def _accommodation(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    stated = row["stated_total"]
    total = (
        ""
        if pd.isna(stated)
        else f"Total the report states for all {case.settings.words.areas}: {number(stated)}"
    )
    kind = str(row["kind"]).replace("_", " ")
    return f"{_place_name(case, row['place_id'], names)}: {number(row['persons'])} people", [
        f"{_as_of(case, row)} · {kind}",
        f"Counted by: {row['claimant']}",
        total,
    ]


def _claim(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    place = _place_name(case, row["place_id"], names) if row["place_id"] else ""
    return f"{_range(row)} {row['unit']}: {row['subject']}", [
        f"{_as_of(case, row)}{' · ' + place if place else ''}",
        f"Claimed by: {row['claimant']}",
    ]


def _source(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    del case, names
    return str(row["title"]), [f"Licence: {row['licence'] or 'not stated'}"]


def _actor(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    del case, names
    side = f"Side, as this case's tables have it: {row['side'].replace('-', ' ')}" if row["side"] else ""
    return str(row["actor"]), [str(row["kind"]).capitalize(), side]


def _named(row: Row, names: str) -> str:
    return str(place_names(pd.DataFrame([row]), names).iloc[0])


def _place_name(case: Case, place_id: str, names: str) -> str:
    return names_by_id(case.places, names)[place_id]


def _when(case: Case, row: Row) -> str:
    return format_span(row["date_start"], row["date_end"], case.settings.zone)


def _as_of(case: Case, row: Row) -> str:
    return format_moment(row["as_of"], case.settings.zone)


def _about(qualifier: str) -> str:
    return {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(qualifier, "")


def _range(row: Row) -> str:
    column = "value" if "value" in row else "persons"
    shown = [number(row[item]) for item in ("low", column, "high") if pd.notna(row[item])]
    return _about(row["qualifier"]) + " – ".join(dict.fromkeys(shown)) if shown else "An unknown number of"


# Of these the title is marked while the row has not begun; figures hold at the end of what they are known to.
_FIGURES = frozenset({"claim", "accommodation"})
_BEGINNING = _FIGURES | {"status", "consignment", "stage", "request", "movement"}
_TABLES = {kind: table for table, kind in KINDS.items()}
_TELLERS: dict[str, Teller] = {
    "place": _place, "route": _route, "area": _area, "status": _status, "passage": _passage,
    "consignment": aid_cards.consignment, "stage": aid_cards.stage, "request": aid_cards.request,
    "movement": _movement, "accommodation": _accommodation, "claim": _claim,
    "source": _source, "actor": _actor,
}  # fmt: skip
