"""What the server gives the scripts, and what it makes of the same itself: their tests read it as JSON.

`python -m tests.script.served` prints it.
"""

import base64
import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from components.map.assets import grammar
from geo.case.case import Case
from geo.case.load import load_case
from geo.date_words import format_date
from geo.dates import Period, end_of_day, format_period
from geo.facts.road_frames import state_frames
from geo.facts.state import state
from geo.picture import registry
from geo.picture.label_ranks import callout, key_places
from geo.picture.layers import MapInputs
from geo.picture.message import as_json
from geo.picture.place_labels import place_labels
from geo.picture.place_outlines import outlines_of
from geo.picture.playback import as_facts
from geo.picture.road_lines import status_lines
from geo.view.event_columns import Columns, pack
from geo.view.join import join
from geo.view.view import opening

CASE = Path(__file__).resolve().parents[2] / "data" / "karabakh"
MONTH = timedelta(days=30)
DAYS = (date(1969, 12, 31), date(1970, 1, 1), date(2020, 2, 29), date(2022, 12, 12), date(2023, 9, 18))


def served() -> dict[str, Any]:
    """Return the grammar, the shipped case's columns and film, and what the server says of them."""
    case = load_case(CASE)
    joined = join(case.places, case.events)
    columns = pack(joined.placed, joined.unplaced)
    return {
        "grammar": grammar(),
        "days": [format_date(day) for day in DAYS],
        "periods": [
            [_number(first), _number(last), format_period(Period(first, last))]
            for first in DAYS
            for last in DAYS
            if first <= last
        ],
        "columns": _columns(columns),
        "film": as_facts(case, "both"),
        "outlined": _outlined(case),
        "blockade": _blockade(case, columns),
        "callouts": _callouts(case),
        "layers": {topic.key: topic.playback for topic in registry.TOPICS},
        "playback_layers": sorted(registry.PLAYBACK_LAYERS),
    }


def _columns(columns: Columns) -> dict[str, Any]:
    return {
        "body": base64.b64encode(columns.body).decode(),
        "ids": columns.ids.tolist(),
        "start": columns.start.tolist(),
        "end": columns.end.tolist(),
        "category": columns.category.tolist(),
        "flags": columns.flags.tolist(),
    }


def _outlined(case: Case) -> dict[str, Any]:
    """Return labels with the outline of one place, and the ids of the events at it."""
    place = case.events.loc[case.events["place_role"].eq("site"), "place_id"].iloc[0]
    outlined = replace(case, areas=case.areas.iloc[:1].assign(place_id=place))
    labels = place_labels(case.places, (), outlines_of(outlined))
    at = case.events["place_id"].eq(place)
    return {"labels": json.loads(labels.body), "ids": case.events.loc[at, "event_id"].tolist()}


def _callouts(case: Case) -> list[tuple[str, Any]]:
    """Return every text a road had beside it, with the two ways to set it."""
    days = {day for frames in state_frames(case).values() for day, _ in frames}
    labels = {line.label for day in days for line in status_lines(case, state(case, end_of_day(day)))}
    return [(label, callout(label)) for label in sorted(labels)]


def _blockade(case: Case, columns: Columns) -> list[dict[str, Any]]:
    """Return the parts of the Blockade page's messages that playback makes too, monthly and at each turn."""
    labels, view = place_labels(case.places, key_places(case)), opening(case.settings)
    first, last = case.settings.period.first, case.settings.period.last
    days = {first + n * MONTH for n in range((last - first) // MONTH)}
    turns = {moment for frames in state_frames(case).values() for moment, _ in frames}
    moments = {end_of_day(day) for day in days}
    moments |= {turn - timedelta(seconds=early) for turn in turns for early in (0, 1)}
    moments |= {end_of_day(turn.date()) for turn in turns}
    messages = []
    for moment in sorted(moment for moment in moments if first <= moment.date() <= last):
        seen = replace(view, at=moment)
        inputs = MapInputs(columns, labels)
        picture = registry.picture_of("blockade", case, seen, state(case, seen.at), inputs)
        sent = as_json(picture)
        parts = ("window", "until", "subtitle", "routes", "marks", "silences", "areas")
        messages.append({name: sent[name] for name in parts})
    return messages


def _number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


if __name__ == "__main__":
    json.dump(served(), sys.stdout, ensure_ascii=False)
