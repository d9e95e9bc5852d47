"""Where a table begins: its heading, HXL tags above or below it, titles before it, or no heading at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.intake.month_columns import under_groups, under_years

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKED_AT = 40
_TAG = re.compile(r"#[A-Za-z][\w]*(?:\s*\+\s*[\w]+)*\s*")
_VALUE = re.compile(
    r"[+-]?[0-9][0-9.,\s]*%?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}.*"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# So much of the first row are numbers and dates where a table has no heading.
_BARE_SHARE = 0.3
_FULL_SHARE = 0.5


@dataclass(frozen=True)
class Heading:
    """The heading of a table."""

    names: tuple[str, ...]
    at: int
    """Position of its row among those looked at; -1 where the table has none."""
    first: int
    """Position of the first row of data."""
    tags: dict[str, str] = field(default_factory=dict)


def heading_of(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The heading among the first rows of a table; None where no row has two cells and none is a heading.

    Parameters
    ----------
    rows
        Cells of the first rows as text.

    Returns
    -------
    Heading or None
        Names of the columns, made unlike one another; an unnamed column with a tag bears the tag's name.
    """
    tagged = next((at for at, row in enumerate(rows[:LOOKED_AT]) if is_tags(row)), None)
    if tagged is not None:
        return _tagged(rows, tagged)
    widths = [0 if _is_remark(row) else sum(map(bool, map(str.strip, row))) for row in rows[:LOOKED_AT]]
    if not widths or not max(widths):
        return None
    least = max(1, min(max(widths), 2), int(max(widths) * _FULL_SHARE))
    at = next(place for place, width in enumerate(widths) if width >= least)
    if dated := _dated(rows, at):
        return dated
    if _is_bare(rows[at], rows[at + 1] if at + 1 < len(rows) else ()):
        return Heading(bare_names(len(rows[at])), -1, at)
    if _is_group(rows, at):
        return Heading(_unlike(_grouped(rows[at], rows[at + 1])), at + 1, at + 2)
    return Heading(_unlike(rows[at]), at, at + 1)


def _dated(rows: Sequence[Sequence[str]], at: int) -> Heading | None:
    """A heading of months under years, under groups of columns, or under both."""
    for top in (at - 1, at, at + 1):
        if not 0 <= top < len(rows) - 1:
            continue
        years = under_years(rows[top], rows[top + 1])
        names = under_groups(rows[top - 1], years) if years and top else []
        names = names or (years if top <= at else [])
        if names:
            return Heading(_unlike(names), top + 1, top + 2)
    for top in (at - 1, at):
        if 0 <= top < len(rows) - 1 and (names := under_groups(rows[top], rows[top + 1])):
            return Heading(_unlike(names), top + 1, top + 2)
    return None


def _is_remark(row: Sequence[str]) -> bool:
    """Whether a row is a remark about the file, as programs write them above a table.

    >>> _is_remark(["# Prepared: 2023-10-01", " by X"]), _is_remark(["#", "title"])
    (True, False)
    """
    return bool(row) and re.match(r"\s*(?:#+ +|//|\*{2,})\S", row[0]) is not None


def _is_group(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row stands over groups of columns that are named in the row below it."""
    if at + 2 >= len(rows):
        return False
    above, below = [[cell.strip() for cell in row] for row in rows[at : at + 2]]
    width = max(len(above), len(below))
    above, below = [[*cells, *[""] * (width - len(cells))] for cells in (above, below)]
    # Cells joined downwards bear the name of their column above, and nothing below.
    under = sum(bool(low) and not high for high, low in zip(above, below, strict=True))
    wider = under > 0 and sum(map(bool, below)) > 1 and not all(above)
    # A sheet reads "(2022)" under a name as a figure below 0.
    words = not any(_VALUE.fullmatch(cell) and not _is_year(cell) for cell in (*above, *below))
    return (
        wider
        and words
        and any(_VALUE.fullmatch(cell.strip()) for row in rows[at + 2 : at + 6] for cell in row)
    )


def _is_year(cell: str) -> bool:
    return _YEAR.fullmatch(cell.removeprefix("-")) is not None


def _grouped(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Names of the lower row, with the group's before those that several groups have, or that are years."""
    names, group = [], ""
    low = [cell.strip() for cell in below]
    for place in range(max(len(above), len(low))):
        name = low[place] if place < len(low) else ""
        group = (above[place].strip() if place < len(above) else "") or group
        several = low.count(name) > 1 or _is_year(name)
        names.append(f"{group} {name}".strip() if several and name else name or group)
    return names


def is_tags(row: Sequence[str]) -> bool:
    """Whether a row holds HXL tags.

    >>> is_tags(["", "#sector", "#date +reported"]), is_tags(["#", "name"])
    (True, False)
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    tags = sum(bool(_TAG.fullmatch(cell)) for cell in filled)
    return tags > 0 and tags * 2 >= len(filled)


def bare_names(width: int) -> tuple[str, ...]:
    """Names for the columns of a table without a heading.

    Parameters
    ----------
    width
        How many columns there are.

    Returns
    -------
    tuple of str
        "column 1" and so on.
    """
    return tuple(f"column {number}" for number in range(1, width + 1))


def _tagged(rows: Sequence[Sequence[str]], at: int) -> Heading:
    tags = [re.sub(r"\s+", "", cell).lower() for cell in rows[at]]
    above = rows[at - 1] if at else ()
    below = rows[at + 1] if at + 1 < len(rows) else ()
    names: Sequence[str]
    first, place = at + 1, at
    if any(cell.strip() for cell in above):
        names, place = _under_group(rows[at - 2] if at > 1 else (), above), at - 1
    elif at == 0 and below and not _is_bare(below) and _all_words(below, rows[at + 2 : at + 6]):
        names, first, place = below, at + 2, at + 1
    else:
        names = ()
    width = max(len(tags), len(names))
    padded = [*names, *[""] * (width - len(names))]
    marks = [*tags, *[""] * (width - len(tags))]
    unlike = _unlike([name.strip() or mark for name, mark in zip(padded, marks, strict=True)])
    return Heading(
        unlike, place, first, {name: mark for name, mark in zip(unlike, marks, strict=True) if mark and name}
    )


def _under_group(above: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    """The names over tags, with their groups' where a row of several groups stands over names that repeat."""
    groups = [cell.strip() for cell in above if cell.strip()]
    filled = [name.strip() for name in names if name.strip()]
    grouped = 1 < len(groups) < len(filled) and len(set(filled)) < len(filled)
    return _grouped(above, names) if grouped and not any(map(_VALUE.fullmatch, groups)) else names


def _all_words(row: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a row below tags is a heading: words where the rows below it hold values, or none repeated."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled or any(_VALUE.fullmatch(cell) for cell in filled) or len(set(filled)) < len(filled):
        return False
    return any(_VALUE.fullmatch(cell.strip()) for other in others for cell in other)


def _is_bare(row: Sequence[str], below: Sequence[str] = ()) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    days = [at for at, cell in enumerate(row) if _DAY.match(cell.strip())]
    under = [below[at].strip() for at in days if at < len(below)]
    if len({row[at] for at in days}) > 1 and any(map(_VALUE.fullmatch, under)):
        # Days side by side over figures name columns.
        return any(map(_DAY.match, under))
    values = [cell for cell in filled if _VALUE.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    return bool(filled) and len(values) >= max(1, len(filled) * _BARE_SHARE)


def _unlike(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of columns on one line each, the second of a name with its number."""
    seen: dict[str, int] = {}
    names = []
    for cell in cells:
        shown = "".join(letter for letter in cell if unicodedata.category(letter) != "Cf")
        name = " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split())
        if name:
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name} ({seen[name]})"
        names.append(name)
    return tuple(names)
