"""Aid at a moment done over again from the CSV files: how each load stood, what waits, what came last.

The shipped case names no parts of loads; `loads` says so where that changes.
"""

from __future__ import annotations

from datetime import date, datetime

from tests.data.recount import DAY, SECOND, Row, Tables, ending, held_from, number, split
from tests.data.recount_roads import newest

ORDER = (
    "pledged", "requested", "approved", "refused", "dispatched", "suspended", "waiting", "crossed",
    "delivered", "returned", "seized", "lost",
)  # fmt: skip
OUTCOMES = {
    "refused": "blocked", "dispatched": "sent", "waiting": "blocked", "crossed": "passed",
}  # fmt: skip
STAGES = {"partial": "delivered", "passed": "crossed", "sent": "dispatched", "blocked": "refused"}
KINDS = {
    "food": "food or mixed aid", "mixed": "food or mixed aid", "medical": "medical supplies alone",
    "fuel": "fuel", "patients": "patients", "people": "people",
}  # fmt: skip
PASSAGES = {
    "food": "food or mixed aid", "mixed": "food or mixed aid", "medical": "medical supplies alone",
    "fuel": "fuel alone", "patients": "medical evacuation", "people": "civilians",
    "passage": "other vehicles",
}  # fmt: skip


def loads(tables: Tables, at: datetime) -> list[Row]:
    """The loads that had begun by a moment, each as its stages leave it."""
    by_load: dict[str, list[Row]] = {}
    for row in tables["aid_stages"]:
        assert not row["part"]
        certain = held_from(row["date_start"])
        by_load.setdefault(row["consignment_id"], []).append(
            row | {"certain": certain, "doubtful": row["uncertain"] == "yes"}
        )
    found = []
    for row in tables["aid"]:
        own = by_load.get(row["consignment_id"])
        load = _staged(row, own, at) if own else _bare(row, at)
        if load is not None:
            found.append(load)
    return sorted(found, key=lambda load: (load["sort"], load["consignment_id"]))


def _base(row: Row) -> Row:
    return row | {
        "amount": number(row["quantity"]),
        "doubtful": row["uncertain"] == "yes",
        "total": row["cumulative"] == "yes",
        "sources": split(row["source_ids"]),
    }


def _staged(row: Row, every: list[Row], at: datetime) -> Row | None:
    stages = sorted(every, key=lambda s: (s["certain"], ORDER.index(s["stage"]), s["stage_id"]))
    own = [stage for stage in stages if stage["certain"] <= at]
    if not own:
        return None
    load, last = _base(row), own[-1]
    amounts = [stage for stage in own if stage["amount"]]
    if load["amount"] is None and amounts:
        load |= {"amount": number(amounts[-1]["amount"]), "unit": amounts[-1]["unit"] or load["unit"],
                 "qualifier": amounts[-1]["qualifier"]}  # fmt: skip
    outcome = OUTCOMES.get(last["stage"], last["stage"])
    if last["stage"] == "approved" and any(stage["stage"] == "suspended" for stage in own):
        outcome = "suspended"
    if last["stage"] == "delivered" and last["amount"] and load["amount"]:
        short = float(last["amount"]) < load["amount"] * 0.995
        outcome = "partial" if short else outcome
    return load | {
        "outcome": outcome, "stages": own, "sort": min(stage["start"] for stage in stages).date(),
        "last": max(_last_day(stage) for stage in own), "doubtful": load["doubtful"] or last["doubtful"],
    }  # fmt: skip


def _last_day(stage: Row) -> date:
    if stage["stage"] in ("waiting", "suspended"):
        return (ending(stage["date_end"]) - SECOND).date() if stage["date_end"] else stage["start"].date()
    return (stage["end"] - SECOND).date()


def _bare(row: Row, at: datetime) -> Row | None:
    """A load read by its outcome: it came to that by the last of its days."""
    if row["start"].date() > at.date():
        return None
    assert not row["held_at_id"]
    start, certain = row["start"], held_from(row["date_start"])
    lasting = row["outcome"] == "suspended"
    if not lasting and row["end"] - start > DAY:
        start, certain = row["end"] - DAY, row["end"] - SECOND
    stage = {
        "stage": STAGES.get(row["outcome"], row["outcome"]), "stage_id": "", "start": start, "route_id": "",
        "place_id": "", "source_ids": row["source_ids"],
    }  # fmt: skip
    over = certain <= at if row["outcome"] else row["end"] - SECOND <= at
    if not over and row["cumulative"] == "yes":
        return None
    return _base(row) | ({} if over else {"outcome": "unfinished", "amount": None}) | {
        "stages": [stage] if certain <= at else [], "sort": row["start"].date(),
        "last": (row["end"] - SECOND).date(),
    }  # fmt: skip


def outcomes(rows: list[Row]) -> dict[str, Row]:
    """Single loads counted by how they stood, with the sums of what is certain and stated."""
    found: dict[str, Row] = {}
    for row in rows:
        if row["total"]:
            continue
        own = found.setdefault(
            row["outcome"],
            {"count": 0, "uncertain": 0, "quantities": {}, "without_quantity": 0, "consignment_ids": []},
        )
        own["count"] += 1
        own["uncertain"] += row["doubtful"]
        own["without_quantity"] += row["amount"] is None
        own["consignment_ids"].append(row["consignment_id"])
        if row["amount"] is not None and not row["doubtful"]:
            total, count = own["quantities"].get(row["unit"], (0.0, 0))
            own["quantities"][row["unit"]] = (round(total + row["amount"], 3), count + 1)
    return found


def waiting(tables: Tables, rows: list[Row], at: datetime) -> dict[str, Row]:
    """The loads that stand at a place without a reported release."""
    found = {}
    for row in rows:
        run: list[Row] = []
        for stage in reversed(row["stages"]):
            if stage["stage"] != "waiting" or (run and stage["place_id"] != run[0]["place_id"]):
                break
            run.insert(0, stage)
        if row["total"] or not run or _released(run[-1], at):
            continue
        reported = max(min(_last_day(stage), at.date()) for stage in run)
        since, last = run[0]["start"].date(), run[-1]
        found[row["consignment_id"]] = {
            "place_id": last["place_id"], "since": since.isoformat(), "days": (at.date() - since).days + 1,
            "reported": reported.isoformat(), "faded": (at.date() - reported).days > tables.patience,
            "amount": number(last["amount"]) or row["amount"],
        }  # fmt: skip
    return found


def _released(stage: Row, at: datetime) -> bool:
    return bool(stage["date_end"]) and ending(stage["date_end"]) <= at


def risen(rows: list[Row]) -> list[Row]:
    """Running totals above every earlier one of their carrier and kind, and above its single loads."""
    found = []
    totals = [row for row in rows if row["total"]]
    for row in totals:
        alike = (row["carrier"], KINDS.get(row["cargo_kind"]))
        before = [
            other["amount"]
            for other in totals
            if (other["last"], other["consignment_id"]) < (row["last"], row["consignment_id"])
            and (other["carrier"], KINDS.get(other["cargo_kind"])) == alike
            and other["unit"] == row["unit"]
        ]
        single = sum(
            other["amount"]
            for other in rows
            if not other["total"]
            and (other["carrier"], KINDS.get(other["cargo_kind"])) == alike
            and other["last"] <= row["last"]
            and other["outcome"] in ("delivered", "partial")
            and other["amount"] is not None
            and other["unit"] == row["unit"]
            and not other["doubtful"]
        )
        known = row["stages"] and alike[1] and row["amount"] is not None
        if known and row["amount"] > max([0.0, single, *before]):
            found.append(row)
    return found


def shown(tables: Tables, rows: list[Row], kinds: dict[str, str]) -> list[Row]:
    """What shows something to have crossed or been delivered: single loads, and totals that rose."""
    leading = {row["route_id"] for row in tables["routes"] if row["role"] in ("corridor", "bypass", "air")}
    seen = []
    for row in rows:
        for stage in row["stages"]:
            road = stage["route_id"] or row["route_id"]
            arrived = stage["stage"] in ("crossed", "delivered")
            if arrived and not row["total"] and row["cargo_kind"] in kinds:
                doubt = stage["uncertain"] == "yes" if stage["stage_id"] else row["doubtful"]
                names = (f"consignment:{row['consignment_id']}",)
                names += (f"stage:{stage['stage_id']}",) if stage["stage_id"] else ()
                on, by = _arrived(row, stage)
                seen.append(_seen(row, kinds, road, on, leading, names, by=by, doubt=doubt) | _local(row))
    for row in risen(rows):
        if row["cargo_kind"] in kinds:
            names = (f"consignment:{row['consignment_id']}",)
            seen.append(
                _seen(
                    row, kinds, row["route_id"], row["last"], leading, names, by=True, doubt=row["doubtful"]
                )
            )
    return seen


def _arrived(row: Row, stage: Row) -> tuple[date, bool]:
    """The last day of those an arrival is dated to, and whether they are several."""
    if not stage["stage_id"]:
        return stage["start"].date(), row["end"] - row["start"] > DAY
    last = held_from(stage["date_start"]).date()
    return last, last != stage["start"].date()


def _local(row: Row) -> Row:
    """A single load that never left its town leads nowhere."""
    return {"local": row["origin_id"] == row["destination_id"] != ""}


def _seen(
    row: Row, kinds: dict[str, str], road: str, on: date, leading: set[str], names: tuple[str, ...], *,
    by: bool, doubt: bool,
) -> Row:  # fmt: skip
    return {
        "kind": kinds[row["cargo_kind"]], "route": road, "carrier": row["carrier"], "on": on, "by": by,
        "doubt": doubt, "rows": names, "leads": road in leading, "local": False,
        "load": row["consignment_id"], "total": row["total"],
    }  # fmt: skip


def last_of(rows: list[Row], day: date) -> Row:
    """The last day on which one kind came, what is uncertain after it, and the last day that is dated."""
    last, later = newest(rows)
    dated = [row["on"] for row in rows if not row["by"] and not row["doubt"]]
    return {
        "on": last[0]["on"].isoformat(),
        "days_ago": (day - last[0]["on"]).days,
        "by": last[0]["by"],
        "uncertain": last[0]["doubt"],
        "rows": {name for row in last for name in row["rows"]},
        "later": later[0]["on"].isoformat() if later else None,
        "dated": max(dated).isoformat() if last[0]["by"] and dated else None,
    }


def deliveries(tables: Tables, rows: list[Row], at: datetime) -> dict[tuple[str, str, str], Row]:
    """The last delivery of each kind: of all, on each road that leads in or out, by each carrier."""
    seen = [
        row
        for row in shown(tables, rows, KINDS)
        if not row["local"] and (row["total"] or row["leads"] or not row["route"])
    ]
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in seen:
        groups.setdefault(("kind", "", row["kind"]), []).append(row)
        groups.setdefault(("carrier", row["carrier"], row["kind"]), []).append(row)
        if row["route"]:
            groups.setdefault(("route", row["route"], row["kind"]), []).append(row)
    return {key: last_of(own, at.date()) for key, own in groups.items()}


def passages(tables: Tables, rows: list[Row], others: list[Row], at: datetime) -> dict[tuple[str, str], Row]:
    """The last time each kind of traffic passed each road that leads in or out."""
    groups: dict[tuple[str, str], list[Row]] = {}
    crossed = [row for row in shown(tables, rows, PASSAGES) if row["leads"]]
    for row in (*others, *crossed):
        groups.setdefault((row["kind"], row["route"]), []).append(row)
    return {key: last_of(own, at.date()) for key, own in groups.items()}
