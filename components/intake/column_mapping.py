"""The columns of a file and what each is taken for: mended here, checked, taken away as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import plain
from geo.intake.layouts import TARGETS
from geo.intake.mapping import chosen_layout, mapping_text

if TYPE_CHECKING:
    from components.intake.import_job import ImportJob
    from geo.intake.layouts import Layout

_ORDERS = {"": "as the column shows", "dmy": "day first", "mdy": "month first"}
_AXES = {"": "as they look", "exchanged": "are exchanged", "as written": "are right as written"}
_NOT_USED = "not used"
FIELDS = (
    "date", "time", "end", "year", "month", "day", "place", "admin", "pcode", "lat", "lon", "zone",
    "point", "title", "category", "summary", "actors", "best", "low", "high", "value", "subject",
    "cited", "url", "id", "name", "status", "note", "origin", "destination", "cargo",
)  # fmt: skip


def show(job: ImportJob) -> None:
    """Show what each column is taken for, to be mended; nothing for tables of ours."""
    preview, layout = job.preview, job.layout
    if preview is None or layout is None:
        return
    open_first = bool(preview.guesses or preview.questions or preview.asked)
    with st.expander(
        "Columns and how they are read", expanded=open_first, key="import_columns", on_change="rerun"
    ):
        mended = _columns(job, layout)
        order = st.selectbox(
            "Dates in digits",
            list(_ORDERS),
            index=list(_ORDERS).index(mended.order if mended.order in _ORDERS else ""),
            format_func=_ORDERS.__getitem__,
            key="import_order",
        )
        axes = st.selectbox(
            "Latitude and longitude",
            list(_AXES),
            index=list(_AXES).index(mended.axes),
            format_func=_AXES.__getitem__,
            key="import_axes",
        )
        crs = st.text_input(
            "CRS of the coordinates, where they are no degrees (EPSG:32638)", mended.crs, key="import_crs"
        )
        places = dict(mended.places)
        for name, ids in preview.asked.items():
            place = st.selectbox(f"Which place is {plain(name)}?", ["", *ids], key=f"import_place_{name}")
            places |= {name: place} if place else {}
        mended = replace(mended, order=order, axes=axes, crs=crs.strip(), places=places)
        with st.container(horizontal=True, key="import_mapping_ways"):
            st.button("Check again", key="import_again", on_click=job.read_again, args=(mended,))
            st.download_button(
                "Download this mapping (.toml)", lambda: mapping_text(mended, preview.guesses).encode(),
                file_name=f"{mended.key}.toml", mime="application/toml", key="import_mapping_out",
                on_click="ignore",
            )  # fmt: skip


def _columns(job: ImportJob, layout: Layout) -> Layout:
    """One choice a column, with three of its values; the layout as chosen."""
    preview = job.preview
    if preview is None or not preview.guesses:
        return layout
    tables = [table for table in TARGETS if table != "withdrawn"]
    table = st.selectbox("Its rows are", tables, index=tables.index(layout.table), key="import_table")
    taken = {column: ours for ours, columns in layout.columns.items() for column in columns}
    taken |= {column: "value" for entry in layout.counts for column in entry.columns}
    chosen: dict[str, tuple[str, ...]] = {}
    for guess in preview.guesses:
        column, ours = guess.column, taken.get(guess.column, _NOT_USED)
        shown = " | ".join(guess.examples)
        fields = list(dict.fromkeys([_NOT_USED, ours, *FIELDS]))
        field = st.selectbox(
            f"{plain(column)}: {plain(shown)}",
            fields,
            index=fields.index(ours),
            key=f"import_column_{column}",
        )
        if field != _NOT_USED:
            chosen[field] = (*chosen.get(field, ()), column)
    return chosen_layout(replace(layout, table=table), chosen)
