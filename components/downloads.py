"""Exactly what is shown, as files to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from components.text import plain
from geo.case import Case
from geo.export import Export, file_name, prepare, to_csv, to_geojson
from geo.select import Selection
from geo.view import ViewState

Writer = Callable[[Export, datetime], bytes]


def show(case: Case, view: ViewState, selection: Selection) -> None:
    """Show one button for each format, and say how many rows the files hold."""
    export = prepare(case, view, selection.events)
    with st.container(horizontal=True, vertical_alignment="center", key="downloads"):
        _button("Download CSV", export, "csv", "text/csv", to_csv)
        _button("Download GeoJSON", export, "geojson", "application/geo+json", to_geojson)
        st.markdown(plain(_held(export)))


def _button(label: str, export: Export, kind: str, mime: str, write: Writer) -> None:
    st.download_button(
        label,
        data=partial(_file, export, write),
        file_name=file_name(export, kind),
        mime=mime,
        key=f"download_{kind}",
        on_click="ignore",
        disabled=not export.total,
    )


def _file(export: Export, write: Writer) -> bytes:
    """Return the file as of the moment it is asked for."""
    return write(export, datetime.now(ZoneInfo(export.case.settings.timezone)))


def _held(export: Export) -> str:
    rows = "1 row" if export.total == 1 else f"{export.total:,} rows"
    if not export.withheld:
        return f"The files hold {rows}, as shown."
    return (
        f"The files hold {rows}; {export.withheld:,} are held back, since their sources may not be passed on."
    )
