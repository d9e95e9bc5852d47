"""A pydeck ScatterplotLayer of all events in st.pydeck_chart, without a base map."""

import pydeck
import streamlit as st

from geo.signs import BY_KEY
from same_page import HEIGHT, HOME, ZOOM, shown

frame = shown("st.pydeck_chart")
colours = {key: [int(one.colour_light[at : at + 2], 16) for at in (1, 3, 5)] for key, one in BY_KEY.items()}
points = frame[["lon", "lat", "title"]].assign(colour=frame["category"].map(colours))
layer = pydeck.Layer(
    "ScatterplotLayer",
    points,
    get_position=["lon", "lat"],
    get_fill_color="colour",
    get_radius=4,
    radius_units="'pixels'",
    pickable=True,
)
view = pydeck.ViewState(latitude=HOME[0], longitude=HOME[1], zoom=ZOOM - 1)
st.pydeck_chart(pydeck.Deck(layers=[layer], initial_view_state=view, map_provider=None), height=HEIGHT)
