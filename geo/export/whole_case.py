"""A case out as its own tables, all of them: read again it is the same case."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import shapely

from geo.case.licence import passable
from geo.case.meridian import as_in_files
from geo.case.schema import AREAS_FILE, TABLES
from geo.case.set_aside import CaseError
from geo.case.sources import MAY_BE_PASSED_ON
from geo.case.toml_values import FILE
from geo.export.contents import plain
from geo.export.csv_file import csv_bytes
from geo.export.data_package import add_entry

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.case import Case

# Files of a case that are no table and go along as they are.
_BESIDE = (FILE, "LICENCE.md")


def case_files(case: Case) -> tuple[dict[str, bytes], int]:
    """Return the files of a case by name, without rows that may not be passed on.

    Parameters
    ----------
    case
        The case; as known on a day, it is written as that day knew it.

    Returns
    -------
    files : dict of str to bytes
        Contents by the name of the file.
    withheld : int
        Rows left out because a source of theirs may not be passed on.
    """
    passed, withheld = passable(as_in_files(case))
    tables = passed.tables()
    # No row cites a source that may not be passed on any longer.
    free = tables["sources"]["pass_on"].eq(MAY_BE_PASSED_ON) | (withheld == 0)
    tables["sources"] = tables["sources"][free]
    paths = [case.folder / name for name in _BESIDE]
    files = {path.name: path.read_bytes() for path in paths if path.is_file()}
    for table in TABLES:
        frame = tables[table.name]
        rows = pd.DataFrame(frame[list(table.with_names(frame.columns).columns)])
        if table.name == "routes":
            # Lines are drawn from way-points, here as in the folder the case came from.
            rows = rows.assign(geometry="schematic")
        if len(rows) or not table.optional:
            files[table.file] = csv_bytes(rows)
    if len(passed.areas):
        files[AREAS_FILE] = _areas(passed).encode("utf-8")
    return files, withheld


def write_whole_case(case: Case, folder: Path) -> int:
    """Write the tables of a case to a new or empty folder; return how many rows were held back.

    Parameters
    ----------
    case
        The case, as ``case_files`` takes it.
    folder
        Made where it is not there.

    Returns
    -------
    int
        Rows left out because a source of theirs may not be passed on.

    Raises
    ------
    CaseError
        When the folder holds anything, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CaseError(f"--out: '{folder.name}' is not empty: name a new folder.")
        files, withheld = case_files(case)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise CaseError(f"--out: '{folder}' cannot be written: {error.strerror}.") from None
    return withheld


def zip_whole_case(case: Case) -> bytes:
    """Return the files of a case as one zip, to be unpacked into a folder of its own."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in case_files(case)[0].items():
            add_entry(archive, name, content)
    return target.getvalue()


def _areas(case: Case) -> str:
    rows = plain(case.areas)
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": shapely.geometry.mapping(shape),
        }
        for row, shape in zip(rows.to_dict("records"), case.areas.geometry, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
