"""A row read as a dataclass: each field from the column of its name, as its type asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from geo.case.rows import read_row


@dataclass(frozen=True)
class Load:
    """A row with a field of every kind that is read."""

    load_id: str
    first: date
    last: date
    precision: str
    quantity: float | None
    qualifier: str
    uncertain: bool
    source_ids: tuple[str, ...]
    outcome: str
    weight: float = 1.0
    note: str = "none"


ROW = {
    "load_id": "c1", "start": datetime(2023, 1, 2), "end": datetime(2023, 1, 4), "date_precision": "month",
    "quantity": 361, "qualifier": "about", "uncertain": "yes", "source_ids": "s1; s2", "outcome": "lost",
    "weight": "not read",
}  # fmt: skip


def test_a_field_is_read_as_its_type_asks() -> None:
    load = read_row(Load, ROW, weight=2.5)
    assert load == Load(
        "c1", date(2023, 1, 2), date(2023, 1, 3), "month", 361.0, "about", uncertain=True,
        source_ids=("s1", "s2"), outcome="lost", weight=2.5,
    )  # fmt: skip


def test_what_a_row_leaves_empty_is_exact_to_the_day_and_without_number() -> None:
    empty = dict.fromkeys(ROW, "") | {"start": ROW["start"], "end": ROW["end"], "quantity": float("nan")}
    load = read_row(Load, empty)
    assert (load.precision, load.qualifier, load.quantity) == ("day", "exact", None)
    assert (load.uncertain, load.source_ids, load.outcome, load.weight) == (False, (), "", 1.0)


def test_who_calls_gives_what_is_worked_out_and_what_no_column_gives_keeps_its_default() -> None:
    load = read_row(Load, ROW, outcome="delivered", first=date(2022, 1, 1))
    assert (load.outcome, load.first, load.note) == ("delivered", date(2022, 1, 1), "none")


def test_a_field_without_column_default_or_value_is_an_error() -> None:
    with pytest.raises(TypeError, match="outcome"):
        read_row(Load, {name: cell for name, cell in ROW.items() if name != "outcome"})
