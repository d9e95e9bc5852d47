"""The main script: the registry of pages, and what stands on every one of them.

It lies here and not beside pages/, because a main script beside that folder makes Streamlit answer a deep
link with the bare page file.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components import (
    case,
    corrections_line,
    filters,
    frozen,
    header,
    notices,
    selection,
    stage,
    style,
    view_url,
)
from components.text import plain
from geo.set_aside import CaseError

# File and title of each page, in the order of the top line; the first answers "/".
PAGES = (
    ("situation", "Situation"),
    ("blockade", "Blockade"),
    ("aid", "Aid"),
    ("displacement", "Displacement"),
    ("diplomacy", "Diplomacy"),
    ("events", "Events"),
    ("sources", "Sources"),
    ("data", "Data"),
    ("briefing", "Briefing"),
)
FOLDER = Path(__file__).resolve().parent.parent / "pages"


def main() -> None:
    """Run one page under the shared header and filters."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    style.show()
    pages = [
        st.Page(FOLDER / f"{name}.py", title=title, url_path=name, default=number == 0)
        for number, (name, title) in enumerate(PAGES)
    ]
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title} – Passage")
    try:
        opened = case.whole()
    except CaseError as error:
        notices.refuse(str(error))
        return
    view = view_url.open_view(opened.settings, case.terms(opened))
    known = case.current()
    with st.container(key="masthead"):
        header.show(pages, page, opened.settings, view)
        filters.show(known, case.terms(known), view, selection.current())
    with st.container(key="where"):
        st.markdown(plain(filters.in_words(opened, view)))
    view_url.publish(opened.settings)
    notices.show((*view_url.notes(), *frozen.sentences(page.url_path)))
    corrections_line.show(opened, view)
    with stage.lay():
        page.run()


main()
