"""What somebody would write first: the places as GeoJson on a folium map, nothing else."""

from pathlib import Path

import folium
import geopandas
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

PLACES = Path(__file__).resolve().parent.parent.parent / "data" / "karabakh" / "places.csv"

folium.Map.default_js[:] = [("leaflet", "/lib/leaflet.js")]
folium.Map.default_css[:] = [("leaflet_css", "/lib/leaflet.css")]
table = pd.read_csv(PLACES)
points = geopandas.GeoDataFrame(
    table[["place_id", "name_en"]], geometry=geopandas.points_from_xy(table["lon"], table["lat"]), crs=4326
)
chart = folium.Map(location=[39.9, 46.5], zoom_start=8, tiles=None)
folium.GeoJson(points, marker=folium.CircleMarker(radius=4)).add_to(chart)
st.title("Places")
st_folium(chart, returned_objects=[], height=500, width=900)
