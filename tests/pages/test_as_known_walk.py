"""On as-known dates no page, with everything on it opened, holds a later date, source or figure."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

import pytest

from components.session.text import plain
from components.widgets.date_field import EXAMPLE
from geo.case.as_known import as_known
from geo.dates import format_period
from geo.export.csv_file import to_csv
from geo.export.geojson_file import to_geojson
from geo.export.kml_file import to_kml
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.report.cards import card
from geo.view.select import selected, vocabulary
from geo.view.view import read
from tests.conftest import shipped
from tests.figure_openers import PAGES, every_opener
from tests.page_texts import later, sent

DAYS = ("2022-08-24", "2023-10-01")
# Of twelve days walked by hand these show most.
# What opens on every page, beside what explains a figure. What was learned after the date is not opened: it
# is asked for by name, and tells of nothing else.
SHELL = (
    "case", "period", "as_at", "compare", "as_known", "show", "names_popover", "copy_link", "counted",
    "changes_rest", "scene_versions",
)  # fmt: skip
# A day set in advance by those whom a row quotes, and days of the product itself: how a day may be typed,
# what the case is about, its period and that of a scene, a field's last day.
OWN = (
    "by 25 August 2022", "to=2020-12-31",
    EXAMPLE, *EXAMPLE.replace(" or ", ", ").split(", "), "to the end of 2023",
    format_period(shipped().settings.period), "2100-12-31", plain(shipped().settings.title),
)  # fmt: skip
CARDS = {
    "consignment": ("consignments", "consignment_id"), "status": ("route_status", "status_id"),
    "route": ("routes", "route_id"), "movement": ("movements", "movement_id"), "area": ("areas", "area_id"),
    "stage": ("aid_stages", "stage_id"), "passage": ("passage", "passage_id"),
}  # fmt: skip
LEAST = 1000


@cache
def hidden_titles(day: date) -> frozenset[str]:
    """Titles of sources and events, and loads, that nobody could have read by then."""
    whole, then = shipped(), as_known(shipped(), day)
    hidden = set()
    for table, column in (("sources", "title"), ("events", "title"), ("consignments", "cargo")):
        hidden |= set(whole.tables()[table][column]) - set(then.tables()[table][column])
    return frozenset(title for title in hidden if len(title) > len("Wheat flour"))


@cache
def hidden_figures(day: date) -> frozenset[str]:
    """Numbers of people and things that only rows published later hold, as they are written."""
    whole, then = shipped(), as_known(shipped(), day)
    hidden: set[float] = set()
    for table, column in (("claims", "value"), ("accommodation", "persons"), ("movements", "persons")):
        hidden |= set(whole.tables()[table][column]) - set(then.tables()[table][column])
    # A round number may stand for another thing too.
    return frozenset(f"{value:,.0f}" for value in hidden if value >= LEAST and value % 100)


def found_later(text: str, day: date) -> list[str]:
    for own in OWN:
        text = text.replace(own, "")
    wrong = later(text, day)
    wrong += [title for title in hidden_titles(day) if title in text]
    return wrong + [figure for figure in hidden_figures(day) if f" {figure} " in f" {text} "]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", [shows.page for shows in PAGES])
def test_no_page_holds_what_was_published_later(open_page, page: str, day: str) -> None:
    opened = (*every_opener(page), *SHELL)
    app = open_page(page, opened=opened, at=day, known=day, to=day, _from="2020-09-27")
    parts = list(sent(app))
    assert sum(len(text) for _, text in parts) > 1000
    wrong = [(kind, told) for kind, text in parts for told in found_later(text, date.fromisoformat(day))]
    assert wrong == []


@pytest.mark.parametrize("day", DAYS)
def test_no_card_holds_what_was_published_later(day: str) -> None:
    known = date.fromisoformat(day)
    case = as_known(shipped(), known)
    for kind, (table, key) in CARDS.items():
        for name in case.tables()[table][key]:
            shown = card(case, kind, name)
            assert shown is not None
            texts = (
                shown["title"],
                *shown["lines"],
                *shown["notes"],
                *(one["title"] for one in shown["sources"]),
            )
            assert [told for text in texts for told in found_later(text, known)] == [], (kind, name)


@pytest.mark.parametrize("day", DAYS)
def test_no_file_holds_what_was_published_later(day: str) -> None:
    known = date.fromisoformat(day)
    case = as_known(shipped(), known)
    view, _ = read(
        {"at": day, "known": day, "to": day, "from": "2020-09-27"}, case.settings, vocabulary(case)
    )
    export = prepare(case, view, selected(case, view).events)
    for make in (to_csv, to_geojson, to_kml):
        text = make(contents(export, datetime(2020, 11, 1))).decode("utf-8")
        assert len(text) > 1000
        assert found_later(text, known) == []
