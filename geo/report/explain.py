"""A figure explained: the rows it was made of, the rule, what was left out and why, the sources.

Made only when somebody asks: a figure itself carries no more than the names of its rows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.case.licence import may_pass
from geo.report.cards import as_at, card
from geo.report.dated_text import by
from geo.report.imprint import imprint
from geo.report.surround import code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from geo.case.case import Case
    from geo.report.answer import KeyFigure
    from geo.view.view import ViewState

# Rows of one figure that are written out; a count of more says how many it names only.
MOST_ROWS = 2000


@dataclass(frozen=True)
class Row:
    """One row behind a figure, in words; ``reason`` says why it was left out, where it was."""

    name: str
    title: str
    lines: tuple[str, ...]
    sources: tuple[dict[str, str], ...]
    reason: str = ""


def rows_of(case: Case, names: Sequence[str], view: ViewState) -> tuple[Row, ...]:
    """The rows named, in words; names the case has no row for are left out."""
    rows = (_row(case, name, view) for name in names[:MOST_ROWS])
    return tuple(item for item in rows if item is not None)


def left_out_of(case: Case, pairs: Sequence[tuple[str, str]], view: ViewState) -> tuple[Row, ...]:
    """The rows named as passed over, in words, each with its reason."""
    rows = (_row(case, name, view, reason) for name, reason in pairs[:MOST_ROWS])
    return tuple(item for item in rows if item is not None)


def as_file(case: Case, view: ViewState, figures: Sequence[KeyFigure], created: datetime) -> bytes:
    """Figures with all that explains them, as JSON (UTF-8): rows, rule, left out, sources, and the view.

    Of a row that rests on a source which may not be passed on only the name is given.
    """
    entries = [_figure(case, view, figure) for figure in figures]
    content = {**imprint(case, view, created), "figures": entries}
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def file_name(case: Case, view: ViewState, label: str) -> str:
    """A name that says case, figure and as-at day, such as `ABC_explain_dead_20230928.json`."""
    words = "_".join(re.findall(r"[a-z0-9]+", label.lower())[:6]) or "figure"
    return f"{code(case)}_explain_{words}_{view.at:%Y%m%d}.json"


def _figure(case: Case, view: ViewState, figure: KeyFigure) -> dict[str, Any]:
    used, left = figure.provenance.rows, figure.provenance.left_out
    rows = rows_of(case, used, view)
    passed_over = left_out_of(case, left, view)
    return {
        "value": by(figure.value, view.at),
        "label": figure.label,
        "when": figure.when,
        "explanation": [by(line, view.at) for line in figure.explain],
        "rule": figure.provenance.rule,
        "rows": _plain(case, rows),
        "left_out": _plain(case, passed_over),
        "rows_named_only": max(len(used) - MOST_ROWS, 0) + max(len(left) - MOST_ROWS, 0),
        "source_ids": list(figure.source_ids),
    }


def _plain(case: Case, rows: Sequence[Row]) -> list[dict[str, Any]]:
    cells = [";".join(source["id"] for source in row.sources) for row in rows]
    passed = may_pass(pd.DataFrame({"source_ids": pd.Series(cells, dtype="str")}), case.sources)
    return [
        _entry(row) if may else _WITHHELD | {"row": row.name} for row, may in zip(rows, passed, strict=True)
    ]


_WITHHELD = {"withheld": "its sources may not be passed on"}


def _entry(row: Row) -> dict[str, Any]:
    entry: dict[str, Any] = {"row": row.name, "title": row.title, "lines": list(row.lines)}
    entry["sources"] = list(row.sources)
    return entry | ({"reason": row.reason} if row.reason else {})


def _row(case: Case, name: str, view: ViewState, reason: str = "") -> Row | None:
    kind, _, key = name.partition(":")
    content = card(case, kind, key, view.names)
    if content is None:
        return None
    content = as_at(content, view.at)
    lines = (*content["lines"], *content["notes"])
    return Row(name, content["title"], lines, tuple(content["sources"]), reason)
