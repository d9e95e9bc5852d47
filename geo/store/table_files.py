"""Tables of a case written to its files, and on the disk before it is said."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv as arrow_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

_PIECE = 50_000


def write_table(path: Path, frame: pd.DataFrame, tick: Callable[[], None]) -> None:
    """Write text columns as CSV in UTF-8 and flush it to the disk.

    Parameters
    ----------
    path
        The file.
    frame
        Text columns.
    tick
        Called between pieces of rows.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(frame.columns)
        if len(frame) <= _PIECE:
            writer.writerows(zip(*(frame[name].to_numpy() for name in frame.columns), strict=True))
        file.flush()
        os.fsync(file.fileno())
    if len(frame) > _PIECE:
        _write_pieces(path, frame, tick)


def _write_pieces(path: Path, frame: pd.DataFrame, tick: Callable[[], None]) -> None:
    """Rows of a long table behind its heading, by Arrow: each text between quotes, in a tenth of the time."""
    options = arrow_csv.WriteOptions(include_header=False)
    with path.open("ab") as file:
        for at in range(0, len(frame), _PIECE):
            tick()
            piece = frame.iloc[at : at + _PIECE]
            columns = [pa.array(piece[name].array, pa.large_string()) for name in piece.columns]
            arrow_csv.write_csv(pa.table(columns, names=list(map(str, piece.columns))), file, options)
        file.flush()
        os.fsync(file.fileno())
