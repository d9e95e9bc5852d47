"""A table as a page shows it, as contents of a file: its rows that may be passed on, with their sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.case.licence import may_pass
from geo.export.contents import Contents
from geo.export.share_check import table_check
from geo.report.imprint import imprint
from geo.report.listings import HIDDEN, SOURCES

if TYPE_CHECKING:
    from datetime import datetime

    from geo.case.case import Case
    from geo.view.view import ViewState

# Names of the sheets that stand beside the table.
_OWN_SHEETS = ("sources", "about")


@dataclass(frozen=True)
class TableExport:
    """The rows of a table that may be passed on, as shown, and how many may not."""

    case: Case
    view: ViewState
    title: str
    rows: pd.DataFrame
    source_ids: tuple[str, ...]
    withheld: int

    @property
    def name(self) -> str:
        """The title as a word for names of files and sheets."""
        words = "_".join(re.findall(r"[a-z0-9]+", self.title.lower())[:5]) or "table"
        return (f"list_of_{words}" if words in _OWN_SHEETS else words)[:31]

    def share_check(self) -> tuple[str, ...]:
        """What in the file its reader may not expect, one sentence each."""
        return table_check(self.case, self.rows, self.source_ids, self.withheld)


def table_export(case: Case, view: ViewState, title: str, table: pd.DataFrame) -> TableExport:
    """Return the rows of a table that may be passed on.

    Parameters
    ----------
    case
        The case as known.
    view
        The view the table is of.
    title
        What the table is called on its page.
    table
        Rows as shown; the column ``source_ids``, where there is one, holds tuples of ids.

    Returns
    -------
    TableExport
        The rows with ``sources``, the ids of what each rests on, beside; hidden columns left out.
    """
    seen = table.drop(columns=list(HIDDEN), errors="ignore")
    if SOURCES not in table:
        return TableExport(case, view, title, _with_index(seen), (), 0)
    cells = pd.Series([";".join(ids) for ids in table[SOURCES]], dtype="str")
    passing = may_pass(pd.DataFrame({"source_ids": cells}), case.sources)
    cited = dict.fromkeys(key for ids in table[SOURCES][passing] for key in ids)
    rows = _with_index(seen[passing]).assign(sources=cells[passing].reset_index(drop=True))
    return TableExport(case, view, title, rows, tuple(cited), int(np.count_nonzero(~passing)))


def table_contents(export: TableExport, created: datetime) -> Contents:
    """Return the rows, the sources they rest on, and what the file says of itself."""
    sources = export.case.sources
    cited = sources[sources["source_id"].isin(export.source_ids)]
    columns = ["publisher", "title", "published", "url", "licence"]
    lines = cited[columns].itertuples(index=False, name=None)
    counts = cited["licence"].replace("", "not stated").value_counts()
    about = imprint(export.case, export.view, created) | {
        "table": export.title,
        "rows": len(export.rows),
        "rows_withheld": export.withheld,
        "licences": [f"Sources ({count:,}): {licence}" for licence, count in counts.items()],
        "attribution": [", ".join(part for part in parts if part) for parts in lines],
    }
    tables = {export.name: export.rows}
    if len(cited):
        tables["sources"] = cited[["source_id", *columns]].reset_index(drop=True)
    return Contents(tables, about)


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the ids of its index, where it is named by any, as a first column of their own."""
    plain = table.reset_index(drop=True)
    if not pd.api.types.is_integer_dtype(table.index) and "id" not in table:
        plain.insert(0, "id", table.index.astype("str"))
    return plain
