"""Signs and colours of the categories, the same as on the map, in a line that wraps."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from urllib.parse import quote

import streamlit as st

from components.session.theme import theme
from geo.signs import CATEGORIES, Category


def show(keys: Collection[str]) -> None:
    """Show sign and label of each category given; labels are the program's own words."""
    parts = [
        f'<span><i style="background-image: url({_image(category)})"></i>{escape(category.label)}</span>'
        for category in CATEGORIES
        if category.key in keys
    ]
    st.html(f'<div class="category-legend">{"".join(parts)}</div>')


def _image(category: Category) -> str:
    """Return the sign as an image address: drawings inside the page itself are taken out by Streamlit."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1.2 -1.2 2.4 2.4">'
        f'<path fill="{category.colour(theme())}" d="{category.path}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawing, safe='')}"
