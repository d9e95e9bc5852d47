"""What every peer's page has in common with ours: the case, the as-at date, its step, and what it shows."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.case.load import load_case
from geo.signs import BY_KEY
from geo.view.join import join

HOME, ZOOM = (40.1, 45.9), 8
HEIGHT = 520


@st.cache_resource(show_spinner=False)
def events() -> pd.DataFrame:
    """Events that happened at a point: lon, lat, start, end, title, category, colour."""
    case = load_case(Path(os.environ["PASSAGE_CASE"]))
    placed = join(case.places, case.events[case.events["place_role"] == "site"]).placed
    colours = placed["category"].map({key: one.colour_light for key, one in BY_KEY.items()})
    frame = pd.DataFrame(placed[["lon", "lat", "start", "end", "title", "category"]])
    return frame.assign(colour=colours.astype("str")).reset_index(drop=True)


def shown(name: str) -> pd.DataFrame:
    """Show the page's head; the events that had begun by the end of its as-at date."""
    st.set_page_config(layout="wide")
    if "day" not in st.session_state:
        st.session_state["day"] = date.fromisoformat(st.query_params["at"])
    st.button("day ›", shortcut="shift+right", on_click=_step, args=(1,))
    st.button("‹ day", shortcut="shift+left", on_click=_step, args=(-1,))
    day: date = st.session_state["day"]
    st.markdown(f"{name}: events as at {day}")
    frame = events()
    return frame[frame["start"] < pd.Timestamp(day + timedelta(days=1))]


def show_folium(layer: folium.FeatureGroup) -> None:
    """Show a layer on a constant map through streamlit-folium, as its documentation advises."""
    folium.Map.default_js[:] = [
        ("leaflet", "../../lib/leaflet.js"),
        ("markerclusterjs", "../../cluster/leaflet.markercluster.js"),
    ]
    folium.Map.default_css[:] = [
        ("leaflet_css", "../../lib/leaflet.css"),
        ("markerclustercss", "../../cluster/MarkerCluster.css"),
        ("markerclusterdefaultcss", "../../cluster/MarkerCluster.Default.css"),
    ]
    base = folium.Map(HOME, zoom_start=ZOOM, tiles=None)
    st_folium(
        base,
        key="map",
        height=HEIGHT,
        feature_group_to_add=layer,
        returned_objects=[],
        use_container_width=True,
    )


def _step(days: int) -> None:
    st.session_state["day"] += timedelta(days=days)
