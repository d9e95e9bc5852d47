"""The little that the theme's options do not reach. Holds no text of data."""

from __future__ import annotations

import streamlit as st

_CSS = """
<style>
:root { --line: color-mix(in srgb, currentColor 16%, transparent); }
html, body, .stApp { font-variant-numeric: tabular-nums; }
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0 1.25rem 2rem; max-width: none; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.75rem; }
</style>
"""


def show() -> None:
    """Put the style sheet on the page."""
    st.html(_CSS)
