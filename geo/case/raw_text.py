"""The bytes of one of a case's files as UTF-8, however it was saved, and what was odd about them."""

from __future__ import annotations

import codecs
import stat
from typing import TYPE_CHECKING

from geo.case.set_aside import SetAside

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 4 * 1024**3
_PIECE = 1024 * 1024
# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A file with more zero bytes than one of so many is no text with a slip in it.
_SLIPS = 100


class UnreadableError(Exception):
    """Why a file cannot be read, in words that follow "the file"."""


def file_bytes(path: Path, largest: int) -> bytes:
    """Return the bytes of a regular file.

    Parameters
    ----------
    path
        The file.
    largest
        The most bytes that are read.

    Returns
    -------
    bytes
        The whole file.

    Raises
    ------
    UnreadableError
        When the file is missing, no regular file, larger than that, or cannot be opened; the message says
        which.
    """
    try:
        stats = path.stat()
        if stat.S_ISDIR(stats.st_mode):
            raise UnreadableError("is a folder")
        if not stat.S_ISREG(stats.st_mode):
            raise UnreadableError("is no regular file")
        if stats.st_size > largest:
            raise UnreadableError(f"is too large: {_size(stats.st_size)}, where {_size(largest)} are read")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("is missing") from None
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror or type(error).__name__}") from None
    except ValueError:
        raise UnreadableError("cannot be opened: its path is not one of this system") from None


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB" if size >= _PIECE else f"{size:,} bytes"


def raw_text(path: Path) -> tuple[bytes | None, list[SetAside]]:
    """Return the file's text in UTF-8 and what was odd about it; None where there is none."""
    try:
        raw = file_bytes(path, _LARGEST)
        return _as_utf8(path.name, raw)
    except UnreadableError as error:
        remedy = (
            "Put it back or leave the table empty." if str(error) == "is missing" else "Save it as CSV UTF-8."
        )
        return None, [SetAside(path.name, None, "", "", f"the file {error}", remedy, "table")]


def line_of(raw: bytes, byte: int) -> int:
    """Return the line a byte stands on.

    Parameters
    ----------
    raw
        The bytes of a file.
    byte
        Position of the byte, counted from 0.

    Returns
    -------
    int
        The line, counted from 1.
    """
    return raw.count(b"\n", 0, byte) + 1


def _as_utf8(file: str, raw: bytes) -> tuple[bytes, list[SetAside]]:
    reports: list[SetAside] = []
    mark, encoding = next(((mark, name) for mark, name in _MARKS if raw.startswith(mark)), (b"", ""))
    encoding = encoding or _unmarked(raw)
    if encoding:
        raw = _converted(raw, len(mark), encoding)
        reports.append(
            _note(file, f"the file is {encoding[:6].upper()} and was read so", "Better save it as CSV UTF-8.")
        )
    else:
        raw = raw.removeprefix(mark)
    if zeros := raw.count(b"\0"):
        if zeros * _SLIPS > len(raw):
            raise UnreadableError(f"is not text: {zeros:,} of its bytes are zero")
        line, reason = line_of(raw, raw.index(b"\0")), "zero bytes in the text were passed over"
        reports.append(SetAside(file, line, "", "", reason, "Save it as CSV UTF-8.", "note", zeros))
        raw = raw.replace(b"\0", b"")
    if b"\r" in raw and b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    return raw, reports


def _unmarked(raw: bytes) -> str:
    """The encoding of UTF-16 without a mark: of plain letters each second byte is zero."""
    begin = raw[:2000]
    pairs = len(begin) // 2
    if pairs and begin[1::2].count(0) * 10 > pairs * 9 and not begin[0::2].count(0):
        return "utf-16-le"
    if pairs and begin[0::2].count(0) * 10 > pairs * 9 and not begin[1::2].count(0):
        return "utf-16-be"
    return ""


def _converted(raw: bytes, begin: int, encoding: str) -> bytes:
    """Piece by piece, so that text and bytes never stand in memory together."""
    decode = codecs.getincrementaldecoder(encoding)().decode
    out = bytearray()
    try:
        for at in range(begin, len(raw), _PIECE):
            out += decode(raw[at : at + _PIECE]).encode()
        decode(b"", final=True)
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise UnreadableError(f"begins like {encoding[:6].upper()} and is not") from None
    return bytes(out)


def _note(file: str, reason: str, remedy: str) -> SetAside:
    return SetAside(file, None, "", "", reason, remedy, "note")
