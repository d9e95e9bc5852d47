"""Tables of a case written to its files, and on the disk before it is said."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

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
        for at in range(0, len(frame), _PIECE):
            tick()
            piece = frame.iloc[at : at + _PIECE]
            writer.writerows(zip(*(piece[name].to_numpy() for name in piece.columns), strict=True))
        file.flush()
        os.fsync(file.fileno())
