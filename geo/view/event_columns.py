"""Events as typed columns for the browser: sent once under their content hash, then only looked at."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.accuracy import as_bytes
from geo.facts.persons import PERSONS
from geo.in_order import rising
from geo.signs import KEYS

Bytes = npt.NDArray[np.uint8]

MAGIC = b"PSG2"
ROLES = ("site", "seat", "subject", "")
PRECISIONS = ("hour", "day", "month", "year")
UNCERTAIN = 16
# The poles lie without end off a Web Mercator map.
_POLE = 89.9
DISPUTED = 32
SINGLE_SOURCE = 64
_EVENT = ["event_id", "start", "end", "date_precision", "place_id", "place_role", "category", "uncertain"]
# Doubts that are worked out beside the table; each is no where it is missing.
_DOUBTS = {"disputed": DISPUTED, "single": SINGLE_SOURCE}
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Columns:
    """The events of one choice of rows, sorted by start; `body` is what the browser fetches.

    `start` and `end` are minutes since 1970 in the case's local time, half-open.
    """

    body: bytes = field(repr=False)
    digest: str
    ids: npt.NDArray[np.str_] = field(repr=False)
    start: npt.NDArray[np.int64] = field(repr=False)
    end: npt.NDArray[np.int64] = field(repr=False)
    category: Bytes = field(repr=False)
    """The number of each event's category among `keys`."""
    flags: Bytes = field(repr=False)
    accuracy: npt.NDArray[np.float64] = field(repr=False)
    """Metres within which each event's place is known; NaN where it is not said."""
    keys: tuple[str, ...] = KEYS
    """Keys of the case's categories, in the legend's order."""

    def __len__(self) -> int:
        return len(self.ids)

    def in_window(self, start: int, end: int) -> npt.NDArray[np.bool_]:
        """Which events overlap the half-open window, in minutes.

        Parameters
        ----------
        start
            First minute of the window, since 1970.
        end
            The minute after its last.

        Returns
        -------
        numpy.ndarray
            bool, one an event.
        """
        inside: npt.NDArray[np.bool_] = (self.start < end) & (self.end > start)
        return inside

    def drawn(self, start: int, end: int) -> npt.NDArray[np.bool_]:
        """Which events of the window happened at a point of their own.

        Parameters
        ----------
        start
            First minute of the window, since 1970.
        end
            The minute after its last.

        Returns
        -------
        numpy.ndarray
            bool, one an event.
        """
        sited: npt.NDArray[np.bool_] = (self.flags & 3) == ROLES.index("site")
        return self.in_window(start, end) & sited

    def categories(self, start: int, end: int) -> tuple[str, ...]:
        """Keys of the categories drawn in the window, in the legend's order.

        Parameters
        ----------
        start
            First minute of the window, since 1970.
        end
            The minute after its last.

        Returns
        -------
        tuple of str
            Keys of categories.
        """
        counts = np.bincount(self.category[self.drawn(start, end)], minlength=len(self.keys))
        return tuple(key for key, count in zip(self.keys, counts, strict=True) if count)


def minutes(moment: datetime) -> int:
    """Minutes since 1970, negative before; seconds are dropped.

    Parameters
    ----------
    moment
        A moment, local to the case.

    Returns
    -------
    int
        Whole minutes, rounded down.

    Examples
    --------
    >>> minutes(datetime(1970, 1, 2)), minutes(datetime(1969, 12, 31, 23, 59, 30))
    (1440, -1)
    """
    return int((moment - _EPOCH).total_seconds() // 60)


def pack(
    placed: gpd.GeoDataFrame, unplaced: pd.DataFrame | None = None, keys: tuple[str, ...] = KEYS
) -> Columns:
    """Events with their points (EPSG:4326), and those without any, as columns.

    Parameters
    ----------
    placed
        Events with points, EPSG:4326: `event_id`, `start`, `end`, `date_precision`, `place_id`, `place_role`,
        `category`, `uncertain` and `accuracy_m` (metres). `disputed` and `single` (bool) may stand beside,
        and `persons` (see geo.facts.persons; 0 for none).
    unplaced
        Events without a point, with the same columns but `accuracy_m`.
    keys
        Keys of the case's categories, in its order; another one counts as `other`.

    Returns
    -------
    Columns
        One body of bytes, named by its SHA-256, and what the server reads of it. Times are minutes since
        1970, local to the case; points are 32-bit floats in degrees; accuracy is one byte (see
        geo.accuracy).
    """
    columns = [*_EVENT, *(name for name in (*_DOUBTS, PERSONS) if name in placed.columns)]
    plain = pd.DataFrame(placed[[*columns, "accuracy_m"]]).assign(
        lon=placed.geometry.x.to_numpy(), lat=placed.geometry.y.to_numpy()
    )
    if unplaced is not None and len(unplaced):
        plain = pd.concat([plain, unplaced[columns].assign(accuracy_m=np.nan)], ignore_index=True)
    events = _in_time(plain)
    spot, points = _spots(events)
    metres = events["accuracy_m"].to_numpy(float)
    start, end = (_minutes(events[column]) for column in ("start", "end"))
    category, flags = _codes(events["category"], keys, keys.index("other")), _flags(events)
    ids, letters = _ids(events["event_id"])
    heavy, persons = _persons(events)
    body = _body(
        {"n": len(events), "p": len(points), "idw": len(letters), "w": len(heavy)},
        [
            points["x"].to_numpy(),
            points["y"].to_numpy(),
            as_bytes(points["accuracy_m"].to_numpy(float)),
            *_planes(_steps(start)),
            *_planes(np.maximum(end - start, 1)),
            *_planes(_zigzag(_steps(spot))),
            category,
            flags,
            letters,
            *_planes(_steps(heavy)),
            *_planes(persons),
        ],
    )
    return Columns(
        body, hashlib.sha256(body).hexdigest()[:32], ids, start, end, category, flags, metres, keys
    )


def compressed(columns: Columns) -> bytes:
    """The columns as they go over the wire, gzip; the same bytes for the same columns.

    Level 6 would take three times as long for 3 % fewer bytes.
    """
    return gzip.compress(columns.body, compresslevel=4, mtime=0)


def _body(head: dict[str, int], sections: list[npt.NDArray[np.generic]]) -> bytes:
    text = json.dumps(head, separators=(",", ":")).encode()
    parts = [MAGIC, len(text).to_bytes(4, "little"), text, *(part.tobytes() for part in sections)]
    return b"".join(parts)


def _in_time(events: pd.DataFrame) -> pd.DataFrame:
    """The events by start, then by id."""
    start, ids = events["start"].to_numpy(), events["event_id"]
    if rising(ids):
        order = np.argsort(start, kind="stable")
    else:
        by_id = pc.array_sort_indices(pa.array(ids.array, pa.large_string())).to_numpy()
        order = by_id[np.argsort(start[by_id], kind="stable")]
    return events.take(order).reset_index(drop=True)


def _spots(events: pd.DataFrame) -> tuple[npt.NDArray[np.int64], pd.DataFrame]:
    """Number of each event's spot in order of first use, nought for none, and the spots' points."""
    key = ["lon", "lat", "accuracy_m"]
    known = np.flatnonzero(events["lon"].notna().to_numpy())
    number = np.zeros(len(events), dtype=np.int64)
    # Many events share a place, so that far fewer places than events have to be told apart by their points.
    place, first = _first_of_each(events["place_id"].take(known))
    exact = events[key].to_numpy(float)[known]
    if not np.array_equal(exact[first][place], exact, equal_nan=True):
        place = first = np.arange(len(known))
    points = pd.DataFrame(exact[first], columns=key)
    spot = points.groupby(key, sort=False, dropna=False).ngroup().to_numpy()
    number[known] = spot[place] + 1
    points = points.drop_duplicates(ignore_index=True)
    x, y = on_unit_square(points["lon"].to_numpy(float), points["lat"].to_numpy(float))
    return number, points.assign(x=x, y=y)


def on_unit_square(
    lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Points on the unit square of Web Mercator, as the columns have them.

    Parameters
    ----------
    lon
        Longitude in degrees, EPSG:4326.
    lat
        Latitude in degrees.

    Returns
    -------
    tuple of numpy.ndarray
        x to the east and y to the south, 32-bit floats.
    """
    sine = np.sin(np.radians(lat.clip(-_POLE, _POLE)))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return ((lon + 180) / 360).astype("<f4"), y.astype("<f4")


def _first_of_each(texts: pd.Series) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Number of each text in order of first use, and where each was first used."""
    codes, _ = pd.factorize(texts)
    seen = np.maximum.accumulate(codes) if len(codes) else codes
    return codes, np.flatnonzero(np.diff(seen, prepend=-1))


def _minutes(moments: pd.Series) -> npt.NDArray[np.int64]:
    counted: npt.NDArray[np.int64] = moments.to_numpy("datetime64[m]").astype(np.int64)
    return counted


def _codes(values: pd.Series, known: tuple[str, ...], other: int) -> Bytes:
    codes = pd.Categorical(values, categories=list(known)).codes.astype(np.int64)
    return np.where(codes < 0, other, codes).astype(np.uint8)


def _flags(events: pd.DataFrame) -> Bytes:
    """Role of the place (2 bits), precision of the date (2 bits), then a bit for each doubt.

    The doubts are: marked uncertain, disputed, told by one source only.
    """
    role = _codes(events["place_role"].fillna(""), ROLES, ROLES.index(""))
    role[events["lon"].isna().to_numpy()] = ROLES.index("")
    precision = _codes(events["date_precision"], PRECISIONS, PRECISIONS.index("day"))
    uncertain = events["uncertain"].isin(["yes", True]).to_numpy()
    flags = role | (precision << 2) | np.where(uncertain, UNCERTAIN, 0)
    for name, bit in _DOUBTS.items():
        if name in events.columns:
            flags |= np.where(events[name].to_numpy(dtype=bool), bit, 0)
    return flags.astype(np.uint8)


def _ids(texts: pd.Series) -> tuple[npt.NDArray[np.str_], Bytes]:
    """All ids, and their letters in UTF-8, a row for each place in the word: ids differ in few of them."""
    ids = texts.to_numpy(dtype=np.str_)
    column = pa.array(texts.array, pa.large_binary())
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    _, offsets, letters = column.buffers()
    ends = np.frombuffer(offsets, np.int64, len(column) + 1, column.offset * 8)
    lengths = np.diff(ends)
    if not len(ids):
        return ids, np.zeros((0, 0), dtype=np.uint8)
    words = np.zeros((len(ids), int(lengths.max())), dtype=np.uint8)
    filled = np.arange(words.shape[1]) < lengths[:, None]
    words[filled] = np.frombuffer(letters, np.uint8)[ends[0] : ends[-1]]
    return ids, np.ascontiguousarray(words.T)


def _persons(events: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Positions of the events that name a number of people, and the numbers: few do."""
    if PERSONS not in events.columns:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    counts = np.clip(events[PERSONS].fillna(0).to_numpy(np.int64), 0, np.iinfo(np.int32).max)
    heavy = np.flatnonzero(counts)
    return heavy, counts[heavy]


def _steps(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.diff(values, prepend=0)


def _zigzag(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Signed as unsigned so that small steps either way stay small numbers."""
    return (values << 1) ^ (values >> 63)


def _planes(values: npt.NDArray[np.int64]) -> Iterator[Bytes]:
    """The four bytes of each value as four columns: zeros lie together and compress to nothing."""
    four = values.astype("<i4").view(np.uint8).reshape(-1, 4)
    return (np.ascontiguousarray(four[:, place]) for place in range(4))
