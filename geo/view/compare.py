"""Two dates in one view: the other date's view, and the dates a reader is offered to compare with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geo.dates import end_of_day, format_date
from geo.view.view import default_at

if TYPE_CHECKING:
    from geo.case.settings import Settings
    from geo.view.view import ViewState


def other_view(view: ViewState) -> ViewState | None:
    """The view as at the compare date, its period long enough for it; None without a comparison."""
    if view.versus is None:
        return None
    day = view.versus.date()
    return replace(
        view,
        at=view.versus,
        first=min(view.first, day),
        last=max(view.last, day),
        versus=None,
    )


def compared(view: ViewState, with_: datetime | None) -> ViewState:
    """The view compared with another moment, or with none."""
    return replace(view, versus=with_)


def since_last_visit(view: ViewState, settings: Settings) -> ViewState | None:
    """The view compared with the date its reader looked at last; None where there is nothing to compare.

    Where it stands at that very date, as a link that names its as-at date does, it moves on to the last day
    the case opens with, its period long enough for it.
    """
    seen = view.seen
    if seen is None:
        return None
    if view.at.date() == seen:
        last = max(view.last, settings.last)
        view = replace(view, last=last, at=default_at(view.first, last, settings))
    return None if view.at.date() == seen else compared(view, end_of_day(seen))


def presets(view: ViewState) -> tuple[tuple[str, datetime], ...]:
    """Moments worth comparing with, each with its name: whole days, but for the as-at date itself."""
    day = view.at.date()
    offered = [
        ("The day before", day - timedelta(days=1)),
        ("A week before", day - timedelta(days=7)),
        ("The start of the period", view.first),
    ]
    if view.seen is not None:
        offered.append(("Since my last visit", view.seen))
    return tuple((f"{name}, {format_date(item)}", end_of_day(item)) for name, item in offered if item != day)
