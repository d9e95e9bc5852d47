"""What changed between two dates: hand-checked lists, and the algebra every such list obeys."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geo.case.as_known import as_known
from geo.case.load import load_case
from geo.changes.changes import as_json, between, of_topics
from geo.changes.changes_text import as_text, left_out_words, table
from geo.changes.harm import covered_by_figures
from geo.dates import parse_at
from geo.view.select import select, vocabulary
from geo.view.view import opening
from tests.conftest import shipped
from tests.geo.small_case import TABLES, write_case

CASE = shipped()
OPENING = opening(CASE.settings)


def listed(start, end, known=None, **more):
    return between(as_known(CASE, known), parse_at(start), parse_at(end), **more)


def keys(changes):
    return [one.key for one in changes.rows]


def sentence(changes, key):
    return next(one.sentence for one in changes.rows if one.key == key)


def test_the_days_of_the_hostilities():
    found = listed("2023-09-18", "2023-09-20")
    deadly, after = keys(found)[:5], keys(found)[5:]
    assert deadly[0] == "event:ev133"
    assert set(deadly) == {f"event:{one}" for one in ("ev133", "ev129", "ev113", "ev201", "ev131")}
    assert after[0] == "route:aghdam_askeran"
    assert sentence(found, "route:aghdam_askeran") == (
        "The Aghdam road went from humanitarian traffic, inbound only (incoming aid) to closed (inferred),"
        " since 19 Sept 2023."
    )
    assert next(one for one in found.rows if one.key == "route:aghdam_askeran").doubt.startswith("Inferred")
    assert after[1] == "event:ev114"
    assert "Azerbaijan begins a military operation" in sentence(found, "event:ev114")
    assert "Fighting stops at 13:00" in sentence(found, "event:ev132")
    # Both trucks came on the 18th, the consent the day before, and nobody had been counted by the 20th.
    for absent in ("consignment:c038", "consignment:c039", "event:ev109", "figure:arrivals", "event:ev137"):
        assert absent not in keys(found)


def test_the_full_closure():
    found = listed("2023-06-14", "2023-06-16")
    assert sentence(found, "route:lachin_new") == (
        "The new Lachin road went from humanitarian traffic only (outgoing ordinary people, incoming aid,"
        " patients and peacekeepers) to closed, since 15 June 2023."
    )
    assert {"event:ev065", "event:ev066", "consignment:c017", "consignment:c018"} <= set(keys(found))
    assert "25 patients" in sentence(found, "consignment:c017")
    # The last food came in on the 14th, which had ended by then.
    assert "consignment:c016" not in keys(found)
    assert not {"route:aghdam_askeran", "route:lachin_old"} & set(keys(found))


def test_the_closure_near_shusha():
    found = listed("2022-12-11", "2022-12-13")
    assert keys(found) == ["route:lachin_new", "event:ev019", "event:ev020", "event:ev277"]
    assert sentence(found, "route:lachin_new") == (
        "The new Lachin road went from open to closed, since 12 Dec 2022."
    )
    assert [one.kind for one in found.rows] == ["closure", "blockade", "infrastructure", "statement"]


def test_the_departure():
    found = listed("2023-09-23", "2023-09-28T20:00")
    assert keys(found)[:3] == ["event:ev148", "figure:arrivals", "route:lachin_new"]
    assert "to restricted (outgoing ordinary people and patients), since 24 Sept 2023" in sentence(
        found, "route:lachin_new"
    )
    arrivals = sentence(found, "figure:arrivals")
    assert "76,407 by 28 Sept 2023, 20:00 (+04)" in arrivals
    assert arrivals.endswith("as counted by the Government of Armenia; no count before.")
    assert {"event:ev155", "event:ev148", "consignment:c048", "consignment:c053"} <= set(keys(found))
    # What came on the 23rd itself, and the figure and the custody of the 29th, are not between.
    assert not {"consignment:c045", "consignment:c047", "event:ev162", "event:ev165"} & set(keys(found))
    assert "route:aghdam_askeran" not in keys(found)


def test_it_is_ranked_by_harm_deaths_then_who_came_then_roads():
    rows = listed("2023-09-18", "2023-09-28T20:00").rows
    weights = [row.weight for row in rows]
    deadly = [row for row in rows if " dead" in row.sentence and row.key.startswith("event:")]
    assert rows[: len(deadly)] == tuple(deadly)
    assert weights == sorted(weights, reverse=True)
    after = [row.key for row in rows[len(deadly) :]]
    assert after[:3] == ["figure:arrivals", "route:aghdam_askeran", "route:lachin_new"]
    assert after[3] == "event:ev114"


def test_deaths_are_told_with_who_gave_them_and_as_at_the_later_date():
    by_26, by_28 = (
        sentence(listed("2023-09-24", day), "event:ev148") for day in ("2023-09-26", "2023-09-28")
    )
    assert by_26.endswith("Stepanakert / Khankendi; at least 20 dead, as given by the de facto authorities.")
    assert by_28.endswith("Stepanakert / Khankendi; 68 dead, as given by the de facto authorities.")
    clash = sentence(listed("2023-04-10", "2023-04-12"), "event:ev049")
    assert "4 dead (Armenian soldiers), as given by the Ministry of Defence of Armenia" in clash
    assert "3 dead (Azerbaijani soldiers), as given by the Ministry of Defence of Azerbaijan" in clash


@pytest.mark.parametrize(
    ("start", "end", "key", "words"),
    [
        # A load by the day of its last stage, of several days all of them, of a month that alone.
        ("2023-09-08", "2023-09-12", "consignment:c036", "delivered on 12 Sept 2023."),
        ("2023-09-20", "2023-09-30", "consignment:c047", "delivered on 23 Sept 2023."),
        ("2023-06-30", "2023-07-31", "consignment:c062", "running total reported some time in July 2023."),
        ("2023-07-27", "2023-07-28", "consignment:c025", ": ICRC convoy, load not stated, turned back"),
        ("2022-03-01", "2022-03-31", "event:ev246", "8–19 Mar 2022: Gas from Armenia"),
        ("2022-03-01", "2022-03-10", "event:ev246", "From 8 Mar 2022: Gas from Armenia"),
    ],
)
def test_when_it_was_is_told_as_the_rows_have_it(start, end, key, words):
    assert words in sentence(listed(start, end), key)


def test_what_was_only_said_of_deaths_is_no_harm_of_that_day():
    [row] = [row for row in listed("2023-09-26", "2023-09-27").rows if row.key == "event:ev157"]
    assert row.weight < 100


def test_counts_of_one_measure_are_one_line_from_when_to_when():
    found = keys(listed("2023-09-24", "2023-09-28"))
    assert "figure:arrivals" in found
    assert not {"event:ev147", "event:ev151", "event:ev159"} & set(found)
    # The first who came are no mere count, and another's figure is not told by the headline.
    assert "event:ev146" in keys(listed("2023-09-23", "2023-09-25"))
    assert "event:ev155" in found


def test_a_figure_is_told_then_and_now():
    told = sentence(listed("2023-09-24T22:00", "2023-09-28T20:00"), "figure:arrivals")
    assert "from 1,050 by 24 Sept 2023, 22:00 (+04) to 76,407 by 28 Sept 2023, 20:00 (+04)" in told


def test_the_way_a_road_may_be_passed_is_told_where_the_status_stays():
    found = listed("2023-09-18", "2023-09-20")
    told = next(one for one in found.rows if one.key == "route:lachin_new")
    assert told.sentence == (
        "The new Lachin road went from humanitarian traffic, inbound only (incoming aid)"
        " to humanitarian traffic only (incoming aid and peacekeepers, uncertain), since 20 Sept 2023."
    )
    assert (told.kind, told.day) == ("status", date(2023, 9, 20))


def test_what_closed_and_opened_again_in_between_is_not_told():
    # From 12 to 18 September the Aghdam road let one truck in, was shut, and let one truck in again.
    assert "route:aghdam_askeran" not in keys(listed("2023-09-11", "2023-09-17"))


def test_a_list_that_looks_back_says_so():
    found = listed("2023-09-20", "2023-09-18")
    assert found.back
    assert all(one.sentence.startswith("Not yet: ") for one in found.rows)
    assert set(keys(found)) == set(keys(listed("2023-09-18", "2023-09-20")))
    assert as_text(CASE, found).startswith("Looking back from 20 Sept 2023 to 18 Sept 2023")


def test_only_what_was_known_counts():
    known = date(2023, 9, 19)
    early = listed("2023-09-18", "2023-09-20", known)
    assert "event:ev114" in keys(early)
    assert "event:ev132" not in keys(early)
    published = dict(zip(CASE.sources["source_id"], CASE.sources["published"], strict=True))
    cited = {source for one in early.rows for source in one.source_ids}
    assert cited
    assert all(published[source] <= "2023-09-19" for source in cited)


def test_topics_and_a_limit_narrow_the_list():
    found = listed("2023-09-18", "2023-09-28")
    aid = of_topics(found, {"aid"})
    assert {one.topic for one in aid.rows} == {"aid"}
    assert of_topics(found, ()) == found
    few = listed("2023-09-18", "2023-09-28", most_events=3)
    events = [key for key in keys(few) if key.startswith("event:")]
    assert len(events) == 3
    assert few.left_out + 3 == len([key for key in keys(found) if key.startswith("event:")])
    assert events == ["event:ev133", "event:ev148", "event:ev129"]
    # Of the aid that is left out of the three heaviest events, nothing is counted on another page.
    assert of_topics(few, {"aid"}).left_out < few.left_out


def narrowed(**filters):
    return listed("2023-09-18", "2023-09-28", filters=replace(OPENING, **filters))


def others(changes):
    """The keys of all that is no event."""
    return {key for key in keys(changes) if not key.startswith("event:")}


ROADS = {"route:lachin_new", "route:aghdam_askeran"}


@pytest.mark.parametrize(
    ("filters", "there", "not_there"),
    [
        ({"categories": ("aid",)}, {"consignment:c045"}, {*ROADS, "figure:arrivals", "movement:m007"}),
        ({"categories": ("blockade",)}, ROADS, {"consignment:c045", "figure:arrivals", "movement:m007"}),
        ({"categories": ("displacement",)}, {"figure:arrivals", "movement:m007"}, {"consignment:c045"}),
        # Who carried it or gave the figure; a road names nobody.
        ({"actors": ("ICRC",)}, {"consignment:c044", "consignment:c045"}, {*ROADS, "consignment:c048"}),
        ({"actors": ("Government of Armenia",)}, {"figure:arrivals"}, {*ROADS, "consignment:c045"}),
        # The Aghdam road does not lead by Kornidzor, where those who came were counted.
        ({"places": ("kornidzor",)}, {"route:lachin_new", "figure:arrivals"}, {"route:aghdam_askeran"}),
        ({"box": (46.3, 39.5, 46.4, 39.7)}, {"route:lachin_new"}, {"route:aghdam_askeran"}),
        # Degrees of confidence are those of the events that tell of a load or a figure.
        ({"confidence": ("high",)}, {"consignment:c045", "figure:registered"}, {*ROADS, "movement:m007"}),
        ({"doubts": ("disputed",)}, {"movement:m007", "figure:vehicles"}, {"route:lachin_new"}),
        # Each road's state of 18 September rests on one report.
        ({"doubts": ("single",)}, {*ROADS, "movement:m007"}, {"consignment:c038"}),
        ({"dated": "certain"}, {*ROADS, "movement:m007"}, set()),
        ({"dated": "possible"}, set(), {*ROADS, "movement:m007", "consignment:c045"}),
        ({"search": "Хндзореск"}, {"route:lachin_new"}, {"route:aghdam_askeran", "figure:arrivals"}),
        ({"search": "flour"}, {"consignment:c045", "consignment:c049"}, {*ROADS, "consignment:c044"}),
    ],
)  # fmt: skip
def test_filters_narrow_the_list_by_what_they_can_mean(filters, there, not_there):
    found, whole = narrowed(**filters), listed("2023-09-18", "2023-09-28")
    assert there <= others(found)
    assert not not_there & others(found)
    assert set(keys(found)) <= set(keys(whole))
    assert found.hidden == len(whole.rows) - len(found.rows)


def test_events_pass_the_filters_as_they_do_in_every_list():
    view = replace(OPENING, first=date(2023, 9, 19), last=date(2023, 9, 28), actors=("ICRC",))
    events = select(CASE, view).events
    begun = set(events.loc[(events["start"] > datetime(2023, 9, 18, 23, 59, 59)), "event_id"])
    told = {key.removeprefix("event:") for key in keys(narrowed(actors=("ICRC",)))}
    aid = set(CASE.consignments["event_id"])
    assert begun - aid == {one for one in told if one.startswith("ev")}
    assert begun - aid


def test_what_filters_hide_is_counted_by_kind_and_page():
    found = narrowed(categories=("aid",))
    assert (found.hidden, len(found.hidden_rows)) == (55, 8)
    assert left_out_words(found) == (
        "55 changes hidden by filters: 47 events, 2 roads, 4 counts of people, 2 movements of people."
    )
    assert left_out_words(of_topics(found, {"blockade"})) == "3 changes hidden by filters: 1 event, 2 roads."
    assert left_out_words(of_topics(found, {"aid"})) == ""
    assert as_json(found)["hidden_by_filters"] == 55
    assert left_out_words(narrowed()) == ""
    nothing = narrowed(search="no such word anywhere")
    assert "Nothing that passes the filters changed.\n75 changes hidden by filters" in as_text(CASE, nothing)


def test_aid_its_load_tells_of_passes_with_either():
    # The event names the donor of the appeal as well as the Red Cross; its load names the donor only.
    assert "consignment:c050" in keys(narrowed(actors=("ICRC",)))


def test_every_change_has_a_source_and_the_text_names_it():
    found = listed("2023-09-23", "2023-09-28T20:00")
    assert all(one.source_ids for one in found.rows)
    text = as_text(CASE, found)
    assert text.splitlines()[0] == "What changed between 23 Sept 2023 and 28 Sept 2023, 20:00 (+04)"
    assert text.count("\n- ") == len(found.rows)
    assert "\nSources\n[1] " in text
    assert list(table(CASE, found).index) == keys(found)
    assert as_json(found)["changes"][0]["key"] == "event:ev148"


def test_nothing_changed_is_said():
    assert "Nothing that is reported changed." in as_text(CASE, listed("2021-07-03", "2021-07-04"))
    assert listed("2023-09-18", "2023-09-18").rows == ()


HELD = TABLES["aid.csv"] + (
    "a2,2023-03-01,,day,ICRC,road,goris,town,goris,2023-03-05,salt,food,2,exact,t,no,blocked,,s1,no,,\n"
    "a3,2023-03-02,2023-03-04,day,ICRC,road,goris,town,,,transfers,patients,,,,no,suspended,,s1,no,,\n"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return load_case(write_case(tmp_path_factory.mktemp("held") / "case", aid=HELD))


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("2023-02-28", "2023-03-03", ["not let through on 1 Mar 2023 and held at Goris",
                                      "suspended from 2 Mar 2023"]),
        ("2023-03-03", "2023-03-06", ["no longer held after 5 Mar 2023",
                                      "no longer suspended after 4 Mar 2023"]),
    ],
)  # fmt: skip
def test_what_waits_and_what_is_suspended_ends(small, start, end, says):
    found = between(small, parse_at(start), parse_at(end))
    loads = [one.sentence for one in found.rows if one.topic == "aid"]
    assert len(loads) == len(says)
    for words in says:
        assert any(words in told for told in loads)


FIRST = datetime(2020, 9, 26)
MOMENTS = st.builds(
    lambda days, minutes: FIRST + timedelta(days=days, minutes=minutes),
    st.integers(0, 1200),
    st.sampled_from([0, 1, 8 * 60, 13 * 60, 20 * 60, 22 * 60, 24 * 60 - 1]),
)
KNOWN = st.none() | st.dates(date(2023, 1, 1), date(2024, 1, 31))


# Shrinking a failure over whole cases takes minutes; the failing example itself says enough.
LIMITS = settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def value(fact):
    return None if fact is None else fact.value


def steps(*lists):
    """How each thing stood before the first of lists that meet and after the last, where that differs."""
    rows = [one for changes in lists for one in (*changes.rows, *changes.hidden_rows)]
    older = {one.key: value(one.before) for one in reversed(rows)}
    newer = {one.key: value(one.after) for one in rows}
    return {key: (older[key], newer[key]) for key in older if older[key] != newer[key]}


@LIMITS
@given(MOMENTS, MOMENTS, MOMENTS, KNOWN)
def test_two_lists_one_after_the_other_are_the_one_over_both(first, second, third, known):
    case = as_known(CASE, known)
    parts = between(case, first, second), between(case, second, third)
    whole = between(case, first, third)
    assert steps(*parts) == steps(whole)
    assert len(whole.rows) == len(steps(whole))


VOCABULARY = vocabulary(CASE)
FILTERS = st.builds(
    lambda **filters: replace(OPENING, **filters),
    categories=st.lists(st.sampled_from(VOCABULARY.categories), max_size=2).map(tuple),
    actors=st.lists(st.sampled_from(VOCABULARY.actors), max_size=2).map(tuple),
    places=st.lists(st.sampled_from(VOCABULARY.places), max_size=2).map(tuple),
    confidence=st.sampled_from([(), ("high",), ("low", "medium")]),
    doubts=st.sampled_from([(), ("single",), ("disputed",), ("single", "disputed")]),
    dated=st.sampled_from(["", "certain", "possible"]),
    search=st.sampled_from(["", "", "Lachin", "ICRC"]),
    box=st.sampled_from([None, None, (46.3, 39.5, 46.9, 39.9)]),
)


@LIMITS
@given(MOMENTS, MOMENTS, MOMENTS, KNOWN, FILTERS)
def test_the_same_holds_for_lists_that_filters_narrow(first, second, third, known, filters):
    def listed_between(start, end):
        return between(as_known(CASE, known), start, end, filters=filters)

    whole = listed_between(first, third)
    assert steps(listed_between(first, second), listed_between(second, third)) == steps(whole)
    everything = between(as_known(CASE, known), first, third)
    assert whole.hidden + len(whole.rows) == len(everything.rows)
    assert set(keys(whole)) <= set(keys(everything))


@LIMITS
@given(st.lists(MOMENTS, min_size=2, max_size=5))
def test_no_event_is_lost_or_told_twice_at_the_edges(moments):
    edges = sorted(moments)
    parts = [
        one.key
        for start, end in pairwise(edges)
        for one in between(CASE, start, end).rows
        if one.key.startswith("event:")
    ]
    whole = [one.key for one in between(CASE, edges[0], edges[-1]).rows if one.key.startswith("event:")]
    assert sorted(parts) == sorted(whole)


def test_every_event_and_load_of_the_case_is_told_once():
    last = datetime(2024, 12, 31)
    whole = between(CASE, datetime(1900, 1, 1), last)
    told = keys(whole)
    assert len(told) == len(set(told))
    events = dict(zip(CASE.events["event_id"], CASE.events["category"], strict=True))
    untold = {event for event in events if f"event:{event}" not in told}
    aid = {one for one in untold if events[one] == "aid"}
    assert aid <= set(CASE.consignments["event_id"])
    counts = set(CASE.events["event_id"].iloc[covered_by_figures(CASE)])
    assert untold - aid == counts
    assert len(counts) == 5
    assert {f"figure:{measure}" for measure in ("arrivals", "registered", "vehicles")} <= set(told)
    loads = {f"consignment:{one}" for one in CASE.consignments["consignment_id"]}
    assert loads <= set(told)


DAYS = st.integers(0, 11).map(lambda days: date(2023, 6, 10) + timedelta(days=days))
STATUSES = st.sampled_from(["open", "closed", "restricted", "humanitarian_only"])


@LIMITS
@given(st.lists(STATUSES, min_size=2, max_size=5), DAYS, DAYS, DAYS)
def test_the_same_holds_for_a_road_that_turns_each_day(small, states, first, second, third):
    days = [pd.Timestamp(2023, 6, 10 + 2 * at) for at in range(len(states))]
    told = [f"{day:%Y-%m-%d}" for day in days]
    row = pd.concat([small.route_status.iloc[:1]] * len(states), ignore_index=True)
    case = replace(
        small,
        route_status=row.assign(
            status_id=[f"r{at}" for at in range(len(states))],
            status=states,
            confirmed_on=told,
            start=pd.Series(days, dtype=row["start"].dtype),
            end=pd.Series(days, dtype=row["end"].dtype) + pd.Timedelta(days=1),
        ),
    )
    a, b, c = (datetime.combine(one, time(23, 59, 59)) for one in (first, second, third))
    assert steps(between(case, a, b), between(case, b, c)) == steps(between(case, a, c))
    assert between(case, a, a).rows == ()
