"""Values of ``case.toml`` taken by type; what does not fit is noted, with how it is to be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from geo.case.set_aside import SetAside, shortened
from geo.dates import EARLIEST, LATEST, Period, bounds, end_of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "case.toml"
_LONGEST_LINE, _LONGEST_TEXT = 300, 10_000
_MOST_ENTRIES = 200
T = TypeVar("T")


class Reader:
    """Takes values by type out of the file and notes those that do not fit."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.set_aside: list[SetAside] = []

    def take(self, key: str, read: Callable[[Any], T], default: T, form: str) -> T:
        """The value under ``key`` as ``read`` gives it; ``form`` says how it is to be written."""
        if key not in self.values:
            return default
        return self._tried(key, self.values[key], read, form, default)

    def each(self, key: str, read: Callable[[Any], T], form: str) -> tuple[T, ...]:
        """Every entry of the list under ``key`` that ``read`` can read."""
        entries = self.values.get(key, [])
        if not isinstance(entries, list):
            entries = [entries]
        if (more := len(entries) - _MOST_ENTRIES) > 0:
            reason, remedy = f"only the first {_MOST_ENTRIES} entries are read", "Drop those not needed."
            self._report(SetAside(FILE, None, key, "", reason, remedy, "value", more))
        read_in = (self._tried(key, entry, read, form, None) for entry in entries[:_MOST_ENTRIES])
        return tuple(entry for entry in read_in if entry is not None)

    def _tried(self, key: str, value: Any, read: Callable[[Any], T], form: str, default: T) -> T:
        try:
            return read(value)
        except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
            reason, remedy = "the setting cannot be read", f"Write {form}."
            report = SetAside(FILE, None, key, shortened(value), reason, remedy, "value")
            self._report(report)
            return default

    def _report(self, new: SetAside) -> None:
        """Add a report, or count it to that of the same setting and reason."""
        for at, report in enumerate(self.set_aside):
            if (report.column, report.reason) == (new.column, new.reason):
                self.set_aside[at] = replace(report, count=report.count + new.count)
                return
        self.set_aside.append(new)


def as_text(value: Any) -> str:
    """One text, trimmed, of at most 10,000 letters; TypeError or ValueError for what is none."""
    if not isinstance(value, str):
        raise TypeError
    text = value.strip()
    if len(text) > _LONGEST_TEXT:
        raise ValueError
    return text


def as_line(value: Any) -> str:
    """One line that is not empty, of at most 300 letters; ValueError for what is none."""
    text = " ".join(as_text(value).split())
    if not text or len(text) > _LONGEST_LINE:
        raise ValueError
    return text


def as_key(value: Any) -> str:
    """A line of letters that all show; ValueError for what is none."""
    key = as_line(value)
    if not key.isprintable():
        raise ValueError
    return key


def as_texts(value: Any) -> tuple[str, ...]:
    """A list of texts; TypeError for what is none."""
    if not isinstance(value, list):
        raise TypeError
    return tuple(as_text(entry) for entry in value)


def _moment_text(value: Any) -> str:
    """A date as text, whether TOML or quotes gave it."""
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            # The case's own zone counts: to drop another in silence would move the moment.
            raise ValueError
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else as_text(value)


def as_day(value: Any) -> date:
    """A day, whether TOML or quotes gave it; ValueError for what is none."""
    return bounds(_moment_text(value), "day")[0].date()


def as_moment(value: Any) -> datetime | None:
    """A moment, that of a day its last second; None for an empty text."""
    text = _moment_text(value)
    if not text:
        return None
    return bounds(text)[0] if "T" in text else end_of_day(as_day(text))


def as_period(value: Any) -> Period:
    """Days under `from` and `to`, both included; ValueError outside the years that are read."""
    period = Period(as_day(value["from"]), as_day(value["to"]))
    if period.first < EARLIEST or period.last > LATEST:
        raise ValueError
    return period


def as_zone(value: Any) -> str:
    """The key of a time zone; ValueError or OSError where there is none of that name."""
    try:
        return ZoneInfo(as_text(value)).key
    except OSError:
        # "America" is a folder of zones.
        raise ValueError from None
