"""Parts of a page, each by itself: where one fails, its place says so, and the rest stands."""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections import Counter
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import streamlit as st

from components.session.text import plain
from geo.case.set_aside import CaseError
from geo.words import counted

LOG = logging.getLogger("passage.page")
_FAILED = "failed_parts"
FAULTS: dict[str, str] = {}
"""The parts that failed since the server started, by the code of how; there are as many as ways to fail."""
MOST_FILES = 3
"""Files with rows set aside that a sentence names; the Data page names all."""


class Part:
    """One part of a page, as the block of a ``with``: what fails in it ends with it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        """Begin the part."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """End it: an error is told in its place and goes no further; a stop or rerun of the page does."""
        if isinstance(error, CaseError):
            _say(self.name, f"{self.name} cannot be shown: {error}")
        elif isinstance(error, Exception):
            report(self.name, error)
        return isinstance(error, Exception)


def part(name: str) -> Part:
    """Return the block to lay one part of a page in; ``name`` is what a reader calls it."""
    return Part(name)


def report(name: str, error: Exception, outcome: str = "cannot be shown") -> None:
    """Say that a part failed in a way nobody foresaw, under a code that the log has with all of it."""
    code = code_of(error)
    FAULTS[code] = name
    LOG.error("%s: %s: %s", code, name, outcome, exc_info=error)
    _say(name, f"{name} {outcome}. {_to_mend()}The server's log says more under the code {code}.")


def code_of(error: Exception) -> str:
    """Return six letters and digits that are the same each time the same line fails in the same way."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name} {frames[-1].name}" if frames else ""
    return hashlib.sha256(f"{type(error).__name__} {where}".encode()).hexdigest()[:6].upper()


def begin() -> None:
    """Begin a run of the page: no part of it has failed yet."""
    st.session_state[_FAILED] = []


def failed() -> bool:
    """Whether a part of this run could not be shown."""
    return bool(st.session_state.get(_FAILED))


def _say(name: str, sentence: str) -> None:
    st.session_state.setdefault(_FAILED, []).append(name)
    st.error(plain(sentence))


def _to_mend() -> str:
    """Return where to look first: the files of the case of which something was set aside, if any."""
    with suppress(Exception):
        case = import_module("components.session.session_case").full_case()
        files = Counter(left_out.file for left_out in case.set_aside)
        if files:
            faults = ", ".join(
                f"{counted(count, 'report')} on {file}" for file, count in files.most_common(MOST_FILES)
            )
            return f"The case has {faults}: the Data page says what to mend. "
    return "Nothing was set aside of this case, so that this is most likely a fault of the program. "
