"""Nothing of Streamlit's own is seen: no tool to take data away, no dialog, no empty page."""

import pytest
from playwright.sync_api import expect

from geo.picture.registry import TOPICS
from tests.browser.conftest import Screen, Watch


@pytest.mark.parametrize(
    ("path", "element"),
    [("/events", "stDataFrame"), ("/aid", "stVegaLiteChart")],
)
def test_no_tool_of_a_table_or_chart_takes_data_away(open_page, path, element):
    screen = open_page(path)
    shown = screen.page.locator(f"[data-testid={element}]").first
    shown.scroll_into_view_if_needed()
    shown.hover()
    screen.page.wait_for_timeout(500)
    for tools in screen.page.locator("[data-testid=stElementToolbar]").all():
        expect(tools).to_be_hidden()
    assert screen.page.locator("summary").filter(has_text="Save as").count() == 0


def test_an_address_that_leads_nowhere_says_so_and_leads_on(open_page):
    screen = open_page()
    answer = screen.page.request.get(f"{screen.url}/no-such-page")
    assert answer.status == 404
    screen.page.set_content(answer.text())
    expect(screen.page.get_by_role("heading")).to_have_text("There is no page “/no-such-page” here")
    assert screen.page.get_by_role("link").count() == len(TOPICS)


@pytest.fixture
def own_browser(chromium):
    """A browser whose console may hold the errors that a test brings about."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield lambda server: Screen(Watch().page(context), server)
    context.close()


def test_the_maps_page_may_run_no_inline_script_but_its_own(own_browser, server):
    screen = own_browser(server).open()
    page = screen.page.request.get(f"{screen.url}/component/streamlit_folium.st_folium/index.html")
    policy = page.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    ran = screen.map().evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.planted = 1';"
        " document.body.append(script); return window.planted === 1; }"
    )
    assert not ran
