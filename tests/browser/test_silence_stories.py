"""A briefer sees on the map from which places nothing has been heard, and for how long."""

import re

from playwright.sync_api import expect

SAID = "() => passage.stats().hits.filter((hit) => hit.kind === 'silence').map((hit) => hit.label)"


def words(frame):
    """What the map tells of each silent place that is marked, by the place's first name."""
    return {label.partition(" / ")[0]: label for label in frame.evaluate(SAID)}


def until_said(frame, text):
    frame.wait_for_function(f"text => ({SAID})().some((label) => label.includes(text))", arg=text)


def test_a_briefer_sees_from_which_places_nothing_has_been_heard_and_for_how_long(open_page):
    screen = open_page("/blockade?at=2023-03-22")
    frame = screen.map()
    until_said(frame, "Stepanakert")
    told = "Stepanakert / Khankendi: no report for {} days, the last on 17 Feb 2023 "
    told += "(usually one every 5 days)"
    assert words(frame)["Stepanakert"] == told.format(33)
    legend = frame.locator(".pg-legend")
    expect(legend).to_contain_text("Silence")
    expect(legend).to_contain_text("Days unreported, over 14 and over twice the usual gap; no sign of calm")
    hit = next(one for one in frame.evaluate("passage.stats().hits") if one["label"] == told.format(33))
    frame.locator(".pg-map .leaflet-container, .leaflet-container").first.click(
        position={"x": hit["at"][0], "y": hit["at"][1]}
    )
    card = frame.locator(".pg-card")
    expect(card).to_contain_text("Stepanakert / Khankendi: no report after 17 Feb 2023")
    expect(card).to_contain_text("no report for 33 days")
    expect(card).to_contain_text("Last report: 17 Feb 2023")
    # The bar is moved: the map counts on in this browser, and so does what is open.
    frame.locator(".leaflet-container").first.focus()
    screen.page.keyboard.press("Shift+ArrowRight")
    until_said(frame, told.format(34))
    expect(card).to_contain_text("no report for 34 days")
    expect(screen.page).to_have_url(re.compile("at=2023-03-23"))
