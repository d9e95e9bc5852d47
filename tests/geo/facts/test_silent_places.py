"""Silent places: on which days a map marks a place that nobody reports on, and what it says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.dates import end_of_day
from geo.facts.silence import silences
from geo.facts.silent_places import PlaceSilence, marking, place_silences, sentence, silence_of, silences_at
from geo.facts.state import as_json, state
from geo.names import names_by_id
from geo.picture.blockade_picture import silent_places
from geo.picture.layers import MapInputs
from geo.picture.legend import legend, silence_entry
from geo.picture.place_labels import place_labels
from geo.picture.playback import as_facts
from geo.picture.situation_picture import situation_picture
from geo.report.cards import card
from geo.report.situation_text import state_text
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.view import opening
from tests.conftest import shipped

DAYS = st.dates(date(2020, 9, 27), date(2024, 2, 1))


def silent(at: date, known: date | None = None) -> dict[str, PlaceSilence]:
    return {one.place_id: one for one in silences_at(as_known(shipped(), known), at)}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (
            date(2022, 12, 12),
            {
                "hakari-bridge": 104, "aghdam": 548, "shusha": 764, "taghavard": 695, "kalbajar": 555,
                "stepanakert": 799, "askeran": 263, "martuni": 806,
            },
        ),
        (
            date(2023, 4, 23),
            {
                "goris": 65, "aghdam": 680, "shusha-karin-tak-junction": 123,
                "shusha": 896, "khojaly": 53, "taghavard": 827, "kalbajar": 687, "zabukh": 104,
                "lisagor": 29, "dukanlar": 49, "askeran": 395, "martuni": 938,
            },
        ),
        (
            date(2023, 9, 28),
            {
                "shusha-karin-tak-junction": 153, "tegh": 170, "kalbajar": 845,
                "zabukh": 262, "lisagor": 187, "dukanlar": 207, "sotk": 27,
            },
        ),
    ],
)  # fmt: skip
def test_which_places_were_silent_and_for_how_many_days(at: date, expected: dict[str, int]) -> None:
    assert {place: one.days(at) for place, one in silent(at).items()} == expected


def test_the_day_that_is_one_too_many_makes_a_place_silent_and_a_report_ends_it() -> None:
    # The last of 17 reports is of 17 February, and their median gap is 5 days: the 14 days of the case
    # may pass. Patients left on 24 March.
    assert "stepanakert" not in silent(date(2023, 3, 3))
    found = silent(date(2023, 3, 4))["stepanakert"]
    assert (found.reported, found.usual_gap, found.reports) == (date(2023, 2, 17), 5, 17)
    assert found.source_ids == ("armenian-club-20230217",)
    assert found.days(date(2023, 3, 4)) == 15
    assert "stepanakert" in silent(date(2023, 3, 23))
    assert "stepanakert" not in silent(date(2023, 3, 24))


def test_a_figure_of_a_place_is_a_report_on_it() -> None:
    # The last event at Kornidzor is of 26 September 2023, but those who crossed were counted there after it.
    assert "kornidzor" not in silent(date(2023, 10, 11))
    assert silent(date(2023, 12, 31))["kornidzor"].reported == date(2023, 10, 7)


def test_a_place_rarely_reported_on_is_not_silent_as_soon_as_others() -> None:
    # Lachin: reports of December 2020 and August 2022 are more than a year apart.
    assert "lachin" not in silent(date(2023, 8, 8))
    assert next(one for one in silences(shipped(), date(2023, 8, 8)) if one.key == "lachin").days == 347


def test_what_was_published_later_does_not_break_the_silence_of_then() -> None:
    then, now = silent(date(2023, 6, 11), date(2023, 6, 11)), silent(date(2023, 6, 11))
    assert then["stepanakert"].reported == date(2023, 5, 26)
    assert "stepanakert" not in now
    cut = as_known(shipped(), date(2023, 6, 11))
    assert [one.key for one in silences_at(cut, date(2023, 6, 11))] == [one.key for one in then.values()]


@settings(max_examples=20, deadline=None)
@given(DAYS, st.none() | DAYS)
def test_the_map_and_the_table_call_the_same_places_silent(at: date, known: date | None) -> None:
    rows = [one for one in silences(as_known(shipped(), known), at) if one.kind == "place" and one.silent]
    expected = {
        one.key: (one.days, one.last, one.usual_gap, one.reports, set(one.source_ids)) for one in rows
    }
    told = {
        place: (one.days(at), one.reported, one.usual_gap, one.reports, set(one.source_ids))
        for place, one in silent(at, known).items()
    }
    assert told == expected


@settings(max_examples=20, deadline=None)
@given(DAYS, st.none() | DAYS)
def test_silence_only_ends_with_a_report(at: date, known: date | None) -> None:
    """The day after, a place is as silent as before, or was reported on that day."""
    after, reported = (
        silent(at + timedelta(days=1), known),
        silences(as_known(shipped(), known), at + timedelta(days=1)),
    )
    last = {one.key: one.last for one in reported}
    for place, one in silent(at, known).items():
        still = after.get(place)
        assert (still == one) if still else last[place] == at + timedelta(days=1)


@settings(max_examples=20, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_the_more_is_known_the_later_is_the_last_report(at: date, one: date, other: date) -> None:
    less, more = (silent(at, known) for known in sorted((one, other)))
    for place in less.keys() & more.keys():
        assert less[place].reported <= more[place].reported
        assert less[place].reports <= more[place].reports


def test_the_state_and_a_sentence_tell_the_same_silences() -> None:
    now = state(shipped(), end_of_day(date(2023, 3, 23)))
    assert now.silent == tuple(silences_at(shipped(), date(2023, 3, 23)))
    told = {one["place_id"]: (one["days"], one["reported"]) for one in as_json(now)["silent"]}
    assert told["stepanakert"] == (34, "2023-02-17")
    line = "  stepanakert: no report for 34 days, the last on 17 Feb 2023 (usually one every 5 days)"
    assert f"{line} [armenian-club-20230217]" in state_text(now).splitlines()
    names = names_by_id(shipped().places, "hy_latn")
    said = sentence(now.silent, names, date(2023, 3, 23))
    assert said.startswith(
        "Silent longer than usual: Stepanakert (34 days), Karvachar (656 days), Shusha-Karin Tak junction"
    )
    assert said.endswith(" and 10 more.")
    assert sentence((), names, date(2023, 4, 23)) == "No place is silent for longer than usual."


def test_silences_of_a_place_lie_apart_and_in_order() -> None:
    for own in place_silences(shipped()).values():
        for before, after in itertools.pairwise(own):
            assert before.last is not None
            assert before.reported < before.first <= before.last < after.reported < after.first


def test_the_card_tells_last_report_usual_gap_and_source() -> None:
    key = silent(date(2023, 3, 23))["stepanakert"].key
    assert key == "stepanakert..2023-02-17"
    told = card(shipped(), "silence", key)
    assert told is not None
    assert told["title"] == "Stepanakert / Khankendi: no report after 17 Feb 2023"
    assert told["lines"][0] == "Last report: 17 Feb 2023. 17 reports until then (usually one every 5 days)."
    assert [one["id"] for one in told["sources"]] == ["armenian-club-20230217"]
    assert card(shipped(), "silence", "stepanakert..2023-02-18") is None
    assert silence_of(shipped(), "") is None


def drawn() -> MapInputs:
    joined = join(shipped().places, shipped().events)
    return MapInputs(pack(joined.placed, joined.unplaced), place_labels(shipped().places))


def test_the_map_says_what_its_mark_means_only_where_one_is() -> None:
    view = opening(shipped().settings)
    for at, expected in ((date(2023, 4, 23), 1), (date(2020, 9, 28), 0)):
        seen = replace(view, first=date(2020, 9, 27), at=end_of_day(at))
        picture = situation_picture(shipped(), seen, state(shipped(), seen.at), drawn())
        entries = [entry for entry in legend(picture) if entry.sign == "silence"]
        assert len(entries) == expected == int(bool(silent_places(shipped(), seen)))
        assert all("over 14 and over twice the usual gap" in entry.label for entry in entries)


def test_a_case_of_many_places_marks_those_with_most_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.facts.silent_places.MOST_PLACES", 2)
    few = place_silences(replace(shipped()))
    assert set(few) == {"stepanakert", "kornidzor"}
    assert marking(shipped()) == (14, 0)
    entry = silence_entry(marking(replace(shipped())))
    assert entry.label.startswith("Days unreported at the 2 places most reported on, over 14 and")


def test_the_film_holds_every_silence_with_few_bytes() -> None:
    rows = as_facts(shipped(), "both")["silences"]
    assert sum(len(own) for *_, own in rows) == sum(map(len, place_silences(shipped()).values()))
    assert len(str(rows)) < 6_000
