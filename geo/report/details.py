"""One event with all that is known of it, in lines to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.cells import items
from geo.dates import format_moment
from geo.facts.doubt import doubts
from geo.names import names_by_id
from geo.report.dated_text import Dated
from geo.report.tables import ROLES, when_in_words
from geo.words import number

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from geo.case.case import Case


_MINUTE = pd.Timedelta(minutes=1)


@dataclass(frozen=True)
class Details:
    """An event as told beside its mark: headings, text, lines and the sources it rests on."""

    title: str
    when: str
    since: str
    """Its first moment in words."""
    begun: datetime
    over: datetime
    """The last minute of its dates."""
    where: str
    category: str
    summary: str
    lines: tuple[str, ...]
    source_ids: tuple[str, ...]


def event_details(case: Case, event_id: str, names: str = "both") -> Details | None:
    """Return one event in words, or None where the case has no such id."""
    matches = (case.events["event_id"] == event_id).to_numpy()
    if not matches.any():
        return None
    at = int(matches.argmax())
    # Column by column: pandas takes many times as long over one whole row.
    row = {name: case.events[name].iloc[at] for name in case.events.columns}
    dates = row["date_start"], row["date_end"], row["date_precision"]
    return Details(
        title=row["title"],
        when=when_in_words(*dates, case.settings.zone),
        since=when_in_words(row["date_start"], "", row["date_precision"], case.settings.zone),
        begun=row["start"].to_pydatetime(),
        over=(row["end"] - _MINUTE).to_pydatetime(),
        where=_where(case, row, names),
        category=case.settings.kinds[row["category"]].label,
        summary=row["summary"],
        lines=tuple(_lines(case, row, at)),
        source_ids=items(row["source_ids"]),
    )


def _where(case: Case, row: dict[Any, Any], names: str) -> str:
    name = names_by_id(case.places, names).get(row["place_id"])
    if name is None:
        return "No place known"
    metres = case.places.loc[case.places["place_id"] == row["place_id"], "accuracy_m"].iloc[0]
    exact = "" if pd.isna(metres) else f", placed to within {number(metres)} m"
    if row["place_role"] == "site" and row["place_id"] in set(case.areas["place_id"]):
        exact = ", known only to this area, drawn as a schematic outline"
    return f"{name} ({ROLES[row['place_role']]}{exact})"


def _lines(case: Case, row: dict[Any, Any], at: int) -> list[str]:
    in_doubt, lines = doubts(case), []
    if row["actors"]:
        lines.append("Who: " + ", ".join(items(row["actors"])))
    if row["uncertain"] == "yes":
        lines.append(f"Uncertain: {row['doubt'] or 'no reason is given'}")
    if in_doubt.disputed[at] and row["uncertain"] != "yes":
        lines.append("Disputed: claims about it give different figures")
    if in_doubt.single[at]:
        lines.append("One source only: no other publisher is cited")
    if row["note"]:
        lines.append(f"Note: {row['note']}")
    if row["seed"]:
        lines.append("Stated in " + ", ".join(map(_passage, items(row["seed"]))))
    claims = case.claims[case.claims["event_id"] == row["event_id"]]
    lines += [_claim(case, claim) for claim in claims.to_dict("records")]
    return lines


def _passage(place: str) -> str:
    """Where in a report something is stated, in words.

    >>> _passage("seed-1:p22"), _passage("seed-1:caption")
    ('seed-1, paragraph 22', 'seed-1, caption')
    """
    source, _, part = place.partition(":")
    return f"{source}, {re.sub(r'^p(?=[0-9]+$)', 'paragraph ', part)}" if part else source


def _claim(case: Case, claim: dict[Any, Any]) -> str:
    low, value, high = claim["low"], claim["value"], claim["high"]
    numbers = [number(item) for item in (low, value, high) if pd.notna(item)]
    shown = " – ".join(dict.fromkeys(numbers)) or "no number"
    when = format_moment(claim["as_of"], case.settings.zone)
    unit = claim["unit"].removesuffix("s") if shown == "1" else claim["unit"]
    text = f"Claim by {claim['claimant']}, {when}: {shown} {unit}, {claim['subject']}"
    return Dated(text, ((claim["end"] - _MINUTE).to_pydatetime(), None))
