"""One field for a day, wherever one is asked for: any written form, typed or pasted; Enter commits it.

It is a field of text: a calendar discards what is typed into it without a click, and cannot be pasted into.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import streamlit as st

from components.session import fields, view_url
from geo.dates import format_date, parse_date

_WRITTEN = "days_as_written"
EXAMPLE = "18 Sept 2023, 18.9.2023 or 2023-09-18"


class UnreadableDayError(Exception):
    """What was typed is no day; the reader has been told, and the field takes back what it held."""


def show(label: str, name: str, day: date | None, changed: Callable[..., None], *args: object) -> None:
    """Show the field with its day, empty for None; `changed` is called with `args` once another is typed."""
    text = _wanted(name, day)
    st.text_input(
        label,
        value=text,
        key=fields.key(name, text),
        placeholder=EXAMPLE,
        on_change=changed,
        args=args,
    )


def typed(name: str) -> date | None:
    """Return the day that was typed, None for an emptied field. For use in callbacks.

    Raises UnreadableDayError where it is none, after a note on the page says so.
    """
    text = str(fields.value(name)).strip()
    try:
        st.session_state.setdefault(_WRITTEN, {})[name] = text
        return parse_date(text) if text else None
    except ValueError as error:
        view_url.say(f"{error}. The date stays as it was.")
        raise UnreadableDayError(text) from error


def _wanted(name: str, day: date | None) -> str:
    """Return the day as its reader wrote it, while that is the day; else as we write it.

    Noted apart from the field: one in a closed popover forgets what it holds, at a run nobody can tell, and a
    field that is given another text while somebody types in it loses what was typed.
    """
    text = st.session_state.get(_WRITTEN, {}).get(name, "")
    with suppress(ValueError):
        if day is not None and parse_date(text) == day:
            return str(text)
    return "" if day is None else format_date(day)
