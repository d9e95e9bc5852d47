"""All that a run of a page sends to a reader, as text, and what in it is later than a day."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from lxml import html

from geo.case.dates_in_text import dates_in

if TYPE_CHECKING:
    from collections.abc import Iterator

# Milliseconds since 1970, as charts and tables have their moments, of the years 2001 to 2033.
_MILLISECONDS = re.compile(r"(?<![\d.])1[0-9]{12}(?![\d.])")
_WITH_YEAR = re.compile(r"\d{4}")
# Names of the product's own: they bear years, but tell nothing.
_OWN = re.compile(
    r"Karabakh 2020[-–]2023|[0-9a-f]{12,}|[\w-]+-20\d{6}|https?://[^\s\x22]+|\b[\w-]*_\d{8}\w*\.\w+"
)


def sent(app: Any) -> Iterator[tuple[str, str]]:
    """Kind and text of each element of a page run by AppTest: what is shown, drawn, chosen from or opened."""
    yield from _of_block(app._tree)


def html_tables(app: Any) -> list[pd.DataFrame]:
    """Each short table of a page, the headings of its rows as the index; every cell is text."""
    return [table for element in app.get("html") for table in _tables_in(element.proto.body)]


def _tables_in(body: str) -> Iterator[pd.DataFrame]:
    for table in html.fragment_fromstring(body, create_parent="div").iter("table"):
        names, *rows = ([cell.text_content() for cell in row] for row in table.iter("tr"))
        yield pd.DataFrame(rows, columns=names, dtype=str).set_index(names[0])


def later(text: str, day: date) -> list[str]:
    """Each date with a year in a text, or moment of a chart, after ``day``; with the words before it."""
    plain = _OWN.sub("", text)
    found = []
    for written in dates_in(plain, day.year, day.month):
        if written.first > day and _WITH_YEAR.search(written.words):
            at = plain.find(written.words)
            found.append(plain[max(0, at - 60) : at + len(written.words)])
    for match in _MILLISECONDS.finditer(plain):
        moment = datetime.fromtimestamp(int(match[0]) / 1000, UTC)
        # What lasts through the day ends with the first moment of the next.
        if moment > datetime.combine(day, time(), UTC) + timedelta(days=1):
            found.append(f"{plain[max(0, match.start() - 60) : match.start()]}{moment:%Y-%m-%d}")
    return found


def _of_block(block: Any) -> Iterator[tuple[str, str]]:
    for child in block.children.values():
        if hasattr(child, "children"):
            if child.proto is not None:
                yield child.type, _fields(child.proto)
            yield from _of_block(child)
        elif child.type == "html" and "<table" in child.proto.body:
            for table in _tables_in(child.proto.body):
                yield "table", table.to_csv()
        else:
            yield child.type, _text(child)


def _text(element: Any) -> str:
    if element.type == "dataframe":
        return str(element.value.to_csv())
    proto = element.proto
    if element.type == "component_instance":
        return json.dumps(json.loads(proto.json_args), ensure_ascii=False)
    if element.type == "vega_lite_chart":
        tables = [_table(data.data.data) for data in proto.datasets]
        return "\n".join([_unescaped(proto.spec), *tables])
    return _fields(proto)


def _table(data: bytes) -> str:
    with pa.ipc.open_stream(data) as reader:
        return str(reader.read_all().to_pandas().to_csv())


def _unescaped(spec: str) -> str:
    return json.dumps(json.loads(spec), ensure_ascii=False)


def _fields(message: Any) -> str:
    """The texts of a message of Streamlit, all of them."""
    found: list[str] = []
    for field, value in message.ListFields():
        several = field.is_repeated if hasattr(field, "is_repeated") else field.label == field.LABEL_REPEATED
        for item in value if several and not isinstance(value, dict) else [value]:
            if isinstance(item, str):
                found.append(item)
            elif hasattr(item, "ListFields"):
                found.append(_fields(item))
    return "\n".join(found).replace("\\", "")
