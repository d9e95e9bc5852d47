"""Passage as an ASGI application: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st
from starlette.middleware import Middleware

from components.map.tiles import TILE_HOSTS
from components.server.app_routes import ROUTES
from components.server.index_html import FRONT_PAGES
from components.server.message_batching import hand_over_together
from components.server.security import SecurityHeaders
from components.server.warm_up import warm_up
from components.server.websocket import look_back_a_whole_step, send_at_once

look_back_a_whole_step()
send_at_once()
hand_over_together()
app = st.App(
    "components/shell/shell.py",
    routes=[*FRONT_PAGES, *ROUTES],
    lifespan=warm_up,
    middleware=[Middleware(SecurityHeaders, tile_hosts=TILE_HOSTS)],
)
