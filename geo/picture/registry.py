"""The pages of Passage, each written down once: what it is called, asks, says, draws and plays.

Navigation, maps, briefings, paper, playback and the documents read `TOPICS`. A new page is one entry here and
its file in ``pages/``.
"""
# ruff: noqa: PLC0415 - the shell reads this list before anything that draws or answers is loaded

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.case.case import Case
    from geo.facts.state import State
    from geo.picture.layers import MapInputs, MapPicture
    from geo.report.answer import Answer
    from geo.view.view import ViewState

PLAYBACK_LAYERS = frozenset({
    "roads", "road_loads", "road_lines", "segments", "cut_off", "movements", "counted_movements", "waiting",
    "silences", "housed", "contacts",
})  # fmt: skip
"""What can move along with the time bar; the layer script has a function for each but `segments`.

Roads with their state in words, with the loads that went by them, or bare; with their stretches to choose.
"""


@dataclass(frozen=True)
class Topic:
    """One page: a key that is its file, its address and its name in a briefing, and what stands on it."""

    key: str
    title: str
    question: str
    """What the page answers, as the README says it."""
    picture: Callable[[Case, ViewState, State, MapInputs], MapPicture] | None = None
    """What its map shows; None for a page without a map, which no scene can show either."""
    answer: Callable[[Case, ViewState, State], Answer] | None = None
    """What it opens with; a scene of a page without an answer takes that of the first page."""
    playback: tuple[str, ...] = ()
    """Which of `PLAYBACK_LAYERS` its map plays."""
    changes: tuple[str, ...] = ()
    """Topics of the changes it lists; empty for all."""
    headlines: tuple[str, ...] = ()
    """What a scene of it is called after, by `geo.briefing.scene_text`; else the title of its map."""
    with_arrivals: bool = False
    """Whether a scene of it shows how arrivals rose."""
    in_line: bool = True
    """Whether the top line leads to it; else another way does, as the search leads to a place."""
    tables: tuple[str, ...] = ()
    """The tables it tells of; where all are empty it says so in one line. Empty for any."""
    of_a_date: bool = False
    """Whether it is among the scenes made of a date for which there is no briefing."""


def _situation_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.situation_picture import situation_picture

    return situation_picture(case, view, state, inputs)


def _situation_answer(case: Case, view: ViewState, state: State) -> Answer:
    from geo.report import situation_answer

    return situation_answer.answer(case, state, view.names)


def _blockade_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.blockade_picture import blockade_picture

    return blockade_picture(case, view, state, inputs)


def _blockade_answer(case: Case, _view: ViewState, state: State) -> Answer:
    from geo.report import blockade

    return blockade.answer(case, state)


def _aid_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.aid_picture import aid_picture

    return aid_picture(case, view, state, inputs)


def _aid_answer(case: Case, view: ViewState, state: State) -> Answer:
    from geo.report import aid_answer

    return aid_answer.answer(case, view, state)


def _displacement_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.displacement_picture import displacement_picture

    return displacement_picture(case, view, state, inputs)


def _displacement_answer(case: Case, view: ViewState, state: State) -> Answer:
    from geo.report import displacement_answer

    return displacement_answer.answer(case, view, state)


def _diplomacy_picture(case: Case, view: ViewState, _state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.diplomacy_picture import diplomacy_picture

    return diplomacy_picture(case, view, inputs)


def _diplomacy_answer(case: Case, view: ViewState, _state: State) -> Answer:
    from geo.report import diplomacy_answer

    return diplomacy_answer.answer_of(case, view)


def _events_picture(case: Case, view: ViewState, _state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.base_picture import base_picture

    return base_picture(case, view, inputs, "What happened where")


def _place_picture(case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    from geo.picture.place_picture import place_picture

    return place_picture(case, view, state, inputs)


def _place_answer(case: Case, view: ViewState, state: State) -> Answer:
    from geo.report import place_answer

    return place_answer.answer(case, view, state)


# In the order of the top line; the first answers "/".
TOPICS = (
    Topic(
        "situation", "Situation", "What could pass on this day, and how many had left?",
        _situation_picture, _situation_answer,
        playback=("roads", "counted_movements", "waiting", "silences"),
        headlines=("people", "road"), with_arrivals=True, of_a_date=True,
    ),
    Topic(
        "blockade", "Blockade",
        "Which road was open, restricted or closed, since when, who could use it, and who was left without"
        " a way?",
        _blockade_picture, _blockade_answer,
        playback=("roads", "segments", "cut_off", "silences"),
        changes=("blockade",), headlines=("road",), of_a_date=True,
        tables=("routes", "route_status"),
    ),
    Topic(
        "aid", "Aid",
        "What was delivered, what was held up where, and how long ago did the last one arrive?",
        _aid_picture, _aid_answer,
        playback=("road_loads", "waiting"),
        changes=("aid",), headlines=("figure",), of_a_date=True,
        tables=("consignments", "requests"),
    ),
    Topic(
        "displacement", "Displacement",
        "How many had arrived by when, by whose count, where were they housed, and do the figures add up?",
        _displacement_picture, _displacement_answer,
        playback=("road_lines", "movements", "housed"),
        changes=("displacement",), headlines=("people",), with_arrivals=True, of_a_date=True,
        tables=("movements", "accommodation", "claims"),
    ),
    Topic(
        "diplomacy", "Diplomacy", "Who met or spoke with whom, and what was only stated?",
        _diplomacy_picture, _diplomacy_answer,
        playback=("contacts",),
        changes=("diplomacy",), headlines=("figure",), tables=("events",),
    ),
    Topic(
        "events", "Events",
        "What happened in this period, of this kind, at this place – as a table and a file?",
        _events_picture, tables=("events",),
    ),
    Topic(
        "place", "Place",
        "Could people leave this place and aid reach it, and what was last reported of it?",
        _place_picture, _place_answer,
        playback=("roads", "silences"), in_line=False, tables=("places",),
    ),
    Topic("sources", "Sources", "What rests on this report?", tables=("sources",)),
    Topic("data", "Data", "What is loaded, what was set aside and why, and under which licences?"),
    Topic(
        "about", "About", "What is this, who made it, by which rules, and what does it not know?",
        in_line=False,
    ),
    Topic(
        "briefing", "Briefing",
        "Which scenes are told, in which order, with which words – and as slides, pages or one map?",
    ),
)  # fmt: skip


def topic_of(key: str) -> Topic:
    """Return the page of a key; the first page for one that there is not, as for the address "/"."""
    return next((topic for topic in TOPICS if topic.key == key), TOPICS[0])


def title_of(key: str) -> str:
    """Return what the page of a key is called."""
    return topic_of(key).title


def keys_with_map() -> tuple[str, ...]:
    """Return the keys of the pages whose picture a scene or a file can show, the first page's first."""
    return tuple(topic.key for topic in TOPICS if topic.picture is not None)


def shown_topic(key: str) -> Topic:
    """Return the page whose picture stands for a page: its own, or the first's where it has none."""
    topic = topic_of(key)
    return topic if topic.picture is not None else TOPICS[0]


def picture_of(key: str, case: Case, view: ViewState, state: State, inputs: MapInputs) -> MapPicture:
    """Return the map a page shows of the view, with its topic and what playback shows on it.

    ValueError where the first page, which stands in for others, has no map.
    """
    topic = shown_topic(key)
    if topic.picture is None:
        raise ValueError(f"the first page, {topic.key}, has no map")
    picture = topic.picture(case, view, state, inputs)
    return replace(picture, topic=topic.key, playback=topic.playback)


def map_of(key: str, case: Case, view: ViewState, inputs: MapInputs) -> MapPicture:
    """Return the map of a page for a view; its compare date beside it, roads that differ set apart."""
    from geo.facts.state import state
    from geo.picture.road_lines import set_apart
    from geo.view.compare import other_view

    picture = picture_of(key, case, view, state(case, view.at), inputs)
    if (other := other_view(view)) is None:
        return picture
    beside = picture_of(key, case, other, state(case, other.at), inputs)
    compared = replace(beside, routes=set_apart(beside.routes, picture.routes))
    return replace(picture, routes=set_apart(picture.routes, beside.routes), compare=compared)


def answer_of(key: str, case: Case, view: ViewState, state: State) -> Answer:
    """Return the sentences and figures a page opens with.

    ValueError where the first page, which stands in for others, says nothing.
    """
    answer = topic_of(key).answer or TOPICS[0].answer
    if answer is None:
        raise ValueError(f"the first page, {TOPICS[0].key}, says nothing first")
    return answer(case, view, state)
