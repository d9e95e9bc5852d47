"""The sources of a case: the table of all of them, and one opened with what rests on it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.session import view_url
from components.session.session_case import full_case
from components.session.text import bold, plain
from components.widgets import chosen_table, event_table, explanation, grid, table_file
from components.widgets.citation_list import line
from geo.case.case import Case
from geo.case.sources import RESTING, Resting, citations, counted_rows, resting_on, source_table
from geo.cells import items
from geo.dates import format_date
from geo.report import count_figures
from geo.report.listings import SOURCES
from geo.report.tables import event_table as events_in_words
from geo.view.view import ViewState
from geo.words import counted, plural


def show(case: Case, view: ViewState) -> None:
    """Show every source known on the as-known date with how much rests on it; choose one to open it."""
    table = source_table(case)
    st.markdown(plain(_count_sentence(case, view, len(table))))
    explanation.show_several(
        case, lambda: count_figures.sources_known(full_case(), case), key="sources_counted", title="sources"
    )
    chosen_table.show(
        table,
        kind="source",
        key="sources_table",
        columns=_columns(),
        listed=("Source", "Publisher", "Published"),
        alt="Sources, one row each, with how many rows of each table rest on them.",
    )
    table_file.show(case, table, key="sources_table", title="Sources")


def _count_sentence(case: Case, view: ViewState, shown: int) -> str:
    if view.known is None:
        undated = int(case.sources["published"].eq("").sum())
        give = plural(undated, "gives", "give")
        dated = f"{undated:,} of them {give} no publication date."
        if not undated:
            dated = f"{'It has' if shown == 1 else 'Each has'} a publication date."
        return f"{counted(shown, 'source')}. {dated}" if shown else "No source is listed."
    left_out = len(full_case().sources) - shown
    return (
        f"{counted(shown, 'source')} published by {format_date(view.known)}; {left_out:,} that came later or"
        f" had no publication date {plural(left_out, 'is', 'are')} left out."
    )


def show_open(case: Case, view: ViewState) -> None:
    """Show the source that is open with its events, claims and other rows; a hint where none is."""
    opened = chosen_table.chosen("source")
    cited = citations(case, [opened]) if opened else ()
    if not cited:
        st.markdown("Choose a source to see the events, claims and figures that rest on it.")
        return
    source = cited[0]
    with st.container(border=True, key="source_card"):
        st.markdown(line(source))
        terms = source.licence or "licence not stated"
        st.markdown(plain(f"Rows resting on it {source.pass_on}; {terms}."))
        if source.note:
            st.markdown(plain(source.note))
        explanation.show_several(
            case, lambda: count_figures.resting(case, source.source_id), key="resting_counted",
            title=f"rows resting on {source.source_id}",
        )  # fmt: skip
        st.button("Close", key="close_source", on_click=view_url.change, args=(_closed,))
    _rows(case, view, resting_on(case, source.source_id))


def _rows(case: Case, view: ViewState, resting: tuple[Resting, ...]) -> None:
    if not resting:
        st.markdown("Nothing in this case rests on it.")
    for part in resting:
        st.markdown(bold(counted_rows(len(part.rows), part.table).capitalize()))
        noun, key = RESTING[part.table][1], f"source_{part.table}"
        words = part.words
        if part.table == "events":
            words = events_in_words(case, part.rows, view.names)
            event_table.show_plain(words, key=key)
        else:
            alt = f"Rows of {noun} that rest on this source."
            grid.show(words, key=key, alt=alt)
        cited = words.assign(**{SOURCES: [items(cell) for cell in part.rows["source_ids"]]})
        table_file.show(case, cited, key=key, title=f"{noun.capitalize()} of a source")


def _closed(view: ViewState) -> ViewState:
    return replace(view, selected=None)


def _columns() -> dict[str, object]:
    text, count = st.column_config.TextColumn, st.column_config.NumberColumn
    heads = [words[1].capitalize() for words in RESTING.values()]
    counts = {head: count(head, width=max(80, 7 * len(head) + 24)) for head in heads}
    return {
        "Source": text("Source", width=360),
        "Publisher": text("Publisher", width=200),
        "Published": text("Published", width=120),
        "All": count("All rows", width=80),
        **counts,
        "Licence": text("Licence", width=240),
        "May be passed on": text("May be passed on", width=130),
        "Address": st.column_config.LinkColumn("Address", width=240, validate=r"^https?://"),
    }
