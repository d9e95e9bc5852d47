"""What each export button makes. Drawing is loaded only once a file is asked for."""
# ruff: noqa: PLC0415 - that is what the imports inside are for

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from geo.briefing.briefing import Briefing
    from geo.case.case import Case
    from geo.view.view import ViewState

    Say = Callable[[int, int, str], None]


def slides(case: Case, briefing: Briefing, now: datetime, base: str, say: Say) -> bytes:
    """The briefing as a presentation."""
    from components.paper.deck import deck
    from components.paper.scene_sheet import Order

    return deck(Order(case, briefing, now, base, say))


def pages(case: Case, briefing: Briefing, now: datetime, base: str, say: Say) -> bytes:
    """The briefing as a handout."""
    from components.paper.handout import handout
    from components.paper.scene_sheet import Order

    return handout(Order(case, briefing, now, base, say))


def offline(case: Case, briefing: Briefing, now: datetime, base: str, say: Say) -> bytes:
    """The briefing as one file that opens without a network."""
    from components.present.document import html

    del now, base
    say(0, 1, briefing.title)
    content = html(briefing, case)
    say(1, 1, "done")
    return content


def report(case: Case, view: ViewState, now: datetime, say: Say) -> bytes:
    """The state of the as-at date on one page."""
    from components.paper.situation_report import report as situation_report

    say(0, 1, "the state of the date")
    return situation_report(case, view, now)


def one_map(case: Case, page: str, view: ViewState, sheet: str, kind: str, now: datetime, say: Say) -> bytes:
    """The map of a page on one sheet, from what may be passed on."""
    from components.paper.sheet import SHEETS
    from components.paper.static_map import render
    from geo.briefing.scene import shown
    from geo.case.licence import passable

    say(0, 1, "the map")
    return render(shown(passable(case)[0], page, view), SHEETS[sheet], kind, now)
