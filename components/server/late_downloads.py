"""A file can still be had for a while after the page that offered it was drawn anew.

Streamlit gives a button a new file at every run and forgets the one before as the run ends. Somebody who
presses the button before the new page has come, which on a thin line takes a second, would get nothing; so
would somebody whose file is made while two runs of others end.
"""

from __future__ import annotations

from functools import wraps
from time import monotonic
from typing import TYPE_CHECKING, Any

from components.server.foreign.pieces import method, piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AVAILABLE = 60.0
"""Seconds for which a file no page offers any longer can be had."""
_MANAGER = "streamlit.runtime.media_file_manager:MediaFileManager"


def keep_files_available() -> None:
    """Let files for downloading, and what makes them, outlive the run that offered them."""
    manager: Any = piece(_MANAGER)
    for_download = piece("streamlit.runtime.media_file_storage:MediaFileKind.DOWNLOADABLE")
    inactive = method(f"{_MANAGER}._get_inactive_file_ids", "self", reads=("_file_metadata",))
    orphaned = method(
        f"{_MANAGER}._remove_orphaned_deferred_callables",
        "self",
        reads=("_deferred_callables", "_files_by_session_and_coord", "_drop_deferred_id"),
    )
    files, makers = Unused(monotonic), Unused(monotonic)

    @wraps(inactive)
    def inactive_for_long(self: Any) -> set[str]:
        unused: set[str] = inactive(self)
        downloads = {name for name in unused if self._file_metadata[name].kind == for_download}
        return (unused - downloads) | files.for_long(downloads)

    @wraps(orphaned)
    def remove_makers_unused_for_long(self: Any) -> None:
        offered = {name for files in self._files_by_session_and_coord.values() for name in files.values()}
        for name in makers.for_long(self._deferred_callables.keys() - offered):
            self._drop_deferred_id(name)

    manager._get_inactive_file_ids = inactive_for_long  # noqa: SLF001
    manager._remove_orphaned_deferred_callables = remove_makers_unused_for_long  # noqa: SLF001


class Unused:
    """Since when each of several things has been unused, by a clock in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}

    def for_long(self, names: Iterable[str]) -> set[str]:
        """Return those of all that are unused now which have been so for longer than AVAILABLE."""
        now = self._clock()
        self._since = {name: self._since.get(name, now) for name in names}
        return {name for name, since in self._since.items() if now - since > AVAILABLE}
