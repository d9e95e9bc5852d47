"""The import a session is at: files uploaded, the process that reads them, what it saw."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from components.session import session_case
from geo.case.set_aside import CaseError
from geo.intake.file_kind import SHAPEFILE_PARTS
from geo.store.import_worker import READ, STORE, Task, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.intake.layouts import Layout
    from geo.intake.preview import Preview
    from geo.store.merge import Choice

_KEY = "import_job"


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str

    def getbuffer(self) -> memoryview:
        """Return its bytes."""


@dataclass
class ImportJob:
    """One import, from upload to version."""

    case: str
    name: str
    folder: Path
    worker: Worker
    preview: Preview | None = None
    layout: Layout | None = None
    refusal: str = ""
    stored: str = ""
    """What was stored, in one sentence."""
    _gone: weakref.finalize[..., ImportJob] | None = field(default=None, repr=False)

    @property
    def running(self) -> bool:
        """Whether its process is at work."""
        return self.worker.running

    def leave_with_session(self) -> None:
        """Let what was uploaded go with the session it was uploaded in."""
        self._gone = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def collect(self) -> None:
        """Take what the process has left; once for each task."""
        try:
            answer = self.worker.answer()
        except CaseError as error:
            self.refusal = str(error)
            return
        if self.worker.task.kind == READ:
            self.preview = answer
            self.layout = answer.layout
        else:
            self.stored = f"Stored as version {answer.number}."

    def read_again(self, layout: Layout) -> None:
        """Read the file anew by a mapping that was mended."""
        self.preview, self.refusal = None, ""
        self._begin(replace(self.worker.task, kind=READ, layout=layout))

    def store(self, choice: Choice, who: str, why: str) -> None:
        """Store what is accepted."""
        self.refusal = ""
        self._begin(replace(self.worker.task, kind=STORE, choice=choice, who=who, why=why))

    def _begin(self, task: Task) -> None:
        self.worker = Worker(self.folder, task)
        self.worker.start()

    def close(self) -> None:
        """End the process and remove what was uploaded."""
        self.worker.cancel()
        shutil.rmtree(self.folder, ignore_errors=True)


def current() -> ImportJob | None:
    """Return the import the session is at."""
    job: ImportJob | None = st.session_state.get(_KEY)
    return job


def begin(files: Sequence[Upload]) -> None:
    """Begin to read what was uploaded: one file, or the parts of a shapefile."""
    drop()
    folder = Path(tempfile.mkdtemp(prefix="passage-import-"))
    main = next((file for file in files if file.name.lower().endswith(".shp")), files[0])
    for file in files:
        ending = Path(file.name).suffix.lower()[:12]
        belongs = file is main or ending in SHAPEFILE_PARTS
        if belongs:
            (folder / f"upload{ending}").write_bytes(file.getbuffer())
    path = folder / f"upload{Path(main.name).suffix.lower()[:12]}"
    case = session_case.folder()
    job = ImportJob(case, main.name, folder, Worker(folder, Task(READ, case, str(path), main.name)))
    job.leave_with_session()
    job.worker.start()
    st.session_state[_KEY] = job


def drop() -> None:
    """Leave the import; nothing of it is stored."""
    job = current()
    if job is not None:
        job.close()
    st.session_state.pop(_KEY, None)
