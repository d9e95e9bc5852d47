"""Exports of a briefing and of the view: each a button, its progress, a way to stop it, and the file."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.brief import paper_makers
from components.brief.export_job import Job
from components.session.text import plain
from geo.briefing.briefing import view_of
from geo.picture.registry import keys_with_map, title_of
from geo.report.surround import file_name

if TYPE_CHECKING:
    from geo.briefing.briefing import Briefing
    from geo.case.case import Case
    from geo.view.view import ViewState, Vocabulary

_JOB = "export_job"
POLL_SECONDS = 0.5
SHEETS = ("A4", "A3", "16x9")
KINDS = ("pdf", "png", "svg")
MIMES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
    "png": "image/png",
    "svg": "image/svg+xml",
}
OF_THE_BRIEFING = (
    ("Slides", "pptx", "16x9", paper_makers.slides),
    ("Handout", "pdf", "A4", paper_makers.pages),
    ("Offline file", "html", "16x9", paper_makers.offline),
)


def show(case: Case, terms: Vocabulary, briefing: Briefing, view: ViewState) -> None:
    """Show the buttons, and under them the file being made or made last."""
    st.markdown("##### Take away")
    job = _job()
    busy = job is not None and job.running
    with st.container(horizontal=True, vertical_alignment="bottom", key="exports"):
        for label, kind, sheet, make in OF_THE_BRIEFING:
            day = _last_day(case, terms, briefing, view)
            name = file_name(case, 0, briefing.title, sheet, day, kind)
            making = partial(make, case, briefing, _now(case), _base())
            _button(f"{label} (.{kind})", name, kind, making, off=busy or not briefing.scenes)
        name = file_name(case, 0, "situation report", "A4", view.at.date(), "pdf")
        making = partial(paper_makers.report, case, view, _now(case))
        _button("Situation report of the as-at date (.pdf)", name, "pdf", making, off=busy)
    _map(case, view, busy=busy)
    _progress()


def _map(case: Case, view: ViewState, *, busy: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="export_map"):
        page = st.selectbox("Map of", keys_with_map(), key="map_page", format_func=title_of, width=180)
        sheet = st.selectbox("Paper", SHEETS, key="map_sheet", width=110)
        kind = st.selectbox("File", KINDS, key="map_kind", width=110)
        name = file_name(case, 0, page, sheet, view.at.date(), kind)
        making = partial(paper_makers.one_map, case, page, view, sheet, kind, _now(case))
        _button("Map of this view", name, kind, making, off=busy)


def _button(label: str, name: str, kind: str, making: partial[bytes], *, off: bool) -> None:
    job = Job(label, name, MIMES[kind], making)
    st.button(
        label, key=f"make_{label.split(maxsplit=1)[0].lower()}", on_click=_start, args=(job,), disabled=off
    )


def _start(job: Job) -> None:
    st.session_state[_JOB] = job
    job.start()


def _progress() -> None:
    job = _job()
    if job is None:
        return
    if job.running:
        st.fragment(_running, run_every=POLL_SECONDS)()
    elif job.failed:
        st.error(plain(job.failed))
    elif (content := job.content) is None:
        st.markdown(plain(f"{job.label} was stopped; nothing was made."))
    else:
        st.download_button(
            f"Download {plain(job.file_name)}", lambda: content, file_name=job.file_name, mime=job.mime,
            key="export_file", on_click="ignore", type="primary",
        )  # fmt: skip


def _running() -> None:
    """How far the file is; once it is made the page runs again."""
    job = _job()
    if job is None or not job.running:
        st.rerun()
    share = job.done / job.total if job.total else 0.0
    with st.container(horizontal=True, vertical_alignment="center", key="export_progress"):
        st.progress(share, plain(f"{job.label}: {job.done} of {job.total or '…'}, {job.doing}"))
        st.button("Cancel", key="export_cancel", on_click=job.stop, disabled=job.stopped)


def _job() -> Job | None:
    job: Job | None = st.session_state.get(_JOB)
    return job


def _now(case: Case) -> datetime:
    return datetime.now(case.settings.zone).replace(tzinfo=None)


def _base() -> str:
    """The address of the program as this browser knows it, without its page."""
    return (st.context.url or "").split("?")[0].rpartition("/")[0]


def _last_day(case: Case, terms: Vocabulary, briefing: Briefing, view: ViewState) -> date:
    """The as-at date of the last scene, which names the file."""
    if not briefing.scenes:
        return view.at.date()
    return view_of(briefing.scenes[-1], case.settings, terms)[0].at.date()
