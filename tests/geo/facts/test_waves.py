"""Both waves of displacement, 2020 and 2023, on both sides."""

from __future__ import annotations

from datetime import date

from geo.case.as_known import as_known
from geo.facts.waves import waves
from geo.report.displacement_tables import waves as table
from tests.conftest import shipped


def test_two_waves_with_both_sides_of_2020() -> None:
    found = [[(one.movement_id, one.persons) for one in wave.movements] for wave in waves(shipped())]
    assert found == [
        [("m001", 90000), ("m002", 40000), ("m003", 26000)],
        [("m007", 7000), ("m009", 100632)],
    ]


def test_parts_of_a_movement_are_not_shown_beside_it() -> None:
    shown = {one.movement_id for wave in waves(shipped()) for one in wave.movements}
    # m008 is part of m007; m010 to m019 are where those of m009 were housed.
    assert not shown & {"m008", *(f"m{number:03}" for number in range(10, 20))}


def test_the_table_gives_claimant_and_range() -> None:
    rows = table(shipped(), waves(shipped()), "both")
    assert rows.loc["m002", "As given by"] == "ACAPS"
    assert rows.loc["m007", "People"] == "at least 7,000"
    assert rows["source_ids"].map(len).ge(1).all()


def test_as_known_before_the_second_wave_there_is_one() -> None:
    found = waves(as_known(shipped(), date(2022, 12, 31)))
    assert [wave.last.year for wave in found] == [2020]
