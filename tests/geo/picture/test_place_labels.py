"""Names of places for the map's labels."""

import gzip
import json
from math import log2

import pytest

from geo.case.case import Case
from geo.picture.label_ranks import key_places
from geo.picture.place_labels import MOST_LABELS, PlaceLabels, packed, place_labels
from tests.conftest import shipped


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


@pytest.fixture(scope="module")
def labels(case: Case) -> PlaceLabels:
    return place_labels(case.places, key_places(case))


def test_both_names_of_a_contested_place_are_there_in_every_mode(labels: PlaceLabels) -> None:
    town = next(label for label in labels.labels if label.id == "stepanakert")
    named = dict(zip(labels.modes, town.names, strict=True))
    assert named["both"] == "Stepanakert / Khankendi"
    assert named["hy"] == "Ստեփանակերտ"
    assert named["az"] == "Xankəndi"
    assert all(town.names)


def test_towns_of_the_corridor_come_first(labels: PlaceLabels) -> None:
    first = {label.id for label in labels.labels if label.first}
    assert {"goris", "lachin", "shusha", "stepanakert", "aghdam"} <= first
    assert "sisian" not in first
    ranks = [label.first for label in labels.labels]
    assert ranks == sorted(ranks, reverse=True)


def test_key_places_are_named_as_wide_as_a_phone_shows_a_large_country(labels: PlaceLabels) -> None:
    # 360 pixels over 25 degrees.
    zoom = log2(360 / 256 * 360 / 25)
    assert all(label.zoom <= zoom for label in labels.labels if label.first)
    assert any(label.zoom > zoom for label in labels.labels if not label.first)


def test_areas_have_no_dot(case: Case, labels: PlaceLabels) -> None:
    shown = {label.id for label in labels.labels}
    assert "nagorno-karabakh" not in shown
    assert "armenia" not in shown
    assert (
        len(shown)
        == case.places["kind"].isin(["city", "village", "capital", "checkpoint", "border crossing"]).sum()
    )


def test_the_body_is_json_under_its_own_hash(case: Case, labels: PlaceLabels) -> None:
    told = json.loads(gzip.decompress(packed(labels)))
    assert told["modes"] == list(labels.modes)
    assert len(told["places"]) == len(labels.labels)
    assert place_labels(case.places).digest != labels.digest


def test_of_more_places_than_are_named_those_with_events_are(case: Case) -> None:
    few = case.places.iloc[:1].drop(columns="place_id")
    numbers = range(MOST_LABELS + 2)
    places = few.loc[few.index.repeat(len(numbers))].assign(place_id=[f"p{number}" for number in numbers])
    places = places.assign(kind="village", geonames_id="")
    last = [f"p{number}" for number in numbers[-2:]]
    plain = {label.id for label in place_labels(places).labels}
    busy = {label.id for label in place_labels(places, events_at=[*last, last[0]]).labels}
    assert len(plain) == len(busy) == MOST_LABELS
    assert plain.isdisjoint(last)
    assert busy >= set(last)
