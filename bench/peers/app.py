"""One peer's page, named by PEER, with the libraries it loads from installed packages: no outside request."""

import os

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet, leaflet_markercluster

app = st.App(
    f"{os.environ['PEER']}.py",
    routes=[
        Mount("/lib", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/cluster", StaticFiles(directory=leaflet_markercluster.BASE_DIR)),
    ],
)
