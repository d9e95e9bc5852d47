"""What every reader gives: a sheet of cells as text with their rows, and why a file is refused."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.case.set_aside import CaseError, SetAside
from geo.cells import repeated

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd

MEGABYTE = 1024 * 1024
MOST_MB = 2000
# A table with more cells than this is no table of people's work; it would fill the memory.
MOST_CELLS = 60_000_000
MOST_COLUMNS = 2000


class RefusedFileError(CaseError):
    """A file that is not read at all; the message is one sentence for the user."""


class NoRowsError(RefusedFileError):
    """A table with a heading and nothing below it: alone of no use, beside others no harm."""


@dataclass
class Sheet:
    """One table of a file: cells as text, empty where there is nothing."""

    file: str
    """Name of the file as the user knows it."""
    name: str
    """Name of the sheet or layer; empty where the file has one table only."""
    cells: pd.DataFrame
    """Text, indexed by the row in the file (line of a CSV, row of a sheet, number of a feature)."""
    geometry: gpd.GeoSeries | None = None
    """Geometry in EPSG:4326 under the same index; None where the file has none."""
    tags: dict[str, str] = field(default_factory=dict)
    """HXL tags by column."""
    set_aside: tuple[SetAside, ...] = ()
    """What the reader could not read, or read in a way worth knowing."""
    notes: tuple[str, ...] = ()
    """How the file was read, in short sentences: encoding, delimiter, driver."""
    shape_column: str = ""
    """The column of text that the geometry was read from; empty where the file itself has geometry."""
    day: str = ""
    """The date in the titles above the table, as ``date_above`` gives it, for rows that no column dates."""
    rows: int = field(init=False)
    """How many rows there are, or were before the cells were freed."""

    def __post_init__(self) -> None:
        self.rows = len(self.cells)

    def free(self) -> None:
        """Let the cells go once rows of ours are made of them; their names and their number stay."""
        self.cells = pd.DataFrame(columns=self.cells.columns, dtype="str")
        pa.default_memory_pool().release_unused()

    def free_others(self, columns: Collection[str]) -> None:
        """Let the cells go but those of some columns: in the others nothing stands any more.

        Parameters
        ----------
        columns
            Columns of which something is yet to be read.
        """
        empty = repeated("", self.cells.index)
        cells = {name: self.cells[name] if name in columns else empty for name in self.cells.columns}
        self.cells = pd.DataFrame(cells, index=self.cells.index, copy=False)
        pa.default_memory_pool().release_unused()

    @property
    def of_geometry(self) -> str:
        """``lines`` where some features are lines, as roads are, else ``areas`` where some are that."""
        kinds = "" if self.geometry is None else " ".join(map(str, self.geometry.geom_type.unique()))
        return "lines" if "Line" in kinds else "areas" if "Polygon" in kinds else ""


def most_bytes() -> int:
    """Bytes a file may have, as sent and as unpacked: `PASSAGE_UPLOAD_MB`, or what this program can hold.

    Returns
    -------
    int
        Bytes.
    """
    asked = os.environ.get("PASSAGE_UPLOAD_MB", "").strip()
    good = asked.isdecimal() and len(asked) <= len(str(MOST_MB)) and 1 <= int(asked) <= MOST_MB
    return (int(asked) if good else MOST_MB) * MEGABYTE


def cell_text(value: object) -> str:  # noqa: PLR0911 - one for each type
    """One value of a sheet as text: days as ISO dates, whole numbers without a point.

    >>> cell_text(3.0), cell_text(datetime(2024, 3, 1)), cell_text(None), cell_text(True)
    ('3', '2024-03-01', '', 'yes')
    """
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        number = float(value)
        if number != number:  # noqa: PLR0124 - the one value that differs from itself
            return ""
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)  # noqa: PLR2004
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, list | tuple | set | np.ndarray):
        return ";".join(cell_text(entry) for entry in value)
    return str(value).strip()


def text_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of any types as text.

    Parameters
    ----------
    frame
        Columns of any type.

    Returns
    -------
    pandas.DataFrame
        The same columns as text, under the same index.
    """
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        cells = frame[name]
        texts = cells.fillna("") if isinstance(cells.dtype, pd.StringDtype) else cells.map(cell_text)
        columns[str(name)] = pd.Series(texts.to_numpy(), index=frame.index, dtype="str")
    return pd.DataFrame(columns, index=frame.index)
