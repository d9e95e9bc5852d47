"""Reading and storing a file in a process of its own: it says how far it is, and can be ended at any moment.

The two processes share one private folder, which whoever started the other removes.
"""

from __future__ import annotations

import logging
import pickle
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.current_folder import current_folder
from geo.case.set_aside import CaseError
from geo.intake.taking_in import FAULTS, take_in
from geo.store import case_store, mappings
from geo.store.own_copy import users_own

if TYPE_CHECKING:
    from geo.intake.layouts import Layout
    from geo.store.merge import Choice

_ASKED, _PREVIEW, _ANSWER = "asked.pickle", "preview.pickle", "answer.pickle"
_ROOT = Path(__file__).resolve().parents[2]
_TOLD_EVERY = 0.3
READ, STORE = "read", "store"


@dataclass(frozen=True)
class Task:
    """What the other process is to do."""

    kind: str
    """``read`` a file, or ``store`` what was read."""
    case: str
    """Folder of the case."""
    file: str = ""
    name: str = ""
    layout: Layout | str | None = None
    choice: Choice | None = None
    who: str = ""
    why: str = ""


@dataclass
class Worker:
    """One process at work in a private folder."""

    folder: Path
    task: Task
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin."""
        (self.folder / _ASKED).write_bytes(pickle.dumps(self.task))
        (self.folder / "error.txt").unlink(missing_ok=True)
        with (self.folder / "log.txt").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", "geo.store.import_worker", str(self.folder)],
                cwd=_ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._process is not None and self._process.poll() is None

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, at most so long.

        Parameters
        ----------
        seconds
            How long.
        """
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)

    def progress(self) -> str:
        """How far it is, in words."""
        try:
            return (self.folder / "progress.txt").read_text("utf-8")
        except OSError:
            return "starting"

    def cancel(self) -> None:
        """End it at once; nothing of it is stored, what lies in its folder goes with that."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def answer(self) -> Any:
        """What came of it: the preview or the version; CaseError with the sentence where it was refused."""
        try:
            refusal = (self.folder / "error.txt").read_text("utf-8")
        except OSError:
            refusal = ""
        if refusal:
            raise CaseError(refusal)
        try:
            # Written by the process started above into a folder nobody else may write to.
            with (self.folder / _ANSWER).open("rb") as file:
                return pickle.load(file)  # noqa: S301
        except OSError:
            name = self.task.name or Path(self.task.file).name
            raise CaseError(f"'{name}' cannot be read: the process that read it was ended.") from None


def work(folder: Path) -> None:
    """Do the task that lies in a folder and leave the answer, or one sentence why there is none, there."""
    task: Task = pickle.loads((folder / _ASKED).read_bytes())  # noqa: S301 - as above
    doing = "reading"
    begun, last = time.monotonic(), 0.0

    def say(words: str) -> None:
        nonlocal doing
        doing = words
        (folder / "progress.txt").write_text(doing, "utf-8")

    def tick() -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _TOLD_EVERY:
            last = now
            (folder / "progress.txt").write_text(f"{doing}, {now - begun:.0f} s", "utf-8")

    try:
        if task.kind == READ:
            tables = current_folder(users_own(Path(task.case)))
            layout = task.layout
            seen = take_in(
                task.file, tables, name=task.name, tick=tick, say=say,
                layout=mappings.remembered if layout is None else lambda sheets: (layout, sheets),
            )[1]  # fmt: skip
            _write(folder / _PREVIEW, seen)
            shutil.copyfile(folder / _PREVIEW, folder / _ANSWER)
        else:
            with (folder / _PREVIEW).open("rb") as file:
                seen = pickle.load(file)  # noqa: S301 - as above
            say(f"storing {seen.rows:,} rows")
            stored = case_store.accept(
                Path(task.case), seen, task.choice, who=task.who, why=task.why, tick=tick
            )
            mappings.remember(seen.layout)
            _write(folder / _ANSWER, stored)
    except CaseError as error:
        (folder / "error.txt").write_text(str(error), "utf-8")
    except FAULTS:
        logging.getLogger(__name__).exception("The task %s failed", task.kind)
        (folder / "error.txt").write_text("The file cannot be taken in; the server's log says why.", "utf-8")


def _write(path: Path, answer: object) -> None:
    """Write piece by piece: a million rows need not stand in memory a second time as bytes."""
    with path.open("wb") as file:
        # Of earlier protocols each column becomes bytes first, which stay until all is written.
        _Pickler(file, protocol=5).dump(answer)


class _Pickler(pickle.Pickler):
    """Writes a column's pieces as they are: pandas puts them into one, which stays until all is written."""

    def reducer_override(self, cells: object) -> Any:
        """How text in Arrow's memory is made again: of the same pieces."""
        if isinstance(cells, pd.arrays.ArrowStringArray):
            return cells.dtype.__from_arrow__, (cells.__arrow_array__(),)
        return NotImplemented


if __name__ == "__main__":
    work(Path(sys.argv[1]))
