"""Silence of the shipped case as it was known then: a report published later does not break it."""

from datetime import date

from geo.case.as_known import as_known
from geo.facts.silent_places import silences_at
from tests.conftest import shipped

DAY = date(2023, 6, 11)


def test_a_report_published_later_does_not_break_the_silence_of_then():
    then = {silence.place_id: silence for silence in silences_at(as_known(shipped(), DAY), DAY)}
    now = {silence.place_id for silence in silences_at(shipped(), DAY)}
    assert (then["stepanakert"].days(DAY), then["stepanakert"].reported) == (16, date(2023, 5, 26))
    assert "stepanakert" not in now
    assert "khojaly" in now
