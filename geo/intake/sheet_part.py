"""One sheet of a file as rows of our tables: its layout recognised, asked for or guessed, its rows named."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from geo.case import schema
from geo.case.set_aside import shortened
from geo.intake.build import without_faults
from geo.intake.column_guess import EXAMPLES, Guess, broken_promise, guesses_of, samples_of
from geo.intake.figure_guess import figure_columns
from geo.intake.layouts import OWN, bound, known, own_table, recognised, used_columns
from geo.intake.mapping import layout_of
from geo.intake.own_tables import build_own
from geo.intake.place_match import folded
from geo.intake.source_sheet import RefusedFileError
from geo.intake.targets import build

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.intake.build import Built, Surroundings
    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet


_SHOWN = 300


@dataclass(frozen=True)
class Part:
    """What one sheet becomes."""

    sheet: Sheet
    layout: Layout | None
    built: Built
    around: Surroundings
    guesses: tuple[Guess, ...]


def part_of(sheet: Sheet, around: Surroundings, asked: Layout | str | None, *, several: bool) -> Part | None:
    """What a sheet becomes, by the layout asked for, or that of its columns.

    Parameters
    ----------
    sheet
        The sheet.
    around
        What of the case its rows are read against.
    asked
        A mapping, the key of a layout, or the name of a table of ours; None lets the columns say it.
    several
        Whether other sheets stand beside it: then one of no use is passed over.

    Returns
    -------
    Part or None
        Its rows; None for a sheet that is passed over, RefusedFileError where it is not what was asked.
    """
    own = own_table(sheet.cells.columns, sheet.name or sheet.file) if asked is None else ""
    guesses: tuple[Guess, ...] = ()
    layout: Layout | None = None
    question = ""
    if isinstance(asked, str):
        own, layout, guesses = _as_asked(sheet, asked, around)
    elif asked is not None and _lacks(sheet, asked):
        if not several:
            missing = shortened(", ".join(_lacks(sheet, asked)))
            raise RefusedFileError(f"'{sheet.file}' lacks columns of the mapping: {missing}.")
        # A mapping is of one sheet: those of other columns are read by their own.
        return part_of(sheet, around, None, several=several)
    elif asked is not None:
        layout = asked
        guesses = () if asked.key in known() else _of_mapping(sheet, asked)
    if own:
        return Part(sheet, None, build_own(sheet, own, around.categories), around, ())
    layout = layout or recognised(sheet.cells.columns, geometry=sheet.of_geometry)
    if layout is None:
        guesses = tuple(guesses_of(sheet, around.zone))
        layout, question = _guessed(sheet, guesses)
        if question and several:
            return None
    around = _named(sheet, layout, around)
    notes = [*_note_alike(sheet, layout), *_note_unread(sheet, layout, guesses, around)]
    built = build(sheet, layout, around)
    built.questions[:0] = [question] if question else []
    built.notes += [*notes, *_note_hollow(sheet, layout, built)]
    sheet.free()
    return Part(sheet, layout, built, around, guesses)


def _as_asked(sheet: Sheet, asked: str, around: Surroundings) -> tuple[str, Layout | None, tuple[Guess, ...]]:
    """The table of ours, or the layout with its guesses, that somebody has named."""
    if asked in known():
        layout = bound(known()[asked], sheet.cells.columns)
        lacks = [name for name in layout.needs if name not in _plain_names(sheet)]
        if lacks:
            raise RefusedFileError(f"'{sheet.file}' is not {layout.title}: it lacks {', '.join(lacks[:4])}.")
        return "", layout, ()
    own = asked.removeprefix(f"{OWN}:")
    if own in schema.BY_NAME and own_table(sheet.cells.columns, asked):
        return own, None, ()
    guesses = tuple(guesses_of(sheet, around.zone))
    return "", layout_of(sheet, guesses, asked), guesses


def _lacks(sheet: Sheet, layout: Layout) -> list[str]:
    return [column for column in used_columns(layout) if column not in sheet.cells.columns]


def _of_mapping(sheet: Sheet, layout: Layout) -> tuple[Guess, ...]:
    """Every column of a sheet as a mapping has it, to be mended again; what it leaves out is named."""
    fields = {column: ours for ours, columns in layout.columns.items() for column in columns}
    fields |= {column: "value" for entry in layout.counts for column in entry.columns}
    samples = samples_of(sheet, sheet.cells.columns)
    guesses = [
        Guess(fields.get(column, ""), column, tuple(shortened(value) for value in sample[:EXAMPLES]))
        for column, sample in samples.items()
    ]
    return tuple(sorted(guesses, key=lambda guess: not guess.ours))


def _note_alike(sheet: Sheet, layout: Layout) -> list[str]:
    """How many rows without an id are wholly like an earlier one: each of them counts."""
    if "id" in layout.columns or layout.table not in ("events", "claims", "consignments"):
        return []
    alike = sheet.cells.duplicated()
    if alike.any() and sheet.geometry is not None:
        alike &= sheet.geometry.to_wkb().duplicated()
    count = int(alike.sum())
    return [f"{count:,} rows are wholly like an earlier row: look whether they count twice"] if count else []


def _note_hollow(sheet: Sheet, layout: Layout, built: Built) -> list[str]:
    """How many rows of a table of figures have none: they are neither taken nor at fault."""
    if layout.table != "claims":
        return []
    taken = built.tables["claims"].index
    faults = built.faults.table()["row"]
    rows = sheet.cells.index
    count = int((~(rows.isin(taken) | rows.isin(faults))).sum())
    return [f"{count:,} rows hold no figure: nothing is made of them"] if count else []


def _note_unread(sheet: Sheet, layout: Layout, guesses: tuple[Guess, ...], around: Surroundings) -> list[str]:
    """The filled columns that are not read, and those among them whose heading promised more."""
    read = (*used_columns(layout), sheet.shape_column)
    if not guesses and layout.table == "claims":
        free = [column for column in sheet.cells.columns if column not in read]
        guesses = tuple(Guess("", column, ()) for column in figure_columns(sheet, samples_of(sheet, free)))
    unread = [
        guess.column
        for guess in guesses
        if guess.column not in read and sheet.cells[guess.column].ne("").any()
    ]
    notes = []
    fields = [*layout.columns, *(["value"] if layout.counts else [])]
    for column in unread:
        promised = broken_promise(sheet, column, fields, around.zone)
        if promised:
            notes.append(f"column '{column}' is headed as {promised}, and too little of it can be read so")
    hollow = [guess.column for guess in guesses if sheet.cells[guess.column].eq("").all()]
    if hollow and sheet.name and sheet.geometry is None:
        shown = shortened(", ".join(hollow))
        notes.append(f"columns without any text: {shown}; colours of cells are not read")
    if unread:
        shown = ", ".join(unread)
        notes.append(f"columns that are not read: {shown[:_SHOWN]}{' ...' if len(shown) > _SHOWN else ''}")
    return notes


def _guessed(sheet: Sheet, guesses: tuple[Guess, ...]) -> tuple[Layout, str]:
    """The layout that guesses make, and what has to be answered where they make none."""
    try:
        return layout_of(sheet, guesses), ""
    except RefusedFileError as refusal:
        return layout_of(sheet, guesses, "events"), str(refusal)


def set_same_ids_aside(parts: Sequence[Part]) -> None:
    """Set aside rows whose id a row of an earlier sheet has; rows that are wholly alike count once.

    Parameters
    ----------
    parts
        What the sheets of a file become; their tables and faults are changed.
    """
    seen: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {}
    for part in parts:
        for name in ("events", "claims", "routes", "route_status", "consignments", "places"):
            rows = part.built.tables.get(name)
            if rows is None or (name == "places" and part.layout is not None and part.layout.table != name):
                continue
            key = schema.BY_NAME[name].key
            columns = [column for column in rows.columns if column != "source_ids"]
            known = seen.setdefault(name, {})
            again, twins = {}, 0
            at = columns.index(key)
            for row, values in zip(rows.index, rows[columns].itertuples(index=False, name=None), strict=True):
                identity = str(values[at])
                twins += identity in known
                sheet, before = known.setdefault(identity, (part.sheet.name, values))
                if before != values:
                    again[row] = (identity, sheet)
            twins -= len(again)
            if twins and name in ("events", "claims"):
                where = f"of '{part.sheet.name or part.sheet.file}'"
                part.built.notes.append(
                    f"{twins:,} rows {where} are wholly like those of another sheet: they count once"
                )
            if again:
                cells = pd.Series({row: identity for row, (identity, _) in again.items()}, name=key)
                why = pd.Series(
                    {row: f"a row of sheet '{sheet}' has this id" for row, (_, sheet) in again.items()}
                )
                part.built.faults.add(cells, why, "Give it an id of its own, or leave the column of ids out.")
        without_faults(part.built)


def _plain_names(sheet: Sheet) -> set[str]:
    names = {column.casefold() for column in sheet.cells.columns}
    return names | {name.replace(" ", "") for name in names}


def _named(sheet: Sheet, layout: Layout, around: Surroundings) -> Surroundings:
    """The surroundings with the names that the file's rows and its source get."""
    stem = "-".join(
        part for part in folded(sheet.file.rsplit("/")[-1].split(".")[0]).split() if not part.isdigit()
    )
    stem = re.sub(r"\d{4,}", "", stem).strip("-")[:30]
    provider = layout.key.split("_")[0] if layout.key in known() else layout.key
    key = f"{layout.key}-{stem}".strip("-") if stem else layout.key
    published = layout.published or _edition(sheet, layout) or around.published
    source = f"{key}-{published.replace('-', '')}"
    return replace(around, source_id=source[:80], prefix=provider, published=published)


def _edition(sheet: Sheet, layout: Layout) -> str:
    """The newest day on which the provider has touched a row, where the layout knows such a column."""
    columns = layout.columns.get("edition", ())
    if not columns:
        return ""
    cells = sheet.cells[columns[0]]
    stamps = pd.to_numeric(cells.where(cells.str.fullmatch(r"\d{9,10}"), ""), errors="coerce").max()
    if stamps == stamps:  # noqa: PLR0124 - the one value that differs from itself
        return str(pd.Timestamp(int(stamps), unit="s").date())
    days = cells[cells.str.match(r"(?:19|20)\d{2}-\d{2}-\d{2}")].str.slice(0, 10)
    return str(days.max()) if len(days) else ""
