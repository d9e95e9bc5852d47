"""A reader on a thin line, or without scripts at all, reads the answer at once."""

import pytest

from geo.picture.registry import TOPICS


@pytest.fixture
def without_scripts(chromium, server):
    context = chromium.new_context(base_url=server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_page_says_its_answer_to_a_browser_without_scripts(without_scripts):
    for name, title in ((topic.key, topic.title) for topic in TOPICS):
        without_scripts.goto("/" if name == TOPICS[0].key else f"/{name}?at=2023-09-24")
        assert without_scripts.get_by_role("heading", name=title, exact=True, level=1).is_visible()
        assert without_scripts.get_by_role("img").first.is_visible()
        assert without_scripts.get_by_text("do not imply endorsement").first.is_visible()


def test_the_whole_case_is_gone_through_by_links_alone(without_scripts):
    without_scripts.goto("/?at=2023-09-24")
    without_scripts.get_by_role("link", name="Light page without scripts").click()
    without_scripts.get_by_role("link", name="the day after ›").click()
    assert "25 Sept 2023" in without_scripts.locator(".dates").inner_text()
    without_scripts.get_by_role("link", name="Aid", exact=True).click()
    assert "25 Sept 2023" in without_scripts.locator(".dates").inner_text()
    assert without_scripts.get_by_role("table").first.is_visible()


def test_the_words_go_once_the_application_shows_its_own(open_page):
    screen = open_page("/?at=2023-09-24")
    screen.page.locator("#first-words").wait_for(state="detached")
    assert screen.page.locator(".st-key-answer").is_visible()
