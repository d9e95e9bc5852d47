"""What the shipped events must hold: the days and places of the two reports, sources, actors, wording."""

import csv
import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

CASE = Path(__file__).parents[2] / "data" / "karabakh"

# Event, first day, last day, place, paragraphs of the two reports that state it.
REPORTED = [
    ("ev001", "1992-01-01", "1994-12-31", "nagorno-karabakh", {"seed-1:p22"}),
    ("ev002", "2020-09-27", "2020-11-10", "nagorno-karabakh", {"seed-1:p20", "seed-1:p22"}),
    ("ev004", "2020-11-09", "2020-11-10", "moscow", {"seed-1:p2", "seed-1:p20"}),
    ("ev009", "2021-01-16", "2021-01-16", "taghavard", {"seed-1:caption"}),
    ("ev044", "2023-03-02", "2023-03-02", "new-delhi", set()),
    ("ev100", "2023-09-05", "2023-09-10", "yerevan", {"seed-1:p22"}),
    ("ev108", "2023-09-17", "2023-09-17", "istanbul", {f"seed-2:p{n}" for n in (1, 2, 3, 4)}),
    ("ev110", "2023-09-18", "2023-09-18", "lachin-corridor", {"seed-1:p10"}),
    ("ev111", "2023-09-19", "2023-09-19", "washington", {"seed-1:p11"}),
    ("ev114", "2023-09-19", "2023-09-19", "nagorno-karabakh", {"seed-1:p2", "seed-1:p22", "seed-2:p7"}),
    ("ev115", "2023-09-19", "2023-09-19", "nagorno-karabakh", {"seed-1:p4"}),
    ("ev116", "2023-09-19", "2023-09-19", "nagorno-karabakh", {"seed-1:p22"}),
    ("ev117", "2023-09-19", "2023-09-20", "nagorno-karabakh", {"seed-2:p7"}),
    ("ev118", "2023-09-19", "2023-09-19", "paris", {"seed-1:p1", "seed-1:p5"}),
    ("ev119", "2023-09-19", "2023-09-19", "washington", {"seed-1:p1", "seed-1:p6", "seed-1:p7"}),
    ("ev120", "2023-09-19", "2023-09-19", "washington", {"seed-1:p9"}),
    ("ev121", "2023-09-19", "2023-09-19", "yerevan", {"seed-1:p8"}),
    ("ev123", "2023-09-19", "2023-09-19", "new-york", {f"seed-1:p{n}" for n in (1, 13, 14, 15)}),
    ("ev124", "2023-09-19", "2023-09-19", "moscow", {f"seed-1:p{n}" for n in (1, 16, 17, 18)}),
    ("ev125", "2023-09-19", "2023-09-19", "moscow", {"seed-1:p19", "seed-1:p20", "seed-1:p21"}),
    ("ev126", "2023-09-19", "2023-09-19", "brussels", {"seed-2:p8"}),
    ("ev150", "2023-09-26", "2023-09-26", "washington", {"seed-2:p8"}),
    ("ev207", "2023-10-04", "2023-10-04", "washington", {"seed-2:p6"}),
    ("ev218", "2023-10-04", "2023-10-04", "", {"seed-2:p2", "seed-2:p7"}),
    ("ev219", "2023-09", "2023-10", "baku", {"seed-2:p8"}),
]
PARAGRAPHS = {"seed-1": 22, "seed-2": 8}
COLUMNS = [
    "event_id", "date_start", "date_end", "date_precision", "place_id", "place_role", "category", "form",
    "actors", "route_id", "title", "summary", "source_ids", "confidence", "seed", "uncertain", "doubt",
    "note",
]  # fmt: skip
CATEGORIES = {
    "blockade", "aid", "displacement", "military", "diplomacy", "agreement", "infrastructure", "detention",
    "statement", "protest", "other",
}  # fmt: skip
FORMS = {"meeting", "call", "session", "statement", "court", "document", "visit"}
KINDS = {
    "state", "de facto authority", "armed force", "international organisation", "humanitarian organisation",
    "people", "media", "other",
}  # fmt: skip
MOMENT = {
    "hour": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
    "day": r"\d{4}-\d\d-\d\d",
    "month": r"\d{4}-\d\d",
    "year": r"\d{4}(-\d\d-\d\d)?",
}
# Words of a party to the conflict: only inside quotation marks, with the speaker named.
LOADED = re.compile(
    r"liberat|occup|separatist|terroris|ethnic cleansing|aggressor|regime|so-called", re.IGNORECASE
)
QUOTED = re.compile(r'"[^"]*"')


def table(name: str) -> list[dict[str, str]]:
    with (CASE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(cell: str) -> list[str]:
    return cell.split(";") if cell else []


EVENTS = table("events.csv")
BY_ID = {row["event_id"]: row for row in EVENTS}
SEATS = {row["seat"] for row in table("actors.csv") if row["seat"]}


@pytest.mark.parametrize(("event_id", "first", "last", "place_id", "paragraphs"), REPORTED)
def test_reported_event_has_its_days_place_and_paragraphs(
    event_id: str, first: str, last: str, place_id: str, paragraphs: set[str]
) -> None:
    row = BY_ID[event_id]
    assert (row["date_start"][:10], row["date_end"][:10], row["place_id"]) == (first, last, place_id)
    assert set(listed(row["seed"])) == paragraphs


def test_every_paragraph_that_states_something_is_carried() -> None:
    carried = {mark for row in EVENTS for mark in listed(row["seed"])}
    expected = {f"{seed}:p{number}" for seed, last in PARAGRAPHS.items() for number in range(1, last + 1)}
    assert carried == expected | {"seed-1:caption"}


def test_paragraphs_name_a_source_of_their_row() -> None:
    for row in EVENTS:
        for mark in listed(row["seed"]):
            assert mark.split(":")[0] in listed(row["source_ids"]), row["event_id"]


def test_columns_and_unique_ids() -> None:
    assert list(EVENTS[0]) == COLUMNS
    assert len(BY_ID) == len(EVENTS)
    assert all(re.fullmatch(r"ev\d{3}", event_id) for event_id in BY_ID)


def test_vocabulary() -> None:
    for row in EVENTS:
        where = row["event_id"]
        assert row["category"] in CATEGORIES, where
        assert row["confidence"] in {"high", "medium", "low"}, where
        assert row["uncertain"] == ("yes" if row["doubt"] else "no"), where
        assert row["form"] in FORMS | {""}, where
        if row["category"] in {"diplomacy", "statement"}:
            assert row["form"], where
        elif row["category"] != "agreement":
            assert not row["form"], where


def test_dates_are_written_to_their_precision_and_ordered() -> None:
    for row in EVENTS:
        pattern = MOMENT[row["date_precision"]]
        assert re.fullmatch(pattern, row["date_start"]), row["event_id"]
        assert re.fullmatch(pattern, row["date_end"]), row["event_id"]
        assert row["date_start"] <= row["date_end"], row["event_id"]
        if row["date_precision"] in {"hour", "day"}:
            datetime.fromisoformat(row["date_start"])
            datetime.fromisoformat(row["date_end"])
    assert all(one["date_start"] <= two["date_start"] for one, two in pairwise(EVENTS))


def test_places_exist_and_only_seats_stand_at_a_capital_without_a_meeting() -> None:
    places = {row["place_id"] for row in table("places.csv")}
    for row in EVENTS:
        where = row["event_id"]
        assert bool(row["place_id"]) == bool(row["place_role"]), where
        if not row["place_id"]:
            continue
        assert row["place_id"] in places, where
        assert row["place_role"] in {"site", "seat", "subject"}, where
        if row["place_role"] == "seat":
            assert row["category"] in {"diplomacy", "statement", "agreement"}, where
        if row["form"] == "call":
            assert row["place_role"] == "seat", where
        if row["form"] == "meeting" and row["date_precision"] in {"hour", "day"}:
            assert row["place_role"] == "site", where


def test_remote_statements_are_never_sites() -> None:
    for event_id in ("ev004", "ev106", "ev112", "ev118", "ev126", "ev174"):
        assert BY_ID[event_id]["place_role"] != "site"
    assert BY_ID["ev174"]["place_id"] == "brussels"


def test_figures_for_a_country_are_not_pinned_to_its_capital() -> None:
    for row in EVENTS:
        if row["place_role"] == "site" and row["place_id"] in SEATS - {"stepanakert", "khojaly"}:
            met = row["category"] == "agreement" and row["form"] == "meeting"
            assert met or row["category"] in {"diplomacy", "statement", "protest"}, row["event_id"]


def test_every_row_rests_on_known_sources() -> None:
    known = {row["source_id"] for row in table("sources.csv")}
    for row in EVENTS:
        sources = listed(row["source_ids"])
        assert sources, row["event_id"]
        assert len(set(sources)) == len(sources), row["event_id"]
        assert set(sources) <= known, row["event_id"]


def test_every_actor_is_described() -> None:
    actors = table("actors.csv")
    names = [row["actor"] for row in actors]
    assert len(set(names)) == len(names)
    assert len({name.casefold() for name in names}) == len(names)
    places = {row["place_id"] for row in table("places.csv")}
    for row in actors:
        assert row["kind"] in KINDS, row["actor"]
        assert row["seat"] in places | {""}, row["actor"]
        assert row["side"] in {"", "armenia", "azerbaijan", "karabakh-armenian", "third"}, row["actor"]
        assert row["seat"] or row["kind"] == "people", row["actor"]
    for row in EVENTS:
        named = listed(row["actors"])
        assert len(set(named)) == len(named), row["event_id"]
        assert set(named) <= set(names), row["event_id"]
        assert named or row["category"] == "other", row["event_id"]


def test_meetings_and_calls_name_more_than_one_party() -> None:
    for row in EVENTS:
        if row["form"] in {"meeting", "call"}:
            assert len(listed(row["actors"])) > 1, row["event_id"]


def test_routes_exist_and_fit_the_date() -> None:
    routes = {row["route_id"] for row in table("routes.csv")}
    for row in EVENTS:
        assert row["route_id"] in routes | {""}, row["event_id"]
        if row["route_id"] == "lachin_new":
            # Announced on 11 August 2022, in use from the 30th.
            assert row["date_start"] >= "2022-08-11", row["event_id"]


def test_wording_is_short_and_neutral() -> None:
    titles = [row["title"] for row in EVENTS]
    assert len(set(titles)) == len(titles)
    for row in EVENTS:
        where = row["event_id"]
        assert 0 < len(row["title"]) <= 80, where
        assert row["summary"].endswith("."), where
        assert row["summary"] != row["title"], where
        assert not re.search(r"\bev\d{3}\b", row["title"] + row["summary"]), where
        for column in ("title", "summary", "doubt", "note"):
            assert row[column] == row[column].strip(), where
            assert not LOADED.search(QUOTED.sub("", row[column])), (where, column)


def test_the_closure_is_never_called_a_blockade_in_our_own_voice() -> None:
    for row in EVENTS:
        text = f"{row['title']} {row['summary']}"
        if "blockade" in text.lower():
            assert re.search(r"call|report|den(y|ies)|speaks? of|used the word", text), row["event_id"]


def test_both_names_of_the_main_towns_are_met() -> None:
    text = " ".join(row["title"] + " " + row["summary"] for row in EVENTS)
    for pair in ("Stepanakert / Khankendi", "Shusha / Shushi", "Martakert / Aghdara", "Lachin / Berdzor"):
        assert pair in text


def test_the_meetings_of_the_leaders_before_the_closure_are_there_from_two_publishers() -> None:
    places = {
        "2021-01-11": "moscow", "2021-11-26": "sochi", "2021-12-14": "brussels",
        "2022-04-06": "brussels", "2022-05-22": "brussels", "2022-08-31": "brussels",
    }  # fmt: skip
    met = {row["date_start"]: row for row in EVENTS if row["form"] == "meeting"}
    for day, place in places.items():
        row = met[day]
        assert (row["place_id"], row["confidence"]) == (place, "high")
        assert {"Armenia", "Azerbaijan"} < set(row["actors"].split(";"))
        assert len(row["source_ids"].split(";")) >= 2
