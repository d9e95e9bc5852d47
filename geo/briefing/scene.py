"""What a scene shows: for a page and a view the map's picture, the sentences and figures, and a series.

The same functions make the pages, so that a slide and the screen say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.changes.changes import between
from geo.facts.displacement import steps
from geo.facts.doubt import with_doubts
from geo.facts.provenance import sources_of
from geo.facts.state import state as state_at
from geo.picture.layers import MapInputs
from geo.picture.place_outlines import labels_of
from geo.picture.registry import answer_of, map_of, shown_topic, topic_of
from geo.picture.spots import drawn_sources
from geo.view.cut import cut
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.select import overview

if TYPE_CHECKING:
    from datetime import datetime

    from geo.case.case import Case
    from geo.changes.changes import Change
    from geo.facts.displacement import Step
    from geo.facts.state import State
    from geo.picture.layers import MapPicture
    from geo.report.answer import Answer
    from geo.view.view import ViewState

# A series is shown where it has this many steps at least; two points are no development.
SHORTEST_SERIES = 3
# So many events are told of what changed, the weightiest.
MOST_CHANGES = 8


@dataclass(frozen=True)
class Series:
    """A count that rose in time: each moment and value, and the sources they rest on."""

    title: str
    points: tuple[tuple[datetime, float], ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """All that a scene shows of its case."""

    case: Case
    """The cut of the case that the view looks at."""
    page: str
    view: ViewState
    state: State
    answer: Answer
    picture: MapPicture
    series: Series | None
    changes: tuple[Change, ...] = ()
    """What changed between the as-at date and the one it is compared with, the weightiest first."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources behind what is said, in the order they are met."""
        series = () if self.series is None else (self.series,)
        return sources_of((*self.changes[:2], *self.answer.sentences, *self.answer.figures, *series))

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources behind what is said and what is drawn, roads included, in that order."""
        drawn = {road.id for road in self.picture.routes}
        roads = sources_of(road for road in self.state.routes if road.route_id in drawn)
        return tuple(dict.fromkeys((*self.source_ids, *roads, *drawn_sources(self.case, self.picture))))


def shown(case: Case, page: str, view: ViewState, inputs: MapInputs | None = None) -> Shown:
    """Return what the page shows of the view; `inputs` saves packing the events again."""
    seen = (case.known, case.traffic) == (view.known, view.traffic)
    case = case if seen else cut(case, view)
    page = shown_topic(page).key
    now, inputs = state_at(case, view.at), inputs or map_inputs_of(case, view)
    # A scene shows one map, on which the roads that differ from the compare date are set apart.
    picture = replace(map_of(page, case, view, inputs), compare=None)
    return Shown(
        case=case,
        page=page,
        view=view,
        state=now,
        answer=answer_of(page, case, view, now),
        picture=picture,
        series=series_of(case, page, view),
        changes=changes_of(case, view),
    )


def map_inputs_of(case: Case, view: ViewState) -> MapInputs:
    """Return the view's events as columns, whatever its dates, and the labels of the case."""
    joined = join(case.places, with_doubts(case, overview(case, view)))
    return MapInputs(pack(joined.placed, joined.unplaced, tuple(case.settings.kinds)), labels_of(case))


def changes_of(case: Case, view: ViewState) -> tuple[Change, ...]:
    """Return what changed from the earlier to the later of two dates compared; none without a comparison."""
    if view.versus is None:
        return ()
    earlier, later = sorted((view.versus, view.at))
    changes = between(case, earlier, later, names=view.names, filters=view, most_events=MOST_CHANGES)
    return changes.rows[:MOST_CHANGES]


def series_of(case: Case, page: str, view: ViewState) -> Series | None:
    """Return how the count of arrivals rose, for the pages about people.

    Parameters
    ----------
    case
        The case as known.
    page
        Key of the page.
    view
        The view; arrivals count up to its as-at moment.

    Returns
    -------
    Series or None
        Persons arrived so far at each moment (local to the case), in time order; None for other pages and
        where fewer than ``SHORTEST_SERIES`` counts are known.
    """
    if not topic_of(page).with_arrivals:
        return None
    rose = steps(case, "arrivals", view.at)
    if len(rose) < SHORTEST_SERIES:
        return None
    sources = sources_of(step.claim for step in rose)
    points = tuple((step.moment, step.value) for step in rose)
    return Series(f"Arrivals so far ({_claimants(rose)})", points, sources)


def _claimants(rose: tuple[Step, ...]) -> str:
    return ", ".join(dict.fromkeys(step.claim.claimant for step in rose))
