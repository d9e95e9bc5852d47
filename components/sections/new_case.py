"""An empty case to take away: what it is called, where and when, as the files to fill."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from components.session.text import plain
from components.widgets import lazy_section
from geo.case.blank import blank_files, key_of, zipped
from geo.case.set_aside import CaseError
from geo.dates import Period

YEAR = timedelta(days=364)


def show() -> None:
    """Show the section that makes one, once it is opened."""
    lazy_section.show("Begin a new case", _form, key="new_case")


def _form() -> None:
    st.markdown(
        "Its settings with comments, and every table with its head. Unpack the files into a folder, fill"
        " them, and start Passage with that folder."
    )
    today = datetime.now(UTC).date()
    title = st.text_input("What it is called", key="new_case_title")
    box = st.text_input(
        "Box of its map: west, south, east, north in degrees; the world where it is empty",
        key="new_case_box", placeholder="21, 8, 39, 23",
    )  # fmt: skip
    zone = st.text_input("Time zone of its dates", value="UTC", key="new_case_zone")
    days = st.date_input("First and last day", value=(today - YEAR, today), key="new_case_days")
    if not title.strip() or not isinstance(days, tuple) or len(days) < 2:  # noqa: PLR2004 - a first and a last
        st.markdown(":small[With a title and two days the files can be made.]")
        return
    try:
        files = blank_files(title, box, Period(days[0], days[-1]), zone)
    except CaseError as error:
        st.error(plain(str(error)))
        return
    st.download_button(
        "Download the empty case", partial(zipped, files), f"{key_of(title)}.zip", "application/zip",
        key="new_case_files", on_click="ignore",
    )  # fmt: skip
