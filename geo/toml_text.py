"""Reading TOML that somebody else wrote, in a time that follows from its length."""

from __future__ import annotations

import re
import tomllib
from tomllib import TOMLDecodeError
from typing import Any

# The library's time grows with the square of a name's parts: a name of 1 MB would take an hour.
_MOST_PARTS = 100
_PART = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_LONG_NAME = re.compile(rf"(?<![\w-])(?>{_PART}[ \t]*\.[ \t]*){{{_MOST_PARTS}}}")


def parsed_toml(text: str) -> dict[str, Any]:
    """Return the values of a TOML text.

    TOMLDecodeError where it is none or a name in it has too many parts, RecursionError where it is nested
    too deeply, any other ValueError where a number has too many digits.
    """
    if _LONG_NAME.search(text):
        raise TOMLDecodeError(f"a name in it has more than {_MOST_PARTS} parts")
    return tomllib.loads(text)
