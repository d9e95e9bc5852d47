"""Figures that stand beside what happened: the dead, and others counted, each a claim of its event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.case import schema
from geo.cells import repeated
from geo.intake.build import finished
from geo.intake.field_cells import by_word, clean, cut, first_filled, side_by_side
from geo.intake.figure_cells import NOT_KNOWN, counts, number_texts, with_ranges
from geo.intake.layouts import plain

if TYPE_CHECKING:
    from geo.intake.build import Built, Surroundings
    from geo.intake.layouts import Layout, Values
    from geo.intake.source_sheet import Sheet

# Units of which there are no parts.
WHOLE = ("people", "households", "events", "movements")
_QUALIFIERS = (
    ("at_least", r"more than|at least|over|minimum|no fewer"),
    ("at_most", r"less than|fewer than|at most|up to|maximum"),
    ("about", r"approx|about|around|some|estimat|circa|nearly|almost"),
)
# How long the name of a column in the id of a claim may be.
_MARK = 24
_OF_RANGES = {"best": "value", "low": "low", "high": "high"}


def figures_of_events(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    """What an event's row counts, each figure above 0 as a claim of its event with its range.

    Parameters
    ----------
    sheet
        The sheet, whose cells are freed.
    layout
        The layout, bound to it: its claim says what best, low and high count, its counts other columns.
    around
        What of the case its rows are read against.
    built
        The events, to which the claims are added.
    """
    read = [name for ours in (*_OF_RANGES, "qualifier") for name in layout.columns.get(ours, ())]
    # The rows that are made already weigh as much as the sheet.
    sheet.free_others([*read, *(name for entry in layout.counts for name in entry.columns)])
    counted_columns = [_of_column(sheet, layout, entry, built) for entry in layout.counts]
    if layout.claim is not None:
        counted_columns.append((layout.claim, "n", *_of_claim(sheet, layout, built)))
    sheet.free()
    events, parts = built.tables["events"], []
    for entry, mark, counted, qualifier in counted_columns:
        some = (counted.max(axis=1) > 0).reindex(events.index, fill_value=False)
        if some.any():
            claims = _claims_of_events(events[some], counted, entry, mark)
            parts.append(
                claims.assign(
                    qualifier=qualifier.reindex(claims.index),
                    claimant=repeated(layout.publisher or "imported file", claims.index),
                    source_ids=repeated(around.source_id, claims.index),
                )
            )
    if parts:
        both = pd.concat(parts) if len(parts) > 1 else parts[0]
        built.tables["claims"] = finished(schema.CLAIMS, both, built)


def _of_column(
    sheet: Sheet, layout: Layout, entry: Values, built: Built
) -> tuple[Values, str, pd.DataFrame, pd.Series]:
    """The figures of one column beside the dead, and how exact they are."""
    cells = clean(sheet.cells[entry.columns[0]])
    numbers = with_ranges(cells, whole=entry.unit in WHOLE)
    name_no_numbers(cells, numbers["value"].fillna(numbers["low"]), built)
    qualifier = numbers["qualifier"].where(numbers["qualifier"].ne(""), qualifier_of(sheet, layout))
    return entry, plain(entry.columns[0])[:_MARK], numbers[list(_OF_RANGES.values())], qualifier


def _of_claim(sheet: Sheet, layout: Layout, built: Built) -> tuple[pd.DataFrame, pd.Series]:
    """The figures that a layout has best, low and high of, and how exact they are."""
    counted = {name: first_filled(sheet, layout.columns.get(name, ())) for name in _OF_RANGES}
    qualifier = qualifier_of(sheet, layout)
    best = counted["best"]
    for name, cells in counted.items():
        counted[name] = counts(cells)
        if name != "best":
            name_no_numbers(cells, counted[name], built)
    if (counted["best"].isna() & best.ne("")).any():
        ranges = with_ranges(best, whole=True)
        qualifier = ranges["qualifier"].where(ranges["qualifier"].ne(""), qualifier)
        counted = {ours: ranges[name].fillna(counted[ours]) for ours, name in _OF_RANGES.items()}
        name_no_numbers(best, counted["best"].fillna(ranges["low"]), built)
    return pd.DataFrame({_OF_RANGES[ours]: numbers for ours, numbers in counted.items()}), qualifier


def _claims_of_events(events: pd.DataFrame, counted: pd.DataFrame, entry: Values, mark: str) -> pd.DataFrame:
    """One claim for each of some events, by what was counted."""
    identity, end = events["event_id"], events["date_end"]
    best, low, high = (counted[name].reindex(events.index) for name in _OF_RANGES.values())
    same = low.eq(best) & high.eq(best)
    title = cut(events["title"], 200)
    if entry.subject:
        title = side_by_side(cut(repeated(entry.subject, events.index), 80), "; ", title)
    return pd.DataFrame(
        {
            "claim_id": side_by_side(cut(identity, 80 - _MARK - 1), f"-{mark}"),
            "subject": side_by_side(title, " (", identity, ")"),
            "value": number_texts(best),
            "low": number_texts(low.where(~same)),
            "high": number_texts(high.where(~same)),
            "as_of": end.where(end.ne(""), events["date_start"]),
            "place_id": events["place_id"],
            "event_id": identity,
            **{name: repeated(getattr(entry, name), events.index) for name in ("measure", "unit")},
        },
        copy=False,
    ).astype("str")


def name_no_numbers(cells: pd.Series, numbers: pd.Series, built: Built) -> None:
    """Name filled cells of figures that are none: what else stands in their rows is used.

    Parameters
    ----------
    cells
        The cells as they stand.
    numbers
        What was read of them, missing where nothing was.
    built
        What is built of the file; its faults take the cells.
    """
    bad = numbers.isna() & cells.ne("") & ~cells.str.casefold().isin(NOT_KNOWN)
    built.faults.add_cells(cells[bad], "this is no number of 0 or more", "Write digits.")


def qualifier_of(sheet: Sheet, layout: Layout) -> pd.Series:
    """How exact the provider says a figure is; exact where it says nothing.

    Parameters
    ----------
    sheet
        The sheet as read.
    layout
        What its columns are taken for.

    Returns
    -------
    Series
        ``exact``, ``about``, ``at_least`` or ``at_most`` for each row.
    """
    words = first_filled(sheet, layout.columns.get("qualifier", ()))
    known = {word: by_word(word, _QUALIFIERS, "exact") for word in words.unique()}
    return words.map(known).astype("str")
