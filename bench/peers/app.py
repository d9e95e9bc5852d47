"""One peer's page, named by PEER, with the libraries it loads from installed packages: no outside request."""

import os
from importlib import import_module
from importlib.util import find_spec

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

# Most peers need none of them, and go without the benchmarks' own packages.
LIBRARIES = {"/lib": "xstatic.pkg.leaflet", "/cluster": "xstatic.pkg.leaflet_markercluster"}

app = st.App(
    f"{os.environ['PEER']}.py",
    routes=[
        Mount(path, StaticFiles(directory=import_module(package).BASE_DIR))
        for path, package in LIBRARIES.items()
        if find_spec(package)
    ],
)
