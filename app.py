"""Passage as an ASGI application: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st
from starlette.middleware import Middleware

from components.map.tiles import TILE_HOSTS
from components.server.app_routes import ROUTES
from components.server.encoding import HonestEncoding
from components.server.hosts import AllowedHosts
from components.server.index_html import front_pages
from components.server.replacements import put_in_place
from components.server.script_errors import tell
from components.server.security import SecurityHeaders
from components.server.unknown_page import UnknownPage
from components.server.warm_up import warm_up

put_in_place()
app = st.App(
    "components/shell/shell.py",
    routes=[*front_pages(), *ROUTES],
    lifespan=warm_up,
    on_script_error=tell,
    middleware=[
        Middleware(SecurityHeaders, tile_hosts=TILE_HOSTS),
        Middleware(AllowedHosts),
        Middleware(HonestEncoding),
        Middleware(UnknownPage),
    ],
)
