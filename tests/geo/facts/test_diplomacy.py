"""Meetings and calls told apart from statements, and the ways drawn between seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates import Period, parse_at
from geo.facts import diplomacy
from geo.facts.diplomacy import Contact
from geo.facts.reports import certainly_in
from geo.report import diplomacy_answer
from tests.conftest import shipped

SEATS = {"A": "alpha", "B": "beta", "C": "gamma"}


def contact(event_id: str = "e1", **more: object) -> Contact:
    given_ = {
        "first": date(2023, 9, 17), "last": date(2023, 9, 17), "precision": "day",
        "form": "meeting", "category": "diplomacy", "place_id": "delta", "place_role": "site",
        "actors": ("A", "B"), "title": "They met", "uncertain": False, "doubt": "",
        "source_ids": ("s1",),
    } | more  # fmt: skip
    return Contact(event_id=event_id, **given_)


def test_a_meeting_goes_from_every_seat_to_its_site() -> None:
    ways = {(leg.start_id, leg.end_id) for leg in diplomacy.legs([contact()], SEATS)}
    assert ways == {("alpha", "delta"), ("beta", "delta")}


def test_the_host_needs_no_way() -> None:
    ways = {(leg.start_id, leg.end_id) for leg in diplomacy.legs([contact(place_id="beta")], SEATS)}
    assert ways == {("alpha", "beta")}


def test_a_call_goes_from_seat_to_seat_and_not_to_a_place() -> None:
    call = contact(form="call", place_id="alpha", place_role="seat")
    ways = {(leg.start_id, leg.end_id) for leg in diplomacy.legs([call], SEATS)}
    assert ways == {("alpha", "beta")}


def test_a_meeting_of_unknown_site_is_listed_but_not_drawn() -> None:
    unknown = contact(place_id="", place_role="")
    assert diplomacy.legs([unknown], SEATS) == ()
    assert diplomacy.together([unknown]) == (unknown,)


def test_statements_and_sessions_at_a_seat_bring_nobody_together() -> None:
    said = contact("e2", form="statement", place_role="seat")
    sat = contact("e3", form="session", place_role="seat")
    assert diplomacy.together([said, sat]) == ()
    assert diplomacy.statements([said, sat]) == (said,)
    assert diplomacy.others([said, sat]) == (sat,)
    assert diplomacy.pairs([said, sat]) == ()


def test_the_istanbul_meeting_converges_on_its_site() -> None:
    rows = [one for one in diplomacy.contacts(shipped().events) if one.event_id == "ev108"]
    ways = {(leg.start_id, leg.end_id) for leg in diplomacy.legs(rows, diplomacy.seats(shipped()))}
    assert ways == {("washington", "istanbul"), ("brussels", "istanbul"), ("moscow", "istanbul")}


def test_every_event_of_the_case_stands_in_one_list() -> None:
    rows = diplomacy.contacts(shipped().events)
    lists = (diplomacy.together(rows), diplomacy.statements(rows), diplomacy.others(rows))
    ids = [one.event_id for part in lists for one in part]
    assert sorted(ids) == sorted(one.event_id for one in rows)
    assert len(diplomacy.statements(rows)) > 20


def test_nothing_after_the_as_at_moment_is_counted() -> None:
    rows = diplomacy.contacts(shipped().events, parse_at("2023-09-17"))
    assert max(one.first for one in rows) <= date(2023, 9, 17)


def test_the_answer_of_an_empty_view_says_so() -> None:
    told = diplomacy_answer.answer((), Period(date(2023, 9, 17), date(2023, 9, 17)))
    assert [one.text for one in told.sentences] == [
        "No diplomatic meeting, call or statement is reported for 17 Sept 2023 in this view."
    ]


CONTACTS = st.lists(
    st.tuples(
        st.sampled_from(["meeting", "call", "session", "statement", "visit"]),
        st.sets(st.sampled_from(["A", "B", "C"]), min_size=1),
        st.sampled_from(["site", "seat"]),
    ),
    max_size=10,
)


@settings(deadline=None)
@given(CONTACTS)
def test_pairs_count_each_contact_once_for_every_two_who_took_part(
    given_: list[tuple[str, set[str], str]],
) -> None:
    rows = [
        contact(f"e{rank}", form=form, actors=tuple(sorted(actors)), place_role=role)
        for rank, (form, actors, role) in enumerate(given_)
    ]
    met = diplomacy.together(rows)
    assert sum(pair.count for pair in diplomacy.pairs(rows)) == sum(
        len(one.actors) * (len(one.actors) - 1) // 2 for one in met
    )
    assert len(met) + len(diplomacy.statements(rows)) + len(diplomacy.others(rows)) == len(rows)


def test_what_is_dated_only_roughly_is_counted_apart() -> None:
    rough = contact("e2", first=date(2023, 1, 1), last=date(2023, 12, 31), precision="year")
    month = contact("e3", first=date(2023, 9, 1), last=date(2023, 9, 30), precision="month", form="statement")
    rows, day, whole = (
        (contact(), rough, month),
        date(2023, 9, 17),
        Period(date(2023, 9, 1), date(2023, 9, 30)),
    )
    assert [one.event_id for one in certainly_in(rows, Period(day, day))] == ["e1"]
    assert [one.event_id for one in certainly_in(rows, whole)] == ["e1", "e3"]
    across = contact("e4", first=date(2023, 9, 20), last=date(2023, 10, 20), precision="month")
    assert certainly_in((across,), whole) == ()
    told = diplomacy_answer.answer(rows, whole).sentences
    assert (
        told[0].text == "Since 1 Sept 2023, 1 meeting, call or session and 1 statement are reported;"
        " 1 event is dated only roughly."
    )
    alone = diplomacy_answer.answer((rough,), whole).sentences[0].text
    assert alone == (
        "No meeting, call or statement is certainly of 1–30 Sept 2023; 1 event is dated only roughly."
    )
    assert len(told) == 2, "one meeting for certain is no pair that came together twice"


def test_talks_of_several_days_are_told_by_all_of_them_once_they_are_over() -> None:
    talks = contact(first=date(2023, 5, 1), last=date(2023, 5, 4))
    periods = {day: Period(date(2023, 4, 1), date(2023, 5, day)) for day in (3, 9)}
    last = {day: diplomacy_answer.answer((talks,), own).sentences[-1].text for day, own in periods.items()}
    assert last == {
        3: "Last meeting, call or joint session in these tables, since 1 May 2023: They met.",
        9: "Last meeting, call or joint session in these tables, on 1–4 May 2023: They met.",
    }


def test_what_there_was_none_of_is_not_counted() -> None:
    period = Period(date(2023, 9, 1), date(2023, 9, 30))
    visit, said = contact("e1", form="visit"), contact("e2", form="statement")
    texts = [
        diplomacy_answer.answer(rows, period).sentences[0].text for rows in ((visit,), (said,), (visit, said))
    ]
    assert texts == [
        "Since 1 Sept 2023, 1 document, court act or visit is reported.",
        "Since 1 Sept 2023, 1 statement is reported.",
        "Since 1 Sept 2023, 1 statement and 1 document, court act or visit are reported.",
    ]


def test_an_agreement_is_no_document_and_an_old_meeting_says_its_age() -> None:
    period = Period(date(2023, 9, 1), date(2023, 10, 10))
    agreed = contact("e2", form="document", category="agreement")
    rows = (contact("e1"), agreed, replace(agreed, event_id="e3", form="session", place_role="seat"))
    told = diplomacy_answer.answer(rows, period).sentences
    assert [one.text for one in told] == [
        (
            "Since 1 Sept 2023, 1 meeting, call or session, 1 event on an agreement and 1 event without a"
            " second party are reported."
        ),
        "Last meeting, call or joint session in these tables, on 17 Sept 2023, 23 days earlier: They met.",
        "Last event on an agreement in these tables, on 17 Sept 2023, 23 days earlier: They met.",
    ]
    # A meeting on an agreement is told once.
    both = diplomacy_answer.answer((contact("e1", category="agreement"),), period).sentences
    assert [one.text[:12] for one in both] == ["Since 1 Sept", "Last meeting"]
