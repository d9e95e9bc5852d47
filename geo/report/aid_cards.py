"""Cards of aid: a consignment with its stages, a stage, a request, each as title and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.cells import as_number
from geo.dates import bounds, end_of_day, format_moment, format_span
from geo.facts import aid
from geo.facts.aid_stages import UNFINISHED
from geo.names import names_by_id
from geo.report.aid_figures import gap_words
from geo.report.aid_words import OUTCOME_WORDS, amount_words, quantity_words
from geo.report.dated_text import Dated
from geo.report.request_answer import NO_ANSWER
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from geo.case.case import Case

    Row = Mapping[str, Any]

STAGE_WORDS = {
    "pledged": "pledged", "requested": "asked for", "approved": "let through", "refused": "refused",
    "dispatched": "sent", "suspended": "suspended", "waiting": "waiting", "crossed": "passed",
    "delivered": "delivered", "returned": "turned back", "seized": "seized", "lost": "lost",
}  # fmt: skip


def consignment(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    """Return what a consignment was and each of its stages, with what its amounts leave open."""
    load = next(item for item in aid.consignments(case) if item.consignment_id == row["consignment_id"])
    places = names_by_id(case.places, names)
    ends = [("from", load.origin_id), ("to", load.destination_id), ("held at", row["held_at_id"])]
    way = ", ".join(f"{word} {places[place]}" for word, place in ends if place)
    when = _when(row, case.settings.zone)
    until = _dated(case, "Held until", row["held_until"])
    over = max((item.certain for item in load.stages), default=end_of_day(load.last))
    amount, gap = (Dated(text, (over, "")) for text in (_amount(load), gap_words(load)))
    # Of a load with stages each says of itself when it was: its end is not told before.
    title = load.cargo if load.own_stages else f"{load.cargo}: {OUTCOME_WORDS[load.outcome]}"
    if not load.own_stages:
        title = Dated(title, (over, f"{load.cargo}: {OUTCOME_WORDS[UNFINISHED]}"))
    return title, [
        f"{when} · {way}" if way else when,
        f"Carrier: {load.carrier}",
        amount,
        until,
        *(_stage_line(case, stage_row, names) for stage_row in _stage_rows(case, load)),
        gap,
    ]


def _amount(load: aid.Consignment) -> str:
    amount = quantity_words(load)
    return f"{amount} (running total)" if amount and load.cumulative else amount


def stage(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    """Return one stage of a consignment, with its load and carrier."""
    load = next(
        (item for item in aid.consignments(case) if item.consignment_id == row["consignment_id"]), None
    )
    whose = f"{load.cargo} ({load.carrier})" if load else str(row["consignment_id"])
    return f"{whose}: {STAGE_WORDS[row['stage']]}", [_stage_line(case, row, names)]


def request(case: Case, row: Row, names: str) -> tuple[str, list[str]]:
    """Return one request, or several of one answer."""
    count = as_number(row["requests"])
    many = counted(1 if count is None else int(count), "movement")
    place = names_by_id(case.places, names).get(row["place_id"], row["place_id"])
    asked = f"{many} asked for:"
    title = f"{asked} {row['outcome'] or NO_ANSWER}"
    if row["answered"]:
        title = Dated(title, (bounds(row["answered"])[0], f"{asked} {NO_ANSWER}"))
    return title, [
        " · ".join(part for part in (_when(row, case.settings.zone), place, row["purpose"]) if part),
        f"Carrier: {row['carrier']}" if row["carrier"] else "",
        _dated(case, "Answered:", row["answered"]),
    ]


def _dated(case: Case, words: str, moment: str) -> str:
    """A line that tells of a moment, and stands on a card from it on; empty where there is none."""
    if not moment:
        return ""
    return Dated(f"{words} {format_moment(moment, case.settings.zone)}", (bounds(moment)[0], ""))


def _stage_rows(case: Case, load: aid.Consignment) -> list[Row]:
    rows = {row["stage_id"]: row for row in case.aid_stages.to_dict("records")}
    return [rows[item.stage_id] for item in load.own_stages]


def _stage_line(case: Case, row: Row, names: str) -> str:
    """One stage in one line: when, what, how much, where, and what its source adds."""
    amount = "" if pd.isna(row["amount"]) else amount_words(row["amount"], row["qualifier"], row["unit"])
    place = names_by_id(case.places, names).get(row["place_id"], row["place_id"])
    words = [row["part"], STAGE_WORDS[row["stage"]], amount, f"at {place}" if place else ""]
    text = " ".join(word for word in words if word)
    inferred = " (inferred)" if row["inferred"] == "yes" else ""
    doubt = " (uncertain)" if row["uncertain"] == "yes" else ""
    note = f". {row['note']}" if row["note"] else ""
    line = f"{_when(row, case.settings.zone)}: {text}{inferred}{doubt}{note}"
    return Dated(line, (row["start"].to_pydatetime(), None))


def _when(row: Row, zone: tzinfo) -> str:
    end = "" if row["date_end"] == row["date_start"] else row["date_end"]
    return format_span(row["date_start"], end, zone)
