"""A briefing made ready for paper: scene after scene, with what it shows and the words round it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.briefing.briefing import view_of
from geo.briefing.presentation import Drawn
from geo.briefing.scene import shown
from geo.case.licence import passable
from geo.report.road_words import since_words, status_words
from geo.report.surround import map_id, surround
from geo.view.select import vocabulary
from geo.words import held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from geo.briefing.briefing import Briefing, Scene
    from geo.briefing.scene import Shown
    from geo.case.case import Case
    from geo.facts.road_state import RouteState
    from geo.report.surround import Surround


def _silent(done: int, total: int, label: str) -> None:
    """Say nothing of how far it is."""
    del done, total, label


class CancelledError(Exception):
    """Somebody no longer wants the export; raised by a progress callback."""


@dataclass(frozen=True)
class SceneSheet:
    """One scene as it goes onto a slide or a page."""

    number: int
    scene: Scene
    what: Shown
    words: Surround
    link: str


@dataclass(frozen=True)
class Order:
    """What is to be made: a briefing of a case at a moment, and what to call while it is made."""

    case: Case
    briefing: Briefing
    created: datetime
    """When it is made, local to the case."""
    base: str = ""
    """Address of the program that the scenes' links lead to, such as `https://example.org/passage`."""
    say: Callable[[int, int, str], None] = _silent
    """Called with scenes done, scenes in all, and what is being made; may raise CancelledError."""

    @property
    def total(self) -> int:
        """How many scenes there are."""
        return len(self.briefing.scenes)


def scene_sheets(order: Order) -> Iterator[SceneSheet]:
    """Give each scene in turn, from what may be passed on, and say how far it is."""
    case, withheld = passable(order.case)
    terms, drawn = vocabulary(order.case), Drawn(case)
    for number, scene in enumerate(order.briefing.scenes, start=1):
        order.say(number - 1, order.total, scene.title)
        view, _ = view_of(scene, case.settings, terms)
        what = shown(case, scene.page, view, drawn.of(view))
        words = surround(
            what.case, view, what.cited,
            title=scene.title, map_id=map_id(case, number), created=order.created,
        )  # fmt: skip
        note = f" {held_back(withheld)}" if withheld else ""
        words = replace(words, attribution=what.picture.attribution, report=words.report + note)
        yield SceneSheet(number, scene, what, words, link(scene, order.base))
    order.say(order.total, order.total, "done")


def link(scene: Scene, base: str = "") -> str:
    """Return the address that opens the scene as it was."""
    return f"{base.rstrip('/')}/{scene.page}?{scene.query}"


def figures(what: Shown) -> list[tuple[str, str, str]]:
    """Return value, label and date of what a scene counts; else of the roads, those known first."""
    rows = [(figure.value, figure.label, figure.when) for figure in what.answer.figures]
    if rows:
        return rows
    return [
        (status_words(road), road.short_name, since_words(road) if _dated(road) else "")
        for road in sorted(what.state.routes, key=lambda road: road.status == "unknown")
        if road.status_ids
    ]


def _dated(road: RouteState) -> bool:
    """Whether a road's state is known, and since when."""
    return bool(road.since) and not road.faded and road.status != "unknown"


def alternative(sheet: SceneSheet) -> str:
    """Return in words what the scene's map shows, for who cannot see it."""
    picture = sheet.what.picture
    roads = "; ".join(route.label or f"{route.name}: {route.status}" for route in picture.routes)
    counted = "; ".join(circle.label for circle in picture.circles)
    ways = "; ".join(flow.label for flow in picture.flows if flow.label)
    marks = "; ".join(mark.label for mark in picture.marks if mark.label)
    silent = "; ".join(place.label for place in picture.silences)
    parts = [f"Map: {sheet.scene.title}. {sheet.words.dates}."]
    named = (
        ("Roads", roads),
        ("Movements", ways),
        ("People", counted),
        ("Marks", marks),
        ("Silent places", silent),
    )
    parts += [f"{name}: {text}." for name, text in named if text]
    return " ".join(parts)
