"""What was learned after an as-known date, against the facts and at any date."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known, last_published
from geo.case.cited_by import last_day
from geo.case.load import load_case
from geo.case.schema import BY_NAME
from geo.changes.corrections import LEARNED, Corrections, corrections, corrections_between, sentence
from geo.changes.corrections_table import learned, revised
from geo.dates import Period, end_of_day, parse_at
from tests.conftest import shipped
from tests.geo.small_case import write_case

CLOSURE = Period(date(2022, 12, 12), date(2023, 10, 4))
DAYS = st.dates(date(2022, 12, 1), date(2024, 9, 30))


@cache
def since(known: date, at: str = "2023-10-04") -> Corrections:
    return corrections(shipped(), known, CLOSURE, parse_at(at))


def test_the_dead_of_september_were_counted_again_and_again() -> None:
    found = {(one.measure, one.subject): one for one in since(date(2023, 9, 20), "2023-09-20").revised}
    dead = found["dead", "Armenian side, hostilities of September 2023"]
    assert (dead.then.value, dead.now.value) == (200, 223)
    assert dead.then.claims[0].claimant == "de facto ombudsman"
    assert dead.now.claims[0].claimant == "Investigative Committee of Armenia"
    wounded = found["wounded", "Armenian side, hostilities of September 2023"]
    assert (wounded.then.value, wounded.now.value) == (400, 244)


def test_a_figure_whose_only_source_was_withdrawn_stands_on_no_claim(tmp_path) -> None:
    folder = write_case(tmp_path)
    sources = (folder / "sources.csv").read_text(encoding="utf-8").splitlines()
    cells = [f"{sources[0]},withdrawn", f"{sources[1]},2023-11-01", f"{sources[2]},"]
    (folder / "sources.csv").write_text("\n".join(cells), encoding="utf-8")
    case = load_case(folder)
    since = corrections(case, date(2023, 9, 30), case.settings.period, parse_at("2023-09-25"))
    [revision] = since.revised
    assert (revision.measure, revision.then.low, revision.now.claims) == ("arrivals", 1050, ())
    assert revision.reason == "no source stands by it any longer"
    row = revised(case, since).iloc[0]
    assert (row["As known then"], row["As known now"]) == ("1,050 people, no headline", "no claim")


def test_a_figure_without_a_headline_is_revised_when_its_range_changes() -> None:
    found = {one.measure: one for one in since(date(2023, 9, 20), "2023-09-20").revised}
    assert found["population"].now.value is None
    assert (found["population"].now.low, found["population"].now.high) == (100000, 145000)


def test_a_count_that_only_rose_later_is_not_revised() -> None:
    assert "arrivals" not in {one.measure for one in since(date(2023, 9, 28)).revised}
    housed = next(one for one in since(date(2023, 9, 28)).revised if one.measure == "accommodated")
    # The next day's report gave another number for the same hour.
    assert (housed.then.high, housed.now.high) == (17153, 20236)
    assert housed.reason == "the range around the same headline changed"


def test_the_line_counts_figures_and_rows() -> None:
    found = since(date(2023, 9, 20), "2023-09-20")
    assert sentence(found).startswith(f"{len(found.revised)} figures revised, {found.count('events')} events")
    assert len(revised(shipped(), found)) == len(found.revised)
    assert len(learned(shipped(), found)) == len(found.learned)
    assert all(last_day(one.first_told) > date(2023, 9, 20) for one in found.learned)


def test_each_row_names_who_told_it_first_and_when() -> None:
    found = since(date(2023, 9, 20), "2023-09-20")
    envoys = next(one for one in found.learned if "envoys meet in Istanbul" in one.title)
    # Five sources tell of it; two are of the same, first day.
    assert envoys.first_told == "2023-10-04"
    assert envoys.first_source in envoys.source_ids
    rows = revised(shipped(), found).set_index("Figure")
    dead = rows.loc["Dead: Armenian side, hostilities of September 2023"]
    assert dead["Published then"] == "20 Sept 2023, Balkan Periscope / Armenian Radio"
    assert dead["First published"] == "Jan 2024, Azatutyun (RFE/RL)"


def test_nothing_is_left_to_learn_on_the_day_of_the_last_publication() -> None:
    last = last_published(shipped())
    assert last == date(2024, 9, 30)
    assert since(last).nothing
    assert sentence(since(last)) == "nothing was revised or added"
    assert not since(date(2024, 1, 31)).revised


def test_between_two_dates_only_what_was_published_in_between_is_corrected() -> None:
    found = corrections_between(shipped(), parse_at("2023-09-20"), parse_at("2023-10-04"), None)
    assert all(date(2023, 9, 20) < last_day(one.first_told) <= date(2023, 10, 4) for one in found.learned)
    assert "Russian peacekeepers die when their car is shot at" in {one.title for one in found.learned}
    # What the Investigative Committee counted came out in January, and the 5th's reports a day late.
    assert "dead" not in {one.measure for one in found.revised}
    population = next(one for one in found.revised if one.measure == "population")
    assert (population.now.low, population.now.high) == (100000, 145000)
    early = corrections_between(shipped(), parse_at("2023-09-20"), parse_at("2023-10-04"), date(2023, 9, 20))
    assert early.nothing


@settings(max_examples=10, deadline=None)
@given(DAYS)
def test_what_was_learned_later_was_not_known_and_nothing_is_left_out(known: date) -> None:
    found, then = since(known), as_known(shipped(), known)
    now = as_known(shipped(), last_published(shipped()))
    for table in LEARNED:
        key = BY_NAME[table].key
        told = {one.row_id for one in found.learned if one.table == table}
        assert not told & set(then.tables()[table][key])
        rows = now.tables()[table]
        past = rows[(rows["start"] <= end_of_day(min(known, CLOSURE.last))) & (rows["end"] > CLOSURE.start)]
        assert told == (set(past[key]) - set(then.tables()[table][key]) if known >= CLOSURE.first else set())


@settings(max_examples=10, deadline=None)
@given(DAYS, DAYS)
def test_the_later_the_date_the_less_is_left_to_learn_of_the_same_days(one: date, other: date) -> None:
    early, late = sorted((max(one, date(2023, 1, 31)), max(other, date(2023, 1, 31))))
    january = Period(date(2023, 1, 1), date(2023, 1, 31))
    more, less = (
        {row.row_id for row in corrections(shipped(), day, january, january.end).learned}
        for day in (early, late)
    )
    assert less <= more
