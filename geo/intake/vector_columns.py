"""Attributes of layers as columns of a table: balloons of KML as words, objects inside JSON as columns."""

from __future__ import annotations

import html
import json
import re

import numpy as np
import pandas as pd

_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>")
_INLINE = re.compile(r"</?(?:b|i|u|a|em|strong|span|font|sup|sub|small|big)\b", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LONGEST, _DEPTH = 20_000, 3


def of_kml(frame: pd.DataFrame) -> pd.DataFrame:
    """Attributes of a KML with its moments where its spans begin, and its balloons as words.

    Parameters
    ----------
    frame
        Columns as the driver gives them.

    Returns
    -------
    pandas.DataFrame
        A moment without a span stands in ``begin``; ``description`` is without marks of HTML.
    """
    frame = frame.copy()
    if "timestamp" in frame:
        stamp = frame.pop("timestamp")
        frame["begin"] = frame["begin"].where(frame["begin"].notna(), stamp) if "begin" in frame else stamp
    if "description" in frame:
        texts = frame["description"].fillna("").astype("str")
        marked = texts.str.contains(_MARKUP)
        frame["description"] = texts.where(~marked, texts.where(marked, "").map(_words_of))
    return frame


def _words_of(markup: str) -> str:
    """The words of a piece of HTML, those of one cell or line apart from those of another.

    >>> _words_of("<b>Set up</b> 23 April<br>by <i>guards</i> &amp; others")
    'Set up 23 April by guards & others'
    """
    bare = _MARKUP.sub(
        lambda mark: "" if _INLINE.match(mark[0]) else " ", _UNSEEN.sub(" ", markup[:_LONGEST])
    )
    return " ".join(html.unescape(bare).split())


def unfolded(frame: pd.DataFrame) -> pd.DataFrame:
    """A table in which each column of JSON objects is a column for each of what they hold.

    Parameters
    ----------
    frame
        Columns, those of objects as JSON in text.

    Returns
    -------
    pandas.DataFrame
        ``incident`` becomes ``incident/type`` and so on; a column with anything but objects stays.
    """
    parts = []
    for column in frame.columns:
        cells = frame[column]
        objects = cells.dropna().map(_object)
        if objects.empty or not objects.map(bool).all():
            parts.append(cells.map(_text) if cells.dtype == "object" else cells)
            continue
        inner = pd.json_normalize(list(objects), sep="/", max_level=_DEPTH).set_axis(objects.index, axis=0)
        names = [f"{column}/{name}" for name in inner.columns]
        parts.append(inner.set_axis(names, axis=1).map(_text).reindex(cells.index))
    return pd.concat(parts, axis=1) if parts else frame


def _object(cell: object) -> dict[str, object]:
    """What a cell holds as an object, or as the JSON of one; empty for any other."""
    if isinstance(cell, str) and cell.startswith("{"):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            return {}
    return cell if isinstance(cell, dict) else {}


def _text(value: object) -> object:
    """Plain values of a list side by side; other lists and objects as JSON, so that nothing is lost."""
    values = value.tolist() if isinstance(value, np.ndarray) else value
    if isinstance(values, list) and not any(isinstance(entry, list | dict) for entry in values):
        return ", ".join(str(entry) for entry in values if entry is not None)
    return json.dumps(values, ensure_ascii=False) if isinstance(values, list | dict) else values
