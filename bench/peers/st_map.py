"""Streamlit's own st.map of all events."""

import streamlit as st

from same_page import HEIGHT, ZOOM, shown

frame = shown("st.map")
st.map(frame, latitude="lat", longitude="lon", color="colour", size=400, zoom=ZOOM - 1, height=HEIGHT)
