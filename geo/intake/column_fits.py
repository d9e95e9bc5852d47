"""What the values of a column have to be for it to be one of our fields."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.intake.coordinates import read_points, two_columns
from geo.intake.date_column import clocks
from geo.intake.date_words_read import is_serial, plain_digits, span_of
from geo.intake.figure_cells import figures
from geo.intake.figure_guess import rough_share
from geo.intake.grid_references import of_zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

_FITS, _MOSTLY, _SOME = 0.5, 0.8, 0.2
_SHORTEST_DAY = 6
_ONE_COMMA = re.compile(r"[0-9]+(?:,[0-9]+)*|-")
_DAYS = {*map(str, range(1, 32)), *(f"0{day}" for day in range(1, 10))}


def fitting(zone: ZoneInfo) -> dict[str, Callable[[list[str]], Any]]:
    """Tests of the values of a column, by the field of ours it may be.

    Parameters
    ----------
    zone
        Zone of the case, for dates.

    Returns
    -------
    dict of str to callable
        Each takes some values and says whether they are of that field; any will do for fields not named.
    """
    dates = partial(_are_dates, zone=zone)
    return {
        "date": dates, "end": dates, "lat": _are_degrees, "lon": _are_degrees, "point": _are_points,
        "best": _some_rough, "low": _are_counts, "high": _are_counts, "value": _are_rough,
        "year": _are_counts, "zone": _are_zones, "day": _are_days_of_months, "time": _are_times,
        "title": _are_words, "called": _are_names, "status": _are_no_shares,
        "place": _are_words, "admin": _are_words, "summary": _are_words, "actors": _are_words,
        "cited": _are_words, "category": _are_words,
    }  # fmt: skip


def are_pairs(sample: list[str]) -> bool:
    """Whether nearly all texts are two numbers that may be degrees, and not one with a comma in it.

    >>> are_pairs(["39.5, 46.3"]), are_pairs(["14,070", "10,260"])
    (True, False)
    """
    if not any(map(_has_digits, sample)) or all(map(_ONE_COMMA.fullmatch, sample)):
        return False
    lat, lon = two_columns(pd.Series(sample, dtype="str"))
    both = [pd.to_numeric(part, errors="coerce") for part in (lat, lon)]
    inside = both[0].abs().le(180) & both[1].abs().le(180)
    return float(inside.mean()) >= _MOSTLY


def are_days(sample: list[str], zone: ZoneInfo) -> bool:
    """Whether values under a heading of no help are dates: with day and month, no bare numbers."""
    return (
        len(sample) > 0
        and _share(
            sample, lambda text: not text.isdecimal() and len(text) >= _SHORTEST_DAY and _is_date(text, zone)
        )
        > _MOSTLY
    )


def are_plain_days(sample: list[str]) -> bool:
    """Whether values are all days in eight digits, such as 20230919."""
    return bool(sample) and all(
        re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d", text) for text in sample
    )


def are_epochs(sample: list[str]) -> bool:
    """Whether values are all seconds, or thousandths of them, since 1970 as programs count time."""
    return all(re.fullmatch(r"1[0-9]{9}(?:[0-9]{3})?", text) for text in sample)


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))


def _share(sample: list[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(text) for text in sample) / len(sample) if sample else 0.0


def _is_date(text: str, zone: ZoneInfo) -> bool:
    plain_text = plain_digits(text)
    if is_serial(plain_text):
        return True
    try:
        span_of(plain_text, "dmy", zone)
    except (ValueError, OverflowError, OSError) as error:
        return "calendar" in str(error) or "month" in str(error)
    return True


def _are_dates(sample: list[str], zone: ZoneInfo) -> bool:
    return _share(sample, lambda text: _is_date(text, zone)) >= _FITS


def _are_degrees(sample: list[str]) -> bool:
    cells = pd.Series(sample, dtype="str")
    frame = read_points(cells, cells, (-180, -90, 180, 90)).frame
    return bool(len(sample)) and float((~frame["reason"].str.contains("no numbers")).mean()) >= _SOME


def _are_points(sample: list[str]) -> bool:
    lat, _ = two_columns(pd.Series(sample, dtype="str"))
    return bool(len(sample)) and float(lat.ne("").mean()) >= _FITS


def _are_zones(sample: list[str]) -> bool:
    return _share(sample, lambda text: bool(of_zone(text))) >= _MOSTLY


def _are_days_of_months(sample: list[str]) -> bool:
    return _share(sample, lambda text: text.removesuffix(".0") in _DAYS) >= _MOSTLY


def _are_times(sample: list[str]) -> bool:
    return bool(len(sample)) and float(clocks(pd.Series(sample, dtype="str")).ne("").mean()) >= _MOSTLY


def _are_counts(sample: list[str]) -> bool:
    return bool(len(sample)) and float(figures(pd.Series(sample, dtype="str")).notna().mean()) >= _FITS


def _are_rough(sample: list[str]) -> bool:
    return rough_share(sample) >= _FITS


def _some_rough(sample: list[str]) -> bool:
    """Whether a column headed as the dead counts any: each cell of it that is no number is named."""
    return rough_share(sample) >= _SOME


def _are_words(sample: list[str]) -> bool:
    if not any(map(_has_digits, sample)):
        return not sample or not sample[0].startswith(("{", "[{"))
    figured = _are_counts(sample) or are_pairs(sample) or not _are_no_shares(sample)
    return not figured and not sample[0].startswith(("{", "[{"))


def _are_names(sample: list[str]) -> bool:
    return bool(sample) and _are_words(sample)


def _are_no_shares(sample: list[str]) -> bool:
    """Whether values are anything but parts of a hundred, which count nothing and say nothing."""
    return _share(sample, lambda text: text.endswith("%")) < _FITS
