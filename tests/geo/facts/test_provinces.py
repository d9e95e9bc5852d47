"""People by province beside the inhabitants there, and from list to list."""

from __future__ import annotations

from datetime import date

import pytest

from geo.case.as_known import as_known
from geo.facts.displacement import accommodation_lists
from geo.facts.provinces import bases, rates, slopes
from geo.report.displacement_tables import inhabitants_words, provinces
from geo.report.displacement_tables import slopes as slopes_table
from tests.conftest import shipped


def unhcr():
    return next(one for one in accommodation_lists(shipped()) if one.claimant == "UNHCR")


# UNHCR of 18 Sept 2024 for every 1,000 inhabitants of 1 Jan 2024, by hand: 18,343 / 278.0 and so on.
@pytest.mark.parametrize(
    ("place", "persons", "rate"),
    [
        ("yerevan", 46409, 42.0), ("marz-kotayk", 18343, 66.0), ("marz-ararat", 12100, 47.3),
        ("marz-armavir", 10726, 41.3), ("marz-syunik", 6668, 55.8), ("marz-lori", 4289, 19.0),
        ("marz-shirak", 4066, 17.1), ("marz-aragatsotn", 3906, 29.7), ("marz-gegharkunik", 3646, 17.1),
        ("marz-tavush", 3014, 25.7), ("marz-vayots-dzor", 2199, 44.9),
    ],
)  # fmt: skip
def test_every_province_of_unhcr_stands_beside_its_inhabitants(place: str, persons: int, rate: float) -> None:
    found = {one.row.place_id: one for one in rates(shipped(), unhcr())}[place]
    assert found.row.persons == persons
    assert found.per_thousand == pytest.approx(rate, abs=0.05)
    assert found.base is not None
    assert found.base.claimant == "Statistical Committee of Armenia"


def test_before_the_inhabitants_were_published_there_is_no_rate() -> None:
    given = next(one for one in accommodation_lists(shipped()) if one.as_of == "2023-09-30")
    rows = rates(as_known(shipped(), date(2023, 12, 31)), given)
    assert {one.per_thousand for one in rows} == {None}
    assert "No source known by then" in inhabitants_words(shipped(), rows)
    assert set(provinces(shipped(), rows, "both")["Per 1,000 inhabitants"]) == {"not known"}


def test_each_basis_gives_its_fullest_list_in_time_order() -> None:
    found = [(one.as_of, one.claimant, len(one.rows)) for one in bases(shipped())]
    assert found == [
        ("2023-10-01", "Government of Armenia", 10),
        ("2024-01-04", "Ministry of Territorial Administration of Armenia", 11),
        ("2024-09-18", "UNHCR", 11),
        ("2024-09", "Migration and Citizenship Service of Armenia", 3),
    ]


def test_a_slope_has_a_point_for_each_list_that_names_the_province() -> None:
    found = {one.place_id: [row.persons if row else None for row in one.rows] for one in slopes(shipped())}
    assert found["marz-syunik"] == [2277, 3740, 6668, None]
    assert found["yerevan"] == [None, 34460, 46409, None]
    assert len(found) == 11


def test_slopes_as_known_use_only_lists_published_by_then() -> None:
    assert [one.as_of for one in bases(as_known(shipped(), date(2024, 1, 31)))] == [
        "2023-10-01",
        "2024-01-04",
    ]


def test_the_table_of_slopes_marks_doubt() -> None:
    rows = slopes_table(shipped(), bases(shipped()), slopes(shipped()), "both")
    assert rows.loc[
        "yerevan", "4 Jan 2024: living there (Ministry of Territorial Administration of Armenia)"
    ] == ("34,460 (in doubt)")
