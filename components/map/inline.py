"""JSON that may stand inside a script of a page."""

from __future__ import annotations

import json
from typing import Any

# Letters that could end a script or open a tag, or that JavaScript reads as line ends.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&'\u2028\u2029"}


def inline_json(value: dict[str, Any]) -> str:
    r"""Return the value as JSON that neither ends the script it stands in nor opens a tag.

    >>> inline_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPED)
