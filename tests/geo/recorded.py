"""What the rooms answer on a synthetic case, in files beside the tests, so that a change is seen in review.

`python -m tests.geo.facts.test_recorded_facts` writes the file of the facts anew, and so in the other rooms.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.case.case import Case
from geo.case.load import load_case
from geo.case.schema import BASES, CARGO_KINDS, OUTCOMES, STAGES, STATUSES
from geo.case.synth.synth import write_case

HERE = Path(__file__).parent
MOMENTS = (
    datetime(2021, 3, 5, 12),
    datetime(2022, 3, 20, 20),
    datetime(2022, 6, 30, 23, 59, 59),
    datetime(2023, 9, 24, 18),
)
LONGEST = 3000
"""Characters of an answer that is written down whole."""
NOTES = (
    "", "", "On 3 October 2023 some 4,500 came.", "By the 28th it was 120.", "In May they may go.",
    "After 12 Dec 2022, before 5 Jan.", "In 2021 and in March.", "Between 10 and 12 June 7,812 left.",
)  # fmt: skip
Answers = dict[str, Any]
# For a synthetic case: a network to ask for, and more to tell apart than its maker draws.
NETWORK = """
[network]
area = "hubs"
exits = ["p01", "p02"]
"""
MEASURES = (
    "arrivals", "registered", "registered_by_sex", "accommodated", "dead", "wounded", "patients_moved",
    "displaced", "returned", "left_again", "not_returned", "people_remaining", "tonnes", "trucks",
    "inhabitants", "inhabitants",
)  # fmt: skip


@cache
def synthetic_case() -> Case:
    """A case of every table whose rows are known by the seed alone, with claims that disagree; read once."""
    with TemporaryDirectory() as folder:
        return load_case(written(Path(folder) / "case"))


def written(folder: Path) -> Path:
    """The folder with the files of that case."""
    write_case(folder, 120, 24, seed=5)
    settings = folder / "case.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + NETWORK, encoding="utf-8")
    dice = random.Random(7)  # noqa: S311 - a sample, not a secret
    events = pd.read_csv(folder / "events.csv", dtype=str, keep_default_na=False)
    _more(folder / "claims.csv", lambda claims: [_claim(n, dice, events, claims) for n in range(160)])
    _more(folder / "aid.csv", lambda aid: [_load(n, dice, aid) for n in range(60)])
    _more(folder / "aid_stages.csv", lambda stages: [_stage(n, dice, stages) for n in range(240)])
    _more(
        folder / "routes.csv",
        lambda routes: [{**routes.iloc[0], "route_id": "r7", "place_ids": "p02;p07;p09"}],
    )
    _more(folder / "route_status.csv", lambda statuses: [_status(n, dice, statuses) for n in range(12)])
    _more(folder / "accommodation.csv", lambda housed: [_housed(n, dice, housed) for n in range(24)])
    _more(folder / "movements.csv", lambda moved: [_moved(n, dice, moved, events) for n in range(24)])
    sources = pd.read_csv(folder / "sources.csv", dtype=str, keep_default_na=False)
    sources["withdrawn"] = ["2022-05-01" if n % 8 == 3 else "" for n in range(len(sources))]
    sources.to_csv(folder / "sources.csv", index=False)
    return folder


def _more(file: Path, rows: Callable[[pd.DataFrame], list[dict[str, str]]]) -> None:
    """Add rows to a table, each drawn with a look at those it has."""
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    pd.concat([table, pd.DataFrame(rows(table))]).fillna("").to_csv(file, index=False)


def _claim(number: int, dice: random.Random, events: pd.DataFrame, claims: pd.DataFrame) -> dict[str, str]:
    """One claim: by the hour, day or month, a number or a range, sure or not, of an event or of none."""
    event = events.iloc[dice.randrange(len(events))]
    day = dice.choice((event["date_start"][:10], f"2022-03-{dice.randint(1, 6):02d}"))
    value = dice.choice((dice.randint(1, 90), dice.randint(100, 60_000)))
    ranged = dice.random() < 0.3
    return {
        "claim_id": f"c{number}",
        "measure": dice.choice(MEASURES),
        "subject": dice.choice(("people in the synthetic case", "residents", "soldiers")),
        "value": "" if ranged else str(value),
        "low": str(value) if ranged else "",
        "high": str(value + dice.randint(0, 500)) if ranged and dice.random() < 0.7 else "",
        "qualifier": dice.choice(("exact", "about", "at_least", "at_most")),
        "unit": dice.choice(("people", "people", "t", "vehicles")),
        "as_of": dice.choice((day, _hour(dice, day), day, day[:7])),
        "claimant": f"Actor {dice.choice('ABCD')}",
        "place_id": dice.choice(("", *(f"p{place:02d}" for place in range(1, 10)))),
        "event_id": dice.choice((event["event_id"], "")),
        "source_ids": claims["source_ids"].iloc[dice.randrange(len(claims))],
        "uncertain": dice.choice(("no", "no", "no", "yes")),
        "note": dice.choice(NOTES),
    }


def _hour(dice: random.Random, day: str) -> str:
    return f"{day}T{dice.randint(0, 23):02d}:00" if len(day) == len("2022-03-01") else day


def _load(number: int, dice: random.Random, aid: pd.DataFrame) -> dict[str, str]:
    """One load: delivered, held, returned or not known, by itself or as a running total."""
    like = aid.iloc[dice.randrange(len(aid))]
    day = dice.choice((f"2022-03-{dice.randint(1, 31):02d}", f"2023-09-{dice.randint(1, 24):02d}", "2022-06"))
    outcome = dice.choice(OUTCOMES)
    held = outcome == "held" or dice.random() < 0.3
    return {
        "consignment_id": f"a{number}",
        "date_start": dice.choice((day, _hour(dice, day))),
        "carrier": dice.choice(("Actor A", "Actor B", "Actor B")),
        "route_id": like["route_id"],
        "origin_id": dice.choice(("p01", "p02", like["origin_id"])),
        "destination_id": like["destination_id"],
        "held_at_id": like["origin_id"] if held else "",
        "held_until": dice.choice(("2022-06-10", "2023-09-30", "")) if held else "",
        "cargo": dice.choice(("flour", "patients", "medicine", "fuel")),
        "cargo_kind": dice.choice(CARGO_KINDS),
        "quantity": dice.choice((str(dice.randint(1, 400)), "")),
        "qualifier": dice.choice(("exact", "about", "at_least")),
        "unit": dice.choice(("t", "kg", "people", "lorries")),
        "cumulative": dice.choice(("no", "no", "yes")),
        "outcome": outcome,
        "source_ids": like["source_ids"],
        "uncertain": dice.choice(("no", "no", "no", "yes")),
        "note": dice.choice(NOTES),
    }


def _stage(number: int, dice: random.Random, stages: pd.DataFrame) -> dict[str, str]:
    """A step of a load, whole or in parts that may add up."""
    amount = dice.choice(("", "100", "40", "60"))
    return {
        "stage_id": f"g{number}",
        "consignment_id": f"a{dice.randrange(40)}",
        "part": dice.choice(("", "", "first", "second")),
        "stage": dice.choice(STAGES),
        "date_start": dice.choice(
            (f"2022-03-{dice.randint(1, 31):02d}", f"2023-09-{dice.randint(1, 24):02d}")
        ),
        "place_id": dice.choice(("p01", "p02", "")),
        "route_id": dice.choice(("r1", "r2", "")),
        "amount": amount,
        "qualifier": dice.choice(("exact", "about")) if amount else "",
        "unit": dice.choice(("t", "t", "t", "kg")) if amount else "",
        "inferred": dice.choice(("no", "no", "yes")),
        "source_ids": stages["source_ids"].iloc[dice.randrange(len(stages))],
        "uncertain": dice.choice(("no", "no", "yes")),
    }


def _status(number: int, dice: random.Random, statuses: pd.DataFrame) -> dict[str, str]:
    """A status of a seventh road, a month each: by the hour, shown on its day or not at all."""
    day, status = f"2022-{number + 1:02d}-{dice.randint(1, 9):02d}", dice.choice(STATUSES)
    return {
        "status_id": f"x{number}",
        "route_id": "r7",
        "from_place_id": "p02" if number % 3 else "",
        "to_place_id": "p07" if number % 3 else "",
        "date_from": _hour(dice, day),
        "date_to": f"2022-{number + 1:02d}-{dice.randint(10, 28)}",
        "start_basis": dice.choice(BASES),
        "end_basis": dice.choice(BASES),
        "status": status,
        "direction": "none" if status == "closed" else dice.choice(("both", "outbound", "inbound", "")),
        "confirmed_on": dice.choice((day, "")),
        "source_ids": statuses["source_ids"].iloc[dice.randrange(len(statuses))],
        "uncertain": dice.choice(("no", "yes")),
        "doubt": dice.choice(("", "Told by one side only.")),
    }


def _housed(number: int, dice: random.Random, housed: pd.DataFrame) -> dict[str, str]:
    """People housed in one area, in lists of one day that state a total, another one or none."""
    return {
        "accommodation_id": f"h{number}",
        "as_of": dice.choice(("2022-03-18", "2022-06-01", "2022-06-01T18:00")),
        "place_id": f"p{1 + number % 9:02d}",
        "persons": str(dice.randint(1, 900)),
        "kind": dice.choice(("state_accommodated", "state_accommodated", "camps", "pupils")),
        "stated_total": dice.choice(("", "2000", "2500")),
        "claimant": dice.choice(("Actor A", "Actor B")),
        "source_ids": housed["source_ids"].iloc[dice.randrange(len(housed))],
        "uncertain": dice.choice(("no", "no", "yes")),
    }


def _moved(number: int, dice: random.Random, moved: pd.DataFrame, events: pd.DataFrame) -> dict[str, str]:
    """People on a way: a number or a range, over days or on one, of an event or of none."""
    event = events.iloc[dice.randrange(len(events))]
    ranged, persons = dice.random() < 0.3, dice.randint(1, 9000)
    start = dice.choice((event["date_start"][:10], f"2022-03-{dice.randint(1, 15):02d}"))
    return {
        "movement_id": f"w{number}",
        "date_start": start,
        "date_end": dice.choice(("", "2023-12-01")) if len(start) > len("2022-03") else "",
        "from_id": dice.choice(("p01", "p02", "p03")),
        "via_route_id": dice.choice(("r1", "r7", "")),
        "to_id": dice.choice(("p04", "p05", "")),
        "persons": "" if ranged else str(persons),
        "low": str(persons) if ranged else "",
        "high": str(persons + 50) if ranged else "",
        "qualifier": dice.choice(("exact", "about", "at_least")),
        "term": dice.choice(("displaced", "evacuated", "returned")),
        "people": "residents",
        "claimant": dice.choice(("Actor A", "Actor B")),
        "event_id": dice.choice((event["event_id"], "")),
        "source_ids": moved["source_ids"].iloc[dice.randrange(len(moved))],
        "uncertain": dice.choice(("no", "no", "yes")),
    }


def plain(value: Any) -> Any:
    """An answer as JSON can hold it."""
    for kind, read in _READ.items():
        if isinstance(value, kind):
            return read(value)
    if dataclasses.is_dataclass(value):
        worked_out = (name for name, part in vars(type(value)).items() if isinstance(part, property))
        names = (*(field.name for field in dataclasses.fields(value)), *worked_out)
        return _without_blanks({name: plain(getattr(value, name)) for name in names})
    return plain(value()) if callable(value) else str(value)


_READ: dict[Any, Callable[[Any], Any]] = {
    (bool, int, str, type(None)): lambda value: value,
    (float, np.floating): lambda value: None if math.isnan(value) else round(float(value), 6),
    np.generic: lambda value: plain(value.item()),
    date: lambda value: value.isoformat(),
    BaseGeometry: lambda value: value.wkt,
    pd.DataFrame: lambda table: [[*map(str, table.columns)], *map(plain, table.to_numpy(object).tolist())],
    (pd.Series, np.ndarray): lambda value: plain(value.tolist()),
    Mapping: lambda value: _without_blanks({str(plain(key)): plain(each) for key, each in value.items()}),
    (set, frozenset): lambda value: sorted(json.dumps(plain(each)) for each in value),
    Iterable: lambda value: [plain(each) for each in value],
}


def _without_blanks(answer: dict[str, Any]) -> dict[str, Any]:
    """The parts of an answer that say something: what is empty needs no line."""
    return {key: each for key, each in answer.items() if each not in (None, "", [], {}, False)}


def of_moments(case: Case, *functions: Callable[[Case, Any], Any]) -> Answers:
    """What functions of a case and a moment answer at each of the moments."""
    return {
        f"{function.__name__}, {moment:%Y-%m-%d %H:%M}": function(case, moment)
        for function in functions
        for moment in MOMENTS
    }


def changed(answers: Answers, file: Path) -> list[str]:
    """Names of the answers that are not those in the file."""
    recorded = json.loads(file.read_text(encoding="utf-8"))
    now = {name: _brief(plain(answer)) for name, answer in answers.items()}
    return sorted(name for name in {*recorded, *now} if recorded.get(name) != now.get(name))


def record(answers: Answers, file: Path) -> None:
    """Write the answers down, a line for each part."""
    brief = {name: _brief(plain(answer)) for name, answer in answers.items()}
    file.write_text(json.dumps(brief, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _brief(answer: Any) -> Any:
    """A long answer as its beginning, its length and its digest."""
    whole = json.dumps(answer, ensure_ascii=False)
    if len(whole) <= LONGEST:
        return answer
    return [whole[:200], len(whole), hashlib.sha256(whole.encode()).hexdigest()]
