"""What is said of a kind of traffic in one direction: by the row that began last, else by the status."""

from __future__ import annotations

from datetime import datetime

import pytest

from geo.facts.traffic import PassageRow, Passing, passings, until, weakened

KINDS = {"people": "ordinary people", "aid": "aid", "escorts": "peacekeepers"}
AT = datetime(2023, 6, 15, 12)


def row(key, passage, *, start=None, end=None, traffic="aid", direction="in"):
    return PassageRow(key, traffic, direction, start, end, passage, "yes", "", uncertain=False, doubt="",
                      note="", source_ids=(key,))  # fmt: skip


def aid_in(*rows, status="restricted", direction="", at=AT):
    own = passings(status, direction, rows, at, KINDS)
    return next(way for way in own if (way.traffic, way.direction) == ("aid", "in"))


def test_the_row_that_began_last_counts_and_one_without_a_day_before_all_others():
    early, late = datetime(2023, 6, 1), datetime(2023, 6, 10)
    rows = [row("late", "none", start=late), row("early", "free", start=early), row("always", "limited")]
    assert aid_in(*rows).row == "passage:late"
    assert aid_in(*rows, at=datetime(2023, 6, 5)).row == "passage:early"
    assert aid_in(*rows, at=datetime(2023, 5, 5)).row == "passage:always"
    # Of two that began together the one further down the table.
    assert aid_in(row("a", "free", start=early), row("b", "none", start=early)).row == "passage:b"


def test_a_row_holds_from_its_first_moment_until_its_end():
    own = row("p", "free", start=AT, end=datetime(2023, 6, 16))
    assert aid_in(own).passage == "free"
    assert aid_in(own, at=datetime(2023, 6, 15, 11, 59)).passage == ""
    assert aid_in(own, at=datetime(2023, 6, 16)).passage == ""


@pytest.mark.parametrize(
    ("status", "direction", "people_out", "people_in", "aid_out", "escorts"),
    [
        ("open", "both", "free", "free", "free", ""),
        ("open", "outbound", "free", "", "free", ""),
        ("closed", "none", "none", "none", "none", "none"),
        ("humanitarian_only", "both", "none", "none", "", ""),
        ("restricted", "both", "", "", "", ""),
        ("restricted", "outbound", "", "none", "", ""),
        ("unknown", "", "", "", "", ""),
    ],
)
def test_what_follows_from_a_status_alone(status, direction, people_out, people_in, aid_out, escorts):
    own = {(way.traffic, way.direction): way.passage for way in passings(status, direction, (), AT, KINDS)}
    assert own["people", "out"] == people_out
    assert own["people", "in"] == people_in
    assert own["aid", "out"] == aid_out
    assert own["escorts", "out"] == escorts


def test_what_nobody_confirms_any_longer_is_not_known_but_what_could_not_pass():
    assert weakened(Passing("aid", "in", "free")).passage == ""
    shut = weakened(Passing("aid", "in", "none"))
    assert (shut.passage, shut.faded) == ("none", True)


def test_a_last_day_is_whole_and_an_hour_is_an_end():
    assert until("2023-06-15") == datetime(2023, 6, 16)
    assert until("2023-06-15T12:00") == AT
