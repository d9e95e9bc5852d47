"""The rules of aid done over again from nothing but the rows a figure names, as `recompute` does others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.report.answer import KeyFigure
    from tests.geo.report.recompute import Moment

Row = dict[str, Any]
KINDS = {
    "food or mixed aid": {"food", "mixed"}, "medical supplies alone": {"medical"}, "fuel": {"fuel"},
}  # fmt: skip
ABOUT = {"about": "about ", "at_least": "at least ", "at_most": "about "}


def first_day(row: Row) -> date:
    return row["start"].date()


def last_day(row: Row) -> date:
    return (row["end"] - timedelta(seconds=1)).date()


def named(figure: KeyFigure, now: Moment) -> tuple[list[Row], dict[str, list[Row]]]:
    """The consignments a figure names, and of each the stages named, in order of time."""
    loads = [now.row(name) for name in figure.provenance.rows if name.startswith("consignment:")]
    stages = [now.row(name) for name in figure.provenance.rows if name.startswith("stage:")]
    own = {load["consignment_id"]: [] for load in loads}
    for stage in sorted(stages, key=lambda row: (row["start"], row["stage_id"])):
        own.setdefault(stage["consignment_id"], []).append(stage)
    return loads, own


def begun(row: Row, at: datetime) -> bool:
    """Whether a row has surely begun: by its hour, else with the last second of its first day or month."""
    text = row["date_start"]
    if len(text) > len("2023-09-24"):
        return row["start"] <= at
    if len(text) == len("2023-09-24"):
        return datetime.fromisoformat(text) + timedelta(days=1, seconds=-1) <= at
    return row["end"] - timedelta(seconds=1) <= at


def days_shown(figure: KeyFigure, now: Moment) -> list[date]:
    """The days on which the rows named show something to have passed."""
    loads, own = named(figure, now)
    days = [first_day(stage) for stages in own.values() for stage in stages]
    days += [min(last_day(load), now.day) for load in loads if not own[load["consignment_id"]]]
    return days


def last_goods(figure: KeyFigure, now: Moment) -> date:
    """The day named, after a look at every other row of the kind: none shows a later certain delivery."""
    kinds = next(own for kind, own in KINDS.items() if kind in figure.label)
    carrier = figure.label.partition(", by ")[2].removesuffix(" (uncertain)")
    ways = set(now.case.routes.loc[now.case.routes["role"].isin(["corridor", "bypass", "air"]), "route_id"])
    loads = [
        row
        for row in now.case.consignments.to_dict("records")
        if row["cargo_kind"] in kinds and carrier in ("", row["carrier"])
    ]
    stages: dict[str, list[Row]] = {}
    for stage in now.case.aid_stages.to_dict("records"):
        stages.setdefault(stage["consignment_id"], []).append(stage)
    shown = [max(days_shown(figure, now))]
    single = [row for row in loads if row["cumulative"] != "yes"]
    for row in single:
        if row["origin_id"] and row["origin_id"] == row["destination_id"]:
            continue
        for stage in stages.get(row["consignment_id"], [row | {"stage": row["outcome"], "whole": True}]):
            road = stage["route_id"] or row["route_id"]
            came = stage["stage"] in ("crossed", "delivered", "partial", "passed")
            if came and stage["uncertain"] != "yes" and road in {*ways, ""} and begun(stage, now.at):
                shown.append(last_day(stage) if "whole" in stage else first_day(stage))
    totals = [row for row in loads if row["cumulative"] == "yes" and begun(row, now.at)]
    for row in totals:
        before = [other["quantity"] for other in totals if other["start"] < row["start"]]
        sums = sum(
            other["quantity"]
            for other in single
            if (other["carrier"], other["unit"]) == (row["carrier"], row["unit"])
            and last_day(other) <= last_day(row)
            and any(stage["stage"] == "delivered" for stage in stages.get(other["consignment_id"], []))
        )  # fmt: skip
        if row["uncertain"] != "yes" and row["quantity"] > max([*before, sums]):
            shown.append(last_day(row))
    assert max(shown) == shown[0]
    return shown[0]


def waiting(figure: KeyFigure, now: Moment) -> list[Row]:
    """The last stage named of each load, after a look that it waits and is not released."""
    loads, own = named(figure, now)
    last = []
    for load in loads:
        stages = own[load["consignment_id"]]
        every = [
            row for row in now.tables["stage"].values() if row["consignment_id"] == load["consignment_id"]
        ]
        after = [row for row in every if begun(row, now.at) and row["start"] > stages[-1]["start"]]
        assert all(stage["stage"] == "waiting" and begun(stage, now.at) for stage in stages)
        assert after == []
        amount = stages[-1]["amount"] == stages[-1]["amount"]
        much = (
            {"amount": stages[-1]["amount"], "qualifier": stages[-1]["qualifier"], "unit": stages[-1]["unit"]}
            if amount
            else {"amount": load["quantity"], "qualifier": load["qualifier"], "unit": load["unit"]}
        )
        last.append({"since": first_day(stages[0]), "reported": first_day(stages[-1]), **much})
    return last


def tonnes_waiting(rows: list[Row]) -> tuple[str, float]:
    """How exact the sum of weights is, in words, and the sum."""
    words = {ABOUT.get(row["qualifier"], "") for row in rows}
    most = "about " if "about " in words else "at least " if "at least " in words else ""
    return most, sum(row["amount"] for row in rows)


def delivered(figure: KeyFigure, now: Moment) -> float:
    """The sum of what was delivered: by the stages named where they give amounts, else the load's own."""
    loads, own = named(figure, now)
    total = 0.0
    for load in loads:
        stages = own[load["consignment_id"]]
        amounts = [stage["amount"] for stage in stages if stage["amount"] == stage["amount"]]
        total += sum(amounts) if amounts else load["quantity"]
    return total
