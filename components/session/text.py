"""Text from data or users, made safe to stand in Streamlit's markdown."""

from __future__ import annotations

import re
import string

from geo.words import in_order

# Backslashes stop markdown itself (links, emphasis, headings, maths, colour directives).
_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation})
# What is looked for in plain text after parsing (emoji and icon names, bare addresses) no backslash stops:
# an invisible joiner breaks the pattern and leaves the letters.
_JOINER = "\u2060"
_LATE = re.compile(
    r"(?<=:)(?=[\w+/-]+:)"  # :smile: and :material/home:
    r"|(?<=:)(?=//)"  # http://
    r"|(?<=www)(?=\.)"
    r"|(?<=\w)(?=@\w)",
    re.IGNORECASE,
)


def plain(text: object) -> str:
    r"""Return a text on one line so that markdown shows exactly its letters.

    >>> plain("*free* [x](http://y)")
    '\\*free\\* \\[x\\]\\(http\\:\u2060\\/\\/y\\)'
    """
    line = in_order(" ".join(str(text).split()))
    return _LATE.sub(_JOINER, line).translate(_ESCAPED)


def bold(text: object) -> str:
    """Return a text as bold markdown that shows exactly its letters."""
    shown = plain(text)
    return f"**{shown}**" if shown else ""


def link(text: object, address: str) -> str:
    """Return a markdown link, or only the text where the address is not a web address.

    >>> link("a", "javascript:alert(1)")
    'a'
    """
    if not web_address(address):
        return plain(text)
    target = address.translate({ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C"})
    return f"[{plain(text)}](<{target}>)"


def web_address(address: str) -> bool:
    """Tell whether an address is one a reader may be sent to.

    >>> web_address("https://www.unhcr.org/am"), web_address("data:text/html,x")
    (True, False)
    """
    return re.fullmatch(r"https?://[^\s\x00-\x1f]+", address) is not None
