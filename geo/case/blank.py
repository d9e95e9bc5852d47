"""A new case: settings with comments and every table with its head, ready to be filled."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

from anyascii import anyascii

from geo.case.schema import TABLES
from geo.case.set_aside import CaseError, shortened
from geo.case.settings import WORLD, Box, as_box
from geo.case.toml_values import FILE, as_line, as_zone

if TYPE_CHECKING:
    from pathlib import Path

    from geo.dates import Period

LONGEST_ID = 40
_PERIOD = 'period = {{ from = "{0.first}", to = "{0.last}" }}'
_EXAMPLE = "2024-01-01"
_PERIOD_OF_ROWS = f'# period = {{ from = "{_EXAMPLE}", to = "2024-12-31" }}'
_SETTINGS = """\
# What this case says about itself. Every line of the tables is described in docs/data.md.
id = {id}
title = {title}
# What a reader finds here, in a line or two, and why the map is there.
# summary = ""
# purpose = ""
# The zone of all dates in the tables, such as "Africa/Khartoum".
timezone = {zone}
# West, south, east, north of the opening map; east may be the smaller where it lies over 180 degrees.
home = [{box}]
# The days the whole case is about, both included; without them its rows say them.
{period}

# Places that every map names first, by their ids in places.csv.
# key_places = []
# Days marked in the time bar, one block each.
# [[key_date]]
# date = "{day}"
# label = "What happened"

# Whose figure of a measure counts first.
# [headline]
# displaced = ["IOM DTM"]

# A kind of event of its own: key, label, and a sign such as drop, house, flag or arrow.
# [[category]]
# key = "flood"
# label = "Flood"
# sign = "drop"

# What the areas are called that lists of people name, and other words of this case: docs/data.md.
# [words]
# area = "state"
# areas = "states"
"""


def blank_files(title: str, box: str, period: Period | None, timezone: str = "UTC") -> dict[str, str]:
    """The files of an empty case, by name.

    Parameters
    ----------
    title
        What it is called.
    box
        West, south, east and north in degrees, parted by commas; empty for the world.
    period
        Its days; None to follow its rows.
    timezone
        The zone of its dates.

    Returns
    -------
    dict of str to str
        Text of each file.

    Raises
    ------
    CaseError
        For a value that cannot be used, in one sentence.
    """
    called, home = _title(title), _box(box)
    try:
        zone = as_zone(timezone)
    except (OSError, TypeError, ValueError, KeyError):
        raise CaseError(f"'{shortened(timezone)}' is no zone: write one such as Africa/Khartoum.") from None
    settings = _SETTINGS.format(
        id=_quoted(key_of(called)), title=_quoted(called), zone=_quoted(zone),
        box=", ".join(f"{side:g}" for side in home), day=_EXAMPLE if period is None else period.first,
        period=_PERIOD_OF_ROWS if period is None else _PERIOD.format(period),
    )  # fmt: skip
    return {FILE: settings, **{table.file: ",".join(table.columns) + "\n" for table in TABLES}}


def write_blank(folder: Path, files: dict[str, str]) -> None:
    """Write the files of an empty case into a new or empty folder; CaseError where that cannot be."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"'{folder.name}' exists and is not empty: name a new folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise CaseError(f"'{folder.name}' cannot be written: {reason}.") from None


def zipped(files: dict[str, str]) -> bytes:
    """The files of an empty case as one ZIP file."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()


def key_of(title: str) -> str:
    """A short key for a case, of the letters of its title.

    >>> key_of("Fidschi – Überschwemmung 2024"), key_of("…")
    ('fidschi-uberschwemmung-2024', 'case')
    """
    words = re.findall(r"[a-z0-9]+", anyascii(title).casefold())
    return "-".join(words)[:LONGEST_ID].strip("-") or "case"


def _title(title: str) -> str:
    try:
        return as_line(title)
    except ValueError:
        raise CaseError("A case needs a title of 1 to 300 letters.") from None


def _box(text: str) -> Box:
    if not text.strip():
        return WORLD
    try:
        return as_box([float(side) for side in text.split(",")])
    except (TypeError, ValueError):
        raise CaseError(
            f"'{shortened(text)}' is no box: write west,south,east,north in degrees, such as 21,8,39,23."
        ) from None


def _quoted(text: str) -> str:
    """A text as TOML writes it: its rules for a basic string are those of JSON, but for two letters."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
