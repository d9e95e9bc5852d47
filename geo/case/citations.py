"""Sources named in one line, for tables and hover texts, and by number in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cells import as_text
from geo.dates import format_moment
from geo.memo import once_per_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.case.load import Case

# The case itself and the as-known dates last looked at.
KEPT = 8


@once_per_case(KEPT)
def source_lines(case: Case) -> Mapping[str, str]:
    """Source id to "Publisher, 28 Sept 2023: Title"; parts that are not known are left out."""
    table = case.sources
    columns = (table[name] for name in ("source_id", "title", "publisher", "published"))
    rows = zip(*columns, strict=True)
    return {
        key: _line(as_text(title), as_text(publisher), as_text(day)) for key, title, publisher, day in rows
    }


def cite(lines: Mapping[str, str], source_ids: Iterable[str]) -> str:
    """The lines of several sources, joined; an id without a line stands for itself.

    >>> cite({"a": "WFP: Report"}, ["a", "b"])
    'WFP: Report · b'
    """
    return " · ".join(lines.get(source_id, source_id) for source_id in source_ids)


def marks(numbers: dict[str, int], source_ids: Iterable[str]) -> str:
    """The marks of sources in a text: "[1][2]".

    Parameters
    ----------
    numbers
        Number of each source cited so far, counted from 1; a source not cited before is added.
    source_ids
        Ids of the sources to cite.

    Returns
    -------
    str
        One mark a source, in the order given; empty for none.

    Examples
    --------
    >>> numbers = {"a": 1}
    >>> marks(numbers, ["b", "a"]), numbers
    ('[2][1]', {'a': 1, 'b': 2})
    """
    return "".join(f"[{numbers.setdefault(source_id, len(numbers) + 1)}]" for source_id in source_ids)


def numbered(case: Case, numbers: dict[str, int]) -> list[str]:
    """The list of sources at the end of a text, by number.

    Parameters
    ----------
    case
        The case as known.
    numbers
        Number of each source cited, in ascending order.

    Returns
    -------
    list of str
        Lines: one empty, the heading, one a source; no lines where nothing is cited.
    """
    lines = source_lines(case)
    cited = [f"[{number}] {lines.get(source, source)}" for source, number in numbers.items()]
    return ["", "Sources", *cited] if cited else []


def _line(title: str, publisher: str, published: str) -> str:
    head = ", ".join(part for part in (publisher, format_moment(published)) if part)
    return f"{head}: {title}" if head and title else head or title
