"""The nearest period in which a view that shows nothing would show something."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geo.dates import Period
from geo.facts import aid, diplomacy, displacement
from geo.facts.claims import claims_of
from geo.facts.status import status_spans
from geo.view.select import overview

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geo.case.case import Case
    from geo.view.view import ViewState

Days = npt.NDArray[np.datetime64]


def nearest_events(case: Case, view: ViewState) -> Period | None:
    """Return the nearest period of the view's length with an event that its filters find, or None."""
    return _among(overview(case, view), view)


def nearest_contacts(case: Case, view: ViewState) -> Period | None:
    """Return the nearest period with a meeting, call or statement that the view's filters find."""
    events = overview(case, view)
    return _among(events[events["category"].isin(list(diplomacy.CATEGORIES))], view)


def nearest_consignments(case: Case, view: ViewState) -> Period | None:
    """Return the nearest period with a consignment, whatever the other filters are."""
    loads = aid.consignments(case)
    return _of_spans(((row.first, row.last) for row in loads), view)


def nearest_statuses(case: Case, view: ViewState) -> Period | None:
    """Return the nearest period with a state of a road, whatever the other filters are."""
    spans = status_spans(case)
    return _of_spans(((row.first, row.last) for row in spans), view)


def nearest_displacement(case: Case, view: ViewState) -> Period | None:
    """Return the nearest period with a movement of people or a count of arrivals."""
    moved = displacement.movements(case)
    counted = claims_of(case, "arrivals", None)
    spans = [(row.first, row.last) for row in moved]
    spans += [(claim.moment.date(), claim.moment.date()) for claim in counted]
    return _of_spans(spans, view)


def _among(events: pd.DataFrame, view: ViewState) -> Period | None:
    last_seconds = events["end"].to_numpy(dtype="datetime64[s]") - np.timedelta64(1, "s")
    firsts = events["start"].to_numpy(dtype="datetime64[s]").astype("datetime64[D]")
    return _nearest(firsts, last_seconds.astype("datetime64[D]"), view)


def _of_spans(spans: Iterable[tuple[date, date]], view: ViewState) -> Period | None:
    days = np.array(list(spans), dtype="datetime64[D]").reshape(-1, 2)
    return _nearest(days[:, 0], days[:, 1], view)


def _nearest(firsts: Days, lasts: Days, view: ViewState) -> Period | None:
    """Return the view's period moved to the nearest of the spans, both their days included.

    It stays where one touches it already: then only the as-at date keeps the span from being shown.
    """
    if not len(firsts):
        return None
    gaps = np.maximum(firsts - np.datetime64(view.last), np.datetime64(view.first) - lasts)
    rank = int(gaps.argmin())
    length: timedelta = view.last - view.first
    first, last = firsts[rank].item(), lasts[rank].item()
    if gaps[rank] <= np.timedelta64(0, "D"):
        return Period(view.first, view.last)
    return Period(first, first + length) if first > view.last else Period(last - length, last)
