"""The loaded case, read once a process and shared by every session."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from threading import RLock

from components.session import view_url
from data import SHIPPED
from geo.case.as_known import as_known, known_of
from geo.case.load import Case, load_case
from geo.case.set_aside import CaseError
from geo.memo import once_per_case
from geo.view.select import vocabulary
from geo.view.view import Vocabulary

# As-known dates whose vocabulary is kept.
KEPT_DAYS = 8
# Whoever comes while the case is being read waits for it.
_LOADING = RLock()


def full_case() -> Case:
    """Return the case the server was started for; `PASSAGE_CASE` names a folder other than the shipped.

    Raises geo.case.set_aside.CaseError where there is nothing to show at all.
    """
    with _LOADING:
        return _loaded(os.environ.get("PASSAGE_CASE") or str(SHIPPED))


def known_case() -> Case:
    """Return the case as known on the as-known date of the session's view: what every page shows."""
    return as_known(full_case(), view_url.current().known)


def of_version(version: str) -> Case | None:
    """Return the case, whole or as known on a day, that bears the version; None for another's."""
    name, known = known_of(version)
    return as_known(full_case(), known) if name == full_case().version else None


@once_per_case(KEPT_DAYS)
def terms(opened: Case) -> Vocabulary:
    """Return what the filters of a case may hold."""
    return vocabulary(opened)


# Streamlit's own cache would spend a tenth of a millisecond on each of the ten times a page asks.
@lru_cache(maxsize=1)
def _loaded(folder: str) -> Case:
    try:
        return load_case(Path(folder))
    except CaseError as error:
        # Where on the server a case lies is nothing a reader need know.
        raise CaseError(str(error).replace(folder, Path(folder).resolve().name)) from None
