"""Passage as an ASGI application: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st
from starlette.middleware import Middleware

from components.front_page import FRONT_PAGES
from components.hand_over import hand_over_together
from components.map.tiles import TILE_HOSTS
from components.routes import ROUTES
from components.security import SecurityHeaders
from components.warm_up import warm_up
from components.wire import look_back_a_whole_step, send_at_once

look_back_a_whole_step()
send_at_once()
hand_over_together()
app = st.App(
    "components/shell.py",
    routes=[*FRONT_PAGES, *ROUTES],
    lifespan=warm_up,
    middleware=[Middleware(SecurityHeaders, tile_hosts=TILE_HOSTS)],
)
