"""What is loaded, what was set aside and why, and under which terms."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.session.compartment import part
from components.session.html_table import html_table
from components.session.text import plain
from components.widgets import explanation, file_choice, grid, lazy_popover, table_file
from data.basemap import attribution, key_of
from geo.case.case import Case
from geo.case.inventory import licences, loaded, losses, outside, set_aside
from geo.case.licence import passable
from geo.export.share_check import whole_check
from geo.export.whole_case import zip_whole_case
from geo.report import count_figures
from geo.report.surround import code
from geo.words import counted


def show(case: Case, known: Case) -> None:
    """Show the case's contents table by table, then licences as ``known``, attributions and disclaimer."""
    with part("What is loaded"):
        _loaded(case)
    with part("What was set aside"):
        _set_aside(case)
    with part("The licences"):
        _licences(known)
    with part("Version and disclaimer"):
        st.markdown("### Version and disclaimer", anchors=False)
        st.markdown("SHA-256 over the case's files, the same for the same content:")
        st.code(case.version, language=None)
        st.markdown(plain(case.settings.disclaimer))
        _whole_case(case)


def _whole_case(case: Case) -> None:
    """Show the way to all tables of the case; what may not be passed on is counted once it is asked for."""
    lazy_popover.show("Download the whole case", lambda: _tell_whole_case(case), key="whole_case")


def _tell_whole_case(case: Case) -> None:
    withheld = passable(case)[1]
    held_back = f"{counted(withheld, 'row')} held back, since sources may not be passed on."
    st.markdown(plain(f"All tables as they stand, to be opened as a case again; {held_back}"))
    file_choice.checks(whole_check(case))
    st.download_button(
        "Download .zip",
        data=partial(zip_whole_case, case),
        file_name=f"{code(case)}_case.zip",
        mime="application/zip",
        key="whole_case_out",
        on_click="ignore",
    )


def _loaded(case: Case) -> None:
    st.markdown(f"## {plain(case.settings.title)}", anchors=False)
    st.markdown(plain(case.settings.summary))
    st.markdown("### What is loaded", anchors=False)
    st.html(html_table(loaded(case)))
    table_file.show(case, loaded(case), key="loaded", title="What is loaded")
    explanation.show_several(
        case, lambda: count_figures.loaded(case), key="loaded_counted", title="what is loaded"
    )


def _licences(case: Case) -> None:
    st.markdown("### Licences and attributions", anchors=False)
    with st.container(key="licences_scroll"):
        st.html(html_table(licences(case)))
    table_file.show(case, licences(case), key="licences", title="Licences and attributions")
    explanation.show_several(
        case, lambda: count_figures.licences(case), key="licences_counted", title="licences"
    )
    st.markdown(plain(f"Base map: {attribution(key_of(case.settings.home))}"))


def _set_aside(case: Case) -> None:
    st.markdown("### What was set aside, and why", anchors=False)
    for sentence in outside(case):
        st.markdown(plain(sentence))
    if not case.set_aside:
        st.markdown("No row of any file was set aside: all are loaded.")
        return
    losses_words = str(losses(case)) or "Nothing is left out"
    count = counted(len(case.set_aside), "report")
    st.markdown(f"{losses_words}; {count}. The good rows are loaded; mend these in the files.")
    grid.show(set_aside(case), key="set_aside", alt="What was set aside, one row each.")
    table_file.show(case, set_aside(case), key="set_aside", title="What was set aside")
