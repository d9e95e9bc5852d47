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


def test_a_larger_screen_gives_its_room_to_the_map_and_its_type_grows_with_it(open_page):
    screen, type_sizes = open_page(PAGES[1], width=WIDTH, height=HEIGHT), {}
    for width, height in ((WIDTH, HEIGHT), (1920, 1080), (3840, 2160)):
        screen.page.set_viewport_size({"width": width, "height": height})
        frame = screen.map()
        frame.wait_for_function("width => window.map.getSize().x >= 0.95 * width", arg=width)
        box = screen.page.locator(BOX).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, width
        assert box["height"] >= 0.5 * height, width
        type_sizes[width] = screen.page.locator(".st-key-sentences p").first.evaluate(
            "(text) => parseFloat(getComputedStyle(text).fontSize)"
        )
    assert type_sizes[WIDTH] >= 15
    assert type_sizes[3840] >= 1.5 * type_sizes[WIDTH]


def test_a_legend_that_does_not_fit_is_folded_and_nothing_of_it_is_cut(open_page):
    screen = open_page("/?at=2022-12-13", width=WIDTH, height=HEIGHT)
    for path in ("/?at=2022-12-13", "/events?at=2023-09-20"):
        frame = screen.open(path).map()
        # What its numbers tell is chosen in it, once there are events with numbers of people.
        frame.wait_for_function("() => document.querySelector('.pg-legend input[type=radio]')")
        height, room = frame.locator(".pg-legend").evaluate("(box) => [box.scrollHeight, box.clientHeight]")
        assert height <= room + 1, path
