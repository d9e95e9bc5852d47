"""What an import would do, before anything is stored: rows by outcome, set aside, doubled, asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from geo.case import schema
from geo.case.settings import load_settings
from geo.cells import again
from geo.intake import duplicates
from geo.intake.build import Surroundings
from geo.intake.case_tables import CaseTables
from geo.intake.field_cells import among
from geo.intake.geometry_column import with_geometry
from geo.intake.layouts import OWN, recognised
from geo.intake.outcomes import CHANGED, GONE, NEW, SAME, gone_of, keep_columns, outcome_of
from geo.intake.own_tables import empty_faults
from geo.intake.place_match import gazetteer_of
from geo.intake.references import strange_references
from geo.intake.sheet_part import Part, part_of, set_same_ids_aside
from geo.intake.source_sheet import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.intake.column_guess import Guess
    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet

_MOST_KNOWN = 1000


@dataclass(frozen=True)
class Preview:
    """An import as it would be; nothing of it is stored."""

    file: str
    layout: Layout | None
    """The layout; None for tables of ours."""
    title: str
    source_key: str
    """What editions of the same file share."""
    source_id: str
    tables: Mapping[str, pd.DataFrame]
    """Rows of our tables as text."""
    outcome: Mapping[str, pd.Series]
    """``new``, ``changed`` or ``same`` for each of those rows."""
    gone: Mapping[str, tuple[str, ...]]
    """Ids that the last import of the same source had and this has not."""
    set_aside: pd.DataFrame
    """``file``, ``sheet``, ``row``, ``column``, ``value``, ``reason``, ``remedy``."""
    duplicates: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The first pairs of events that may be the same one twice."""
    doubled: int = 0
    """How many such pairs there are in all."""
    questions: tuple[str, ...] = ()
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()
    """The columns of the first sheet, and what each is taken for; a mapping is of that sheet."""
    own_outcome: Mapping[str, pd.Series] = field(default_factory=dict)
    """The outcome of what the file's rows are, by table: not of what is made beside, as places of events."""
    rows: int = 0
    """Rows of data in the file."""
    known: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Places of the case to set new ones among: ``name``, ``lon``, ``lat`` (degrees, WGS 84), ``what``."""

    def counts(self) -> dict[str, int]:
        """How many of the file's rows have which outcome.

        Returns
        -------
        dict of str to int
            ``rows``, ``new``, ``changed``, ``same``, ``gone``, ``set_aside``, ``duplicates`` and ``asked``.
        """
        words = pd.concat([*self.own_outcome.values()] or [pd.Series(dtype="str")])
        return {
            "rows": self.rows,
            **{word: int((words == word).sum()) for word in (NEW, CHANGED, SAME)},
            GONE: sum(len(ids) for ids in self.gone.values()),
            "set_aside": len(self.set_aside),
            "duplicates": self.doubled,
            "asked": len(self.asked),
        }


def preview(
    sheets: Sequence[Sheet], folder: Path, *, layout: Layout | str | None = None, today: date | None = None
) -> Preview:
    """What importing a file into a case would do.

    Parameters
    ----------
    sheets
        The tables of the file; the cells of those that are read are freed.
    folder
        Folder of the case's tables.
    layout
        A mapping, the key of a layout, or the name of a table of ours; None lets the columns say it.
    today
        The day the file counts as published where its mapping does not say; None for this day.

    Returns
    -------
    Preview
        The rows and what becomes of them. RefusedFileError where the file is of no use at all: columns are
        missing, or every row is bad.
    """
    settings, _ = load_settings(folder)
    before = CaseTables(folder)
    day = (today or date.today()).isoformat()  # noqa: DTZ011 - the day where the user is
    places, kinds = before["places"].frame(), tuple(settings.kinds)
    around = Surroundings(gazetteer_of(places), settings.zone, settings.home, "", "", day, kinds)
    # Areas belong to a case's own folder, and none of its tables holds them.
    sheets = [sheet if recognised(sheet.cells.columns) else with_geometry(sheet) for sheet in sheets]
    tabled = [sheet for sheet in sheets if len(sheets) == 1 or "area_id" not in sheet.cells.columns]
    parts = [part_of(sheet, around, layout, several=len(sheets) > 1) for sheet in tabled]
    used = [part for part in parts if part is not None]
    if not used:
        raise RefusedFileError(_unknown(sheets, layout))
    return _joined(sheets, used, before)


def _unknown(sheets: Sequence[Sheet], layout: object) -> str:
    names = ", ".join(sheet.name for sheet in sheets if sheet.name)[:80]
    asked = f" as {layout}" if isinstance(layout, str) else ""
    return f"'{sheets[0].file}' holds no table that can be used{asked} (sheets: {names})."


def _joined(sheets: Sequence[Sheet], parts: Sequence[Part], before: CaseTables) -> Preview:
    _beside_the_case(parts, before)
    if len(parts) > 1:
        set_same_ids_aside(parts)
    tables = _tables(parts)
    faults = _faults(parts)
    total = sum(part.sheet.rows for part in parts)
    wanted = {part.layout.table if part.layout else name for part in parts for name in part.built.tables}
    if not any(len(rows) for name, rows in tables.items() if name in wanted) and not any(
        part.built.withdrawn for part in parts
    ):
        questions = [question for part in parts for question in part.built.questions]
        # What is asked can be answered in the mapping; a file that nothing is asked of is of no use.
        if not questions:
            raise RefusedFileError(f"'{sheets[0].file}': all {total:,} rows are bad{_example(faults)}.")
    main = parts[0]
    outcome = {name: outcome_of(rows, before[name], schema.BY_NAME[name]) for name, rows in tables.items()}
    source_key = main.around.source_id.rsplit("-", 1)[0] if main.layout else OWN
    skipped = [sheet.name for sheet in sheets if not any(sheet is part.sheet for part in parts)]
    notes = [
        *(note for part in parts for note in (*part.sheet.notes, *part.built.notes)),
        *(
            [f"sheets that hold no table of use were passed over: {', '.join(skipped)[:80]}"]
            if skipped
            else []
        ),
    ]
    own = [name for part in parts if part.layout is None for name in part.built.tables]
    notes += strange_references(tables, dict.fromkeys(own), before)
    if any(part.guesses and part.layout != main.layout for part in parts):
        shown = main.sheet.name or main.sheet.file
        notes.append(f"a mapping can mend '{shown}': sheets of other columns are read by their own")
    pairs, doubled = _doubled(tables, outcome, before)
    if doubled > len(pairs):
        notes.append(
            f"{doubled:,} pairs of events may be the same one twice: the first {len(pairs):,} are listed"
        )
    return Preview(
        file=sheets[0].file,
        layout=main.layout,
        title=main.layout.title if main.layout else "tables of Passage",
        source_key=source_key,
        source_id=main.around.source_id,
        tables=tables,
        outcome=outcome,
        gone=gone_of(parts, tables, before, source_key),
        set_aside=faults,
        duplicates=pairs,
        doubled=doubled,
        questions=tuple(dict.fromkeys(question for part in parts for question in part.built.questions)),
        asked={name: ids for part in parts for name, ids in part.built.asked.items()},
        notes=tuple(dict.fromkeys(notes)),
        guesses=main.guesses,
        own_outcome=_own_outcome(parts, tables, outcome),
        rows=total,
        known=_known_places(parts),
    )


def _beside_the_case(parts: Sequence[Part], before: CaseTables) -> None:
    """Let rows the case has keep what a file does not say of them."""
    for part in parts:
        if part.layout is None:
            keep_columns(part.built, before)
        elif "actors" in part.built.tables:
            # A name alone says nothing new of an actor whose kind, side and seat the case knows.
            names = part.built.tables["actors"]
            known = among(names["actor"], before["actors"].frame(["actor"])["actor"])
            part.built.tables["actors"] = names[~known.to_numpy()]


def _own_outcome(
    parts: Sequence[Part], tables: Mapping[str, pd.DataFrame], outcome: Mapping[str, pd.Series]
) -> dict[str, pd.Series]:
    """The outcome of the rows that each part is for, in a table that another fills beside too."""
    own: dict[str, list[pd.Series]] = {}
    for part in parts:
        for name, rows in part.built.tables.items():
            if part.layout is None or name == part.layout.table:
                own.setdefault(name, []).append(rows[schema.BY_NAME[name].key])
    return {
        name: outcome[name]
        if sum(name in part.built.tables for part in parts) == len(own[name])
        else outcome[name][among(tables[name][schema.BY_NAME[name].key], pd.concat(own[name])).to_numpy()]
        for name in tables
        if name in own
    }


def _known_places(parts: Sequence[Part]) -> pd.DataFrame:
    """Places of the case with what they are to this file: those a name of it may mean first."""
    gazetteer = parts[0].around.gazetteer
    meant = {place for part in parts for ids in part.built.asked.values() for place in ids}
    rows = [
        (gazetteer.shown[place], lon, lat, "may be meant" if place in meant else "in the case")
        for place, (lon, lat) in gazetteer.points.items()
    ]
    rows.sort(key=lambda row: row[-1] != "may be meant")
    return pd.DataFrame(rows[:_MOST_KNOWN], columns=["name", "lon", "lat", "what"])


def _example(faults: pd.DataFrame) -> str:
    """The first row with the reason most rows have, and what to do about it."""
    if faults.empty:
        return ": no row can be used"
    why = faults["reason"].value_counts().index[0]
    first = faults[faults["reason"] == why].iloc[0]
    remedy = str(first["remedy"])
    what = f"; {remedy[0].lower()}{remedy[1:].removesuffix('.')}" if remedy else ""
    value = " ".join(first["value"].split())[:40].strip(" ,")
    shown = f" ('{value}')" if value else ""
    return f", such as row {first['row']}, column '{first['column']}'{shown}: {why}{what}"


def _doubled(
    tables: Mapping[str, pd.DataFrame], outcome: Mapping[str, pd.Series], before: CaseTables
) -> tuple[pd.DataFrame, int]:
    if "events" not in tables:
        return duplicates.none(), 0
    return duplicates.of(tables["events"], outcome["events"], before["events"])


def _tables(parts: Sequence[Part]) -> dict[str, pd.DataFrame]:
    """The rows of all sheets by table, the source of each file among them; ids once."""
    frames: dict[str, list[pd.DataFrame]] = {}
    for part in parts:
        for name, rows in part.built.tables.items():
            columns = list(schema.BY_NAME[name].with_names(rows.columns).columns)
            frames.setdefault(name, []).append(rows.reindex(columns=columns, fill_value=""))
        if part.layout is not None and part.layout.table != "withdrawn":
            frames.setdefault("sources", []).append(_source(part))
    tables = {}
    for table in schema.TABLES:
        if table.name in frames:
            several = frames[table.name]
            both = pd.concat(several).fillna("") if len(several) > 1 else several[0]
            twice = again(both[table.key])
            # Rows that are all kept are not copied: there may be a million.
            tables[table.name] = both[~twice] if twice.any() else both
    return tables


def _source(part: Part) -> pd.DataFrame:
    layout = part.layout
    assert layout is not None  # noqa: S101 - the caller has looked
    row = {
        "source_id": part.around.source_id,
        "title": f"{layout.title}: {part.sheet.file}"[:300],
        "publisher": layout.publisher,
        "published": part.around.published,
        "licence": layout.licence,
        "pass_on": layout.pass_on if layout.pass_on in schema.YES_NO else "",
        "note": "imported",
    }
    frame = pd.DataFrame([row], dtype="str")
    return frame.reindex(columns=list(schema.SOURCES.columns), fill_value="")


def _faults(parts: Sequence[Part]) -> pd.DataFrame:
    frames = [empty_faults().assign(file="", sheet="")]
    for part in parts:
        faults = part.built.faults.table().assign(file=part.sheet.file, sheet=part.sheet.name)
        frames.append(faults)
        lost = set(faults["row"])
        reports = [
            {
                "row": report.row or 0,
                "column": report.column,
                "value": report.value,
                "reason": report.reason,
                "remedy": report.remedy,
                "file": part.sheet.file,
                "sheet": part.sheet.name,
            }
            for report in part.sheet.set_aside
            # Of a row that is lost its first fault is enough.
            if report.scope == "row" or (report.scope == "value" and report.row not in lost)
        ]
        frames += [pd.DataFrame(reports)] if reports else []
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    both = pd.concat(filled, ignore_index=True)
    return both[["file", "sheet", "row", "column", "value", "reason", "remedy"]]
