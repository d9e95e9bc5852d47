"""Points as references to a grid: MGRS, UTM with its zone, plus codes; in degrees."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pyproj import Transformer

if TYPE_CHECKING:
    from collections.abc import Callable

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_EASTERN, _NORTHERN = "ABCDEFGHJKLMNPQRSTUVWXYZ", "ABCDEFGHJKLMNPQRSTUV"
_MGRS = re.compile(
    rf"(\d{{1,2}})([{_BANDS}])\s*([{_EASTERN}])([{_NORTHERN}])\s*((?:\d\s*){{0,10}})", re.IGNORECASE
)
_UTM = re.compile(
    rf"(?:UTM\s*)?(?:zone\s*)?(\d{{1,2}})\s*([{_BANDS}])[\s,;]+(\d{{6}}(?:\.\d+)?)\s*(?:m?E)?[\s,;]+"
    r"(\d{1,8}(?:\.\d+)?)\s*(?:m?N)?",
    re.IGNORECASE,
)
_PLUS = "23456789CFGHJMPQRVWX"
_CODE = re.compile(rf"([{_PLUS}]{{8}})\+([{_PLUS}]{{2,7}})", re.IGNORECASE)
_LAST_ZONE = 60
_SQUARE, _CYCLE = 100_000, 2_000_000
_ZONE = re.compile(rf"(?:UTM\s*)?(?:zone\s*)?(\d{{1,2}})\s*([{_BANDS}]|north|south)?", re.IGNORECASE)
_BEFORE_NORTH = "N"
_HALF_DIAGONAL = math.sqrt(0.5)
# Zeros at the end of both numbers of UTM that are no chance.
_ROUNDED = 2

Degrees = tuple[float, float]
"""Latitude and longitude."""


def grid_point(text: str) -> tuple[str, str] | None:
    """The point of a reference to a grid.

    Parameters
    ----------
    text
        A text such as "38S PJ 15370 74520", "38S 615370 4374520" or "8HG2G87R+CM".

    Returns
    -------
    tuple of str or None
        Latitude and longitude in degrees (WGS 84) of the middle of its square; None for any other text.
    """
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Degrees | None]], ...] = (
        (_MGRS, _of_mgrs),
        (_UTM, _of_utm),
        (_CODE, _of_code),
    )
    for pattern, read in readers:
        if hit := pattern.fullmatch(text.strip()):
            point = read(hit)
            return (f"{point[0]:.6f}", f"{point[1]:.6f}") if point else None
    return None


def grid_metres(text: str) -> float:
    """How far a point may lie from the middle of the square that a reference to a grid names.

    Parameters
    ----------
    text
        A text as ``grid_point`` reads it.

    Returns
    -------
    float
        Metres, half the square's diagonal; of numbers of UTM that of what both are rounded to, NaN where
        that is less than 100 m; NaN for any other text.

    Examples
    --------
    >>> round(grid_metres("38S PJ 15 74")), grid_metres("38S 615370 4374520"), grid_metres("a town")
    (707, nan, nan)
    """
    text = text.strip()
    if hit := _MGRS.fullmatch(text):
        return _HALF_DIAGONAL * 10.0 ** (5 - len(re.sub(r"\s", "", hit[5])) // 2)
    if hit := _UTM.fullmatch(text):
        zeros = min(
            len(part) - len(part.rstrip("0")) for part in (hit[3].split(".")[0], hit[4].split(".")[0])
        )
        return _HALF_DIAGONAL * 10.0**zeros if zeros >= _ROUNDED else math.nan
    if hit := _CODE.fullmatch(text):
        # A cell of ten digits is an 8,000th of a degree high; each further digit parts it in five.
        return _HALF_DIAGONAL * 111_320 / 8000 / 5.0 ** (len(hit[2]) - 2)
    return math.nan


def of_zone(zone: str) -> str:
    """The CRS of a zone of UTM; empty for a text that names none.

    >>> of_zone("38S"), of_zone("UTM zone 38 North"), of_zone("Mars")
    ('EPSG:32638', 'EPSG:32638', '')
    """
    hit = _ZONE.fullmatch(zone.strip())
    if not hit or not 1 <= int(hit[1]) <= _LAST_ZONE or not hit[2]:
        return ""
    side = hit[2].upper()
    north = side == "NORTH" or (side != "SOUTH" and side >= _BEFORE_NORTH)
    return f"EPSG:{(32600 if north else 32700) + int(hit[1])}"


@lru_cache(maxsize=128)
def _to_degrees(crs: str) -> Transformer:
    return Transformer.from_crs(crs, "EPSG:4326", always_xy=True)


def _of_zone(zone: int, band: str, east: float, north: float) -> Degrees | None:
    crs = of_zone(f"{zone}{band}")
    if not crs:
        return None
    lon, lat = _to_degrees(crs).transform(east, north)
    # A band is eight degrees high: a point beyond it is of another, or a slip.
    south = -80 + 8 * _BANDS.index(band.upper())
    return (lat, lon) if south - 1 <= lat <= south + 13 and abs(lon) <= 180 else None  # noqa: PLR2004 - degrees


def _of_utm(hit: re.Match[str]) -> Degrees | None:
    return _of_zone(int(hit[1]), hit[2], float(hit[3]), float(hit[4]))


def _of_mgrs(hit: re.Match[str]) -> Degrees | None:
    """The middle of a square of the military grid."""
    zone, band = int(hit[1]), hit[2].upper()
    digits = re.sub(r"\s", "", hit[5])
    if len(digits) % 2 or not 1 <= zone <= _LAST_ZONE:
        return None
    half = len(digits) // 2
    size = 10 ** (5 - half)
    column = _EASTERN.index(hit[3].upper()) - 8 * ((zone - 1) % 3) + 1
    row = (_NORTHERN.index(hit[4].upper()) - (5 if zone % 2 == 0 else 0)) % 20
    if not 1 <= column <= 8:  # noqa: PLR2004 - squares of a zone from west to east
        return None
    east = column * _SQUARE + int(digits[:half] or 0) * size + size / 2
    north = row * _SQUARE + int(digits[half:] or 0) * size + size / 2
    # Rows begin again after 2,000 km: that which lies in the band is meant.
    for _ in range(5):
        if (point := _of_zone(zone, band, east, north)) is not None:
            return point
        north += _CYCLE
    return None


def _of_code(hit: re.Match[str]) -> Degrees:
    """The middle of a plus code's cell."""
    digits = (hit[1] + hit[2]).upper()
    lat, lon, size = -90.0, -180.0, 20.0
    for at in range(0, 10, 2):
        lat += _PLUS.index(digits[at]) * size
        lon += _PLUS.index(digits[at + 1]) * size
        size /= 20 if at < 8 else 1  # noqa: PLR2004 - the last pair
    high, wide = size, size
    for digit in digits[10:]:
        high, wide = high / 5, wide / 4
        lat += _PLUS.index(digit) // 4 * high
        lon += _PLUS.index(digit) % 4 * wide
    return lat + high / 2, lon + wide / 2
