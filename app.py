"""Passage as an ASGI application: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st

from components.server.app_routes import ROUTES
from components.server.index_html import front_pages
from components.server.middleware import MIDDLEWARE
from components.server.replacements import put_in_place
from components.server.script_errors import tell
from components.server.warm_up import warm_up

put_in_place()
app = st.App(
    "components/shell/shell.py",
    routes=[*front_pages(), *ROUTES],
    lifespan=warm_up,
    on_script_error=tell,
    middleware=MIDDLEWARE,
)
