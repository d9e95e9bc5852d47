"""Signed addresses of the presenter, as a page links to them. Relative, so that they hold under any path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.map.signed_urls import opened, seal
from components.session.session_case import of_version

if TYPE_CHECKING:
    from geo.case.case import Case

_KIND = "present"


def to_view(case: Case) -> str:
    """Return the address under which what is looked at is presented; the browser adds page and query."""
    return f"./present/{seal(_KIND, case.version)}/view"


def to_briefing(case: Case, scene: int = 1) -> str:
    """Return the address under which the case's briefing is presented from a scene, counted from 1."""
    return f"./present/{seal(_KIND, case.version)}/briefing#{scene}"


def presented(sealed: str) -> Case | None:
    """Return the case a pass lets its holder present; None where it lets none."""
    version = opened(_KIND, sealed)
    return None if version is None else of_version(version)
