"""Answer, figures, map and time bar stand in the first screen of each page that answers, at 1280x800."""

from __future__ import annotations

PAGES = ("/?at=2023-09-28", "/blockade?at=2023-07-10", "/aid?at=2023-09-18", "/displacement?at=2023-09-26")
BOX = "iframe[title*=st_folium]"
WIDTH, HEIGHT = 1280, 800


def test_the_first_screen_holds_answer_map_and_time_bar(open_page):
    screen = open_page(PAGES[0], width=WIDTH, height=HEIGHT)
    for path in PAGES:
        screen.open(path)
        box = screen.page.locator(BOX).first.bounding_box()
        answer = screen.page.locator(".st-key-answer").bounding_box()
        assert box is not None
        assert answer is not None
        assert answer["y"] + answer["height"] <= box["y"] + 1, path
        assert box["y"] + box["height"] <= HEIGHT, path
        assert box["height"] >= 0.5 * HEIGHT, path
        assert box["width"] >= 0.95 * WIDTH, path
