"""The tables of the lite page, in parts that a thin line carries."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from components.session.html_table import html_table
from geo.case.inventory import loaded, set_aside
from geo.case.sources import source_table
from geo.facts.aid import consignments
from geo.facts.displacement import movements
from geo.report import about, aid_tables, listings
from geo.report.dated_text import table_by
from geo.report.tables import after_as_at, event_table
from geo.view.select import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from components.plain.view_page import Asked
    from geo.briefing.scene import Shown
    from geo.case.case import Case

PART = "part"
"""Name in the address of which part of a long table is shown, from 1."""
ROWS = 20
EVENT_COLUMNS = ("When", "What", "Place", "Who", "Summary", "Sources", "Doubt")


def tables(asked: Asked, shown: Shown, part: int) -> Iterator[str]:
    """Yield the tables of the page, each with its heading; of the long one the part that is asked for."""
    if asked.page == "about":
        yield from _about(asked.case)
        return
    for title, make in _SHORT.get(asked.page, ()):
        yield _table(title, table_by(make(shown), shown.view.at))
    title, frame, total = _long(asked.page, shown, part)
    if total:
        frame = table_by(frame, shown.view.at)
        first = (part - 1) * ROWS
        yield _table(f"{title}, {first + 1} to {min(first + ROWS, total)} of {total:,}", frame)
        yield _ways(asked, part, total)


def _about(case: Case) -> Iterator[str]:
    for heading, sentences in about.sections(case):
        lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        yield f"<h2>{escape(heading)}</h2><ul>{lines}</ul>"


def _roads(shown: Shown) -> pd.DataFrame:
    return listings.routes(shown.state)


def _waiting(shown: Shown) -> pd.DataFrame:
    return aid_tables.waiting(shown.case, shown.state, shown.view.names)


def _passages(shown: Shown) -> pd.DataFrame:
    return listings.passages(shown.case, shown.state)


def _loaded(shown: Shown) -> pd.DataFrame:
    return loaded(shown.case)


def _set_aside(shown: Shown) -> pd.DataFrame:
    return set_aside(shown.case)


_SHORT: dict[str, Sequence[tuple[str, Callable[[Shown], pd.DataFrame]]]] = {
    "situation": (("Each road on the as-at date", _roads),),
    "blockade": (("Each road on the as-at date", _roads), ("Last passage of each kind", _passages)),
    "aid": (("Held up, no release reported by the as-at date", _waiting),),
    "data": (("What is loaded", _loaded), ("What was set aside", _set_aside)),
}


def _long(page: str, shown: Shown, part: int) -> tuple[str, pd.DataFrame, int]:
    """Return title, rows of the part, and number of rows of the page's long table."""
    case, view, rows = shown.case, shown.view, slice((part - 1) * ROWS, part * ROWS)
    if page == "aid":
        loads = consignments(case, view.first, view.last, view.at)
        table = aid_tables.consignments(case, loads[rows], view.names)
        return "Consignments", table.drop(columns=aid_tables.FIRST_DAY, errors="ignore"), len(loads)
    if page == "displacement":
        moved = movements(case, view.first, view.last)
        return "Movements of people", listings.movements(case, moved[rows], view.names), len(moved)
    if page == "sources":
        table = source_table(case)
        return "Sources", table.iloc[rows], len(table)
    events = select(case, view).events
    own = events.iloc[rows]
    table = event_table(case, own, view.names)[list(EVENT_COLUMNS)]
    table.insert(1, "As at", after_as_at(own, view.at).to_numpy())
    return "Events of the period", table, len(events)


def _table(title: str, frame: pd.DataFrame) -> str:
    frame = frame.drop(columns=[name for name in listings.HIDDEN if name in frame])
    if frame.empty:
        return f"<h2>{escape(title)}</h2><p>None.</p>"
    return (
        f'<h2>{escape(title)}</h2><div class=wide tabindex=0 role=region aria-label="{escape(title)}">'
        f"{html_table(frame)}</div>"
    )


def _ways(asked: Asked, part: int, total: int) -> str:
    links = [
        f'<a href="{asked.address(asked.page, asked.view, lite=True, **{PART: str(other)})}">{words}</a>'
        for words, other, there in (
            ("‹ rows before", part - 1, part > 1),
            ("more rows ›", part + 1, part * ROWS < total),
        )
        if there
    ]
    return f'<nav class=steps aria-label="Rows">{" ".join(links)}</nav>' if links else ""
