"""A long export in a thread of its own: how far it is, what came of it, and a way to stop it."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from components.paper.scene_sheet import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[["Callable[[int, int, str], None]"], bytes]


@dataclass
class Job:
    """One file being made; `make` is given a function to say how far it is."""

    label: str
    file_name: str
    mime: str
    make: Maker
    done: int = 0
    total: int = 0
    doing: str = ""
    content: bytes | None = None
    failed: str = ""
    _stop: Event = field(default_factory=Event, repr=False)
    _thread: Thread | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin; the thread ends with the program."""
        self._thread = Thread(target=self._run, daemon=True, name=f"export {self.file_name}")
        self._thread.start()

    def stop(self) -> None:
        """Stop before the next scene."""
        self._stop.set()

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to stop it."""
        return self._stop.is_set()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self.content = self.make(self._say)
        except CancelledError:
            pass
        except Exception as error:
            self.failed = f"{self.label} could not be made: {type(error).__name__}."
            raise

    def _say(self, done: int, total: int, label: str) -> None:
        if self._stop.is_set():
            raise CancelledError
        self.done, self.total, self.doing = done, total, label
