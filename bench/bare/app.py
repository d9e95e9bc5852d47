"""A bare page served as simply as it can be, with Leaflet from the installed package."""

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

app = st.App("places.py", routes=[Mount("/lib", StaticFiles(directory=leaflet.BASE_DIR))])
