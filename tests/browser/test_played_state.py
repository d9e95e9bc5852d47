"""What the map plays in the browser is what the server would have sent for the same date."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

from components.map.frame_message import message
from geo.case.as_known import as_known
from geo.case.case import Case
from geo.dates import end_of_day
from geo.facts.state import state
from geo.picture import registry
from geo.picture.base_picture import subtitle
from geo.picture.label_ranks import key_places
from geo.picture.layers import MapInputs, MapPicture
from geo.picture.message import as_json
from geo.picture.place_labels import place_labels
from geo.picture.playback import playback_of
from geo.view.event_columns import minutes, pack
from geo.view.join import join
from geo.view.view import ViewState, opening
from tests.browser.sheet import SETTLED, Sheet
from tests.conftest import shipped

DAYS = (
    "2020-11-10", "2021-05-01", "2022-08-30", "2022-12-03", "2022-12-12", "2023-01-20", "2023-03-30",
    "2023-04-23", "2023-06-15", "2023-07-01", "2023-07-26", "2023-08-30", "2023-09-12", "2023-09-17",
    "2023-09-18", "2023-09-19", "2023-09-28", "2023-10-04", "2023-10-15", "2023-12-31",
)  # fmt: skip
MOMENTS = (*DAYS, "2023-09-24T22:00", "2023-09-26T14:00")
PERIODS = [(date(2020, 9, 27), date(2023, 12, 31)), (date(2023, 9, 1), date(2023, 9, 30))]


@pytest.fixture(scope="module")
def case() -> Case:
    return shipped()


@pytest.fixture(scope="module")
def drawn(case: Case) -> MapInputs:
    joined = join(case.places, case.events)
    labels = place_labels(case.places, key_places(case))
    return MapInputs(pack(joined.placed, joined.unplaced), labels)


@pytest.fixture(scope="module")
def sheet(chromium: Browser) -> Iterator[Sheet]:
    context = chromium.new_context(viewport={"width": 1000, "height": 520})
    yield Sheet(context.new_page())
    context.close()


def views(case: Case) -> list[ViewState]:
    found = []
    for text in MOMENTS:
        moment = datetime.fromisoformat(text)
        at = moment if "T" in text else end_of_day(moment.date())
        for first, last in PERIODS:
            if first <= at.date() <= last:
                found.append(replace(opening(case.settings), first=first, last=last, at=at))
    return found


PLAYED = [topic.key for topic in registry.TOPICS if topic.playback]


def make(topic: str, case: Case, view: ViewState, drawn: MapInputs) -> MapPicture:
    return registry.picture_of(topic, case, view, state(case, view.at), drawn)


def compared(sheet: Sheet, sent: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser plays for the time of a message of the server, and that message's own parts."""
    start, _, at = sent["window"]
    time = {"from": start, "to": sent["until"], "at": at}
    played: dict[str, Any] = sheet.page.evaluate("time => passage.played(time)", time)
    parts = ("subtitle", "window", "routes", "flows", "circles", "marks", "silences", "areas")
    # The brackets round a place looked at are not part of what plays: they stand while nothing does.
    still = {**sent, "marks": [mark for mark in sent["marks"] if mark[2] != "here"]}
    return {name: played.get(name, []) for name in parts}, {name: still[name] for name in parts}


@pytest.mark.parametrize("topic", PLAYED)
def test_every_word_line_and_circle_played_is_the_servers(
    sheet: Sheet, case: Case, drawn: MapInputs, topic: str
) -> None:
    sheet.show(make(topic, case, opening(case.settings), drawn), playback=playback_of(case, "both"))
    sheet.page.wait_for_function("passage.stats().time.ready")
    drawn_at_all = 0
    for view in views(case):
        told, sent = compared(sheet, as_json(make(topic, case, view, drawn)))
        assert told == sent, view
        drawn_at_all += sum(len(sent[name]) for name in ("routes", "flows", "circles", "marks", "silences"))
    assert drawn_at_all > 20


@pytest.mark.parametrize("topic", ["blockade", "displacement", "diplomacy"])
def test_what_a_message_leaves_to_the_film_is_drawn_as_if_it_stood_in_it(
    sheet: Sheet, case: Case, drawn: MapInputs, topic: str
) -> None:
    view = replace(opening(case.settings), at=end_of_day(date(2023, 9, 26)))
    picture = make(topic, case, view, drawn)
    made = playback_of(case, "both")
    short = json.loads(message(picture, theme="light", position=None, playback=made))
    # In another theme: what says just what is drawn already is not painted again.
    whole = json.loads(message(picture, theme="dark", position=None)) | {"film": short["film"]}
    assert all("parts" in one for one in whole["routes"])
    assert not any("parts" in one for one in short["routes"])
    assert ("flows" in short, "marks" in short) == ((topic != "diplomacy",) * 2)
    assert "silences" not in short
    assert "areas" not in short
    assert len(whole["areas"]) == 1  # of the two one has ended
    assert bool(whole["silences"]) == (topic == "blockade")
    left = sheet.show(picture, playback=made)
    sheet.page.evaluate("message => { passage.show(message); }", whole)
    sheet.page.wait_for_function(SETTLED, arg=left["paints"])
    assert left["hits"] == sheet.stats()["hits"]
    assert ("flow" if topic == "diplomacy" else "route") in {hit["kind"] for hit in left["hits"]}


@pytest.mark.parametrize("topic", ["situation", "blockade", "displacement"])
def test_what_was_known_earlier_is_played_in_the_names_chosen(
    sheet: Sheet, case: Case, drawn: MapInputs, topic: str
) -> None:
    known = date(2023, 9, 26)
    case, at = as_known(case, known), opening(case.settings)
    shut = "segment:askeran..khojaly" if topic == "blockade" else None
    earlier = [replace(one, known=known, names="az_latn", selected=shut) for one in views(case)[::3]]
    sheet.show(
        make(topic, case, replace(at, known=known, names="az_latn", selected=shut), drawn),
        playback=playback_of(case, "az_latn"),
    )
    asked = json.dumps(playback_of(case, "az_latn").digest)
    sheet.page.wait_for_function(f"passage.stats().time.ready && passage.stats().time.film === {asked}")
    for view in earlier:
        told, sent = compared(sheet, as_json(make(topic, case, view, drawn)))
        assert told == sent, view


def test_minutes_before_1970_are_told_in_the_same_words(sheet: Sheet, case: Case, drawn: MapInputs) -> None:
    view = opening(case.settings)
    sheet.show(make("situation", case, view, drawn), playback=playback_of(case, "both"))
    old = replace(view, first=date(1962, 2, 3), last=date(1969, 12, 31))
    for at in (datetime(1963, 11, 22, 12, 30), end_of_day(date(1969, 12, 31))):
        words = subtitle(case, replace(old, at=at))
        time = {"from": minutes(datetime(1962, 2, 3)), "to": 0, "at": minutes(at)}
        assert sheet.page.evaluate("time => passage.played(time).subtitle", time) == words
