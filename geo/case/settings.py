"""What a case says about itself: ``case.toml`` in its folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from geo.case.set_aside import CaseError, SetAside, shortened
from geo.dates import Period, bounds, end_of_day, offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

DISCLAIMER = (
    "The boundaries and names shown and the designations used on this map do not imply endorsement "
    "or acceptance by the authors of this product or by the sources cited."
)

FILE = "case.toml"
Box = tuple[float, float, float, float]
T = TypeVar("T")

WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
EVER = Period(date(1900, 1, 1), date(2100, 12, 31))
"""Stands for a period the case does not state; loading replaces it by that of its events."""


@dataclass(frozen=True)
class Preset:
    """A period worth one click, with its label."""

    label: str
    period: Period


@dataclass(frozen=True)
class KeyDate:
    """A day marked on every time bar."""

    day: date
    label: str


@dataclass(frozen=True)
class Headline:
    """Whose figure of a measure counts for the headline, most trusted first."""

    measure: str
    claimants: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """What a case says about itself; times are local to it."""

    id: str
    title: str
    period: Period
    """The whole case."""
    opening: Period | None = None
    """The period a fresh view looks at; None means the whole case."""
    summary: str = ""
    timezone: str = "UTC"
    as_at: datetime | None = None
    """As-at moment a fresh view opens with; None means the end of the period."""
    home: Box = WORLD
    """West, south, east, north (degrees, WGS 84) of what a fresh map shows."""
    silence_days: int = 14
    """After so many days without a report a state counts as not reported."""
    presets: tuple[Preset, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    page_notes: Mapping[str, str] = field(default_factory=dict)
    headline: tuple[Headline, ...] = ()
    disclaimer: str = ""
    exits: tuple[str, ...] = ()
    """Places that count as out of the area: the far ends of the roads that lead in."""
    asked_area: str = ""
    """Key of the area whose places are asked whether they had a way out."""
    names: tuple[str, ...] = ()
    """Name modes to offer, in order; empty means all."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the case's dates, summer time included."""
        return ZoneInfo(self.timezone)

    @property
    def first(self) -> date:
        """First day a fresh view looks at."""
        return (self.opening or self.period).first

    @property
    def last(self) -> date:
        """Last day a fresh view looks at."""
        return (self.opening or self.period).last


def load_settings(folder: Path) -> tuple[Settings, list[SetAside]]:
    """Settings of the case in ``folder``, and the values in them that could not be used.

    CaseError when the folder or its ``case.toml`` is missing or cannot be read at all. A
    value that makes no sense falls back to its default and is reported.
    """
    return _settings(_parsed(folder), folder.resolve().name)


def _parsed(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not folder.is_dir():
        raise CaseError(f"There is no case folder '{folder}'.")
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise CaseError(f"'{folder}' is not a case: it holds no {FILE}.") from None
    except UnicodeDecodeError as error:
        raise CaseError(f"'{path}' is not UTF-8 (byte {error.start}): save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"'{path}' is not valid TOML: {error}.") from None
    except OSError as error:
        raise CaseError(f"'{path}' cannot be read: {error.strerror}.") from None


class _Reader:
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
        found = (self._tried(key, entry, read, form, None) for entry in entries)
        return tuple(one for one in found if one is not None)

    def _tried(self, key: str, value: Any, read: Callable[[Any], T], form: str, default: T) -> T:
        try:
            return read(value)
        except (ValueError, TypeError, KeyError, AttributeError):
            reason, remedy = "the setting cannot be read", f"Write {form}."
            found = SetAside(FILE, None, key, shortened(value), reason, remedy, "value")
            self.set_aside.append(found)
            return default


def _settings(values: Mapping[str, Any], folder_name: str) -> tuple[Settings, list[SetAside]]:
    reader = _Reader(values)
    take, each = reader.take, reader.each
    nowhere: tuple[tuple[str, ...], str] = ((), "")
    exits, area = take("network", _network, nowhere, "exits, a list of places, and area, the key of an area")
    name = take("id", _text, folder_name, "a short key in quotes")
    settings = Settings(
        id=name,
        title=take("title", _text, name, "a text in quotes"),
        period=take("period", _period, EVER, 'from = "YYYY-MM-DD", to = "YYYY-MM-DD"'),
        opening=take("opening", _period, None, 'from = "YYYY-MM-DD", to = "YYYY-MM-DD"'),
        summary=take("summary", _text, "", "a text in quotes"),
        timezone=take("timezone", _zone, "UTC", 'a zone such as "Asia/Yerevan"'),
        as_at=take("as_at", _as_at, None, 'a date such as "2023-10-04"'),
        home=take("home", _box, WORLD, "west, south, east and north in degrees"),
        silence_days=take("silence_days", _days, 14, "a whole number of days, 1 or more"),
        presets=each("preset", _preset, "label, from and to"),
        key_dates=each("key_date", _key_date, "date and label"),
        page_notes=take("page_notes", _notes, {}, "one text in quotes for each page"),
        headline=take("headline", _headline, (), "a list of claimants for each measure"),
        disclaimer=take("disclaimer", _text, "", "a text in quotes"),
        exits=exits,
        asked_area=area,
        names=take("names", _list, (), "a list of name modes"),
    )
    return settings, [*reader.set_aside, *_overruled_offset(values, settings)]


def _overruled_offset(values: Mapping[str, Any], settings: Settings) -> list[SetAside]:
    """A note on an offset stated beside the zone, as older files have it, where the zone never has it."""
    stated = str(values.get("utc_offset", ""))
    if not stated or stated in {
        offset for _, offset in offsets(settings.zone, settings.period.start, settings.period.end)
    }:
        return []
    reason = f"the offset follows from timezone ({settings.timezone}) and the date, so this is not used"
    return [
        SetAside(FILE, None, "utc_offset", shortened(stated), reason, "Mend timezone, or drop this.", "note")
    ]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _list(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(one) for one in value)


def _moment_text(value: Any) -> str:
    """A date as text, whether TOML or quotes gave it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else _text(value)


def _day(value: Any) -> date:
    return bounds(_moment_text(value), "day")[0].date()


def _as_at(value: Any) -> datetime | None:
    text = _moment_text(value)
    if not text:
        return None
    return bounds(text)[0] if "T" in text else end_of_day(_day(text))


def _period(value: Any) -> Period:
    return Period(_day(value["from"]), _day(value["to"]))


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except OSError:
        # "America" is a folder of zones.
        raise ValueError from None


def _days(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError
    return value


def _box(value: Any) -> Box:
    if isinstance(value, dict):
        value = [value[side] for side in ("west", "south", "east", "north")]
    west, south, east, north = (float(side) for side in value)
    if not (WORLD[0] <= west < east <= WORLD[2] and WORLD[1] <= south < north <= WORLD[3]):
        raise ValueError
    return west, south, east, north


def _network(value: Any) -> tuple[tuple[str, ...], str]:
    return _list(value["exits"]), _text(value["area"])


def _preset(value: Any) -> Preset:
    return Preset(_text(value["label"]), _period(value))


def _key_date(value: Any) -> KeyDate:
    return KeyDate(_day(value["date"]), _text(value["label"]))


def _notes(value: Any) -> dict[str, str]:
    return {key: _text(note) for key, note in value.items()}


def _headline(value: Any) -> tuple[Headline, ...]:
    return tuple(Headline(measure, _list(claimants)) for measure, claimants in value.items())
