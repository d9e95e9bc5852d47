"""What an import would do: counts, places, rows set aside, what may be twice; then yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from components.intake import import_job
from components.intake.ground_lines import ground_lines
from components.session import session_case
from components.session.html_table import html_table
from components.session.text import plain
from components.widgets import grid
from geo.export.csv_file import csv_bytes
from geo.store.merge import Choice
from geo.words import counted

if TYPE_CHECKING:
    from components.intake.import_job import ImportJob
    from geo.case.settings import Box
    from geo.intake.preview import Preview

MOST_SHOWN, MOST_POINTS = 200, 2000
_WORDS = {
    "new": "New", "changed": "Changed", "same": "As they are", "gone": "Gone since the last import",
    "set_aside": "Set aside", "duplicates": "Perhaps twice",
}  # fmt: skip
# Kinds of places on the small map, with colours that differ in lightness too.
_KINDS = {"in the case": "#9a9a9a", "may be meant": "#d1495b", "new": "#00407a"}
# Lines of the ground; a disputed one is broken, as on the map.
_DASHES = {"border": [1, 0], "disputed border": [4, 3], "coast": [1, 0]}
_LEAST_MARGIN = 0.5
_CHOICES = {"new": "Add what is new", "changed": "Change what is changed", "gone": "Take back what is gone"}


def show(preview: Preview) -> None:
    """Show what the file is, and what would become of its rows."""
    counts = preview.counts()
    st.markdown(f"#### {plain(preview.file)}: {plain(preview.title)}, {counted(counts['rows'], 'row')}")
    table = pd.DataFrame({"Rows": [f"{counts[word]:,}" for word in _WORDS]}, index=list(_WORDS.values()))
    st.table(table, border="horizontal")
    for note in preview.notes:
        st.markdown(f"- {plain(note)}")
    for question in preview.questions:
        st.warning(plain(question))
    _points(preview)
    _rows_set_aside(preview)
    if len(preview.duplicates):
        st.markdown("##### Perhaps the same twice", anchors=False)
        st.html(html_table(preview.duplicates.head(MOST_SHOWN)))


def _points(preview: Preview) -> None:
    """Where the new places lie among those of the case, and those that a name of the file may mean."""
    places = preview.tables.get("places", pd.DataFrame())
    if places.empty and not preview.asked:
        return
    shown = preview.known
    if len(places):
        new = places.head(MOST_POINTS)[["name_en", "lat", "lon"]].astype({"lat": float, "lon": float})
        shown = pd.concat([shown, new.rename(columns={"name_en": "name"}).assign(what="new")])
    names = counted(len(preview.asked), "name")
    meant = f"; {names} may mean several places of the case" if preview.asked else ""
    st.markdown(plain(f"Places it would add ({len(places):,}), among those of the case{meant}:"))
    st.altair_chart(places_chart(shown, session_case.full_case().settings.home), key="import_points")


def places_chart(shown: pd.DataFrame, home: Box) -> alt.LayerChart:
    """The places of an import among those of the case, over coast and lines between countries.

    Parameters
    ----------
    shown
        ``name``, ``lon``, ``lat`` (degrees, WGS 84) and ``what`` each is.
    home
        West, south, east and north of the case in degrees.

    Returns
    -------
    altair.LayerChart
        The lines below, the points above.
    """
    lon, lat = shown["lon"], shown["lat"]
    margin = max(_LEAST_MARGIN, 0.1 * float(max(lon.max() - lon.min(), lat.max() - lat.min())))
    west, east = float(lon.min()) - margin, float(lon.max()) + margin
    south, north = float(lat.min()) - margin, float(lat.max()) + margin
    x = alt.X("lon:Q", scale=alt.Scale(domain=[west, east], nice=False), title="Longitude")
    y = alt.Y("lat:Q", scale=alt.Scale(domain=[south, north], nice=False), title="Latitude")
    dashes = alt.Scale(domain=list(_DASHES), range=list(_DASHES.values()))
    lines = (
        alt.Chart(ground_lines(home, (west, south, east, north)))
        .mark_line(color="#8a8a8a", strokeWidth=1, clip=True)
        .encode(
            x=x, y=y, detail="line:N", order="at:Q",
            strokeDash=alt.StrokeDash("kind:N", scale=dashes, title="Line"),
        )
    )  # fmt: skip
    kinds = alt.Scale(domain=list(_KINDS), range=list(_KINDS.values()))
    points = (
        alt.Chart(shown)
        .mark_point(size=40, opacity=0.7, filled=True, clip=True)
        .encode(
            x=x, y=y,
            color=alt.Color("what:N", scale=kinds, title="Place"),
            shape=alt.Shape("what:N", title="Place", sort=list(_KINDS)),
            tooltip=[alt.Tooltip("name:N", title="Place"), alt.Tooltip("what:N", title="It is")],
        )
    )  # fmt: skip
    return alt.layer(lines, points).properties(height=280)


def _rows_set_aside(preview: Preview) -> None:
    aside = preview.set_aside
    if aside.empty:
        return
    st.markdown("##### Set aside", anchors=False)
    shown = aside.head(MOST_SHOWN).astype("str")
    grid.show(shown, key="import_set_aside", alt="Rows set aside, with reason and remedy.")
    st.download_button(
        "Download what was set aside (.csv)",
        lambda: csv_bytes(aside.astype("str")),
        file_name="set_aside.csv",
        mime="text/csv",
        key="import_aside_out",
        on_click="ignore",
    )


def accept(job: ImportJob) -> None:
    """Show what of it may be accepted, who does and why, and the two ways on."""
    preview = job.preview
    if preview is None:
        return
    counts = preview.counts()
    chosen = {
        word: st.checkbox(f"{label} ({counts[word]:,})", value=True, key=f"import_{word}")
        for word, label in _CHOICES.items()
        if counts[word]
    }
    if not chosen:
        st.markdown("Nothing of it is new to this case.")
        return
    who = st.text_input("Your name, for the list of versions", key="import_who", max_chars=80)
    why = st.text_input("Why", key="import_why", max_chars=200)
    outcomes = frozenset(word for word, wanted in chosen.items() if wanted)
    with st.container(horizontal=True, key="import_decide"):
        st.button(
            "Accept", key="import_accept", type="primary", disabled=bool(preview.questions) or not outcomes,
            on_click=job.store, args=(Choice(outcomes=outcomes), who.strip(), why.strip()),
        )  # fmt: skip
        st.button("Leave it", key="import_leave", on_click=import_job.drop)
