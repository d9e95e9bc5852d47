"""Names of places for the map's labels."""

import gzip
import json

import pytest

from geo.case.case import Case
from geo.picture.label_ranks import key_places
from geo.picture.place_labels import PlaceLabels, packed, place_labels
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
