"""What every file says of itself: the case and its version, the view with its filters, the disclaimer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.case.inventory import notice
from geo.view.view import write

if TYPE_CHECKING:
    from datetime import datetime

    from geo.case.case import Case
    from geo.view.view import ViewState

FILTERS = ("cat", "actor", "place", "conf", "doubt", "dated", "q", "box")
"""Names of the address that leave rows out."""
TRAFFIC = "traffic"
"""Name of the address that says for which traffic the roads are told; it leaves no row out."""


def imprint(case: Case, view: ViewState, created: datetime) -> dict[str, Any]:
    """What a file of a view carries, as plain JSON values; ``created`` is the moment it was made."""
    settings = case.settings
    address = write(view, settings)
    return {
        "title": settings.title,
        "period": {"from": view.first.isoformat(), "to": view.last.isoformat()},
        "as_at": view.at.isoformat(timespec="minutes"),
        "as_known": view.known.isoformat() if view.known else "now",
        "filters": {name: address[name] for name in (*FILTERS, TRAFFIC) if name in address},
        "timezone": settings.timezone,
        "created": created.isoformat(timespec="seconds"),
        "view": address,
        "disclaimer": settings.disclaimer,
        "not_seen": notice(case),
        "data_version": case.version,
    }
