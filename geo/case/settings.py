"""What a case says about itself: ``case.toml`` in its folder."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from geo.case import categories, wording
from geo.case.categories import OwnCategories, with_ours
from geo.case.current_folder import folder_name
from geo.case.raw_text import UnreadableError, file_bytes
from geo.case.set_aside import FIRST_LINES, CaseError, SetAside, shortened
from geo.case.toml_values import (
    FILE,
    Reader,
    as_day,
    as_key,
    as_line,
    as_moment,
    as_period,
    as_text,
    as_texts,
    as_zone,
)
from geo.case.wording import Wording, read_wording
from geo.dates import Period, offset_of, offsets
from geo.names import BOTH, FORM, NameForm, usual_both, usual_form
from geo.signs import CATEGORIES, Category
from geo.toml_text import parsed_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DISCLAIMER = (
    "The boundaries and names shown and the designations used on this map do not imply endorsement "
    "or acceptance by the authors of this product or by the sources cited."
)

_LARGEST = 1024 * 1024
_MOST_SILENCE = 3650
_PERIOD = 'from = "YYYY-MM-DD", to = "YYYY-MM-DD", to no earlier than from'
Box = tuple[float, float, float, float]
SETTINGS = (
    "id", "title", "purpose", "summary", "timezone", "utc_offset", "period", "opening", "as_at", "home",
    "network", "key_places", "traffic", "names", "preset", "key_date", "page_notes", "headline", "disclaimer",
    "page_notes_from", "silence_days", "own_sums", "set_in_advance", "requests", "name_forms",
    "file_prefix", "words", "category",
)  # fmt: skip

EARTH: Box = (-180.0, -90.0, 180.0, 90.0)
_TURN = 360.0
# Web Mercator, in which maps are drawn, has no poles.
MOST_LATITUDE = 85.0
WORLD: Box = (-180.0, -MOST_LATITUDE, 180.0, MOST_LATITUDE)
TRAFFIC = {"people": "ordinary people", "goods": "goods", "aid": "aid", "patients": "patients"}
"""Kinds of traffic where a case names none."""
SELDOM = {"escorts": "escorts"}
"""Kinds that a row may name as well, of which nothing is said where none does."""
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


# What any case is for that does not say so itself.
PURPOSE = "Who and what could pass, day by day: each mark with its source, each figure with who gave it."
# The words in use among those who count access.
REQUEST_OUTCOMES = ("facilitated", "impeded", "denied", "cancelled")


@dataclass(frozen=True)
class Settings:
    """What a case says about itself; times are local to it."""

    id: str
    title: str
    period: Period
    """The whole case."""
    opening: Period | None = None
    """The period a fresh view looks at; None means the whole case."""
    purpose: str = PURPOSE
    """What the map is for, in one line for a stranger."""
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
    page_notes_from: Mapping[str, date] = field(default_factory=dict)
    """The day from which a page's note is shown: what it is about had not come about before."""
    headline: tuple[Headline, ...] = ()
    disclaimer: str = DISCLAIMER
    exits: tuple[str, ...] = ()
    """Places that count as out of the area: the far ends of the roads that lead in."""
    asked_area: str = ""
    """Key of the area whose places are asked whether they had a way out."""
    own_sums: tuple[str, ...] = ()
    """Claimants whose figures are the case's own sums of other rows, nobody's claim."""
    set_in_advance: tuple[str, ...] = ()
    """Rows whose text names a day to come because those it quotes had set it."""
    key_places: tuple[str, ...] = ()
    """Places every map names first and always; empty means those at the ends of the corridors."""
    traffic: Mapping[str, str] = field(default_factory=lambda: dict(TRAFFIC))
    """Kinds of traffic by their words in passage.csv, each with what it is called, in the order shown."""
    names: tuple[str, ...] = ()
    """Name modes to offer, in order; a loaded case always names some."""
    name_forms: Mapping[str, NameForm] = field(default_factory=dict)
    """What the case itself calls its name modes."""
    file_prefix: str = ""
    """What names of files and maps begin with; empty means the id in capitals."""
    words: Wording = field(default_factory=Wording)
    """What the case calls what it counts."""
    one_of_several: bool = False
    """Whether it was opened among other cases, so that its links say which case they are of."""
    request_outcomes: tuple[str, ...] = REQUEST_OUTCOMES
    """What may become of a request for passage, in the case's own words and order."""

    categories: tuple[Category, ...] = CATEGORIES
    """Categories of events in the order of lists: ours as the case calls them, then its own."""

    @property
    def kinds(self) -> Mapping[str, Category]:
        """The categories of events by their keys."""
        return {category.key: category for category in self.categories}

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the case's dates, summer time included."""
        return ZoneInfo(self.timezone)

    def name_form(self, mode: str) -> NameForm:
        """What a name mode is called here."""
        usual = usual_both(self.names) if mode == BOTH else usual_form(mode)
        return self.name_forms.get(mode, usual)

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
    return _settings(_parsed(folder), folder_name(folder))


def _parsed(folder: Path) -> dict[str, Any]:
    name = folder_name(folder)
    if not folder.is_dir():
        raise CaseError(f"There is no case folder '{name}'.")
    try:
        return parsed_toml(file_bytes(folder / FILE, _LARGEST).decode("utf-8-sig"))
    except UnreadableError as error:
        why = f"it holds no {FILE}" if str(error) == "is missing" else f"its {FILE} {error}"
        raise CaseError(f"'{name}' is not a case: {why}.") from None
    except UnicodeDecodeError as error:
        raise CaseError(f"{FILE} of '{name}' is not UTF-8 (byte {error.start}): save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{FILE} of '{name}' is not valid TOML: {shortened(error)}.") from None
    except RecursionError:
        raise CaseError(f"{FILE} of '{name}' is not valid TOML: it is nested too deeply.") from None
    except ValueError:
        raise CaseError(
            f"{FILE} of '{name}' is not valid TOML: a number in it has too many digits."
        ) from None


def _settings(values: Mapping[str, Any], folder_name: str) -> tuple[Settings, list[SetAside]]:
    reader = Reader(values)
    take, each = reader.take, reader.each
    nowhere: tuple[tuple[str, ...], str] = ((), "")
    exits, area = take("network", _network, nowhere, "exits, a list of places, and area, the key of an area")
    name = take("id", as_key, folder_name, "a short key in quotes")
    settings = Settings(
        id=name,
        title=take("title", as_line, name, "a text in quotes, of at most 300 letters"),
        period=take("period", as_period, EVER, _PERIOD),
        opening=take("opening", as_period, None, _PERIOD),
        purpose=take("purpose", as_line, PURPOSE, "a text in quotes, of at most 300 letters"),
        summary=take("summary", as_text, "", "a text in quotes, of at most 10,000 letters"),
        timezone=take("timezone", as_zone, "UTC", 'a zone such as "Asia/Gaza"'),
        as_at=take("as_at", as_moment, None, 'a date such as "2023-10-04"'),
        home=take("home", as_box, WORLD, "[west, south, east, north] in degrees, longitude first"),
        silence_days=take("silence_days", _days, 14, "a whole number of days, 1 to 3650"),
        presets=each("preset", _preset, "label, from and to"),
        key_dates=each("key_date", _key_date, "date and label"),
        traffic=take("traffic", _traffic, dict(TRAFFIC), "for each kind of traffic what it is called"),
        page_notes=take("page_notes", _notes, {}, "one text in quotes for each page"),
        page_notes_from=take("page_notes_from", _days_of, {}, "one day for each page"),
        headline=take("headline", _headline, (), "a list of claimants for each measure"),
        disclaimer=take("disclaimer", as_text, "", "a text in quotes") or DISCLAIMER,
        exits=exits,
        asked_area=area,
        own_sums=each("own_sums", as_text, "a list of claimants"),
        set_in_advance=each("set_in_advance", as_key, "ids of rows in a list"),
        key_places=each("key_places", as_key, "ids of places in a list"),
        names=each("names", _name_mode, 'a list of "both" and what follows name_ in columns of places.csv'),
        file_prefix=take("file_prefix", _prefix, "", "up to 12 capitals and digits"),
        words=take("words", read_wording, Wording(), wording.form()),
        name_forms=take("name_forms", _name_forms, {}, "for each form of a name label, short and title"),
        request_outcomes=take("requests", _outcomes, REQUEST_OUTCOMES, "outcomes, a list of words"),
        categories=with_ours(each("category", OwnCategories().entry, categories.FORM)),
    )
    return settings, [*reader.set_aside, *_overruled_offset(values, settings), *_unknown_settings(values)]


def with_modes(settings: Settings, modes: tuple[str, ...]) -> tuple[Settings, list[SetAside]]:
    """The settings with the name modes that ``modes`` of the places allow, and those asked for in vain."""
    absent = [mode for mode in settings.names if mode not in modes]
    wanted = tuple(mode for mode in settings.names if mode in modes) or modes
    if not absent:
        return replace(settings, names=wanted), []
    reason, remedy = "places.csv has no such column of names", "Add the column, or drop the mode."
    cell = shortened(", ".join(absent))
    report = SetAside(FILE, None, "names", cell, reason, remedy, "value", len(absent))
    return replace(settings, names=wanted), [report]


def _unknown_settings(values: Mapping[str, Any]) -> list[SetAside]:
    unknown = [key for key in values if key not in SETTINGS]
    if not unknown:
        return []
    reason, remedy = "the setting is not known here", f"Known are: {', '.join(SETTINGS)}."
    column = shortened(", ".join(unknown[:FIRST_LINES]))
    return [SetAside(FILE, None, column, "", reason, remedy, "note", len(unknown))]


def _overruled_offset(values: Mapping[str, Any], settings: Settings) -> list[SetAside]:
    """A note on an offset stated beside the zone, as older files have it, where the zone never has it."""
    stated = shortened(values.get("utc_offset", ""))
    if not stated:
        return []
    zone, period = settings.zone, settings.period
    usual = {offset_of(zone, datetime(2000, month, 1)) for month in (1, 7)}
    if stated in usual | {offset for _, offset in offsets(zone, period.start, period.end)}:
        return []
    reason = f"the offset follows from timezone ({settings.timezone}) and the date, so this is not used"
    return [SetAside(FILE, None, "utc_offset", stated, reason, "Mend timezone, or drop this.", "note")]


def _name_mode(value: Any) -> str:
    mode = as_key(value)
    if not FORM.fullmatch(mode) and mode != BOTH:
        raise ValueError
    return mode


def _prefix(value: Any) -> str:
    if not re.fullmatch(r"[A-Z0-9]{1,12}", as_line(value)):
        raise ValueError
    return str(value)


def _name_forms(value: Any) -> dict[str, NameForm]:
    return {_name_mode(mode): _name_form(mode, words) for mode, words in value.items()}


def _name_form(mode: str, words: Any) -> NameForm:
    usual = usual_form(mode)
    label = as_line(words.get("label", usual.label))
    return NameForm(label, as_line(words.get("short", usual.short)), as_line(words.get("title", label)))


def _days(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_SILENCE:
        raise ValueError
    return value


def as_box(value: Any) -> Box:
    """A box as a setting writes it.

    Parameters
    ----------
    value
        West, south, east and north in degrees (EPSG:4326), in a list or by these names; east may be the
        smaller where the box reaches over 180 degrees.

    Returns
    -------
    tuple of float
        West, south, east, north in degrees, east beyond 180 where the box reaches over it, and no further to
        a pole than maps are drawn.

    Raises
    ------
    TypeError
        Where it is no list of four numbers.
    ValueError
        Where they make no box.

    Examples
    --------
    >>> as_box([177, -19, -179, -16])
    (177.0, -19.0, 181.0, -16.0)
    """
    if isinstance(value, dict):
        value = [value[side] for side in ("west", "south", "east", "north")]
    if not isinstance(value, list) or not all(type(side) in (int, float) for side in value):
        raise TypeError
    west, south, east, north = (float(side) for side in value)
    if east < west:
        east += _TURN
        if east - west > _TURN / 2:
            # More likely west and east exchanged than a case of more than half the earth.
            raise ValueError
    if not (EARTH[0] <= west <= EARTH[2] and west < east <= west + _TURN):
        raise ValueError
    if not EARTH[1] <= south < north <= EARTH[3]:
        raise ValueError
    north, south = min(north, MOST_LATITUDE), max(south, -MOST_LATITUDE)
    if north <= south:
        raise ValueError
    return west, south, east, north


def _network(value: Any) -> tuple[tuple[str, ...], str]:
    return as_texts(value["exits"]), as_text(value.get("area", ""))


def _outcomes(value: Any) -> tuple[str, ...]:
    return as_texts(value["outcomes"])


def _preset(value: Any) -> Preset:
    return Preset(as_line(value["label"]), as_period(value))


def _key_date(value: Any) -> KeyDate:
    return KeyDate(as_day(value["date"]), as_line(value["label"]))


def _notes(value: Any) -> dict[str, str]:
    return {key: as_text(note) for key, note in value.items()}


def _days_of(value: Any) -> dict[str, date]:
    return {key: as_day(day) for key, day in value.items()}


def _traffic(value: Any) -> dict[str, str]:
    """The case's own words beside the usual ones, whose names it may change."""
    return TRAFFIC | {key: as_text(name) for key, name in value.items()}


def _headline(value: Any) -> tuple[Headline, ...]:
    return tuple(Headline(as_line(measure), as_texts(claimants)) for measure, claimants in value.items())
