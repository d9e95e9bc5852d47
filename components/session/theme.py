"""Whether the page is light or dark, for the colours that charts and map need by name."""

from __future__ import annotations

import streamlit as st


def theme() -> str:
    """Return "light" or "dark" as the browser shows it; light until it has said."""
    return "dark" if st.context.theme.type == "dark" else "light"
