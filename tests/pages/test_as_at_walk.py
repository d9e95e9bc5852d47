"""On as-at dates no page, with everything on it opened, says what came after unless it is marked as later."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geo.dates import format_moment
from geo.export.csv_file import to_csv
from geo.export.geojson_file import to_geojson
from geo.export.kml_file import to_kml
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.report.tables import BEGINS_LATER, ENDS_LATER
from geo.view.select import selected, vocabulary
from geo.view.view import read
from tests.conftest import shipped
from tests.figure_openers import every_opener
from tests.page_texts import later, sent
from tests.pages.test_as_known_walk import OWN, SHELL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.export.shown_rows import Export

# By hand every page was walked on twelve dates; these show most.
WALKS = (("blockade", "2022-12-20"), ("aid", "2022-12-20"), ("diplomacy", "2022-12-20"),
         ("events", "2023-09-20"), ("displacement", "2023-09-26"))  # fmt: skip
PERIOD = {"_from": "2020-09-27", "to": "2023-12-31"}
# What chooses the days to look at tells of no day: links, the link to copy, presets, the fields of days.
CHOOSING = ("page_link", "code", "button", "text_input")
# A chart over time, and the list of the period's events, say beside them what is later.
CHART, LIST = "vega_lite_chart", "dataframe"
MARK = re.compile(r"later|after the as-at date", re.IGNORECASE)


@cache
def citations() -> tuple[str, ...]:
    """How the shipped case's sources are cited: a source may be published after what it tells of."""
    rows = shipped().sources.to_dict("records")
    words = {row["title"] for row in rows}
    words |= {f"{row['publisher']}, {format_moment(row['published'])}" for row in rows if row["published"]}
    words |= {f"{row['publisher']} ({row['published']})" for row in rows if row["published"]}
    return tuple(sorted(words, key=len, reverse=True))


def unpublished(kind: str, text: str) -> str:
    """A table's text without the column of publication dates, which are sources' like those cited."""
    if kind != "table" or "Published" not in text:
        return text
    return pd.read_csv(StringIO(text), dtype=str).drop(columns="Published").to_csv()


def unmarked(text: str, day: date) -> Iterator[str]:
    """Each date of a text after ``day`` in a line without a mark, with the words before it."""
    for line in text.replace("\\", "").splitlines():
        if MARK.search(line) or not later(line, day):
            continue
        for words in (*OWN, *citations()):
            line = line.replace(words, "")  # noqa: PLW2901 - only what is left of it counts
        yield from later(line, day)


@pytest.mark.parametrize(("page", "day"), WALKS)
def test_no_page_says_what_came_after_the_as_at_date_without_a_mark(open_page, page: str, day: str) -> None:
    app = open_page(page, opened=(*every_opener(page), *SHELL), at=day, **PERIOD)
    parts = [(kind, unpublished(kind, text)) for kind, text in sent(app) if kind not in CHOOSING]
    assert sum(len(text) for _, text in parts) > 1000
    wrong = [(kind, list(unmarked(text, date.fromisoformat(day)))) for kind, text in parts]
    wrong = [(kind, found) for kind, found in wrong if found]
    # Each chart of a period has a veil over what is later, and words for it.
    charts = [found for kind, found in wrong if kind == CHART]
    veils = [text for _, text in parts if 'class="after-as-at"' in text]
    assert len(charts) <= len(veils)
    assert len(charts) <= sum("ale: after the as-at date" in text for _, text in parts)
    listed = [found for kind, found in wrong if kind == LIST and page == "events"]
    assert len(listed) <= sum(text.startswith(":small[Later: of these events") for _, text in parts)
    others = [(kind, found) for kind, found in wrong if kind != CHART and found not in listed]
    assert others == []


def _export(day: str) -> Export:
    case = shipped()
    view, _ = read({"at": day, "from": "2020-09-27", "to": "2023-12-31"}, case.settings, vocabulary(case))
    return prepare(case, view, selected(case, view).events)


@pytest.mark.parametrize("make", [to_csv, to_geojson, to_kml])
def test_a_file_says_of_each_event_what_of_it_is_later(make) -> None:
    export = _export("2023-09-20")
    text = make(contents(export, datetime(2020, 11, 1))).decode("utf-8")
    begun = export.rows["start"] <= export.view.at
    over = export.rows["end"] <= datetime(2023, 9, 21)
    assert text.count(BEGINS_LATER) == (~begun).sum() > 0
    assert text.count(ENDS_LATER) == (begun & ~over).sum() > 0
