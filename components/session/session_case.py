"""The loaded cases, each read once a process and shared by every session, and the one a session looks at.

Where the server was started for one case there is nothing to choose. Where `PASSAGE_CASES` names a folder of
cases the address says which (`case=`), and without it the session stays with the last one.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import RLock, local
from weakref import WeakValueDictionary

import streamlit as st

from components.session import view_url
from data import SHIPPED
from geo.case.case_list import Listed, cases_in
from geo.case.current_folder import current_folder, folder_name, real_path
from geo.case.load import Case, load_case
from geo.case.set_aside import CaseError
from geo.memo import once_per_case
from geo.store.own_copy import users_own
from geo.view import cut
from geo.view.select import vocabulary
from geo.view.view import CASE, Vocabulary

# As-known dates whose vocabulary is kept, and cases.
KEPT_DAYS, KEPT_CASES = 8, 8
_CHOSEN = "case_chosen"
# Whoever comes while a case is being read waits for it; nobody waits for another's.
_LOADING: defaultdict[str, RLock] = defaultdict(RLock)
# What the run of a page in this thread looks at.
_RUN = local()
_BY_VERSION: WeakValueDictionary[str, Case] = WeakValueDictionary()


def cases() -> dict[str, Listed]:
    """Return the cases to choose from by their keys; none where the server was started for one.

    Raises CaseError where `PASSAGE_CASES` names no folder of cases.
    """
    root = os.environ.get("PASSAGE_CASES")
    if not root:
        return {}
    try:
        stamp = Path(root).stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _listed(root, stamp)


def full_case() -> Case:
    """Return the case the session looks at; `PASSAGE_CASE` names a folder other than the shipped.

    Raises geo.case.set_aside.CaseError where there is nothing to show at all.
    """
    opened: Case | None = getattr(_RUN, "opened", None)
    return opened or case_of(_chosen() if cases() else "")


@contextmanager
def of_this_run(opened: Case) -> Iterator[None]:
    """Answer with this case until a run ends: the disk is asked once, not ten times, where it lies."""
    _RUN.opened = opened
    try:
        yield
    finally:
        del _RUN.opened


def case_of(key: str) -> Case:
    """Return the case of a key; without one, and for one that is not listed, the case that opens first.

    Raises geo.case.set_aside.CaseError where there is nothing to show at all.
    """
    listed = cases()
    if not listed:
        return _read(os.environ.get("PASSAGE_CASE") or str(SHIPPED), "")
    entry = listed.get(key) or _first(listed)
    return _read(str(entry.folder), entry.key)


def folder() -> str:
    """Return the folder of the case the session looks at, as the server was told it."""
    listed = cases()
    if not listed:
        return os.environ.get("PASSAGE_CASE") or str(SHIPPED)
    entry = listed.get(_chosen()) or _first(listed)
    return str(entry.folder)


def choose(key: str) -> None:
    """Look at another case from its own opening view on. For use in callbacks of controls."""
    st.session_state[_CHOSEN] = key
    st.query_params.from_dict({CASE: key})
    view_url.forget()


def known_case() -> Case:
    """Return the cut of the case that the session's view looks at: what every page shows."""
    return cut.cut(full_case(), view_url.current())


def of_version(version: str) -> Case | None:
    """Return the case, whole or cut, that bears the version; None for one not read here."""
    full = _BY_VERSION.get(cut.full_version(version))
    if full is None and not cases():
        full = full_case()
    return None if full is None else cut.of_version(full, version)


@once_per_case(KEPT_DAYS)
def terms(opened: Case) -> Vocabulary:
    """Return what the filters of a case may hold."""
    return vocabulary(opened)


def _chosen() -> str:
    """The key the address names, else the one the session stayed with."""
    asked = st.query_params.get(CASE, "")
    if asked in cases():
        st.session_state[_CHOSEN] = asked
    return str(st.session_state.get(_CHOSEN, ""))


def _first(listed: dict[str, Listed]) -> Listed:
    """The case that opens where no other is asked for: that of `PASSAGE_CASE` where it is among them."""
    wanted = real_path(Path(os.environ.get("PASSAGE_CASE") or SHIPPED))
    same = (entry for entry in listed.values() if real_path(entry.folder) == wanted)
    return next(same, next(iter(listed.values())))


def _read(folder: str, key: str) -> Case:
    own = str(current_folder(users_own(Path(folder))))
    with _LOADING[own]:
        opened = _loaded(own, key)
    _BY_VERSION[opened.version] = opened
    return opened


@lru_cache(maxsize=4)
def _listed(root: str, stamp: int) -> dict[str, Listed]:
    del stamp
    return cases_in(Path(root))


# Streamlit's own cache would spend a tenth of a millisecond on each of the ten times a page asks.
@lru_cache(maxsize=KEPT_CASES)
def _loaded(folder: str, key: str) -> Case:
    try:
        opened = load_case(Path(folder))
    except CaseError as error:
        # Where on the server a case lies is nothing a reader need know.
        raise CaseError(str(error).replace(folder, folder_name(Path(folder)))) from None
    if not key:
        return opened
    return replace(opened, settings=replace(opened.settings, id=key, one_of_several=True))
