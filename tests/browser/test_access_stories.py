"""What a closure means, silence and displacement, as readers come to them in a browser."""

import re

from playwright.sync_api import expect

STATS = "() => passage.stats()"


def test_a_stretch_is_clicked_and_what_its_closure_would_mean_is_read(open_page):
    screen = open_page("/blockade?at=2023-09-28", height=1400)
    hits = screen.map().evaluate(STATS)["hits"]
    stretches = [hit for hit in hits if hit["kind"] == "segment"]
    assert len(stretches) > 20
    clicked = next(
        hit for hit in stretches if hit["label"].startswith("Shusha / Shushi – Stepanakert / Khankendi")
    )
    iframe = screen.page.locator("iframe[title*=st_folium]").first
    iframe.scroll_into_view_if_needed()
    box = iframe.bounding_box()
    screen.page.mouse.click(box["x"] + clicked["at"][0], box["y"] + clicked["at"][1])
    told = screen.page.locator(".st-key-if_closed")
    expect(told).to_contain_text("no known way would be left")
    expect(told).to_contain_text("If Shusha / Shushi – Stepanakert / Khankendi")
    expect(screen.page).to_have_url(re.compile(r"open=segment%3Ashusha\.\.stepanakert"))


def test_without_a_mouse_a_stretch_is_chosen_from_the_list(open_page):
    screen = open_page("/blockade?at=2023-09-18")
    screen.choose("If this stretch were closed too", "Askeran / Asgaran – Khojaly")
    expect(screen.page.locator(".st-key-if_closed")).to_contain_text(
        "the way of Khojaly / Ivanyan would be about 56 km longer"
    )
    marked = [hit["label"] for hit in screen.map().evaluate(STATS)["hits"] if hit["kind"] == "mark"]
    assert "Martakert / Aghdara: no way out" in marked


def test_silence_is_seen_as_a_calendar_and_read_as_a_table(open_page):
    screen = open_page("/blockade?at=2023-06-15")
    calendar = screen.page.locator(".st-key-dated_silence")
    calendar.scroll_into_view_if_needed()
    expect(calendar.locator("canvas, svg.marks").first).to_be_visible()
    expect(calendar).to_contain_text("as at 15 June 2023")
    screen.page.get_by_text("Last report of each road and place, as a table").click()
    rows = screen.page.locator(".st-key-silence_table_rows_scroll")
    expect(rows).to_contain_text("Longest silence")
    expect(rows.get_by_role("row").filter(has_text="Lachin road (old)")).to_contain_text("30 Mar 2023")


def test_provinces_are_read_per_inhabitant_and_from_list_to_list(open_page):
    screen = open_page("/displacement?at=2023-10-04&from=2023-09-24&to=2023-10-04")
    page = screen.page
    page.get_by_text("Do not read a line as people who moved").scroll_into_view_if_needed()
    slopes = page.locator("[data-testid=stVegaLiteChart]").last
    expect(slopes.locator("canvas, svg.marks").first).to_be_visible()
    page.get_by_text("Later: 18 Sept 2024: living there").click()
    rates = page.locator("[class*=st-key-provinces_][class*=_rows_scroll]")
    expect(rates.get_by_role("row").filter(has_text="Yerevan")).to_contain_text("42.0")
    page.get_by_text("Lists by province as a table").click()
    lists = page.locator(".st-key-slopes_table_rows_scroll")
    expect(lists.get_by_role("row").filter(has_text="Yerevan")).to_contain_text("34,460 (in doubt)")


def test_every_gap_between_the_figures_is_read_with_its_sources(open_page):
    screen = open_page("/displacement?at=2023-10-04&from=2023-09-24&to=2023-10-04")
    screen.page.get_by_text("Every check, gaps first").click()
    rows = screen.page.locator(".st-key-add_up_table_rows_scroll").get_by_role("row")
    expect(rows.filter(has_text="1 Oct 2023, 15:00")).to_contain_text("19,020")
    expect(rows.filter(has_text="17 Oct 2023").first).to_contain_text("Registration, not new arrivals")
