"""Counts of rows as figures to be explained: sources, files, licences, contacts, the rows of a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case.inventory import FILES
from geo.case.schema import KEYS
from geo.case.sources import counted_rows, resting_on
from geo.dates import format_date
from geo.facts.provenance import IN_FILE, KINDS, LOADED, RESTS, SOURCES_KNOWN, Provenance, named
from geo.report.answer import KeyFigure
from geo.report.explain import MOST_ROWS

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.case import Case

_NOW = "as loaded"
LATER = "published later, or no publication date given"


def sources_known(full_case: Case, case: Case) -> tuple[KeyFigure, ...]:
    """How many sources a case has, and how many of the full case the as-known date leaves out."""
    ids = full_case.sources["source_id"]
    if case.known is None:
        undated = case.sources.loc[case.sources["published"].eq(""), "source_id"]
        every = Provenance(SOURCES_KNOWN, named("source", ids))
        none = Provenance(SOURCES_KNOWN, named("source", undated))
        return (
            KeyFigure(f"{len(ids):,}", "sources", _NOW, (), (), every),
            KeyFigure(f"{len(undated):,}", "of them without a publication date", _NOW, (), (), none),
        )
    published = ids.isin(case.sources["source_id"])
    known, left, when = ids[published], ids[~published], f"published by {format_date(case.known)}"
    passed = tuple((item, LATER) for item in named("source", left))
    provenance = Provenance(SOURCES_KNOWN, named("source", known), passed)
    return (
        KeyFigure(f"{len(known):,}", "sources", when, (), (), provenance),
        KeyFigure(
            f"{len(left):,}", "left out", LATER, (), (), Provenance(SOURCES_KNOWN, named("source", left))
        ),
    )


def resting(case: Case, source_id: str) -> tuple[KeyFigure, ...]:
    """How many rows of each table rest on a source."""
    return tuple(
        KeyFigure(
            f"{len(part.rows):,}", counted_rows(len(part.rows), part.table).partition(" ")[2],
            "resting on it", (source_id,), (),
            Provenance(RESTS, named(KINDS[part.table], part.rows[KEYS[part.table]])),
        )
        for part in resting_on(case, source_id)
    )  # fmt: skip


def loaded(case: Case) -> tuple[KeyFigure, ...]:
    """How many rows of each file are loaded, and how many reports there are on it."""
    figures = []
    for name, frame in case.tables().items():
        about = [report for report in case.set_aside if report.file == FILES[name]]
        reasons = tuple(f"Row {row.row}, {row.column}: {row.reason}" for row in about[:MOST_ROWS])
        provenance = Provenance(LOADED, named(KINDS[name], frame[KEYS[name]].iloc[:MOST_ROWS]))
        figures.append(KeyFigure(f"{len(frame):,}", f"rows of {FILES[name]}", _NOW, (), reasons, provenance))
        figures.append(
            KeyFigure(f"{len(about):,}", f"reports on {FILES[name]}", _NOW, (), reasons, Provenance(LOADED))
        )
    return tuple(figures)


def licences(case: Case) -> tuple[KeyFigure, ...]:
    """How many sources stand under each licence, and how many places each origin gave coordinates for."""
    sources = case.sources.assign(licence=case.sources["licence"].replace("", "not stated"))
    figures = [
        KeyFigure(
            f"{len(own):,}", f"sources: {licence}; may be passed on: {passed or 'not stated'}", _NOW, (), (),
            Provenance(LOADED, named("source", own["source_id"])),
        )
        for (licence, passed), own in sources.groupby(["licence", "pass_on"])
    ]  # fmt: skip
    figures += [
        KeyFigure(
            f"{len(own):,}", f"places with coordinates: {origin}, {licence}", _NOW, (), (),
            Provenance(LOADED, named("place", own["place_id"].iloc[:MOST_ROWS])),
        )
        for (origin, licence), own in case.places.groupby(["coordinate_source", "coordinate_licence"])
    ]  # fmt: skip
    return tuple(figures)


def in_file(event_ids: pd.Series, every: tuple[str, ...]) -> KeyFigure:
    """How many rows the files hold.

    Parameters
    ----------
    event_ids
        Ids of the events in the files.
    every
        Names of all events shown, so that those held back are told.

    Returns
    -------
    KeyFigure
        The count, with what it was made of.
    """
    rows = named("event", event_ids.iloc[:MOST_ROWS])
    exported = set(named("event", event_ids))
    back = tuple((item, "its sources may not be passed on") for item in every if item not in exported)
    return KeyFigure(
        f"{len(event_ids):,}", "rows in the files", "as shown", (), (), Provenance(IN_FILE, rows, back)
    )
