"""The registry of pages: one key a page, and nothing in it that nobody knows."""

from __future__ import annotations

from geo.briefing.scene_text import HEADLINES
from geo.changes.change_events import TOPICS as TOPIC_OF_CATEGORY
from geo.picture.registry import PLAYBACK_LAYERS, TOPICS, keys_with_map, shown_topic, title_of, topic_of


def test_every_page_has_a_key_and_a_title_of_its_own() -> None:
    assert len({topic.key for topic in TOPICS}) == len(TOPICS)
    assert len({topic.title for topic in TOPICS}) == len(TOPICS)


def test_what_an_entry_names_is_known_where_it_is_used() -> None:
    for topic in TOPICS:
        assert set(topic.playback) <= PLAYBACK_LAYERS, topic.key
        assert set(topic.headlines) <= set(HEADLINES), topic.key
        assert set(topic.changes) <= set(TOPIC_OF_CATEGORY.values()), topic.key
    listed = {name for topic in TOPICS for name in topic.changes}
    assert listed == set(TOPIC_OF_CATEGORY.values())


def test_the_first_page_shows_and_says_something_for_those_that_do_not() -> None:
    assert TOPICS[0].picture is not None
    assert TOPICS[0].answer is not None
    assert topic_of("") is topic_of("no such page") is TOPICS[0]
    assert shown_topic("sources") is TOPICS[0]
    assert shown_topic("aid").key == "aid"
    assert title_of("aid") == "Aid"
    assert keys_with_map()[0] == TOPICS[0].key
    assert "sources" not in keys_with_map()
