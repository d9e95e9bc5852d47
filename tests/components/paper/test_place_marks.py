"""Places on paper: those of which most events are shown are named before others, however small they are."""

from collections import Counter
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from components.paper.map_panel import draw
from components.paper.place_marks import busy_first, ranked
from geo.briefing.scene import shown
from geo.case.load import load_case
from geo.case.synth.synth import write_case
from geo.picture.label_ranks import MOST_BUSY
from geo.picture.spots import event_ids
from geo.view.view import opening

BOX = (0.0, 0.0, 900.0, 600.0)


@pytest.fixture(scope="module")
def what(tmp_path_factory):
    folder = tmp_path_factory.mktemp("busy")
    write_case(folder, 900, 200, seed=4)
    case = load_case(folder)
    return shown(case, "events", opening(case.settings))


@pytest.fixture(scope="module")
def drawn(what):
    # Every place a village: from so far off none would be named.
    places = replace(
        what.picture.places,
        labels=tuple(
            label if label.first else replace(label, zoom=17) for label in what.picture.places.labels
        ),
    )
    return draw(Figure(figsize=(BOX[2] / 72, BOX[3] / 72)), BOX, replace(what.picture, places=places), 8)


def test_the_busiest_places_in_sight_come_first_and_are_no_key_places(what, drawn):
    events = what.case.events.set_index("event_id").loc[list(event_ids(what.picture)), "place_id"]
    counts = Counter(events)
    places = busy_first(drawn.frame, what.picture, ranked(what.picture.places, what.picture.names))
    busy = [place for place in places if place.busy]
    assert len(busy) == MOST_BUSY
    assert places[:MOST_BUSY] == busy
    assert not any(place.first for place in busy)
    assert len({place.key for place in places}) == len(places)
    shown_counts = [counts[place.key] for place in busy]
    assert shown_counts == sorted(shown_counts, reverse=True)
    points = {place.key: drawn.frame.point(place.x, place.y) for place in places if place.of_case}
    in_sight = [
        counts[place.key]
        for place in places[MOST_BUSY:]
        if place.of_case and not place.first
        and 0 <= points[place.key][0] < drawn.frame.width and 0 <= points[place.key][1] < drawn.frame.height
    ]  # fmt: skip
    assert max(in_sight) <= shown_counts[-1]


def test_they_are_named_from_however_far_off(what, drawn):
    places = busy_first(drawn.frame, what.picture, ranked(what.picture.places, what.picture.names))
    texts = {text for text, _ in drawn.words}
    named = [place.text in texts for place in places if place.busy]
    assert sum(named) >= MOST_BUSY - 2  # where signs crowd, one may be without room
    assert not any(
        place.text in texts for place in places if place.of_case and not (place.first or place.busy)
    )
