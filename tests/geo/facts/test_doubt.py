"""What counts as told by one source, and as disputed."""

from __future__ import annotations

from geo.cells import items
from geo.facts.claims import claims_of
from geo.facts.doubt import disagreeing, doubts, with_doubts
from tests.conftest import shipped


def marked(kind: str) -> set[str]:
    frame = with_doubts(shipped(), shipped().events)
    return set(frame.loc[frame[kind], "event_id"])


def test_one_publisher_is_one_source_however_many_pages_it_has() -> None:
    publisher = dict(zip(shipped().sources["source_id"], shipped().sources["publisher"], strict=True))
    for row in shipped().events.to_dict("records"):
        publishers = {publisher[one] for one in items(row["source_ids"])}
        assert (row["event_id"] in marked("single")) == (len(publishers) == 1), row["event_id"]


def test_what_is_disputed_is_marked_uncertain_or_has_rival_figures() -> None:
    uncertain = set(shipped().events.loc[shipped().events["uncertain"] == "yes", "event_id"])
    assert uncertain < marked("disputed")
    # The dead of 19 September, the fuel depot, the convoy's load, the Azerbaijani dead and the fuel.
    assert {"ev129", "ev148", "ev082", "ev157", "ev145"} <= marked("disputed") - uncertain
    # Figures that one count gave after the other are no dispute.
    assert not {"ev146", "ev151", "ev162"} & marked("disputed") - uncertain


def test_a_count_that_rises_is_no_disagreement_and_two_for_one_hour_are() -> None:
    arrivals = claims_of(shipped(), "arrivals")
    assert disagreeing([one for one in arrivals if one.claim_id in {"cl002", "cl007", "cl033"}]) == ()
    housed = [one for one in claims_of(shipped(), "accommodated") if one.as_of == "2023-09-28T20:00"]
    assert len(housed) > 1
    assert set(disagreeing(housed)) == set(housed)
    assert disagreeing([]) == ()


def test_rows_taken_in_any_order_keep_their_doubts() -> None:
    backwards = with_doubts(shipped(), shipped().events.iloc[::-1])
    assert set(backwards.loc[backwards["single"], "event_id"]) == marked("single")
    assert doubts(shipped()) is doubts(shipped())
