"""A table of text that stands in memory packed: an import looks at all of its rows, but at few at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.cells import repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

_PIECE = 50_000
_TEXT = pd.StringDtype(na_value=np.nan)
_PACKED = pa.ipc.IpcWriteOptions(compression="zstd")


class PackedTable:
    """Text columns in pieces of rows, each packed: a quarter of what they weigh as they are."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._pieces: list[pa.Buffer] = []
        self._starts = [0]

    def __len__(self) -> int:
        return self._starts[-1]

    def add(self, frame: pd.DataFrame) -> None:
        """Pack rows behind those there are.

        Parameters
        ----------
        frame
            Texts in the table's columns.
        """
        names = [str(at) for at in range(len(self.columns))]
        for at in range(0, len(frame), _PIECE):
            piece = frame.iloc[at : at + _PIECE]
            cells = [pa.array(piece[name].array, pa.string()) for name in self.columns]
            batch, sink = pa.record_batch(cells, names), pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, batch.schema, options=_PACKED) as writer:
                writer.write_batch(batch)
            self._pieces.append(sink.getvalue())
            self._starts.append(len(self) + len(piece))

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows in their order, some at a time.

        Parameters
        ----------
        columns
            The columns wanted, each of the table; None for all.

        Yields
        ------
        pandas.DataFrame
            Some rows, indexed by their position in the table.
        """
        names = self.columns if columns is None else tuple(columns)
        for start, batch in zip(self._starts, self._batches(names), strict=False):
            cells = {name: _series(batch.column(at)) for at, name in enumerate(names)}
            index = pd.RangeIndex(start, start + batch.num_rows)
            yield pd.DataFrame(cells, copy=False).set_axis(index)

    def frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """All rows at once.

        Parameters
        ----------
        columns
            The columns wanted, each of the table; None for all.

        Returns
        -------
        pandas.DataFrame
            The rows, indexed by their position in the table.
        """
        names = self.columns if columns is None else tuple(columns)
        index = pd.RangeIndex(len(self))
        # One after the other: the pieces of all columns never stand beside the whole.
        return pd.DataFrame({name: self._whole(name, index) for name in names}, index=index, copy=False)

    def rows(self, at: npt.NDArray[np.int64], columns: Sequence[str]) -> pd.DataFrame:
        """The rows at some positions.

        Parameters
        ----------
        at
            The positions, from the first to the last.
        columns
            The columns wanted, each of the table.

        Returns
        -------
        pandas.DataFrame
            The rows, indexed by their position in the table.
        """
        return pd.concat([piece.loc[piece.index.isin(at)] for piece in self.pieces(columns)])

    def _whole(self, name: str, index: pd.Index) -> pd.Series:
        cells = pa.chunked_array([batch.column(0) for batch in self._batches((name,))], pa.string())
        if not pc.sum(pc.binary_length(cells)).as_py():
            return repeated("", index)
        return _series(cells.cast(pa.large_string()).combine_chunks())

    def _batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        at = [self.columns.index(name) for name in names]
        options = pa.ipc.IpcReadOptions(included_fields=at)
        for piece in self._pieces:
            batch = pa.ipc.open_stream(piece, options=options).read_next_batch()
            # They come in the order of the table, whatever order is asked for.
            yield batch.select([str(place) for place in at])


def _series(cells: pa.Array) -> pd.Series:
    return pd.Series(_TEXT.__from_arrow__(cells.cast(pa.large_string())))
