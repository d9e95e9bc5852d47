"""Figures explained, once somebody asks: the rule, the rows, what was left out and why, as a file too."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from components.session import view_url
from components.session.text import bold, plain
from components.widgets import citation_list, lazy_popover
from geo.report.dated_text import by
from geo.report.explain import as_file, file_name, left_out_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.case.case import Case
    from geo.report.answer import KeyFigure, Sentence
    from geo.report.explain import Row
    from geo.view.view import ViewState

# Rows told on the page; the file holds all.
MOST_SHOWN = 12
LABEL = "Explain, sources"
_DATED = re.compile(r" \d{4}$")


def show(case: Case, figure: KeyFigure, *, key: str) -> None:
    """Show the way to the explanation; nothing of it is made or sent before it is opened."""
    lazy_popover.show(LABEL, lambda: tell(case, figure, key=key), key=key, type="tertiary")


def show_several(case: Case, make: Callable[[], Sequence[KeyFigure]], *, key: str, title: str) -> None:
    """Show one way to the explanation of several figures, of which a reader then chooses one."""
    lazy_popover.show(
        LABEL, lambda: tell_several(case, make(), key=key, title=title), key=key, type="tertiary"
    )


def show_sentences(
    case: Case, make: Callable[[], Sequence[Sentence]], *, key: str, label: str = LABEL
) -> None:
    """Show one way to the explanation of a block of sentences: each number in it, in its order."""
    lazy_popover.show(label, lambda: _tell_sentences(case, make(), key), key=key, type="tertiary")


def _tell_sentences(case: Case, sentences: Sequence[Sentence], key: str) -> None:
    figures: list[KeyFigure] = []
    for sentence in sentences:
        st.markdown(bold(sentence.text))
        own = sentence.figures()
        for figure in own:
            _show_figure(case, figure)
        cited = {source for figure in own for source in figure.source_ids}
        rest = [source for source in sentence.source_ids if source not in cited]
        if rest or not own:
            citation_list.show(case, rest)
        figures += own
    if figures:
        _download(case, figures, label="sentences", key=key)


def tell(case: Case, figure: KeyFigure, *, key: str) -> None:
    """Tell what the figure was made of, where the caller stands on the page."""
    tell_several(case, (figure,), key=key, title=figure.label)


def tell_several(case: Case, figures: Sequence[KeyFigure], *, key: str, title: str) -> None:
    """Tell of one of the figures, chosen by a reader where there are several; the file holds all of them."""
    if not figures:
        return
    number = 0
    if len(figures) > 1:
        names = [_name(figure) for figure in figures]
        number = st.selectbox(
            f"Which of the {len(figures)} figures",
            range(len(figures)),
            key=f"{key}_which",
            format_func=names.__getitem__,
        )
    _show_figure(case, figures[number])
    _download(case, figures, label=title, key=key)


def _download(case: Case, figures: Sequence[KeyFigure], *, label: str, key: str) -> None:
    """Show the button for the file; what it holds is worked out when it is asked for."""
    view = view_url.current()
    st.download_button(
        "Download this explanation (JSON)",
        data=partial(_file, case, view, figures),
        file_name=file_name(case, view, label),
        mime="application/json",
        key=f"{key}_file",
        on_click="ignore",
    )


def _line(row: Row) -> str:
    """Return one row as safe markdown: what it says, who published it, and why it was left out."""
    by = "; ".join(
        ", ".join(part for part in (source["publisher"], source["published"]) if part)
        for source in row.sources
    )
    text = ". ".join(part.rstrip(".") for part in (row.title, *row.lines[:2], by) if part)
    reason = f" – {bold(row.reason)}" if row.reason else ""
    return f"{plain(text)} ({plain(row.name.partition(':')[2])}){reason}"


def _show_figure(case: Case, figure: KeyFigure) -> None:
    view = view_url.current()
    st.markdown(bold(_name(figure)))
    if figure.explain:
        st.markdown("  \n".join(plain(by(line, view.at)) for line in figure.explain))
    if figure.provenance.rule:
        st.markdown(f"{bold('Rule')}: {plain(figure.provenance.rule)}")
    _rows("Made of", rows_of(case, figure.provenance.rows[:MOST_SHOWN], view), len(figure.provenance.rows))
    left = figure.provenance.left_out
    _rows("Left out", left_out_of(case, left[:MOST_SHOWN], view), len(left))
    if figure.source_ids:
        st.markdown(bold("Sources"))
        citation_list.show(case, figure.source_ids[:MOST_SHOWN])


def _name(figure: KeyFigure) -> str:
    # A label that begins a sentence of its own stands apart from a number or a date before it.
    between = ": " if figure.label[:1].isupper() or _DATED.search(figure.value) else " "
    value = by(figure.value, view_url.current().at)
    return ", ".join(part for part in (f"{value}{between}{figure.label}".strip(" :"), figure.when) if part)


def _rows(title: str, rows: Sequence[Row], total: int) -> None:
    if not rows:
        return
    st.markdown(f"{bold(title)} ({total:,})")
    st.markdown("\n".join(f"- {_line(row)}" for row in rows))
    if total > len(rows):
        st.markdown(plain(f"{total - len(rows):,} more stand in the file."))


def _file(case: Case, view: ViewState, figures: Sequence[KeyFigure]) -> bytes:
    """Return the file as of the moment it is asked for."""
    return as_file(case, view, figures, datetime.now(case.settings.zone))
