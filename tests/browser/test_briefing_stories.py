"""What a briefer does with scenes, one test a story, in a real browser with the network cut."""

import io
import re

import pptx
from playwright.sync_api import expect

# Milliseconds within which slides are made on a slow machine.
MADE = 120_000
# Milliseconds that a fast typist holds a key down.
TYPED = 40


def scenes(screen):
    return screen.page.locator("[class*=st-key-scene_words_]")


def press(screen, key):
    """Push a button by keyboard alone, once it is seen to be marked."""
    button = screen.page.locator(f"[class*=st-key-{key}] button").first
    button.focus()
    expect(button).to_be_focused()
    screen.page.keyboard.press("Enter")
    screen.settled()


def test_a_briefer_adds_what_is_seen_and_words_it_by_keyboard_alone(open_page):
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
    # The words first, then the scene.
    press(screen, "scene_undo")
    expect(scenes(screen).first).not_to_contain_text("What the roads carried")
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
    expect(line).not_to_have_value("")
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
    expect(screen.page.locator(".st-key-scenes_bar")).to_contain_text("worded anew")
    undo.click()
    expect(screen.page.locator(".st-key-scenes_bar")).not_to_contain_text("worded anew")
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


def test_one_press_copies_the_link_with_where_the_map_was_moved_to(open_page):
    screen = open_page("/blockade?at=2023-07-10")
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    frame = screen.map()
    frame.locator(".leaflet-container").first.focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.wait_for_url("**map=**")
    screen.page.get_by_role("button", name="Copy link").click()
    expect(screen.page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    copied = screen.page.evaluate("navigator.clipboard.readText()")
    assert copied == screen.page.url
    assert "at=2023-07-10" in copied
    assert "map=" in copied


def test_a_link_that_was_altered_is_told_as_its_own_claim(open_page):
    screen = open_page("/aid?from=2023-06-15&to=2023-09-17&at=2023-08-31")
    screen.page.get_by_role("button", name="Copy link").click()
    screen.page.get_by_role("button", name="Make a frozen link").click()
    made = screen.page.locator("[data-testid=stPopoverBody] code").nth(1)
    expect(made).to_contain_text("signed=")
    address = made.inner_text().removeprefix(screen.url)
    screen.open(address)
    expect(screen.page.get_by_text("This is what the link showed when it was made")).to_be_visible()
    screen.page.reload()
    screen.settled()
    expect(screen.page.get_by_text("This is what the link showed when it was made")).to_be_visible()
    forged = address.replace("shown=", "shown=12%2C400%7Creported+killed%7Cby+1+May%3B")
    screen.open(forged.replace("tables=", "tables=0"))
    expect(screen.page.get_by_text("what it says was shown is its own claim")).to_be_visible()
    expect(screen.page.get_by_text("This link claims: Shown then and no longer: 12,400")).to_be_visible()


def test_a_press_right_after_typing_loses_neither_the_words_nor_the_press(open_page):
    screen = open_page("/briefing", has_map=False)
    edit = screen.page.locator("[class*=st-key-scene_edit_] button").nth(2)
    for number in range(4):
        edit.click()
        line = screen.page.get_by_label("Line 1")
        line.fill(f"Typed {number}")
        edit.click()
        expect(screen.page.get_by_label("Line 1")).to_have_count(0)
        edit.click()
        expect(line).to_have_value(f"Typed {number}")
        # Nobody types into a field that is only just being put there.
        screen.settled()
        line.fill(f"Typed {number} again")
        press(screen, "scene_delete_")
        expect(scenes(screen)).to_have_count(7)
        press(screen, "scene_undo")
        expect(scenes(screen)).to_have_count(8)
        expect(line).to_have_value(f"Typed {number} again")
        edit.click()
        expect(screen.page.get_by_label("Line 1")).to_have_count(0)


def test_a_briefing_passed_on_holds_the_words_as_they_stand(open_page):
    screen = open_page("/briefing", has_map=False)
    screen.page.get_by_text("Share as a file").click()
    download = screen.page.locator(".st-key-briefing_download button")
    edit = screen.page.locator("[class*=st-key-scene_edit_] button").nth(2)
    for number in range(2):
        edit.click()
        screen.page.get_by_label("Headline").fill(f"Passed on {number}")
        edit.click()
        expect(scenes(screen).nth(2)).to_contain_text(f"Passed on {number}")
        screen.settled()
        with screen.page.expect_download() as waiting:
            download.click()
        assert f"Passed on {number}" in waiting.value.path().read_text("utf-8")


def test_a_briefer_needs_at_most_sixty_keys_from_two_dates_to_slides(open_page):
    """24 and 28 September, what changed between them, both as scenes, present, a place asked for, slides."""
    screen = open_page("/")
    page, pressed = screen.page, 0

    def press_keys(*keys):
        nonlocal pressed
        for key in keys:
            page.keyboard.press(key, delay=TYPED)
        pressed += len(keys)

    def a_date(opener, text):
        press_keys(opener)
        expect(page.get_by_role("textbox", name="date")).to_be_focused()
        # Nobody types before seeing the field marked.
        screen.settled()
        press_keys(*text, "Enter")
        screen.settled()

    a_date("d", "24.9.2023")
    expect(page).to_have_url(re.compile("at=2023-09-24"))
    press_keys("Escape", "a")
    expect(page.locator("[data-testid=stToast]").first).to_contain_text("Added as scene 9")
    screen.settled()
    a_date("d", "28.9.2023")
    expect(page).to_have_url(re.compile("at=2023-09-28"))
    press_keys("Escape")
    a_date("v", "24.9.2023")
    expect(page).to_have_url(re.compile("vs=2023-09-24"))
    press_keys("Escape", "a")
    expect(page.locator("[data-testid=stToast]").last).to_contain_text("Added as scene 10")
    screen.settled()
    press_keys("f")
    presenting = page.frame_locator("iframe[title=Presenting]")
    expect(presenting.locator("h1")).to_contain_text("28 Sept 2023")
    press_keys("g")
    expect(presenting.get_by_role("textbox")).to_be_focused()
    press_keys(*"Tagha", "Enter")
    expect(presenting.locator("body")).to_contain_text("Taghavard")
    press_keys("f")
    expect(page.locator("iframe[title=Presenting]")).to_have_count(0)
    press_keys("b")
    expect(scenes(screen)).to_have_count(10)
    press_keys("s")
    page.locator(".st-key-export_file button").wait_for(timeout=MADE)
    with page.expect_download() as waiting:
        press_keys("s")
    assert pressed <= 60
    assert waiting.value.suggested_filename.startswith("KBH000_karabakh_2020_2023")
    slides = pptx.Presentation(io.BytesIO(waiting.value.path().read_bytes())).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert sum(not title.startswith("Sources") for title in titles) == 10
    words = " ".join(shape.text_frame.text for shape in slides[9].shapes if shape.has_text_frame)
    assert "as at 28 Sept 2023" in words
    for left in (9, 8):
        press(screen, "scene_undo")
        expect(scenes(screen)).to_have_count(left)
