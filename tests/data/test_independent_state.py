"""Every figure of the state as JSON agrees with one done over again from the CSV files, on 200 pairs.

Of `geo` the answer alone is asked; nothing of it is used in `recount`, `recount_roads` and `recount_aid`.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest

from geo.case.as_known import as_known
from geo.facts.state import as_json, state
from tests.conftest import shipped
from tests.data import recount, recount_aid, recount_roads

FIRST, LAST = date(2020, 9, 27), date(2023, 12, 31)
# Half of the dates lie where most changes.
CLOSURE = date(2022, 12, 1)
DICE = random.Random(20230919)  # noqa: S311 - the same dates each time
ROUTE_FIGURES = (
    "status", "last_status", "direction", "since", "since_moment", "before_record", "days", "last_open",
    "last_open_moment", "days_without_ordinary", "watched_from", "confirmed_on", "days_since_confirmed",
    "inferred", "uncertain", "status_ids", "open_ids",
)  # fmt: skip


def some_day(rank: int) -> date:
    begin, end = (FIRST, LAST) if rank % 2 else (CLOSURE, date(2023, 10, 20))
    return begin + timedelta(days=DICE.randrange((end - begin).days + 1))


def pairs() -> list[tuple[datetime, date | None]]:
    """An as-at moment, the end of a day or an hour of it, and an as-known date of forty, or none.

    Those of one as-known date stand together. A reader may ask of a day before or after it.
    """
    known = [None] * 20 + sorted(some_day(rank) for rank in range(40))
    found = []
    for rank in range(200):
        out = known[rank * len(known) // 200]
        near = out is not None and rank % 2 == 0
        day = out - timedelta(days=DICE.randrange(40)) if out and near else some_day(rank)
        hour = time(DICE.randrange(24), 30) if rank % 5 == 0 else time(23, 59, 59)
        found.append((datetime.combine(max(day, FIRST), hour), out))
    return found


PAIRS = pairs()


@cache
def tables() -> recount.Tables:
    return recount.read()


def both(at: datetime, known: date | None) -> tuple[dict[str, Any], recount.Tables]:
    rows = tables() if known is None else recount.cut(tables(), known)
    return as_json(state(as_known(shipped(), known), at)), rows


def roads_agree(given: dict[str, Any], rows: recount.Tables, at: datetime) -> None:
    mine = recount_roads.routes(rows, at)
    assert [route["route_id"] for route in given["routes"]] == list(mine)
    for route in given["routes"]:
        own = mine[route["route_id"]]
        figures = {key: route[key] for key in ROUTE_FIGURES if key in own}
        assert figures == {key: own[key] for key in figures}, route["route_id"]
        if "passings" not in own:
            assert {passing["passage"] for passing in route["passings"]} == {""}
            continue
        assert own["passings"] == [
            (
                one["traffic"], one["direction"], one["passage"], one["permit"], one["escort"], one["row"],
                one["uncertain"],
            )
            for one in route["passings"]
        ], route["route_id"]  # fmt: skip
        parts = [
            (part["from_id"], part["to_id"], part["status_id"], part["status"]) for part in route["parts"]
        ]
        assert parts == own["parts"]
    silent = {route for route, own in mine.items() if not own["status_ids"]}
    assert {one["key"] for one in given["not_reported"] if one["kind"] == "route"} == silent


def aid_agrees(given: dict[str, Any], rows: recount.Tables, at: datetime) -> None:
    loads = recount_aid.loads(rows, at)
    assert {
        one["outcome"]: {
            "count": one["count"], "uncertain": one["uncertain"],
            "quantities": {own["unit"]: (own["total"], own["consignments"]) for own in one["quantities"]},
            "without_quantity": one["without_quantity"], "consignment_ids": sorted(one["consignment_ids"]),
        }
        for one in given["outcomes"]
    } == {
        outcome: own | {"consignment_ids": sorted(own["consignment_ids"])}
        for outcome, own in recount_aid.outcomes(loads).items()
    }  # fmt: skip
    totals = {load["consignment_id"]: load["amount"] for load in loads if load["total"]}
    assert {one["consignment_id"]: one["quantity"] for one in given["running_totals"]} == totals
    mine = recount_aid.waiting(rows, loads, at)
    assert {
        one["consignment"]["consignment_id"]: {
            key: one[key] for key in mine[one["consignment"]["consignment_id"]]
        }
        for one in given["waiting"]
    } == mine
    assert {
        (one["group"], one["key"], one["kind"]): last_given(
            one, "row_names", one["later"] and one["later"]["on"]
        )
        for one in given["deliveries"]
    } == recount_aid.deliveries(rows, loads, at)
    others = recount_roads.ordinary_and_people(rows, at)
    assert {
        (one["kind"], one["route_id"]): last_given(one, "rows", one["later_on"]) for one in given["passages"]
    } == recount_aid.passages(rows, loads, others, at)
    assert given["requests"]["every"]["asked"] == 0


def last_given(one: dict[str, Any], names: str, later: str | None) -> dict[str, Any]:
    figures = {key: one[key] for key in ("on", "days_ago", "by", "uncertain", "dated")}
    return figures | {"rows": set(one[names]), "later": later}


def people_agree(given: dict[str, Any], rows: recount.Tables, at: datetime) -> None:
    mine = recount.arrivals(rows, at)
    assert set(given["arrivals"]) == set(mine)
    for measure, own in mine.items():
        figure = given["arrivals"][measure]
        left = {one["claim_id"] for one in figure["left_out"]}
        assert own == {
            **{key: figure[key] for key in own if key in figure},
            "claim_ids": set(figure["claim_ids"]), "left_out": left,
        }, measure  # fmt: skip
    counted = {one["key"] for one in given["not_reported"] if one["kind"] == "measure"}
    assert counted == {*recount.RUNNING, "accommodated"} - set(mine)


def silences_agree(given: dict[str, Any], rows: recount.Tables, at: datetime) -> None:
    mine = recount.silent(rows, at)
    assert {
        one["place_id"]: {key: one[key] for key in mine.get(one["place_id"], ())} for one in given["silent"]
    } == mine


@pytest.mark.parametrize("part", range(10))
def test_each_figure_of_the_state_agrees_with_one_from_the_files(part: int) -> None:
    for at, known in PAIRS[20 * part : 20 * part + 20]:
        given, rows = both(at, known)
        for agree in (roads_agree, aid_agrees, people_agree, silences_agree):
            try:
                agree(given, rows, at)
            except AssertionError as error:
                raise AssertionError(f"as at {at}, as known {known}: {error}") from error


def test_the_dates_are_many_and_of_every_kind() -> None:
    assert len(PAIRS) == 200
    assert len({known for _, known in PAIRS}) > 30
    assert len({at for at, _ in PAIRS}) > 150
    assert any(known and known < at.date() for at, known in PAIRS)
