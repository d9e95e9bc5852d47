"""How far apart the cells of an XLS workbook lie: its records, out of the compound file they stand in."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from geo.intake.source_sheet import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# What XLS can hold at all: a row or a column beyond is no cell that anybody wrote.
MOST_ROWS, MOST_COLUMNS = 65_536, 256
_ENTRY, _OF_HEADER, _SMALL, _SMALLEST = 128, 109, 64, 4096
_STREAM = 2
# A sector belongs to one stream; some programs write more than one start for an empty one.
_PASSES = 4
_LAST = 0xFFFFFFFA
"""Numbers of sectors from here on say that there is none."""
_STREAMS = ("workbook", "book")
_DIMENSIONS, _SEVERAL = 0x200, (0xBD, 0xBE)
# Records of one cell, whose bytes begin with its row and its column.
_CELLS = frozenset({0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})


def refuse_far_cells_of_xls(path: Path, name: str, tick: Callable[[], None]) -> None:
    """Refuse an XLS whose cells, or stated size, lie beyond what such a workbook can hold.

    Parameters
    ----------
    path
        The file.
    name
        What the user calls it; RefusedFileError names it.
    tick
        Called between records, so that a cancel is heard.
    """
    try:
        for stream in _streams(path.read_bytes()):
            for count, (rows, columns) in enumerate(_reach(stream)):
                if rows > MOST_ROWS or columns > MOST_COLUMNS:
                    raise RefusedFileError(
                        f"A sheet of '{name}' is no table: "
                        f"cells lie {rows:,} rows and {columns:,} columns apart."
                    )
                if not count % 100_000:
                    tick()
    except (struct.error, IndexError, UnicodeDecodeError):
        raise RefusedFileError(f"'{name}' cannot be opened: it is damaged or was cut off.") from None


def _reach(stream: bytes) -> Iterator[tuple[int, int]]:
    """Rows and columns up to each cell, and those that a sheet states to have."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == _DIMENSIONS and length >= 10:  # noqa: PLR2004 - four numbers of two bytes at least
            top, rows, left, columns = struct.unpack_from("<IIHH" if length >= 12 else "<HHHH", stream, at)  # noqa: PLR2004
            if rows and (top >= rows or left >= columns):
                # The reader takes one from the other, and wants memory for what is less than nothing.
                raise struct.error
            yield rows, columns
        elif kind in _CELLS and length >= 4:  # noqa: PLR2004 - two numbers of two bytes
            row, column = struct.unpack_from("<HH", stream, at)
            yield row + 1, column + 1
        elif kind in _SEVERAL and length >= 6:  # noqa: PLR2004 - three numbers of two bytes
            row, column = struct.unpack_from("<HH", stream, at)
            (last,) = struct.unpack_from("<H", stream, at + length - 2)
            yield row + 1, max(column, last) + 1
        at += length


def _streams(raw: bytes) -> Iterator[bytes]:
    """The bytes of each stream that may be the workbook.

    Found by name among all entries, as the reader of workbooks finds them: libraries for compound files
    follow the tree of the directory, and would not see one that hangs on no branch.
    """
    (shift,) = struct.unpack_from("<H", raw, 30)
    if shift not in (9, 12):
        raise struct.error
    size = 1 << shift
    first_entry, _, _, first_small = struct.unpack_from("<IIII", raw, 48)
    # The reader sets memory aside for as many sectors as are stated, and for all before the one it wants.
    stated = *struct.unpack_from("<II", raw, 40), *struct.unpack_from("<I", raw, 64)
    if max(stated) * size > len(raw):
        raise struct.error

    def sector(number: int) -> bytes:
        if (number + 1) * size >= len(raw):
            raise struct.error
        return raw[(number + 1) * size : (number + 2) * size]

    links = _links(raw, size, sector)
    steps = iter(range(_PASSES * len(links)))

    def chained(first: int) -> bytes:
        return b"".join(sector(number) for number in _chain(first, links, steps))

    entries = chained(first_entry)
    small_links = _numbers(chained(first_small)) if first_small < _LAST else ()
    small_steps = iter(range(_PASSES * len(small_links)))
    small = chained(struct.unpack_from("<I", entries, 116)[0])
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[at : at + _ENTRY]
        start, length = struct.unpack_from("<IQ", entry, 116)
        length &= 0xFFFFFFFF
        if entry[66] != _STREAM:
            continue
        if length > len(raw):
            raise struct.error
        parts = (
            (sector(number) for number in _chain(start, links, steps))
            if length >= _SMALLEST
            else (
                small[part * _SMALL : (part + 1) * _SMALL] for part in _chain(start, small_links, small_steps)
            )
        )
        # Every stream is gone through, for the reader looks into those of programs too.
        content = b"".join(parts)[:length]
        title = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
        if title.lower() in _STREAMS:
            yield content


def _links(raw: bytes, size: int, sector: Callable[[int], bytes]) -> tuple[int, ...]:
    """The sector that follows each sector, or a number from ``_LAST`` on."""
    tables = [number for number in struct.unpack_from(f"<{_OF_HEADER}I", raw, 76) if number < _LAST]
    (further,) = struct.unpack_from("<I", raw, 68)
    seen = set()
    while further < _LAST and further not in seen:
        seen.add(further)
        *more, further = _numbers(sector(further).ljust(size, b"\xff"))
        tables += [number for number in more if number < _LAST]
    return _numbers(b"".join(sector(number).ljust(size, b"\xff") for number in tables))


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chain(first: int, links: tuple[int, ...], steps: Iterator[int]) -> Iterator[int]:
    """The numbers of the sectors that follow one another from the first on.

    Steps are those left for all chains: of a chain that goes round, the reader reads until no memory is left.
    """
    while first < _LAST:
        if next(steps, None) is None:
            raise struct.error
        yield first
        first = links[first]
