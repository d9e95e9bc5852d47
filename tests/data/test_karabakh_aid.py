"""What a fact-checker found in the shipped aid, each right value by itself: stages, totals, waits."""

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from geo.case.as_known import as_known
from geo.case.case import Case
from geo.case.load import load_case
from geo.dates import end_of_day, parse_at
from geo.facts.aid import FOOD, FUEL, MEDICAL, PATIENTS, consignments, running_totals
from geo.facts.claims import headline
from geo.facts.state import State, state
from geo.picture.aid_picture import aid_picture
from geo.picture.layers import MapInputs
from geo.picture.place_labels import place_labels
from geo.report import aid_answer, situation_answer
from geo.report.answer import Answer
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.view import ViewState, opening

CASE = Path(__file__).parents[2] / "data" / "karabakh"


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(CASE)


def rows(name: str) -> list[dict[str, str]]:
    with (CASE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def on(case: Case, day: str) -> State:
    return state(case, parse_at(day))


def by_id(case: Case, day: str, load: str) -> str:
    return next(row.outcome for row in consignments(case, at=parse_at(day)) if row.consignment_id == load)


def test_a_consignment_cites_every_source_of_its_stages() -> None:
    cited = {row["consignment_id"]: set(row["source_ids"].split(";")) for row in rows("aid")}
    for stage in rows("aid_stages"):
        assert set(stage["source_ids"].split(";")) <= cited[stage["consignment_id"]], stage["stage_id"]


def test_a_consignment_has_stages_or_an_outcome() -> None:
    staged = {row["consignment_id"] for row in rows("aid_stages")}
    for row in rows("aid"):
        assert (row["consignment_id"] in staged) != bool(row["outcome"]), row["consignment_id"]


def test_doubt_of_a_stage_is_marked_and_explained_together() -> None:
    for row in rows("aid_stages"):
        assert row["inferred"] in {"yes", "no"}
        assert (row["uncertain"] == "yes") == bool(row["doubt"]), row["stage_id"]


def test_running_totals_are_marked() -> None:
    totals = {row["consignment_id"] for row in rows("aid") if row["cumulative"] == "yes"}
    assert totals == {row["consignment_id"] for row in rows("aid") if "running total" in row["cargo"]}
    assert totals == {"c007", "c040", "c054", *(f"c{number:03d}" for number in range(57, 65))}


def test_money_is_asked_for_or_pledged_and_never_delivered() -> None:
    for row in rows("aid"):
        assert (row["cargo_kind"] == "money") == (row["outcome"] in {"pledged", "requested"}), row


@pytest.mark.parametrize("day", ["2023-09-28", "2023-10-04", "2023-12-31"])
def test_the_last_fuel_is_that_of_the_running_total_of_28_september(case: Case, day: str) -> None:
    last = on(case, day).last_delivery(FUEL)
    assert last is not None
    assert (last.on, last.by, last.consignment_ids) == (date(2023, 9, 28), True, ("c054",))
    assert "fuel by 28 Sept 2023" in aid_text(case, day)


def test_fuel_that_is_only_told_as_sent_is_not_told_as_delivered(case: Case) -> None:
    assert {by_id(case, "2023-12-31", load) for load in ("c048", "c049", "c052")} == {"sent"}
    assert by_id(case, "2023-12-31", "c047") == "delivered"
    # Trend tells of it as sent on the 26th; that it was delivered is known from the 30th on.
    assert by_id(as_known(case, date(2023, 9, 29)), "2023-09-29", "c047") == "sent"
    assert by_id(as_known(case, date(2023, 9, 30)), "2023-09-30", "c047") == "delivered"


@pytest.mark.parametrize(
    ("day", "shown", "by"),
    [
        ("2023-01-16", "2023-01-15", False), ("2023-02-05", "2023-01-31", True),
        ("2023-02-20", "2023-02-14", False), ("2023-03-01", "2023-02-14", False),
        ("2023-04-20", "2023-04-16", True), ("2023-04-28", "2023-04-25", True),
        ("2023-05-10", "2023-04-25", True), ("2023-05-11", "2023-05-11", False),
    ],
)  # fmt: skip
def test_running_totals_of_patients_show_evacuations_by_their_day(
    case: Case, day: str, shown: str, by: bool
) -> None:
    (passage,) = (row for row in on(case, day).passages if row.kind == "medical evacuation")
    assert (passage.on.isoformat(), passage.by) == (shown, by)


def test_337_patients_by_25_april_are_the_figure_until_july(case: Case) -> None:
    for day, value in (
        ("2023-01-31", 58),
        ("2023-04-24", 290),
        ("2023-04-25", 337),
        ("2023-07-24", 337),
        ("2023-07-25", 600),
    ):
        figure = headline(case, "patients_moved", parse_at(day))
        assert figure is not None
        assert figure.claim.value == value, day


def test_an_uncertain_flight_widens_the_last_evacuation_and_does_not_replace_it(case: Case) -> None:
    last = on(case, "2023-12-31").last_delivery(PATIENTS)
    assert last is not None
    assert (last.on, last.uncertain) == (date(2023, 9, 23), False)
    assert last.later is not None
    assert (last.later.on, last.later.row_names) == (date(2023, 9, 28), ("consignment:c053",))


def test_the_icrc_totals_of_july_stand_beside_the_last_medical_supplies_as_uncertain(case: Case) -> None:
    last = on(case, "2023-08-31").last_delivery(MEDICAL)
    assert last is not None
    assert (last.on, last.by) == (date(2023, 7, 7), False)
    assert last.later is not None
    assert (last.later.on, last.later.by) == (date(2023, 7, 31), True)
    assert "medical supplies alone on 7 July 2023 (uncertain: by 31 July 2023); food or mixed" in aid_text(
        case, "2023-08-31"
    )


@pytest.mark.parametrize("day", ["2023-02-18", "2023-04-25", "2023-06-13", "2023-09-21", "2023-12-31"])
def test_the_last_is_told_as_the_last_of_these_tables(case: Case, day: str) -> None:
    assert "in these tables" in aid_text(case, day)
    told = " ".join(one.text for one in situation_answer.answer(case, on(case, day)).sentences)
    assert "Last in these tables came" in told


def test_a_hand_out_in_town_is_no_delivery_over_the_road(case: Case) -> None:
    now = on(case, "2023-01-14")
    assert now.last_delivery(FOOD) is None
    assert [row for row in now.passages if row.kind == "food or mixed aid"] == []


def test_one_lorry_of_the_russian_red_cross_is_one_row_that_waits_and_then_arrives(case: Case) -> None:
    assert "c037" not in {row.consignment_id for row in consignments(case)}
    for day in ("2023-09-09", "2023-09-10", "2023-09-11"):
        waits = {load.consignment.consignment_id: load.place_id for load in on(case, day).waits}
        assert waits["c036"] == "barda", day
        assert by_id(case, day, "c036") == "blocked"
    assert by_id(case, "2023-09-12T06:59", "c036") == "blocked"
    assert by_id(case, "2023-09-12T07:00", "c036") == "passed"
    assert by_id(case, "2023-09-12", "c036") == "delivered"


def test_the_peacekeepers_trucks_wait_by_the_hour(case: Case) -> None:
    def waits(moment: datetime) -> set[str]:
        return {load.consignment.consignment_id for load in state(case, moment).waits}

    assert waits(datetime(2023, 4, 28, 20, 59)) == set()
    assert waits(datetime(2023, 4, 28, 21, 0)) == waits(datetime(2023, 4, 29, 11, 9)) == {"c012"}
    assert waits(datetime(2023, 4, 29, 11, 10)) == set()


def test_an_icrc_truck_known_to_the_day_has_not_come_in_the_morning(case: Case) -> None:
    loads = {"c038", "c039"}
    assert loads.isdisjoint(row.consignment_id for row in consignments(case, at=datetime(2023, 9, 18, 6, 0)))
    assert loads <= {row.consignment_id for row in consignments(case, at=end_of_day(date(2023, 9, 18)))}


def test_four_loads_wait_on_31_august_and_are_told_with_their_exactness(case: Case) -> None:
    now = on(case, "2023-08-31")
    assert [
        (
            load.consignment.consignment_id, load.place_id, load.since.isoformat(), load.amount,
            load.qualifier, load.unit,
        )
        for load in now.waits
    ] == [
        ("c024", "kornidzor", "2023-07-26", 361, "about", "tonnes"),
        ("c028", "kornidzor", "2023-08-09", 20, "at_least", "tonnes"),
        ("c033", "aghdam", "2023-08-29", 40, "exact", "tonnes"),
        ("c034", "kornidzor", "2023-08-30", 10, "exact", "trucks"),
    ]  # fmt: skip
    figure = next(one for one in answer(case, "2023-08-31").figures if "held up" in one.label)
    assert (figure.value, figure.label) == ("about 421 t", "held up in 3 of 4 loads, no release reported")


def test_loads_fade_as_a_road_does(case: Case) -> None:
    kornidzor = {"c024", "c028", "c034"}
    for day, waits in (("2023-09-13", kornidzor), ("2023-09-14", set())):
        found = {load.consignment.consignment_id for load in on(case, day).waits}
        assert found & kornidzor == waits, day
    assert {load.consignment.consignment_id for load in on(case, "2023-09-25").waits} == {"c033"}
    for day in ("2023-09-26", "2023-10-04", "2023-12-31"):
        assert on(case, day).waits == ()
        assert "Of 4 loads last reported waiting, at the latest on 11 Sept 2023" in aid_text(case, day)


def test_a_single_load_is_told_in_the_singular(case: Case) -> None:
    figure = next(one for one in answer(case, "2023-07-27").figures if "held up" in one.label)
    assert figure.label == "held up in 1 load, no release reported"


def test_uncertain_loads_are_in_no_sum(case: Case) -> None:
    added = {row.consignment_id for _, _, row in running_totals(consignments(case), "tonnes")}
    assert added == {"c043", "c045", "c047"}


def test_on_20_september_the_last_certain_delivery_is_that_of_the_18th(case: Case) -> None:
    last = on(case, "2023-09-20").last_delivery(FOOD)
    assert last is not None
    assert (last.on, last.consignment_ids) == (date(2023, 9, 18), ("c038", "c039"))
    assert last.later is not None
    assert last.later.row_names == ("consignment:c041",)


@pytest.mark.parametrize(
    ("known", "load", "last"),
    [
        ("2023-05-10", "c013", "2023-04-29"),
        ("2023-07-11", "c022", "2023-07-11"),
        ("2023-08-07", "c026", None),
    ],
)
def test_no_end_of_a_suspension_is_known_before_it_was_published(
    case: Case, known: str, load: str, last: str | None
) -> None:
    cut = as_known(case, date.fromisoformat(known))
    found = [row.last.isoformat() for row in consignments(cut) if row.consignment_id == load]
    assert found == ([last] if last else [])


def test_every_sentence_of_aid_can_be_read_aloud(case: Case) -> None:
    for month in range(1, 13):
        for day in (1, 11, 21):
            text = f"2023-{month:02d}-{day:02d}"
            for one in answer(case, text).sentences:
                assert len(one.text.split()) <= 25, one.text


def answer(case: Case, day: str) -> Answer:
    view = aid_view(case, day)
    return aid_answer.answer(case, view, state(case, view.at))


def aid_view(case: Case, day: str) -> ViewState:
    whole = opening(case.settings)
    return replace(whole, first=date(2022, 12, 12), last=date(2023, 12, 31), at=parse_at(day))


def aid_text(case: Case, day: str) -> str:
    return " ".join(one.text for one in answer(case, day).sentences)


def test_the_map_tells_loads_of_people_apart_beside_each_road(case: Case) -> None:
    view = replace(opening(case.settings), at=end_of_day(date(2023, 9, 18)))
    joined = join(case.places, case.events)
    inputs = MapInputs(pack(joined.placed, joined.unplaced), place_labels(case.places))
    lines = {line.id: line.label for line in aid_picture(case, view, state(case, view.at), inputs).routes}
    own = [
        row
        for row in rows("aid")
        if (row["route_id"], row["cumulative"]) == ("lachin_new", "no") and row["date_start"] <= "2023-09-18"
    ]
    people = [row for row in own if row["cargo_kind"] in ("patients", "people")]
    arrived = [row for row in people if row["outcome"] in ("delivered", "partial", "passed")]
    assert 20 < len(arrived) < len(people)
    assert lines["lachin_new"].endswith(f"; {len(arrived)} with people")


def test_consignments_with_people_are_told_apart_and_nothing_that_failed_or_is_in_doubt_hides(
    case: Case,
) -> None:
    """A minister heard of forty deliveries of aid, where most were patients on their way out."""
    day = date(2023, 9, 28)
    view = replace(opening(case.settings), at=end_of_day(day))
    first = aid_answer.answer(case, view, state(case, view.at)).sentences[0]
    loads = [
        row
        for row in rows("aid")
        if row["cumulative"] != "yes"
        and row["date_start"] <= day.isoformat()
        and row["cargo_kind"] != "money"
    ]
    of_people = [row for row in loads if row["cargo_kind"] in ("patients", "people")]
    arrived = [row for row in of_people if row["outcome"] in ("delivered", "partial", "passed")]
    doubtful = [row for row in loads if row["uncertain"] == "yes"]
    assert 0 < len(doubtful) < len(arrived) < len(of_people) < len(loads)
    assert first.text.startswith(
        f"Since 12 Dec 2022, {len(loads)} consignments are reported, {len(doubtful)} uncertain;"
        f" {len(arrived)} with people arrived; the rest: 13 delivered; 6 blocked; 3 turned back; "
    )
    figures = {figure.label: figure for figure in first.figures()}
    called_off = {f"consignment:{row['consignment_id']}" for row in of_people if row not in arrived}
    shown = figures["consignments with people that arrived"].provenance.rows
    assert len(called_off) == 4
    assert called_off.isdisjoint(shown)
    assert {str(len(arrived)), str(len(doubtful))} <= {figure.value for figure in figures.values()}


def test_where_all_were_for_people_this_is_told_with_what_became_of_them(case: Case) -> None:
    day = date(2023, 4, 25)
    view = replace(opening(case.settings), first=day, last=day, at=end_of_day(day))
    first = aid_answer.answer(case, view, state(case, view.at)).sentences[0]
    assert first.text == "For 25 Apr 2023, 1 consignment is reported, with patients: 1 blocked."
