"""The main script: the pages of the registry, and the one that is asked for.

It reads no case: the map's frame loads while that is read.

It lies here and not beside pages/, because a main script beside that folder makes Streamlit answer a deep
link with the bare page file.
"""

from __future__ import annotations

from importlib import import_module

import streamlit as st

from components.server.foreign.shell_scope import of_the_shell
from components.session import page_files, run_lock, slots
from components.session.compartment import part
from components.shell import style
from geo.picture import registry


def main() -> None:
    """Find the page that is asked for and show it, the map's frame first."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    style.show()
    pages = [
        st.Page(page_files.of(topic.key), title=topic.title, url_path=topic.key, default=number == 0)
        for number, topic in enumerate(registry.TOPICS)
    ]
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title} – Passage")
    slots.lay()
    if registry.topic_of(page.url_path).picture and slots.frame_is_due():
        _let_the_frame_load()
    with part("This page"):
        import_module("components.shell.page_frame").show(pages, page)


def _let_the_frame_load() -> None:
    """Ask for the map's frame and begin anew: it loads while the first session still waits for the case."""
    with of_the_shell(), part("The map's frame"):
        import_module("components.map.embed").embed("null")
    st.rerun()


def run() -> None:
    """Run the page once no other run has its turn, as far as that is worth waiting for."""
    with run_lock.turn():
        main()


if __name__ == "__main__":
    run()
