"""Text of data in markdown: nothing in it is an order to the page."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.session.text import bold, link, plain, web_address

JOINER = "\u2060"
# Joiners, and the marks that keep letters written from the right in their place.
INVISIBLE = str.maketrans(dict.fromkeys((JOINER, "\u200e"), ""))
NASTY = [
    "**bold** _it_ `code` ~~gone~~ # head",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    ":red[r] :material/home: :smile: :blue-background[b]",
    "$x^2$ $$y$$ \\(z\\)",
    "<script>alert(1)</script> &amp; <img src=x onerror=alert(1)>",
    "| a | b |\n|---|---|",
    "- item\n\n# heading",
    "www.evil.example a@evil.example https://evil.example",
]


@given(st.text())
def test_only_backslashes_invisible_marks_and_space_are_added(text: str) -> None:
    shown = plain(text)
    unescaped, at = [], 0
    while at < len(shown):
        at += shown[at] == "\\"
        unescaped.append(shown[at])
        at += 1
    letters = [part.translate(INVISIBLE) for part in ("".join(unescaped), " ".join(text.split()))]
    assert letters[0] == letters[1]


@pytest.mark.parametrize("text", NASTY)
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    shown = plain(text)
    bare = [
        mark
        for at, mark in enumerate(shown)
        if mark in string.punctuation and mark != "\\" and shown[at - 1] != "\\"
    ]
    assert bare == []
    assert "\n" not in shown


@pytest.mark.parametrize(
    "text", [":smile:", ":material/home:", "https://x.example", "www.x.example", "a@x.example"]
)
def test_what_no_backslash_stops_is_broken_up(text: str) -> None:
    assert JOINER in plain(text)


def test_words_in_any_script_stay_as_they_are() -> None:
    assert plain("Շուշի Şuşa Шуша") == "Շուշի Şuşa Шуша"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", ""]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert not web_address(address)
    assert link("a", address) == "a"


def test_an_address_cannot_end_its_own_link() -> None:
    shown = link("a", "https://x.example/>)[b](http://evil.example")
    assert shown.count("](<") == 1
    assert shown.endswith(">)")
    assert shown.count(">") == 1


def test_an_empty_text_is_not_made_bold() -> None:
    assert bold("") == ""
