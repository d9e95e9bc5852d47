"""The map on a page: a small, safe message, and one answer to what is chosen."""

import gzip
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.map.blob_store import STORE
from components.map.frame_message import message, publish
from components.map.show import answer
from components.sections.view_map import after
from geo.case.case import Case
from geo.facts.state import state
from geo.picture import registry
from geo.picture.label_ranks import key_places
from geo.picture.layers import MapInputs, MapPicture, RouteLine
from geo.picture.place_labels import place_labels
from geo.picture.playback import playback_of
from geo.view.event_columns import pack
from geo.view.join import join
from geo.view.view import opening, with_at
from tests.conftest import shipped

NASTY = "</script><img src=x onerror=alert(1)> ${alert(1)} {{'x'}} \u2028\u2029 `'\"\\"


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


@pytest.fixture(scope="module")
def drawn(case: Case) -> MapInputs:
    joined = join(case.places, case.events)
    labels = place_labels(case.places, key_places(case))
    return MapInputs(pack(joined.placed, joined.unplaced), labels)


@pytest.fixture(scope="module")
def picture(case: Case, drawn: MapInputs) -> MapPicture:
    view = opening(case.settings)
    return registry.picture_of("situation", case, view, state(case, view.at), drawn)


@pytest.mark.parametrize("day", ["2022-12-20", "2023-07-20", "2023-09-19", "2023-09-28", "2023-12-31"])
@pytest.mark.parametrize("topic", registry.keys_with_map())
def test_a_step_costs_less_than_eight_kilobytes(case: Case, drawn: MapInputs, topic: str, day: str) -> None:
    view = with_at(opening(case.settings), datetime.fromisoformat(f"{day}T23:59:59"))
    made = registry.picture_of(topic, case, view, state(case, view.at), drawn)
    sent = message(made, theme="light", position=None, playback=playback_of(case, "both"))
    assert len(sent.encode()) < 8_000


def test_text_cannot_leave_the_message(picture: MapPicture) -> None:
    route = RouteLine("r", NASTY, ((46.0, 39.0), (47.0, 40.0)), "open", NASTY)
    text = message(replace(picture, title=NASTY, routes=(route,)), theme="dark", position=(39.8, 46.7, 8))
    for mark in ("<", ">", "&", "'", "\u2028", "\u2029"):
        assert mark not in text
    told = json.loads(text)
    assert told["title"] == NASTY
    assert told["routes"][0]["label"] == NASTY
    assert told["theme"] == "dark"
    assert told["position"] == [39.8, 46.7, 8]


def test_showing_a_picture_makes_its_columns_and_labels_ready(picture: MapPicture) -> None:
    publish(picture)
    assert picture.events is not None
    assert picture.places is not None
    assert STORE.get(picture.events.digest)
    assert STORE.get(picture.places.digest)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    held: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", held)
    return held


def test_the_answer_of_the_map_is_heard_and_said_to_be(
    session: dict[str, object], picture: MapPicture
) -> None:
    assert answer("m") == {}
    session["m"] = {"last_active_drawing": {"properties": {"id": "event:ev1", "n": 7}}}
    assert answer("m")["id"] == "event:ev1"
    assert json.loads(message(picture, theme="light", position=None, heard=7))["heard"] == 7
    assert json.loads(message(picture, theme="light", position=None))["heard"] == 0


def test_what_was_done_on_the_map_moves_the_view(case: Case) -> None:
    view = opening(case.settings)
    assert after(view, {}) == view
    assert after(view, {"id": "event:ev1", "n": 1}).selected == "event:ev1"
    noon = 19630 * 1440 + 720
    played = after(view, {"id": "time:", "from": noon - 720, "to": noon + 720, "at": noon, "n": 2})
    assert (played.first, played.last) == (date(2023, 9, 30), date(2023, 9, 30))
    assert (played.at, played.selected) == (datetime(2023, 9, 30, 12), view.selected)
    both = after(view, {"id": "route:lachin_new", "from": noon - 720, "to": noon + 720, "at": noon})
    assert (both.selected, both.at) == ("route:lachin_new", played.at)


def test_a_box_drawn_moves_the_view_until_it_is_taken_back(case: Case) -> None:
    view = replace(opening(case.settings), selected="event:ev1")
    drawn = (46.5, 39.7, 46.9, 39.9)
    boxed = after(view, {"box": [*drawn], "n": 3})
    assert (boxed.box, boxed.selected) == (drawn, "event:ev1")
    assert after(boxed, {"id": "event:ev2", "n": 4}).box == drawn
    assert after(boxed, {"box": None, "n": 5}) == view


@pytest.mark.parametrize("nonsense", ["text", [1, 2, 3], [3, 1, 2, 4], [None] * 4, {"a": 1}])
def test_a_box_that_is_none_changes_nothing(case: Case, nonsense: object) -> None:
    view = replace(opening(case.settings), box=(1.0, 1.0, 2.0, 2.0))
    assert after(view, {"box": nonsense, "n": 9}) == view


def test_the_film_is_ready_and_named_in_the_message(case: Case, picture: MapPicture) -> None:
    made = playback_of(case, "both")
    publish(picture, made)
    assert gzip.decompress(STORE.get(made.digest) or b"") == made.body
    assert json.loads(message(picture, theme="light", position=None, playback=made))["film"].startswith(
        made.digest
    )
    assert playback_of(case, "both").digest == made.digest


SCRIPT = """
import streamlit as st
from datetime import date, datetime
from types import SimpleNamespace
from components.map.show import show
from geo.picture.layers import MapPicture, window
last = date(2023, 9, 10 + st.slider("day", 0, 9, 3))
made = MapPicture("Roads", "", "v", (46, 39, 47, 40), window(date(2023, 9, 1), last, datetime(2023, 9, 30)))
show(made, view=SimpleNamespace(map=None, box=None))
"""


def test_a_step_changes_the_message_and_not_the_map(root: Path) -> None:
    app = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not app.exception
    first = json.loads(app.get("component_instance")[0].proto.json_args)
    name = app.get("component_instance")[0].proto.id
    app.slider[0].set_value(5).run()
    second = json.loads(app.get("component_instance")[0].proto.json_args)
    assert app.get("component_instance")[0].proto.id == name
    assert {key for key in first if first[key] != second.get(key)} == {"feature_group"}
