"""The sources something rests on, each a line with its publisher, date and address."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.session.text import link, plain
from geo.case.case import Case
from geo.case.sources import Citation, citations


def show(case: Case, source_ids: Iterable[str]) -> None:
    """Show one line for each source; a sentence where there is none."""
    cited = citations(case, source_ids)
    if not cited:
        st.markdown("No source is given for this.")
    else:
        st.markdown("\n\n".join(map(line, cited)))


def line(source: Citation) -> str:
    """Return one source as safe markdown: publisher, date, and the title linked to its address."""
    head = ", ".join(plain(part) for part in (source.publisher, source.published) if part)
    return f"{head}: {link(source.title, source.url)}"
