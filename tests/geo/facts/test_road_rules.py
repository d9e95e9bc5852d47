"""The rules of roads, each on a case of a few rows: hours, parts, who could pass, what fades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.case.licence import passable
from geo.case.load import load_case
from geo.dates import parse_at
from geo.facts.road_state import RouteState, route_states
from geo.facts.state import state
from geo.report.blockade import answer as blockade
from geo.report.listings import passages, routes
from geo.report.passage_words import lines
from geo.report.road_words import road_words, status_words
from geo.report.situation_answer import answer as situation
from geo.report.situation_text import state_text
from tests.geo.small_case import TABLES, write_case

SOURCES = """source_id,title,publisher,published,url,licence,pass_on,language,note
jan,Opens,Paper,2023-01-10,,,yes,en,
mar,Closes,Paper,2023-03-02,,,yes,en,
apr,One lorry,Paper,2023-04-05,,,yes,en,
may,After it,Paper,2023-05-01,,,yes,en,
"""
ROUTES = """route_id,name,short_name,role,place_ids,geometry,stated_length_km,source_ids,note
road,The road,Road,corridor,goris;rostov;town,schematic,,jan,
other,The other,Other road,corridor,goris;moscow,schematic,,jan,
"""
HEAD = (
    "status_id,route_id,date_from,date_to,start_basis,end_basis,from_place_id,to_place_id,status,direction,"
    "who_could_pass,confirmed_on,source_ids,uncertain,doubt,note\n"
)
STATUSES = (
    HEAD
    + """r1,road,2023-01-05,2023-03-01T20:00,reported,reported,,,open,both,,2023-03-01,jan;mar,no,,
r2,road,2023-03-01T20:00,2023-04-04,reported,reported,,,closed,none,,2023-03-02,mar,no,,
r3,road,2023-04-05,2023-04-05,reported,reported,,,humanitarian_only,inbound,,2023-04-05,apr,no,,
r4,road,2023-04-06,2023-04-30,inferred,reported,,,closed,none,,,may,yes,Nobody states it.,
o1,other,2023-01-01,2023-02-01,reported,reported,,,open,both,,2023-02-01,mar,no,,
"""
)
PASSAGE = """passage_id,status_id,traffic,direction,date_from,date_to,passage,permit,escort,source_ids,\
uncertain,doubt,note
p1,r3,aid,in,,,limited,yes,,apr,no,,One lorry.
p2,r2,patients,out,2023-03-10,2023-03-12,limited,,yes,mar,no,,With the ICRC.
"""
NO_REPORTS = {
    "events": TABLES["events.csv"].splitlines()[0] + "\n",
    "claims": TABLES["claims.csv"].splitlines()[0] + "\n",
    "aid": TABLES["aid.csv"].splitlines()[0] + "\n",
    "movements": TABLES["movements.csv"].splitlines()[0] + "\n",
    "accommodation": TABLES["accommodation.csv"].splitlines()[0] + "\n",
}


def small(folder: Path, statuses: str = STATUSES, passage: str | None = PASSAGE, **changed: str) -> Case:
    tables = {"sources": SOURCES, "routes": ROUTES, "route_status": statuses} | NO_REPORTS | changed
    write_case(folder, **tables)
    if passage is not None:
        (folder / "passage.csv").write_text(passage, encoding="utf-8")
    return load_case(folder)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return small(tmp_path / "case")


def road(case: Case, at: str, known: date | None = None, key: str = "road") -> RouteState:
    return next(one for one in route_states(as_known(case, known), parse_at(at)) if one.route_id == key)


def passes(state_of: RouteState, traffic: str, direction: str) -> str:
    passing = state_of.passing(traffic, direction)
    assert passing is not None
    return passing.passage


def test_the_small_case_is_sound(case: Case) -> None:
    assert case.set_aside == ()


def test_statuses_hold_from_their_hour(case: Case) -> None:
    assert road(case, "2023-03-01T19:59").status == "open"
    later = road(case, "2023-03-01T20:00")
    assert (later.status, later.since_moment, later.days) == ("closed", "2023-03-01T20:00", 1)
    assert (later.last_open_moment, later.days_without_ordinary) == ("2023-03-01T20:00", 1)


def test_a_sentence_about_aid_reads_aids_field_and_patients_theirs(case: Case) -> None:
    now = road(case, "2023-03-11")
    assert [passes(now, "patients", way) for way in ("out", "in")] == ["limited", "none"]
    assert passes(now, "aid", "in") == "none"
    assert passes(road(case, "2023-03-13"), "patients", "out") == "none"
    lorry = road(case, "2023-04-05")
    assert [passes(lorry, one, "in") for one in ("aid", "goods", "people")] == ["limited", "none", "none"]
    assert passes(lorry, "patients", "out") == ""


def test_a_run_of_days_agrees_in_direction_too(tmp_path: Path) -> None:
    rows = (
        HEAD
        + """r1,road,2023-01-05,2023-01-09,reported,reported,,,humanitarian_only,both,,2023-01-09,jan,no,,
r2,road,2023-01-10,2023-01-12,reported,reported,,,humanitarian_only,inbound,,2023-01-12,jan,no,,
"""
    )
    case = small(tmp_path / "case", rows, None)
    assert (road(case, "2023-01-11").since, road(case, "2023-01-09").days) == (date(2023, 1, 10), 5)


def test_an_old_case_knows_no_more_than_its_status(tmp_path: Path) -> None:
    case = small(tmp_path / "case", passage=None)
    assert case.set_aside == ()
    assert len(case.passage) == 0
    lorry = road(case, "2023-04-05")
    assert (passes(lorry, "aid", "in"), passes(lorry, "people", "in")) == ("", "none")
    assert passes(road(case, "2023-02-01"), "goods", "out") == "free"
    assert road(case, "2023-02-01").passing("escorts", "out") is None


def test_what_was_shut_does_not_open_by_silence(case: Case) -> None:
    # Last shown closed on 2 March: 14 days later still, then not known, but nothing is said to pass again.
    assert road(case, "2023-03-16").status == "closed"
    faded = road(case, "2023-03-30")
    assert (faded.status, faded.last_status) == ("unknown", "closed")
    assert passes(faded, "people", "out") == "none"
    assert status_words(faded) == "not known, last shown closed on 2 Mar 2023"
    assert lines(faded)[0] == "Ordinary people, out and in: not known, last shown none."
    assert lines(road(case, "2023-03-16"))[0] == "Ordinary people, out and in: none."


def test_what_was_open_is_not_known_after_silence(tmp_path: Path) -> None:
    rows = HEAD + "r1,road,2023-01-05,2023-06-01,reported,reported,,,open,both,,2023-01-10,jan,no,,\n"
    faded = road(small(tmp_path / "case", rows, None), "2023-02-01")
    assert (faded.status, passes(faded, "people", "out")) == ("unknown", "")


def test_ordinary_traffic_last_passed_on_the_day_its_road_was_last_shown_open(tmp_path: Path) -> None:
    rows = HEAD + "r1,road,2023-01-05,2023-06-01,reported,reported,,,open,both,,2023-01-10,jan,no,,\n"
    case = small(tmp_path / "case", rows, None)
    faded = state(case, parse_at("2023-02-01"))
    assert routes(faded).loc["road", "Ordinary traffic until"] == "10 Jan 2023"
    table = passages(case, faded)
    assert table[["Last passed", "Days ago"]].to_numpy().tolist() == [["10 Jan 2023", 22]]
    # While somebody vouches for it, it passes to the day; a row that has ended has its own last day.
    assert [
        one.on.isoformat()
        for day in ("2023-01-20", "2023-07-01")
        for one in state(case, parse_at(day)).passages
    ] == ["2023-01-20", "2023-06-01"]


def test_an_end_counts_once_it_was_published(case: Case) -> None:
    # That the lorry of 5 April was the only one is told on 1 May: until then its row lasts.
    assert road(case, "2023-04-08", date(2023, 4, 8)).status == "humanitarian_only"
    assert road(case, "2023-04-08").status == "closed"
    assert road(case, "2023-03-01T21:00", date(2023, 3, 1)).status == "unknown"


def test_an_end_counts_once_a_later_row_of_the_road_is_known_and_no_closure_spans_the_gap(
    tmp_path: Path,
) -> None:
    rows = (
        HEAD
        + """r1,road,2023-01-05,2023-01-20,reported,inferred,,,closed,none,,2023-01-10,jan,no,,
r2,road,2023-03-01,2023-03-01,reported,inferred,rostov,town,restricted,both,,2023-03-01,mar,no,,
r3,road,2023-04-04,2023-05-01,reported,inferred,,,closed,none,,2023-04-05,apr,no,,
"""
    )
    case = small(tmp_path / "case", rows, None)
    assert road(case, "2023-02-20", date(2023, 2, 20)).last_status == "closed"
    part = road(case, "2023-03-01", date(2023, 3, 2))
    assert (part.status, part.in_part, part.status_ids) == ("restricted", True, ("r2",))
    assert road(case, "2023-04-06", date(2023, 4, 6)).days == 3


def test_last_shown_is_the_newest_source_by_the_day(case: Case) -> None:
    assert road(case, "2023-01-09").confirmed_on is None
    assert road(case, "2023-02-20").confirmed_on == date(2023, 1, 10)
    assert road(case, "2023-03-02").confirmed_on == date(2023, 3, 2)


def test_no_days_are_counted_from_where_the_record_begins(tmp_path: Path) -> None:
    rows = HEAD + "r1,road,2023-01-05,2023-03-01,record,reported,,,closed,none,,2023-03-01,jan;mar,no,,\n"
    now = road(small(tmp_path / "case", rows, None), "2023-02-01")
    assert (now.before_record, now.days) == (True, None)
    assert road_words(now) == "the Road had been closed since before the record"
    assert status_words(now) == "closed since before the record"
    begun = rows.replace("2023-01-05", "2023-01-01").replace(",record,", ",,")
    assert road(small(tmp_path / "first", begun, None), "2023-02-01").before_record


def test_inferred_is_worded_as_inferred(case: Case) -> None:
    now = road(case, "2023-04-10")
    assert now.inferred
    assert road_words(now).startswith("the Road had been closed (inferred, uncertain) for 5 days")
    assert "closed (inferred, uncertain)" in status_words(now)
    at = parse_at("2023-04-10")
    for told in (situation(case, state(case, at)), blockade(case, state(case, at))):
        assert "(inferred, uncertain)" in told.sentences[0].text
    assert not road(case, "2023-03-10").inferred


def test_a_figure_never_answers_for_another_road(case: Case) -> None:
    # By 20 March all reports of the road itself are old; the other road's last open day is no answer for it.
    known = as_known(case, date(2023, 2, 20))
    told = situation(known, state(known, parse_at("2023-02-20")))
    assert "Whether ordinary traffic still passed on the Road is not reported." in [
        one.text for one in told.sentences
    ]
    assert [one.value for one in told.figures] == ["not reported"]
    now = situation(case, state(case, parse_at("2023-03-10")))
    assert any("on the Road until 1 Mar 2023, 20:00" in one.text for one in now.sentences)


def test_a_status_may_hold_on_a_part_of_the_road(tmp_path: Path) -> None:
    rows = (
        HEAD
        + """r1,road,2023-01-05,2023-01-20,reported,reported,,,open,both,,2023-01-10,jan,no,,
r2,road,2023-01-08,2023-01-09,reported,reported,rostov,town,closed,none,,2023-01-09,jan,no,,
"""
    )
    now = road(small(tmp_path / "case", rows, None), "2023-01-08")
    assert now.status == "closed"
    assert [(part.from_id, part.to_id, part.status) for part in now.parts] == [
        ("", "", "open"), ("rostov", "town", "closed"),
    ]  # fmt: skip
    assert road(small(tmp_path / "again", rows, None), "2023-01-10").status == "open"


def test_a_part_that_lies_on_no_road_and_strange_traffic_are_set_aside(tmp_path: Path) -> None:
    rows = STATUSES + "r9,road,2023-06-01,2023-06-02,,,moscow,town,closed,none,,,jan,no,,\n"
    strange = PASSAGE + "p3,r3,boats,in,,,limited,,,apr,no,,\n"
    case = small(tmp_path / "case", rows, strange)
    assert [(one.file, one.column, one.value) for one in case.set_aside] == [
        ("route_status.csv", "from_place_id", "moscow"), ("passage.csv", "traffic", "boats"),
    ]  # fmt: skip
    toml = TABLES["case.toml"] + '[traffic]\nboats = "boats"\n'
    named = small(tmp_path / "named", passage=strange, case=toml)
    assert named.set_aside == ()
    assert passes(road(named, "2023-04-05"), "boats", "in") == "limited"


def test_an_empty_end_lasts_until_the_next_row(tmp_path: Path) -> None:
    rows = (
        HEAD
        + """r1,road,2023-01-05,,reported,,,,open,both,,2023-01-20,jan,no,,
r2,road,2023-01-25,,reported,,,,closed,none,,,jan,no,,
"""
    )
    case = small(tmp_path / "case", rows, None)
    assert (road(case, "2023-01-24").status, road(case, "2023-01-25").status) == ("open", "closed")


MORE = HEAD.strip() + ",replaced_by,disputed_by,disputed_in\n"


def test_who_disputes_a_status_is_named_in_the_first_sentence_about_its_road(tmp_path: Path) -> None:
    rows = (
        MORE
        + """r1,road,2023-01-05,2023-03-01,reported,reported,,,open,both,,2023-03-01,jan;mar,no,,,,,
r2,road,2023-03-02,2023-04-30,reported,reported,,,closed,none,,2023-03-02,mar,no,,,,Armenia;Azerbaijan,apr
"""
    )
    case = small(tmp_path / "case", rows, None)
    at = parse_at("2023-03-05")
    disputed = "On 5 Mar 2023 the Road was closed to all traffic (disputed by Armenia and Azerbaijan)."
    for answer in (blockade(case, state(case, at)), situation(case, state(case, at))):
        first = answer.sentences[0]
        assert first.text == disputed
        assert "apr" in first.source_ids
    assert "closed since 2 Mar 2023; disputed by Armenia and Azerbaijan" in state_text(state(case, at))
    # The dispute is known from its own source on, not with the first of the row.
    cut = as_known(case, date(2023, 3, 5))
    assert (
        blockade(cut, state(cut, at)).sentences[0].text == "On 5 Mar 2023 the Road was closed to all traffic."
    )
    assert road(case, "2023-03-01").disputed_by == ()
    assert road(case, "2023-04-29").disputed_by == ()


def test_a_status_whose_dispute_may_not_be_passed_on_is_held_back(tmp_path: Path) -> None:
    rows = (
        MORE
        + """r1,road,2023-01-05,2023-03-01,reported,reported,,,open,both,,2023-03-01,jan;mar,no,,,,,
r2,road,2023-03-02,2023-04-30,reported,reported,,,closed,none,,2023-03-02,mar,no,,,,Armenia,apr
"""
    )
    case = small(tmp_path / "case", rows, None)
    free = case.sources.assign(**dict.fromkeys(["pass_on"], "yes"))
    assert passable(replace(case, sources=free))[1] == 0
    only = free.assign(pass_on=free["pass_on"].where(free["source_id"].ne("apr"), "no"))
    passed, withheld = passable(replace(case, sources=only))
    assert (list(passed.route_status["status_id"]), withheld) == (["r1"], 1)


def test_a_road_that_another_replaced_is_no_second_closure(tmp_path: Path) -> None:
    rows = (
        MORE
        + """r1,road,2023-01-05,2023-03-31,reported,reported,,,closed,none,,2023-03-20,jan;mar,no,,,other,,
o1,other,2023-01-05,2023-03-01,reported,reported,,,open,both,,2023-03-01,mar,no,,,,,
o2,other,2023-03-02,2023-03-31,reported,reported,,,closed,none,,2023-03-20,mar,no,,,,,
"""
    )
    case = small(tmp_path / "case", rows, None)
    now = state(case, parse_at("2023-03-11"))
    told = blockade(case, now)
    assert [sentence.text for sentence in told.sentences[:2]] == [
        "On 11 Mar 2023 the Other road was closed to all traffic.",
        "The Other road had been closed for 10 days; the Road was out of use since 5 Jan 2023, replaced.",
    ]
    assert [figure.value for figure in told.figures if "Road" in figure.label] == []
    replaced = road(case, "2023-03-11")
    assert road_words(replaced) == "the Road was out of use since 5 Jan 2023, replaced by the Other road"
    assert status_words(replaced) == "replaced, out of use since 5 Jan 2023"
