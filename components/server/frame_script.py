"""The one script that streamlit-folium writes into the map's page, as a policy allows it: by its hash.

What it writes is the map, which is the same for ever, and a call of its own. The messages that follow are
evaluated, and no policy can tell one of them from another.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from functools import cache
from pathlib import Path

from components.map.map_frame import the_map
from components.server.foreign.pieces import LOG, MissingPieceError, method

_PACKAGE = "streamlit_folium"
_CALL = "window.map = map_div; window.initComponent(map_div, "
_SCRIPTS = "frontend/build/static/js"
ANY = "'unsafe-inline'"


def source() -> str:
    """Return the CSP source for it; any inline script's where streamlit-folium is not as known.

    It must not be imported outside a session, or it answers each map with 404. Before that there is no map.
    """
    return _source() if _PACKAGE in sys.modules else ANY


@cache
def _source() -> str:
    try:
        drawn = method(f"{_PACKAGE}:_get_map_string", "fig")(the_map())
        _look_for_the_call()
    except MissingPieceError as missing:
        LOG.warning("%s: the map's page may run any inline script.", missing)
        return ANY
    digest = hashlib.sha256(f"{drawn}{_CALL}false);".encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _look_for_the_call() -> None:
    scripts = (Path(str(sys.modules[_PACKAGE].__file__)).parent / _SCRIPTS).glob("main.*.js")
    if not any(_CALL in script.read_text("utf-8") for script in scripts):
        raise MissingPieceError(f"{_PACKAGE}/{_SCRIPTS} does not call {_CALL!r}")
