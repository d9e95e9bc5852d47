"""``python -m geo versions``: the versions of a case, what differs between them, and the way back."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from geo.store import case_store
from geo.store.import_command import case_folder
from geo.store.version_differences import differences
from geo.words import counted

_MOST_SHOWN = 100


def list_versions(
    case: Annotated[
        Path | None, typer.Option(help="Folder of the case; the one that ships without it.")
    ] = None,
    compare: Annotated[
        int | None, typer.Option(help="Version to compare with the one that holds now.")
    ] = None,
    back: Annotated[int | None, typer.Option(help="Version that is to hold again; none is deleted.")] = None,
    *,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON for another program.")] = False,
) -> None:
    """List the versions of a case, compare one with what holds now, or go back to one."""
    folder = case_folder(case)
    if back is not None:
        case_store.go_back(folder, back)
    now, versions = case_store.current_version(folder), case_store.versions(folder)
    rows = differences(folder, compare, now) if compare is not None else None
    if as_json_:
        answer = {"current": now, "versions": [asdict(version) for version in versions]}
        answer |= {} if rows is None else {"differences": rows.to_dict("records")}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    if rows is not None:
        typer.echo(f"{counted(len(rows), 'difference')} between version {compare} and version {now}.")
        for row in rows.head(_MOST_SHOWN).to_dict("records"):
            typer.echo(f"{row['Table']} {row['Row']} {row['What']}: '{row['Before']}' -> '{row['After']}'")
        return
    if not versions:
        typer.echo("Nothing was imported into this case yet: it is as it was made.")
    for version in versions:
        holds = ", holds now" if version.number == now else ""
        typer.echo(
            f"{version.number}{holds}: {version.when[:16]} UTC, {version.who}, {version.file or 'as it was'}"
            + (f", {version.why}" if version.why else "")
        )
