"""A file brought in: chosen, read beside the page, looked at, accepted in whole or part, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.intake import column_mapping, import_job, import_preview
from components.session.text import plain
from components.widgets import lazy_section
from geo.case.set_aside import CaseError
from geo.intake.file_kind import ENDINGS, SHAPEFILE_PARTS

if TYPE_CHECKING:
    from components.intake.import_job import ImportJob

POLL_SECONDS = 0.5
_TYPES = sorted({*ENDINGS, *(part[1:] for part in SHAPEFILE_PARTS)})
# A file is mostly read within this; the page then shows it at once.
_AT_ONCE = 0.2


def show() -> None:
    """Show the section, once it is opened."""
    lazy_section.show("Bring in a file", _form, key="import_file")


def _form() -> None:
    st.markdown(
        "Tables, workbooks, layers of GIS, or a zip. What would become of each row is shown first; nothing is"
        " stored before you accept it, and each import can be undone."
    )
    st.file_uploader(
        "File to bring in, or all parts of a shapefile",
        type=_TYPES,
        accept_multiple_files=True,
        key="import_upload",
        on_change=_uploaded,
    )
    job = import_job.current()
    if job is None:
        return
    if job.running:
        job.worker.wait(_AT_ONCE)
    if job.running:
        st.fragment(_running, run_every=POLL_SECONDS)()
        return
    if not job.stored and not job.refusal and (job.preview is None or job.worker.task.kind == "store"):
        job.collect()
        if job.stored:
            st.rerun()
    _show_result(job)


def _uploaded() -> None:
    files = st.session_state["import_upload"]
    if files:
        import_job.begin(files)
    else:
        import_job.drop()


def _running() -> None:
    """How far it is; once it is read the page runs again."""
    job = import_job.current()
    if job is None or not job.running:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="import_progress"):
        st.markdown(plain(f"{job.name}: {job.worker.progress()}"))
        st.button("Cancel", key="import_cancel", on_click=import_job.drop)


def _show_result(job: ImportJob) -> None:
    if job.refusal:
        st.error(plain(job.refusal))
    if job.stored:
        st.success(plain(f"{job.name}: {job.stored}"))
        return
    if job.preview is None:
        return
    try:
        import_preview.show(job.preview)
        column_mapping.show(job)
        import_preview.accept(job)
    except CaseError as error:
        st.error(plain(str(error)))
