"""A list of changes as text to copy or print, and as a table: each with its sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.citations import marks, numbered
from geo.dates import format_date
from geo.report.listings import SOURCES
from geo.words import at_in_words, counted

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.changes.changes import Change, Changes

KINDS = {
    "opening": "Road, more could pass",
    "closure": "Road, less could pass",
    "status": "Road",
    "figure": "Count of people",
    "movement": "Movement of people",
    "waiting": "Aid held up",
    "blocked": "Aid not let through",
    "released": "Aid released",
    "suspended": "Aid suspended",
    "ended": "Aid no longer suspended",
    "delivered": "Aid delivered",
    "partial": "Aid delivered in part",
    "passed": "Aid passed",
    "pledged": "Aid pledged",
    "total": "Running total",
}


# What each key begins with is a change of, in the order told.
_TABLES = {
    "event": ("event",),
    "route": ("road",),
    "figure": ("count of people", "counts of people"),
    "consignment": ("load of aid", "loads of aid"),
    "movement": ("movement of people", "movements of people"),
}


def heading(case: Case, changes: Changes) -> str:
    """The heading of a list of changes; it says when the list looks back in time."""
    first, last = (at_in_words(item, case.settings.zone) for item in (changes.first, changes.last))
    if changes.back:
        return f"Looking back from {last} to {first}: what had not happened yet"
    return f"What changed between {first} and {last}"


def left_out_words(changes: Changes) -> str:
    """What the list leaves out and why, in one line; empty where it leaves out nothing."""
    sentences = []
    if changes.hidden:
        counts = Counter(row.key.partition(":")[0] for row in changes.hidden_rows)
        counts["event"] = sum(changes.hidden_events.values())
        parts = [counted(counts[table], *words) for table, words in _TABLES.items() if counts[table]]
        sentences.append(f"{counted(changes.hidden, 'change')} hidden by filters: {', '.join(parts)}.")
    if changes.left_out:
        more = counted(changes.left_out, "more event")
        sentences.append(f"{more} of less weight {'is' if changes.left_out == 1 else 'are'} left out.")
    return " ".join(sentences)


def nothing_words(changes: Changes) -> str:
    """What to say instead of an empty list."""
    if changes.hidden:
        return "Nothing that passes the filters changed."
    return "Nothing that is reported changed."


def as_text(case: Case, changes: Changes) -> str:
    """The whole list as plain text: heading, one line a change, and the sources by number."""
    numbers: dict[str, int] = {}
    known = [f"As known on {format_date(changes.known)}."] if changes.known else []
    rows = [_line(row, numbers) for row in changes.rows] or [nothing_words(changes)]
    left = [left_out] if (left_out := left_out_words(changes)) else []
    head = [heading(case, changes), case.settings.title, *known]
    return "\n".join([*head, "", *rows, *left, *numbered(case, numbers)])


def table(case: Case, changes: Changes) -> pd.DataFrame:
    """The changes as a table, one row each, indexed by key.

    Parameters
    ----------
    case
        The case.
    changes
        A list of changes.

    Returns
    -------
    pandas.DataFrame
        Words of each change in columns named for reading.
    """
    labels = {kind.key: kind.label for kind in case.settings.categories}
    rows = {
        change.key: {
            "What changed": change.sentence,
            "Day": format_date(change.day),
            "Kind": labels.get(change.kind) or KINDS.get(change.kind, change.kind),
            "Doubt": change.doubt,
            SOURCES: change.source_ids,
        }
        for change in changes.rows
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def _line(change: Change, numbers: dict[str, int]) -> str:
    doubt = f" Not certain: {change.doubt}" if change.doubt else ""
    return f"- {change.sentence}{doubt} {marks(numbers, change.source_ids)}".rstrip()
