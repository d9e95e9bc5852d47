"""What the session's view shows."""

from __future__ import annotations

from components.session import session_case, view_url
from geo.view.select import Selection, selected


def current() -> Selection:
    """Return what the view of this session shows of the case."""
    return selected(session_case.known_case(), view_url.current())
