"""What is said of a road: how long closed, how long without ordinary traffic, and the gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.load import load_case
from geo.dates import parse_at
from geo.facts.road_state import RouteState
from geo.facts.state import state
from geo.facts.status import StatusSpan, as_shown, status_spans, unbroken, with_gaps
from geo.facts.traffic import Passing
from geo.picture.road_lines import status_lines
from geo.report import blockade, listings
from geo.report.passage_words import could_pass
from geo.report.road_words import road_words
from geo.report.situation_answer import answer as situation
from tests.conftest import SHIPPED_CASE, shipped


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2022-12-11", "the new Lachin road had been open for 8 days"),
        ("2022-12-12", "the new Lachin road was closed from that day"),
        (
            "2022-12-20",
            "the new Lachin road carried humanitarian traffic only, without ordinary traffic for 9 days",
        ),
        (
            "2023-06-15",
            "the new Lachin road was closed from that day, without free passage for 186 days",
        ),
        (
            "2023-08-03",
            (
                "the new Lachin road was not known to let anything through (inferred, uncertain),"
                " without free passage for 235 days"
            ),
        ),
        (
            "2023-09-28",
            "the new Lachin road was restricted, without free passage for 291 days",
        ),
    ],
)
def test_a_road_for_aid_only_is_never_called_closed(at: str, words: str) -> None:
    road = state(shipped(), parse_at(at)).route("lachin_new")
    assert road is not None
    assert road_words(road) == words


def test_the_answer_has_at_most_three_sentences_with_sources_on_any_date() -> None:
    for at in ("2020-10-01", "2021-06-01", "2022-12-12", "2023-09-18", "2023-12-31"):
        told = blockade.answer(shipped(), state(shipped(), parse_at(at)))
        assert 1 <= len(told.sentences) <= 3
        assert len(told.figures) <= 4
        if "2020-12" < at < "2023-12":
            assert all(one.source_ids for one in told.sentences)


def test_the_map_labels_each_road_with_its_days() -> None:
    lines = {one.id: one for one in status_lines(shipped(), state(shipped(), parse_at("2023-09-18")))}
    assert lines["lachin_old"].label == "Lachin road (old): not known, last shown closed on 30 Mar 2023"
    assert lines["lachin_old"].status == "unknown"
    assert lines["lachin_new"].label == "Lachin road (new): only incoming aid, no free passage for 281 days"
    assert lines["lachin_new"].status == "humanitarian_only"


def test_the_map_does_not_say_that_aid_passed_where_all_had_stopped() -> None:
    lines = {one.id: one for one in status_lines(shipped(), state(shipped(), parse_at("2023-08-03")))}
    label = "Lachin road (new): nothing known to pass (inferred, uncertain), no free passage for 235 days"
    assert lines["lachin_new"].label == label


def test_tables_list_every_watched_road_and_every_passage() -> None:
    now = state(shipped(), parse_at("2023-09-28"))
    assert list(listings.routes(now).index) == [one.route_id for one in now.routes]
    assert len(listings.passages(shipped(), now)) == len(now.passages)


def span(first: int, last: int, status: str = "closed", route: str = "r1") -> StatusSpan:
    start, end = datetime(2023, 9, first), datetime(2023, 9, last) + timedelta(days=1)
    return StatusSpan(f"{route}-{first}", route, status, "none", start, end, source_ids=("s1",))


def test_an_unbroken_run_stops_at_a_gap_and_at_another_status() -> None:
    rows = [span(1, 3), span(4, 6, "open"), span(8, 9), span(10, 12), span(13, 14)]
    assert [one.first.day for one in unbroken(rows, rows[-1])] == [8, 10, 13]


def road(name: str, status: str = "closed", *, inferred: bool = False, unknown: str = "") -> RouteState:
    """A corridor that lets nothing pass, but for one kind of traffic of which nothing is known."""
    ways = tuple(
        Passing(kind, way, "" if kind == unknown else "none", name=kind)
        for kind in ("aid", "escorts")
        for way in ("out", "in")
    )
    return RouteState(name, name, name, status, status, inferred=inferred, passings=ways)


def test_of_roads_closed_alike_two_are_named_and_the_others_counted() -> None:
    roads = [road(name) for name in ("Hill road", "Ford road", "Lake road", "Dam road")]
    assert could_pass(roads[:2], roads)[0] == (
        "the Hill road, the Ford road and 2 others were closed to all traffic"
    )
    assert could_pass(roads[:1], roads[:3])[0].startswith("the Hill road, the Ford road and 1 other were")
    assert could_pass(roads[:1], roads[:2])[0].startswith("the Hill road and the Ford road were closed")


def test_a_road_is_not_closed_to_traffic_of_which_nothing_is_known() -> None:
    roads = [road("Hill road", unknown="escorts"), road("Ford road", inferred=True)]
    assert could_pass(roads, roads)[0] == (
        "the Hill road was closed to aid; the Ford road was closed to all traffic (inferred)"
    )


def test_the_others_closed_are_counted_over_their_rows() -> None:
    case = load_case(SHIPPED_CASE.parent / "tigray")
    first = blockade.answer(case, state(case, parse_at("2020-11-24"))).sentences[0]
    assert first.text == (
        "On 24 Nov 2020 the Semera road, the Mekelle air bridge and 2 others were closed to all traffic."
    )
    (others,) = (figure for figure in first.figures() if figure.label == "other roads closed")
    assert (others.value, others.provenance.rows) == ("2", ("status:rs14", "status:rs18"))
    # Flights are no road, and a road of which only flights let ordinary traffic pass was never open.
    last = blockade.answer(case, state(case, parse_at("2022-12-29"))).sentences[0].text
    assert "the Mekelle air bridge was open to ordinary traffic; incoming aid could pass the Semera" in last
    told = situation(case, state(case, parse_at("2021-10-07"))).sentences
    assert not any("Ordinary traffic" in sentence.text for sentence in told)


def test_what_could_pass_none_is_said_of_the_named_roads_while_another_is_not_known() -> None:
    bridge = RouteState(
        "b", "Bridge", "Bridge road", "humanitarian_only", "humanitarian_only",
        passings=(Passing("aid", "in", "limited", name="aid"), Passing("aid", "out", "none", name="aid")),
    )  # fmt: skip
    shut, faded = road("Hill road"), replace(road("Ford road", "unknown"), last_status="closed")
    could = "incoming aid could pass the Bridge road under restrictions; outgoing aid could not"
    assert could_pass([bridge], [bridge, shut])[0] == could
    assert could_pass([bridge], [bridge, faded])[0] == f"{could} pass it"
    both = replace(bridge, name="Weir", short_name="Weir road")
    assert could_pass([bridge, both], [bridge, both, faded])[0].endswith("outgoing aid could pass neither")


@pytest.mark.parametrize(
    ("at", "words", "values"),
    [
        (
            "2021-11-19",
            (
                "On 19 Nov 2021 no road was known to be open; 4 were last shown closed (partly uncertain)"
                " on 4 Nov 2021 or before."
            ),
            ["4", "4 Nov 2021"],
        ),
        (
            "2022-08-25",
            (
                "On 25 Aug 2022 the Semera road, the Mekelle air bridge and 1 other were closed"
                " (partly uncertain); 2 other roads were last shown closed."
            ),
            ["2"],
        ),
        # Three were last shown closed: one of them alone was named.
        (
            "2022-09-20",
            (
                "On 20 Sept 2022 the Semera road and the Mekelle air bridge were closed;"
                " 3 other roads were last shown closed (partly uncertain)."
            ),
            ["3"],
        ),
    ],
)
def test_roads_last_shown_closed_are_counted_apart_from_closed_ones(
    at: str, words: str, values: list[str]
) -> None:
    case = load_case(SHIPPED_CASE.parent / "tigray")
    sentence = blockade.answer(case, state(case, parse_at(at))).sentences[0]
    assert sentence.text == words
    figures = [figure for figure in sentence.figures() if "last shown closed" in figure.label]
    assert set(values) <= {figure.value for figure in figures}
    assert len(figures[0].provenance.rows) == int(values[0])


STARTS = st.lists(st.integers(1, 28), unique=True, max_size=6).map(sorted)


@settings(deadline=None)
@given(STARTS)
def test_with_gaps_covers_every_day_once(starts: list[int]) -> None:
    spans = [
        span(first, (starts[rank + 1] - 1 if rank + 1 < len(starts) else first))
        for rank, first in enumerate(starts)
    ][::2]
    days = [
        day
        for one in with_gaps(spans, date(2023, 9, 1), date(2023, 9, 30))
        for day in range(one.first.day, one.last.day + 1)
    ]
    assert days == (list(range(1, 31)) if spans else [])


def test_every_day_of_the_case_has_one_state_for_each_road() -> None:
    first, last = date(2022, 12, 12), date(2023, 10, 4)
    rows = with_gaps(status_spans(shipped(), first, last), first, last)
    for route in {one.route_id for one in rows}:
        own = [one for one in rows if one.route_id == route]
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        noons = [datetime.combine(day, time(12)) for day in days]
        assert all(any(one.start <= noon < one.end for one in own) for noon in noons)
        whole = [one for one in own if not any(one.part)]
        assert all(sum(one.start <= noon < one.end for one in whole) <= 1 for noon in noons)


@pytest.mark.parametrize("name", ["karabakh", "tigray"])
def test_a_state_that_silence_parts_keeps_all_its_parts_in_the_chart(name: str) -> None:
    case = load_case(SHIPPED_CASE.parent / name)
    spans = as_shown(case, status_spans(case))
    assert len({one.status_id for one in spans}) < len(spans), "silence parts no state of this case"
    told = listings.statuses(case, spans)
    assert list(told["start"]) == [one.start for one in spans]
    assert told.index.is_unique
