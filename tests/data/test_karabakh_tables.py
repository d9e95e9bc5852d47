"""What the shipped tables must hold: links that meet, statuses that do not overlap, sums, figures."""

import csv
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
import shapely

from geo.case.areas import hull
from geo.case.load import load_case
from geo.dates import bounds
from geo.facts.traffic import until

CASE = Path(__file__).parents[2] / "data" / "karabakh"
LINKS = {
    "aid": {
        "route_id": "routes", "origin_id": "places", "destination_id": "places",
        "held_at_id": "places", "carrier": "actors", "event_id": "events",
    },
    "claims": {"place_id": "places", "event_id": "events"},
    "aid_stages": {"consignment_id": "aid", "place_id": "places", "route_id": "routes"},
    "movements": {
        "from_id": "places", "to_id": "places", "via_route_id": "routes", "event_id": "events",
    },
    "accommodation": {"place_id": "places"},
    "routes": {"place_ids": "places"},
    "route_status": {"route_id": "routes", "from_place_id": "places", "to_place_id": "places"},
    "passage": {"status_id": "route_status"},
}  # fmt: skip
KEYS = {
    "sources": "source_id", "places": "place_id", "actors": "actor", "events": "event_id",
    "routes": "route_id", "route_status": "status_id", "passage": "passage_id", "aid": "consignment_id",
    "aid_stages": "stage_id",
    "accommodation": "accommodation_id", "movements": "movement_id",
    "claims": "claim_id",
}  # fmt: skip
PAIRS = {
    "stepanakert": "Stepanakert / Khankendi", "shusha": "Shusha / Shushi",
    "martakert": "Martakert / Aghdara", "martuni": "Martuni / Khojavend",
    "lachin": "Lachin / Berdzor", "aghdam": "Aghdam / Akna", "khojaly": "Khojaly / Ivanyan",
    "hin-shen": "Hin Shen / Kichik Galadarasi", "zabukh": "Zabukh / Aghavno",
}  # fmt: skip
# Moment, measure, number: the figures a displacement page must be able to show.
COUNTS = [
    ("2023-09-24T22:00", "arrivals", 1050), ("2023-09-25T06:00", "arrivals", 2906),
    ("2023-09-26T20:00", "arrivals", 28120), ("2023-09-28T20:00", "arrivals", 76407),
    ("2023-09-29T20:00", "arrivals", 98625), ("2023-09-30", "arrivals", 100417),
    ("2023-10-04", "arrivals", 100632), ("2023-10-17", "registered", 101848),
    ("2024-09-18", "registered", 115366),
]  # fmt: skip
BY_MARZ = {
    "yerevan": 46409, "marz-kotayk": 18343, "marz-ararat": 12100, "marz-armavir": 10726,
    "marz-syunik": 6668, "marz-lori": 4289, "marz-shirak": 4066, "marz-aragatsotn": 3906,
    "marz-gegharkunik": 3646, "marz-tavush": 3014, "marz-vayots-dzor": 2199,
}  # fmt: skip
# Rival figures that must stand side by side: measure, a part of the subject, the numbers.
RIVALS = [
    ("dead", "Armenian side, hostilities of September 2023", {27, 32, 200, 223}),
    ("wounded", "Armenian side, hostilities of September 2023", {200, 400, 300, 244}),
    ("dead", "civilians of the Armenian side, hostilities of September 2023", {2, 10, 9, 25}),
    ("dead", "people who died on or after the way to Armenia", {64, 70}),
    ("dead", "Azerbaijani servicemen, September 2023", {192, 200}),
    ("wounded", "Azerbaijani servicemen, September 2023", {511, 512}),
    ("dead", "Russian peacekeepers in a car, 20 September 2023", {2, 4, 5}),
    ("dead", "fuel depot explosion, 25 September 2023", {20, 68, 170, 218}),
    ("missing", "fuel depot explosion, 25 September 2023", {105, 21}),
    ("wounded", "fuel depot explosion, 25 September 2023", {290, 120}),
    ("population", "people living in Nagorno-Karabakh", {100000, 120000, 145000}),
    ("tonnes", "load of the Armenian convoy at Kornidzor", {361, 360, 400}),
    ("road_length", "new Lachin road", {32, 26.8, 28}),
    ("tonnes", "petrol sent on 23 September 2023", {24, 40}),
    ("tonnes", "diesel sent on 23 September 2023", {24, 40}),
    (
        "displaced", "people displaced inside Nagorno-Karabakh, hostilities of September 2023",
        {7000, 5000, 10000},
    ),
    ("displaced", "people displaced within Azerbaijan during the 2020 war", {40000}),
    ("displaced", "people who came to Armenia during the 2020 war", {90000}),
    ("patients_moved", "patients moved by the ICRC since December 2022", {16, 58, 60, 337, 600, 680, 800}),
    ("arrivals_a_day", "people a day, average since 24 September 2023", {15000}),
]  # fmt: skip


def until_text(row: dict[str, str]) -> str:
    """The moment at which a status is over, as text."""
    return until(row["date_to"]).isoformat(timespec="minutes")


def table(name: str) -> list[dict[str, str]]:
    with (CASE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, str]]]:
    return {name: table(name) for name in KEYS}


def keys(tables: dict[str, list[dict[str, str]]], name: str) -> set[str]:
    return {row[KEYS[name]] for row in tables[name]}


def test_nothing_of_the_shipped_case_is_set_aside() -> None:
    assert load_case(CASE).set_aside == ()


@pytest.mark.parametrize("name", LINKS)
def test_every_link_meets_a_row(name: str, tables: dict[str, list[dict[str, str]]]) -> None:
    for row in tables[name]:
        for column, target in LINKS[name].items():
            for key in filter(None, row[column].split(";")):
                assert key in keys(tables, target), (row[KEYS[name]], column, key)
        cited = row["source_ids"].split(";")
        assert cited != [""], row[KEYS[name]]
        assert set(cited) <= keys(tables, "sources"), row[KEYS[name]]


@pytest.mark.parametrize("name", KEYS)
def test_ids_are_used_once(name: str, tables: dict[str, list[dict[str, str]]]) -> None:
    assert len(keys(tables, name)) == len(tables[name])


@pytest.mark.parametrize("name", ["aid", "accommodation", "claims", "movements", "route_status", "passage"])
def test_doubt_is_marked_and_explained_together(name: str, tables: dict[str, list[dict[str, str]]]) -> None:
    for row in tables[name]:
        assert row["uncertain"] in {"yes", "no"}
        assert (row["uncertain"] == "yes") == bool(row["doubt"]), row[KEYS[name]]
        if row["source_ids"] == "page-not-recorded":
            assert row["uncertain"] == "yes", row[KEYS[name]]


def test_every_source_says_how_it_may_be_used(tables: dict[str, list[dict[str, str]]]) -> None:
    for row in tables["sources"]:
        assert row["licence"], row["source_id"]
        assert row["pass_on"] in {"yes", "no"}, row["source_id"]
        assert row["url"].startswith(("http://", "https://")) or row["note"], row["source_id"]


def test_statuses_of_one_route_follow_each_other_without_gap_or_overlap(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    by_route = defaultdict(list)
    for row in tables["route_status"]:
        first, last = bounds(row["date_from"])[0], until(row["date_to"])
        assert first < last, row["status_id"]
        if row["confirmed_on"]:
            assert row["date_from"][:10] <= row["confirmed_on"] <= row["date_to"][:10], row["status_id"]
        by_route[row["route_id"]].append((first, last, bool(row["from_place_id"])))
    for route, spans in by_route.items():
        for (first, last, part), (following, _, other) in pairwise(sorted(spans)):
            assert following == last or (part and other and following == first), (route, following)
    assert {"lachin_old", "lachin_new", "aghdam_askeran"} <= set(by_route)


def test_passages_lie_in_the_days_of_their_status_and_agree_with_its_direction(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    statuses = {row["status_id"]: row for row in tables["route_status"]}
    for row in tables["passage"]:
        status = statuses[row["status_id"]]
        for cell in (row["date_from"], row["date_to"]):
            assert not cell or status["date_from"][:10] <= cell[:10] <= status["date_to"][:10], row[
                "passage_id"
            ]
        ways = {"inbound": {"in"}, "outbound": {"out"}, "none": set()}.get(status["direction"], {"in", "out"})
        if row["passage"] in ("free", "limited"):
            own = {"in", "out"} if row["direction"] == "both" else {row["direction"]}
            assert own <= ways, row["passage_id"]


@pytest.mark.parametrize(
    ("day", "lachin", "aghdam"),
    [
        ("2022-12-12", "closed", "closed"), ("2023-04-23", "closed", "closed"),
        ("2023-06-15", "closed", "closed"), ("2023-07-26", "humanitarian_only", "closed"),
        ("2023-09-12", "humanitarian_only", "humanitarian_only"),
        ("2023-09-15", "humanitarian_only", "closed"),
        ("2023-09-18", "humanitarian_only", "humanitarian_only"),
        ("2023-09-20", "humanitarian_only", "closed"), ("2023-09-24", "restricted", "restricted"),
        ("2023-10-04", "restricted", "restricted"),
    ],
)  # fmt: skip
def test_status_of_both_roads_on_known_days(
    day: str, lachin: str, aghdam: str, tables: dict[str, list[dict[str, str]]]
) -> None:
    def held(route: str) -> list[str]:
        return [
            row["status"]
            for row in tables["route_status"]
            if row["route_id"] == route
            and row["date_from"] <= f"{day}T23:59"
            and f"{day}T23:59" < until_text(row)
        ]

    assert (held("lachin_new"), held("aghdam_askeran")) == ([lachin], [aghdam])


def test_people_left_by_the_road_and_only_buses_came_in_during_the_departure(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    last = next(row for row in tables["route_status"] if row["date_from"] == "2023-09-24")
    people = [
        (row["direction"], row["passage"], row["date_from"])
        for row in tables["passage"]
        if row["status_id"] == last["status_id"] and row["traffic"] == "people"
    ]
    assert (last["route_id"], last["direction"]) == ("lachin_new", "both")
    assert ("out", "limited", "") in people
    assert [one for one in people if one[0] == "in"] == [("in", "limited", "2023-09-29")]


@pytest.mark.parametrize(
    ("as_of", "kind", "summed", "stated"),
    [
        ("2023-09-26T20:00", "state_accommodated", 3253, 3253),
        ("2023-09-27T08:00", "state_accommodated", 4002, 4002),
        ("2023-09-29T20:00", "state_accommodated", 27396, 27396),
        ("2023-09-30", "state_accommodated", 32200, 32200),
        ("2023-10-01", "state_accommodated", 37749, 37749),
        ("2023-10-20", "pupils", 15264, 15264),
        ("2024-01-04", "residents", 73540, 73540),
        ("2024-09-18", "residents", 115366, 115366),
        ("2023-09-28T20:00", "state_accommodated", 16853, 17153),
        ("2023-10-01T15:00", "state_accommodated", 28302, 47322),
        ("2023-09-29T16:00", "state_accommodated", 23463, 23433),
        ("2023-10-01T12:00", "state_accommodated", 45467, 45516),
    ],
)
def test_provinces_add_up_to_the_stated_total_or_are_known_not_to(
    as_of: str, kind: str, summed: int, stated: int, tables: dict[str, list[dict[str, str]]]
) -> None:
    rows = [
        row
        for row in tables["accommodation"]
        if (row["as_of"], row["kind"]) == (as_of, kind) and row["stated_total"]
    ]
    assert sum(int(row["persons"]) for row in rows) == summed
    assert {int(row["stated_total"]) for row in rows} == {stated}
    if summed != stated:
        assert all(row["note"] or row["doubt"] for row in rows)


@pytest.mark.parametrize(("as_of", "measure", "number"), COUNTS)
def test_counts_of_the_displacement_are_claims(
    as_of: str, measure: str, number: int, tables: dict[str, list[dict[str, str]]]
) -> None:
    found = [
        row
        for row in tables["claims"]
        if (row["measure"], row["as_of"], row["value"]) == (measure, as_of, str(number))
    ]
    assert len(found) == 1
    assert found[0]["uncertain"] == "no"


def test_unhcr_figures_by_marz(tables: dict[str, list[dict[str, str]]]) -> None:
    rows = [row for row in tables["accommodation"] if row["as_of"] == "2024-09-18"]
    assert {row["place_id"]: int(row["persons"]) for row in rows} == BY_MARZ
    assert {row["claimant"] for row in rows} == {"UNHCR"}


@pytest.mark.parametrize(("measure", "subject", "numbers"), RIVALS)
def test_rival_figures_stand_side_by_side(
    measure: str, subject: str, numbers: set[float], tables: dict[str, list[dict[str, str]]]
) -> None:
    found = {
        float(row["value"])
        for row in tables["claims"]
        if (row["measure"], row["subject"]) == (measure, subject) and row["value"]
    }
    assert numbers <= found


def test_every_claim_gives_a_number_and_a_claimant(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    for row in tables["claims"]:
        assert all(row[column] for column in ("claimant", "subject", "unit")), row["claim_id"]
        assert row["value"] or row["low"] or row["high"], row["claim_id"]


def test_claims_agree_with_the_rows_they_name(tables: dict[str, list[dict[str, str]]]) -> None:
    numbers: dict[str, set[str]] = {}
    for name, columns in (
        ("aid", ("quantity",)), ("accommodation", ("persons",)), ("movements", ("persons",)),
    ):  # fmt: skip
        for row in tables[name]:
            numbers[row[KEYS[name]]] = {row[column] for column in columns} - {""}
    for row in tables["aid_stages"]:
        numbers[row["consignment_id"]] |= {row["amount"]} - {""}
    named: dict[str, set[str]] = defaultdict(set)
    for row in tables["claims"]:
        if row["row_id"]:
            assert row["value"] in numbers[row["row_id"]], row["claim_id"]
            named[row["row_id"]].add(row["value"])
    # The other way round: no number of aid is without its claim.
    for row in tables["aid"]:
        assert named[row["consignment_id"]] == numbers[row["consignment_id"]], row["consignment_id"]


def test_both_names_of_contested_places(tables: dict[str, list[dict[str, str]]]) -> None:
    places = {row["place_id"]: row for row in tables["places"]}
    for place_id, both in PAIRS.items():
        row = places[place_id]
        other = row["name_hy_latn"] or row["name_az_latn"]
        assert f"{row['name_en']} / {other}" == both
        assert row["contested"] == "yes"
    for row in tables["places"]:
        two = bool(row["name_hy_latn"] or row["name_az_latn"])
        assert two == (row["contested"] == "yes"), row["place_id"]


def test_places_say_how_exact_they_are_and_where_from(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    for row in tables["places"]:
        assert all(row[f"coordinate_{part}"] for part in ("source", "licence")), row["place_id"]
        least = 20_000 if row["kind"] in {"region", "country"} else 1
        assert float(row["accuracy_m"]) >= least, row["place_id"]
    bridge = next(row for row in tables["places"] if row["place_id"] == "hakari-bridge")
    assert bridge["accuracy_m"] == "2500"
    assert "erived" in bridge["note"]


def test_sus_is_not_its_neighbour(tables: dict[str, list[dict[str, str]]]) -> None:
    sus = next(row for row in tables["places"] if row["place_id"] == "sus")
    assert "Nerkin Sus" not in sus["other_names"].split(";")


def test_areas_are_the_hulls_of_their_settlements() -> None:
    case = load_case(CASE)
    assert len(case.areas) == 2
    for area in case.areas.itertuples():
        fresh = hull(case.places, area.place_ids.split(";"), ratio=0.5)
        assert area.kind == "schematic hull"
        assert fresh.equals_exact(area.geometry, 1e-5), area.area_id


def test_the_held_settlements_leave_out_shusha_and_aghdam() -> None:
    case = load_case(CASE)
    points = case.places.set_index("place_id").geometry
    areas = case.areas.set_index("area_id").geometry
    held = areas["held-settlements"]
    assert not any(shapely.contains(held, points[key]) for key in ("shusha", "aghdam", "hadrut"))
    assert all(shapely.contains(held, points[key]) for key in ("stepanakert", "martakert", "martuni"))


def test_headline_claimants_made_a_claim(tables: dict[str, list[dict[str, str]]]) -> None:
    settings = tomllib.loads((CASE / "case.toml").read_text("utf-8"))
    made = {(row["measure"], row["claimant"]) for row in tables["claims"]}
    for measure, claimants in settings["headline"].items():
        assert any(measure == one for one, _ in made), measure
        for claimant in claimants:
            assert (measure, claimant) in made, (measure, claimant)
