"""Counts as people read them: "1 event", "2,400 loads of aid"."""

from __future__ import annotations


def counted(count: int, one: str, several: str = "") -> str:
    """A count with what it counts; ``several`` where the plural is not ``one`` with an s.

    >>> counted(1, "event"), counted(2400, "load of aid", "loads of aid"), counted(0, "row")
    ('1 event', '2,400 loads of aid', '0 rows')
    """
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"
