"""plotly's scatter_map of all events in st.plotly_chart, without tiles."""

import plotly.express as px
import streamlit as st

from geo.signs import BY_KEY
from same_page import HEIGHT, HOME, ZOOM, shown

frame = shown("plotly scatter_map")
chart = px.scatter_map(
    frame,
    lat="lat",
    lon="lon",
    color="category",
    hover_name="title",
    color_discrete_map={key: one.colour_light for key, one in BY_KEY.items()},
    center={"lat": HOME[0], "lon": HOME[1]},
    zoom=ZOOM - 1,
    map_style="white-bg",
    height=HEIGHT,
)
st.plotly_chart(chart, key="map")
