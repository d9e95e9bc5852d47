"""``python -m geo import``: a file of somebody else's into a case, or what that would do."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from data import SHIPPED
from geo.case.current_folder import current_folder
from geo.case.set_aside import CaseError
from geo.intake.column_guess import guesses_of
from geo.intake.layouts import known
from geo.intake.mapping import layout_of, mapping_text, read_mapping
from geo.intake.source_sheet import RefusedFileError
from geo.intake.taking_in import take_in
from geo.store import case_store, mappings
from geo.store.own_copy import users_own
from geo.words import counted

if TYPE_CHECKING:
    from geo.intake.layouts import Layout
    from geo.intake.preview import Preview
    from geo.intake.source_sheet import Sheet

_SHOWN = 1000
_LINES = 8
_OUTCOMES = {
    "new": "new", "changed": "changed", "same": "as they are", "gone": "gone", "set_aside": "set aside",
    "duplicates": "perhaps twice",
}  # fmt: skip


def import_file(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX, ODS, GeoJSON, GeoPackage, shapefile, KML, GPX, zip ...")
    ],
    case: Annotated[
        Path | None, typer.Option(help="Folder of the case; the one that ships without it.")
    ] = None,
    as_: Annotated[str, typer.Option("--as", help="Layout, or table to fill: acled, ucdp, events ...")] = "",
    mapping: Annotated[
        Path | None, typer.Option(help="TOML of a mapping; guesses are written to a new one.")
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be stored, and store nothing.")
    ] = False,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON for another program.")] = False,
) -> None:
    """Read a file into a case: rows new, changed, gone, set aside; the case before stays as a version.

    RefusedFileError where the file is of no use, or something has to be answered first.
    """
    folder = case_folder(case)
    tables = current_folder(users_own(folder))
    before = logging.root.manager.disable
    # Whoever calls this command logs again afterwards.
    logging.disable(logging.CRITICAL)
    try:
        sheets, seen = take_in(file, tables, layout=lambda sheets: _layout(sheets, as_, mapping))
    finally:
        logging.disable(before)
    if seen.questions:
        raise RefusedFileError(f"{' '.join(seen.questions)} Say it in a mapping (--mapping).")
    stored = None
    if not dry_run and any(seen.counts()[word] for word in ("new", "changed", "gone")):
        stored = case_store.accept(folder, seen)
        mappings.remember(seen.layout)
    if as_json_:
        typer.echo(json.dumps(as_json(seen, sheets, stored, folder), ensure_ascii=False, indent=1))
    else:
        typer.echo(as_text(seen, stored, folder, dry_run=dry_run))


def case_folder(case: Path | None) -> Path:
    """The folder of the case a command is about, or the one this program serves; CaseError for no folder."""
    folder = case or Path(os.environ.get("PASSAGE_CASE") or SHIPPED)
    if not folder.is_dir():
        raise CaseError(f"There is no case folder '{folder.name}'.")
    return folder


def _layout(sheets: list[Sheet], asked: str, path: Path | None) -> tuple[Layout | str | None, list[Sheet]]:
    """How the file is to be read, and the sheets of it that are read so."""
    if asked and asked not in known() and asked.removeprefix("own:") not in case_store.TABLE_NAMES:
        names = ", ".join([*known(), *case_store.TABLE_NAMES])
        raise RefusedFileError(f"--as: there is no layout '{asked[:40]}'; known are {names}.")
    if path is None:
        return (asked, sheets) if asked else mappings.remembered(sheets)
    if path.exists():
        fitting = []
        for sheet in sheets:
            try:
                fitting.append((read_mapping(path, sheet), sheet))
            except RefusedFileError:
                if len(sheets) == 1:
                    raise
        if not fitting:
            raise RefusedFileError(
                f"No sheet of '{sheets[0].file}' has the columns of the mapping '{path.name}'."
            )
        return fitting[0][0], [sheet for _, sheet in fitting]
    guesses = guesses_of(sheets[0], ZoneInfo("UTC"))
    guess = layout_of(sheets[0], guesses, asked if asked not in known() else "")
    try:
        path.write_text(mapping_text(guess, guesses), "utf-8")
    except OSError as error:
        raise CaseError(f"The mapping '{path.name}' cannot be written: {error.strerror}.") from None
    return guess, sheets[:1]


def as_json(
    seen: Preview, sheets: list[Sheet], stored: case_store.CaseVersion | None, folder: Path
) -> dict[str, Any]:
    """A preview and what was stored of it, for another program.

    Parameters
    ----------
    seen
        The preview.
    sheets
        The sheets that were read.
    stored
        The version made of it; None where nothing was stored.
    folder
        Folder of the case.

    Returns
    -------
    dict
        What JSON can hold: counts, tables, rows set aside (the first thousand), duplicates, questions.
    """
    tables = {name: outcome.value_counts().to_dict() for name, outcome in seen.outcome.items()}
    aside = seen.set_aside.head(_SHOWN).astype({"row": int}) if len(seen.set_aside) else seen.set_aside
    return {
        "file": seen.file,
        "layout": seen.layout.key if seen.layout else "own",
        "title": seen.title,
        "sheets": [
            {
                "name": sheet.name,
                "rows": sheet.rows,
                "columns": list(sheet.cells.columns),
                "read": list(sheet.notes),
            }
            for sheet in sheets
        ],
        "counts": seen.counts(),
        "tables": {
            name: {word: int(count) for word, count in counts.items()} for name, counts in tables.items()
        },
        "gone": {name: list(ids)[:_SHOWN] for name, ids in seen.gone.items()},
        "set_aside": aside.to_dict("records"),
        "duplicates": seen.duplicates.to_dict("records"),
        "questions": list(seen.questions),
        "asked": {name: list(ids) for name, ids in seen.asked.items()},
        "notes": list(seen.notes),
        "mapping": mapping_text(seen.layout, seen.guesses) if seen.layout else "",
        "stored": asdict(stored) if stored else None,
        "case": str(users_own(folder)),
    }


def as_text(seen: Preview, stored: case_store.CaseVersion | None, folder: Path, *, dry_run: bool) -> str:
    """A preview and what was stored of it, in a few lines.

    Parameters
    ----------
    seen
        The preview.
    stored
        The version made of it; None where nothing was stored.
    folder
        Folder of the case.
    dry_run
        Whether nothing was to be stored.

    Returns
    -------
    str
        Lines of text.
    """
    counts = seen.counts()
    lines = [
        f"{seen.file}: {seen.title}, {counted(counts['rows'], 'row')}.",
        ", ".join(f"{counts[word]:,} {shown}" for word, shown in _OUTCOMES.items()) + ".",
        *(f"- {note}" for note in seen.notes),
        *(
            f"- {guess.ours}: column '{guess.column}', such as {' | '.join(guess.examples)}"
            for guess in seen.guesses
            if guess.ours
        ),
    ]
    for row in seen.set_aside.head(_LINES).to_dict("records"):
        where = f"{row['sheet']} " if row["sheet"] else ""
        cell = f"row {row['row']}, {row['column']} '{row['value']}'"
        lines.append(f"set aside: {where}{cell}: {row['reason']}. {row['remedy']}")
    if len(seen.set_aside) > _LINES:
        lines.append(f"... and {len(seen.set_aside) - _LINES:,} more set aside")
    if stored is not None:
        lines.append(f"Stored as version {stored.number} of the case in {users_own(folder)}.")
    else:
        lines.append("Nothing was stored." if dry_run else "Nothing was new: nothing was stored.")
    return "\n".join(lines)
