"""What a briefer does with scenes, one test a story, in a real browser with the network cut."""

import io

import pptx
from playwright.sync_api import expect

MADE = 120_000


def scenes(screen):
    return screen.page.locator("[class*=st-key-scene_words_]")


def press(screen, key):
    """Push a button by keyboard alone."""
    screen.page.locator(f"[class*=st-key-{key}] button").first.focus()
    screen.page.keyboard.press("Enter")
    screen.settled()


def test_a_briefer_adds_what_is_seen_words_it_and_carries_slides_away_by_keyboard_alone(open_page):
    screen = open_page("/aid?from=2023-06-15&to=2023-09-17&at=2023-08-31")
    press(screen, "add_scene")
    expect(screen.page.locator("[data-testid=stToast]")).to_contain_text("Added as scene 9")
    screen.follow("Briefing")
    expect(scenes(screen)).to_have_count(9)
    press(screen, "scene_edit_")
    title = screen.page.get_by_label("Headline")
    title.fill("What the roads carried")
    title.press("Tab")
    expect(scenes(screen).first).to_contain_text("What the roads carried")
    press(screen, "make_slides")
    download = screen.page.get_by_role("button", name="Download KBH000", exact=False)
    download.wait_for(timeout=MADE)
    with screen.page.expect_download() as waiting:
        download.focus()
        screen.page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.startswith("KBH000_karabakh_2020_2023")
    slides = pptx.Presentation(io.BytesIO(waiting.value.path().read_bytes())).slides
    assert len(slides) == 9
    assert slides[0].shapes.title.text_frame.text == "What the roads carried"
    assert "as at 31 Aug 2023" in " ".join(
        shape.text_frame.text for shape in slides[8].shapes if shape.has_text_frame
    )
    for _ in range(2):
        press(screen, "scene_undo")
    expect(scenes(screen)).to_have_count(8)


def test_a_scene_opens_the_view_it_was_made_from_and_back_leads_to_the_list(open_page):
    screen = open_page("/briefing", has_map=False)
    screen.page.get_by_role("link", name="Open", exact=True).nth(7).click()
    screen.page.wait_for_url("**/displacement?**")
    screen.settled()
    assert "from=2023-09-24" in screen.query()
    screen.map()
    screen.page.go_back()
    expect(scenes(screen)).to_have_count(8)


def test_esc_loses_no_words_and_undo_stays_in_sight_and_after_a_reload(open_page):
    screen = open_page("/briefing", has_map=False)
    last = screen.page.locator("[class*=st-key-scene_edit_] button").last
    last.click()
    screen.settled()
    line = screen.page.get_by_label("Line 1")
    before = line.input_value()
    line.fill("Typed, and then Esc")
    line.press("Escape")
    expect(line).to_have_value("Typed, and then Esc")
    press(screen, "scene_delete_")
    expect(scenes(screen)).to_have_count(7)
    screen.page.reload()
    screen.settled()
    undo = screen.page.locator(".st-key-scene_undo button")
    expect(undo).to_be_in_viewport()
    expect(screen.page.locator(".st-key-scenes_bar")).to_contain_text("deleted")
    undo.click()
    expect(scenes(screen)).to_have_count(8)
    screen.settled()
    undo.click()
    expect(screen.page.locator(".st-key-scenes_bar")).to_contain_text("Nothing to undo")
    screen.page.locator("[class*=st-key-scene_edit_] button").last.click()
    expect(screen.page.get_by_label("Line 1")).to_have_value(before)


def test_another_window_says_what_changed_and_shows_it_without_being_touched(open_page):
    mine, theirs = (open_page("/briefing", has_map=False) for _ in range(2))
    theirs.page.locator("[class*=st-key-scene_edit_] button").first.click()
    theirs.settled()
    press(theirs, "scene_delete_")
    expect(scenes(mine)).to_have_count(7)
    expect(mine.page.get_by_text("changed in another window, and is shown as it is now")).to_be_visible()
    press(theirs, "scene_undo")
    expect(scenes(mine)).to_have_count(8)
