"""The way out for rows: which kind of file, what in it a reader may not expect, and the button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.session.text import bold, plain
from geo.export.contents import Contents, with_hapi_names
from geo.export.file_kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.export.file_kinds import FileKind

NOTHING = "No rule found anything. Read the texts for what may harm somebody."


def show(
    make: Callable[[], Contents],
    sentences: Sequence[str],
    name: Callable[[str], str],
    *,
    key: str,
    mapped: bool,
    empty: bool,
) -> None:
    """Show the choice of files and the share check; what the file holds is made when it is asked for.

    ``name`` gives the file's name for an ending. Only rows that are ``mapped`` go into files of maps, and
    only these have columns that HDX HAPI has a name for.
    """
    kinds = [kind for kind in KINDS if mapped or not kind.mapped]
    number = st.selectbox(
        "File", range(len(kinds)), key=f"{key}_kind", format_func=lambda at: kinds[at].label
    )
    hapi = mapped and st.checkbox("Column names of HDX HAPI", key=f"{key}_hapi")
    checks(sentences)
    kind = kinds[number]
    st.download_button(
        f"Download {kind.ending}",
        data=partial(_file, make, kind, hapi=hapi),
        file_name=name(kind.ending),
        mime=kind.mime,
        key=f"{key}_out",
        on_click="ignore",
        disabled=empty,
    )


def checks(sentences: Sequence[str]) -> None:
    """Show what in a file its reader may not expect, before it leaves."""
    st.markdown(bold("Share check, before the file leaves"))
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences or (NOTHING,)))


def _file(make: Callable[[], Contents], kind: FileKind, *, hapi: bool) -> bytes:
    """Return the file as of the moment it is asked for; until then nothing of it is kept."""
    contents = make()
    return kind.write(with_hapi_names(contents) if hapi else contents)
