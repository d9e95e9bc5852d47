"""A list of changes as text to copy or print, and as a table: each with its sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from geo.case.citations import marks, numbered
from geo.dates import format_date
from geo.report.listings import SOURCES
from geo.signs import BY_KEY
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
    """What the list is of, in words; of one that looks back also that."""
    first, last = (at_in_words(one, case.settings.zone) for one in (changes.first, changes.last))
    if changes.back:
        return f"Looking back from {last} to {first}: what had not happened yet"
    return f"What changed between {first} and {last}"


def left_out_words(changes: Changes) -> str:
    """What the list leaves out and why, in one line; empty where it leaves out nothing."""
    said = []
    if changes.hidden:
        counts = Counter(one.key.partition(":")[0] for one in changes.hidden_rows)
        counts["event"] = sum(changes.hidden_events.values())
        parts = [counted(counts[table], *words) for table, words in _TABLES.items() if counts[table]]
        said.append(f"{counted(changes.hidden, 'change')} hidden by filters: {', '.join(parts)}.")
    if changes.left_out:
        more = counted(changes.left_out, "more event")
        said.append(f"{more} of less weight {'is' if changes.left_out == 1 else 'are'} left out.")
    return " ".join(said)


def nothing_words(changes: Changes) -> str:
    """What to say instead of an empty list."""
    if changes.hidden:
        return "Nothing that passes the filters changed."
    return "Nothing that is reported changed."


def as_text(case: Case, changes: Changes) -> str:
    """The whole list as plain text: heading, one line a change, and the sources by number."""
    numbers: dict[str, int] = {}
    known = [f"As known on {format_date(changes.known)}."] if changes.known else []
    rows = [_line(one, numbers) for one in changes.rows] or [nothing_words(changes)]
    left = [said] if (said := left_out_words(changes)) else []
    head = [heading(case, changes), case.settings.title, *known]
    return "\n".join([*head, "", *rows, *left, *numbered(case, numbers)])


def table(changes: Changes) -> pd.DataFrame:
    """One row a change, indexed by its key."""
    rows = {
        one.key: {
            "What changed": one.sentence,
            "Day": format_date(one.day),
            "Kind": BY_KEY[one.kind].label if one.kind in BY_KEY else KINDS.get(one.kind, one.kind),
            "Doubt": one.doubt,
            SOURCES: one.source_ids,
        }
        for one in changes.rows
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def _line(one: Change, numbers: dict[str, int]) -> str:
    doubt = f" Not certain: {one.doubt}" if one.doubt else ""
    return f"- {one.sentence}{doubt} {marks(numbers, one.source_ids)}".rstrip()
