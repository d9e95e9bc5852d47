"""The note of a page tells of nothing that had not come about, or was not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from components.sections.page_note import note_of
from geo.dates import parse_at
from geo.view.view import opening
from tests.conftest import shipped


@pytest.mark.parametrize(
    ("page", "at", "known", "begins"),
    [
        ("displacement", "2023-09-23", None, ""),
        ("displacement", "2023-09-24", None, "Arrivals were counted"),
        ("displacement", "2023-09-28", date(2023, 9, 20), ""),
        ("blockade", "2022-12-11", None, ""),
        ("blockade", "2022-12-12", date(2022, 12, 12), "Azerbaijan denies"),
        ("aid", "2020-10-01", None, "Running totals"),
    ],
)
def test_a_note_about_what_came_later_stands_only_from_its_day(
    page: str, at: str, known: date | None, begins: str
) -> None:
    case = shipped()
    note = note_of(case, replace(opening(case.settings), at=parse_at(at), known=known), page)
    assert note.startswith(begins)
    assert bool(note) == bool(begins)
