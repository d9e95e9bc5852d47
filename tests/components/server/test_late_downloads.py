"""What a page offered for downloading can be had although the page was drawn anew meanwhile."""

from __future__ import annotations

from inspect import unwrap

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.server import late_downloads

BUTTON = "0.3.1"


class Clock:
    """A clock in seconds that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    for name in ("_get_inactive_file_ids", "_remove_orphaned_deferred_callables"):
        monkeypatch.setattr(MediaFileManager, name, unwrap(getattr(MediaFileManager, name)))
    monkeypatch.setattr(late_downloads, "monotonic", clock)
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "a session")
    late_downloads.keep_files_available()
    return clock


@pytest.fixture
def manager(clock) -> MediaFileManager:
    return MediaFileManager(MemoryMediaFileStorage("/media"))


def run(manager: MediaFileManager, text: str) -> str:
    """What Streamlit does as a page with one button is drawn: the name the button has then."""
    manager.clear_session_refs()
    name = manager.add_deferred(lambda: text, "text/plain", BUTTON)
    manager.remove_orphaned_files()
    return name


def test_a_press_on_the_page_before_gets_the_file_that_page_offered(manager):
    before = run(manager, "as it was")
    run(manager, "as it is")
    address = manager.execute_deferred(before)
    assert manager._storage.get_file(address.rpartition("/")[2]).content == b"as it was"


def test_a_file_made_can_be_had_while_runs_of_others_end(manager):
    name = run(manager, "a table")
    address = manager.execute_deferred(name).rpartition("/")[2]
    for _ in range(3):
        run(manager, "of another page")
    assert manager._storage.get_file(address).content == b"a table"


def test_what_nobody_offers_any_longer_goes_after_a_while(manager, clock):
    before = run(manager, "as it was")
    # However long it has been offered: only since the next run it is not.
    clock.now = 1000.0
    run(manager, "as it is")
    address = manager.execute_deferred(before).rpartition("/")[2]
    clock.now += late_downloads.AVAILABLE
    run(manager, "later")
    assert manager.execute_deferred(before).endswith(address)
    clock.now += 1
    run(manager, "later")
    with pytest.raises(MediaFileStorageError, match="not found"):
        manager.execute_deferred(before)
    # Streamlit marks a file first and removes it after the next run.
    clock.now += late_downloads.AVAILABLE
    for _ in range(2):
        run(manager, "later still")
    with pytest.raises(MediaFileStorageError):
        manager._storage.get_file(address)
