"""A press counts although the page it is made on is drawn anew meanwhile."""

import re

import pytest
from playwright.sync_api import expect

PATH = "/?from=2023-09-24&to=2023-10-04&at=2023-09-28"
MOVED = "() => document.querySelector('[data-testid=stMain]').style.paddingTop = '90px'"
# What Streamlit draws is its own to draw anew; a button of the test's stands for one.
OWN = "<button style='position: fixed; left: 90px; top: 90px; z-index: 2000000'>Press</button>"
DRAWN = f"""() => {{
  const part = document.createElement('div');
  part.className = 'st-key-drawn_by_a_test';
  part.innerHTML = "{OWN}";
  document.body.append(part);
}}"""
DRAWN_ANEW = """one => {
  const anew = one.cloneNode(true);
  anew.style.top = '400px';
  anew.addEventListener('click', () => (anew.textContent = 'Pressed'));
  one.replaceWith(anew);
}"""


def pressed(screen, control, meanwhile, aside=0):
    """Press a control with the mouse, let something happen before letting go, and let go there or aside."""
    box = control.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen.page.mouse.move(x, y)
    screen.page.mouse.down()
    meanwhile()
    screen.page.mouse.move(x + aside, y)
    screen.page.mouse.up()


def test_a_reader_presses_a_button_which_an_answer_moves_away_and_it_counts_once(open_page):
    screen = open_page(PATH)
    button = screen.page.locator(".st-key-as_at_on button")
    before = button.bounding_box()
    pressed(screen, button, lambda: screen.page.evaluate(MOVED))
    assert button.bounding_box()["y"] > before["y"] + before["height"]
    expect(screen.page).to_have_url(re.compile("at=2023-09-29"))
    screen.settled()
    expect(screen.page).to_have_url(re.compile("at=2023-09-29"))


def test_a_reader_presses_what_an_answer_draws_anew_and_it_counts(open_page):
    screen = open_page(PATH)
    screen.page.evaluate(DRAWN)
    button = screen.page.locator(".st-key-drawn_by_a_test button")
    pressed(screen, button, lambda: button.evaluate(DRAWN_ANEW))
    expect(button).to_have_text("Pressed")


@pytest.mark.parametrize("aside", [0, 400])
def test_a_press_that_nothing_moved_is_the_browsers_own(open_page, aside):
    """Once where it is made, and nothing where somebody lets go elsewhere on purpose."""
    screen = open_page(PATH)
    pressed(screen, screen.page.locator(".st-key-as_at_on button"), lambda: None, aside)
    screen.settled()
    expect(screen.page).to_have_url(re.compile("at=2023-09-28" if aside else "at=2023-09-29"))
    screen.page.locator(".st-key-as_at_on button").click()
    expect(screen.page).to_have_url(re.compile("at=2023-09-29" if aside else "at=2023-09-30"))
