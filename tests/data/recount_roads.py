"""The state of each road and the last passages on it, done over again from the CSV files."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from tests.data.recount import SECOND, Row, Tables, ending, reports, span, split

PASSABLE = ("unknown", "closed", "humanitarian_only", "restricted", "open")
ALLOWED = {"both": ("out", "in"), "": ("out", "in"), "outbound": ("out",), "inbound": ("in",), "none": ()}


def routes(tables: Tables, at: datetime) -> dict[str, Row]:
    """What is said of each road that is watched."""
    own = {row["route_id"] for row in tables["route_status"]}
    on_road = _report_days(tables, at.date())
    return {
        row["route_id"]: _road(tables, row["route_id"], on_road.get(row["route_id"], set()), at)
        for row in tables["routes"]
        if row["role"] in ("corridor", "bypass", "air") or row["route_id"] in own
    }


def _report_days(tables: Tables, day: date) -> dict[str, set[date]]:
    days: dict[str, set[date]] = {}
    for kind, road, first, last, _ in reports(tables):
        if kind == "road" and first <= day:
            days.setdefault(road, set()).add(min(last, day))
    return days


def _road(tables: Tables, road: str, reported: set[date], at: datetime) -> Row:
    rows = [row for row in tables["route_status"] if row["route_id"] == road]
    found = _open_until(tables, rows, reported, at)
    begun = [row["start"].date() for row in rows if row["start"] <= at]
    found["watched_from"] = min(begun).isoformat() if begun else None
    held = [row for row in rows if row["start"] <= at < row["end"]]
    held.sort(key=lambda row: row["from_place_id"] != "")
    if not held:
        return found | {"status": "unknown", "last_status": "unknown", "status_ids": [], "days": None}
    worst = _worst(held)
    now = held[worst]
    shown = {
        day for day in _shown(tables, now) | reported if _first(now) <= day <= min(at.date(), _last(now))
    }
    run = _run(rows, now)
    before = run[0]["start_basis"] == "record" or (
        not run[0]["start_basis"] and _first(run[0]).isoformat() <= str(tables.settings["period"]["from"])
    )
    known = _vouched(tables, now, reported, at.date())
    return found | {
        "status": now["status"] if known else "unknown",
        "last_status": now["status"],
        "direction": now["direction"] if known else "",
        "since": _first(run[0]).isoformat(),
        "since_moment": run[0]["date_from"],
        "before_record": before,
        "days": None if before else (at.date() - _first(run[0])).days + 1,
        "confirmed_on": max(shown).isoformat() if shown else None,
        "days_since_confirmed": (at.date() - max(shown)).days if shown else None,
        "inferred": now["start_basis"] == "inferred" and now["last_confirmed"] is None,
        "uncertain": now["uncertain"] == "yes",
        "status_ids": [row["status_id"] for row in run],
        "passings": _passings(tables, now, at, known=known),
        "parts": [
            (row["from_place_id"], row["to_place_id"], row["status_id"],
             row["status"] if _vouched(tables, row, reported, at.date()) else "unknown")
            for row in held
        ] if len(held) > 1 else [],
    }  # fmt: skip


def _worst(held: list[Row]) -> int:
    """The part that is hardest to pass, the whole road before its parts, these in order of time."""
    ranks = [PASSABLE.index(row["status"]) for row in held]
    return ranks.index(min(ranks))


def _first(row: Row) -> date:
    return row["start"].date()


def _last(row: Row) -> date:
    return (row["end"] - SECOND).date()


def _open_until(tables: Tables, rows: list[Row], reported: set[date], at: datetime) -> Row:
    opened = [
        row for row in rows if row["status"] == "open" and row["start"] <= at and not row["from_place_id"]
    ]
    if not opened:
        return {"last_open": None, "last_open_moment": "", "days_without_ordinary": None, "open_ids": []}
    row = max(opened, key=lambda row: row["end"])
    over = row["end"] <= at
    last = _last_known(tables, row, reported, at.date())
    hour = over and row["end"].time() != time()
    return {
        "last_open": last.isoformat(),
        "last_open_moment": row["end"].isoformat(timespec="minutes") if hour else last.isoformat(),
        "days_without_ordinary": (at.date() - row["end"].date()).days + 1 if over else None,
        "open_ids": [row["status_id"]],
    }


def _last_known(tables: Tables, row: Row, reported: set[date], day: date) -> date:
    """Its last day where that is over, the day while it is vouched for, else when it was last shown."""
    if _last(row) < day:
        return _last(row)
    if _vouched(tables, row, {other for other in reported if other <= day}, day):
        return day
    days = _shown(tables, row) | reported
    return max((other for other in days if _first(row) <= other <= day), default=_first(row))


def _run(rows: list[Row], now: Row) -> list[Row]:
    run = [now]
    alike = [row for row in rows if (row["status"], row["direction"]) == (now["status"], now["direction"])]
    while before := [row for row in alike if row["start"] < run[0]["start"] <= row["end"]]:
        run.insert(0, min(before, key=lambda row: row["start"]))
    return run


def _shown(tables: Tables, row: Row) -> set[date]:
    """When sources of a status and of its passages came out while it lasted, and the last day confirmed."""
    own = [other for other in tables["passage"] if other["status_id"] == row["status_id"]]
    cited = {key for other in (row, *own) for key in split(other["source_ids"])}
    days = {tables.published[key] for key in cited}
    found = {day for day in days if day is not None and _first(row) <= day <= _last(row)}
    return found | ({row["last_confirmed"]} if row["last_confirmed"] else set())


def _vouched(tables: Tables, row: Row, reported: set[date], day: date) -> bool:
    """Whether somebody showed the status within the silence days, or it is before its own confirmation."""
    late = timedelta(days=tables.patience)
    if day <= max(row["last_confirmed"] or _first(row), _first(row)) + late:
        return True
    shown = {other for other in _shown(tables, row) | reported if _first(row) <= other <= _last(row)}
    return any(other <= day <= other + late for other in shown)


def _passings(tables: Tables, now: Row, at: datetime, *, known: bool) -> list[tuple[str, ...]]:
    best: dict[tuple[str, str], tuple[datetime, Row]] = {}
    for row in tables["passage"]:
        if row["status_id"] != now["status_id"]:
            continue
        start = span(row["date_from"])[0] if row["date_from"] else datetime.min
        if start > at or (row["date_to"] and ending(row["date_to"]) <= at):
            continue
        for traffic in split(row["traffic"]):
            for way in ("out", "in") if row["direction"] == "both" else (row["direction"],):
                if (traffic, way) not in best or start >= best[traffic, way][0]:
                    best[traffic, way] = (start, row)
    found = []
    for traffic in tables.settings["traffic"]:
        for way in ("out", "in"):
            row = best.get((traffic, way), (None, None))[1]
            passage = row["passage"] if row else _by_status(now, traffic, way)
            passage = passage if known or passage == "none" else ""
            doubt = (row or now)["uncertain"] == "yes"
            found.append((
                traffic, way, passage, row["permit"] if row else "", row["escort"] if row else "",
                f"passage:{row['passage_id']}" if row else f"status:{now['status_id']}", doubt,
            ))  # fmt: skip
    return found


def _by_status(now: Row, traffic: str, way: str) -> str:
    ordinary = traffic in ("people", "goods")
    allowed = way in ALLOWED[now["direction"]]
    if now["status"] == "closed" or (ordinary and now["status"] == "humanitarian_only"):
        return "none"
    if ordinary and now["status"] == "restricted" and not allowed:
        return "none"
    free = now["status"] == "open" and allowed and traffic in ("people", "goods", "aid", "patients")
    return "free" if free else ""


# Passages ---------------------------------------------------------------------------------------------------


def ordinary_and_people(tables: Tables, at: datetime) -> list[Row]:
    """What statuses and movements of people show to have passed."""
    days = _report_days(tables, at.date())
    opened = [
        _seen("ordinary traffic", row["route_id"], row, f"status:{row['status_id']}", at)
        | {"on": _last_known(tables, row, days.get(row["route_id"], set()), at.date())}
        for row in tables["route_status"]
        if row["status"] == "open" and _first(row) <= at.date()
    ]
    moved = [
        _seen("civilians", road, row, f"movement:{row['movement_id']}", at)
        for row in tables["movements"]
        if row["start"].date() <= at.date()
        for road in _roads_of(tables, row["via_route_id"])
    ]
    return opened + moved


def _seen(kind: str, road: str, row: Row, name: str, at: datetime) -> Row:
    on, doubt = min(_last(row), at.date()), row["uncertain"] == "yes"
    return {"kind": kind, "route": road, "on": on, "by": False, "doubt": doubt, "rows": (name,)}


def _roads_of(tables: Tables, route: str) -> list[str]:
    """The road itself, or the corridors with which a path shares more than half of their legs."""
    legs = {
        row["route_id"]: {frozenset(leg) for leg in pairwise(split(row["place_ids"]))}
        for row in tables["routes"]
    }
    corridors = [row["route_id"] for row in tables["routes"] if row["role"] == "corridor"]
    if route not in legs:
        return []
    if route in corridors:
        return [route]
    return [key for key in corridors if 2 * len(legs[key] & legs[route]) > len(legs[key])] or [route]


def newest(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of the last certain day, those that show the day itself first, and uncertain ones after it."""
    certain = [row for row in rows if not row["doubt"]]
    last = _of_last_day(certain or rows)
    later = [row for row in rows if row["doubt"] and row["on"] > last[0]["on"]]
    return last, _of_last_day(later) if later else []


def _of_last_day(rows: list[Row]) -> list[Row]:
    latest = [row for row in rows if row["on"] == max(row["on"] for row in rows)]
    return [row for row in latest if not row["by"]] or latest
