"""Coordinates as people write them, in degrees; what is exchanged or cut short is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pyproj import Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.case.meridian import run_on
from geo.intake.date_words_read import plain_digits
from geo.intake.grid_references import grid_metres, grid_point
from geo.intake.source_sheet import RefusedFileError

if TYPE_CHECKING:
    from geo.case.settings import Box

_PLAIN = r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?"
_COMMA = re.compile(r"[+-]?[0-9]{1,3},[0-9]+")
_DEGREES = re.compile(
    r"(?P<s>[NSEW+-])?\s*(?P<d>\d{1,3}(?:[.,]\d+)?)\s*[°º: d]\s*"
    r"(?:(?P<m>\d{1,2}(?:[.,]\d+)?)\s*['\u2032’m: ]?\s*)?"
    r"(?:(?P<x>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|''|s)?\s*)?(?P<e>[NSEW])?",
    re.IGNORECASE,
)
# "39-45-10N", as pilots and notices to them write it.
_HYPHENS, _SIDE = re.compile(r"(?<=\d)-(?=\d)"), re.compile(r"^[NSEW]|[NSEW]$", re.IGNORECASE)
_BARE_DEGREES = re.compile(r"^\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:[°º]|deg(?:rees)?)\s*$", re.IGNORECASE)
_LETTERED = re.compile(
    r"(?:(?P<s>[NSEW])\s*(?P<d>\d{1,3}(?:[.,]\d+)?)|(?P<d2>\d{1,3}(?:[.,]\d+)?)\s*(?P<e>[NSEW]))",
    re.IGNORECASE,
)
# As forms write a point: latitude and longitude, then height and accuracy.
_DECIMAL = r"[+-]?[0-9]{1,3}\.[0-9]+"
# Degrees with the letter of their side, before or after both; the letters alone part them.
_SIDES = re.compile(
    r"\s*(?:([^NSEW]*\d[^NSEW]*[NS])[\s,;/]*([^NSEW]*\d[^NSEW]*[EW])"
    r"|([NS][^NSEW]*\d[^NSEW,;/]*)[\s,;/]*([EW][^NSEW]*\d[^NSEW]*))\s*",
    re.IGNORECASE,
)
_LONGEST_POINT = 80
# Metres from which a square is worth a word.
_WIDE = 70.0
_NEAR_HOME = 1.0
"""Degrees by which a point may lie outside the home box and still be of it."""
_SHORT, _TENTHS = r"[+-]?[0-9]+(?:[.,][0-9]?)?", r"[.,][0-9]"
# Metres that a point is uncertain by whose numbers have one decimal, and none.
_METRES_CUT = (10_000.0, 100_000.0)
_EXCHANGED = "latitude and longitude look exchanged"
_OTHER_CRS = "the coordinates are metres or feet of another CRS: say crs in the mapping"
# What is asked where that is wrong with the points of all rows.
_QUESTIONS = {
    _EXCHANGED: "Latitude and longitude of all points look exchanged: are they, or are they right (axes)?",
    _OTHER_CRS: "The coordinates of all points are metres or feet: of which CRS (crs)?",
}


@dataclass(frozen=True)
class Points:
    """Points of the rows of a file."""

    frame: pd.DataFrame
    """``lat`` and ``lon`` in degrees (NaN where there is none), ``accuracy_m`` (NaN where the digits say
    nothing) and ``reason``, why a filled cell is no point."""
    notes: tuple[str, ...] = ()
    question: str = ""
    """What a mapping has to say before any of the points can be used."""


def read_points(lat: pd.Series, lon: pd.Series, home: Box, crs: str = "", axes: str = "") -> Points:
    """The points of two columns of text.

    Parameters
    ----------
    lat
        Latitudes, or northings where ``crs`` is given.
    lon
        Longitudes, or eastings.
    home
        West, south, east, north of the case in degrees, by which exchanged columns are told.
    crs
        CRS of the cells where they are no degrees, such as ``EPSG:32638``.
    axes
        What somebody has said of the columns: ``exchanged``, or ``as written`` for points that are right
        although they look exchanged or of another side; empty where nobody has.

    Returns
    -------
    Points
        The points in EPSG:4326, under the index of ``lat``; RefusedFileError for a CRS nobody knows.
    """
    if axes == "exchanged":
        lat, lon = lon, lat
    north, east = _scaled(_numbers(lat), lat.name), _scaled(_numbers(lon), lon.name)
    notes = []
    if any(column.str.fullmatch(_COMMA).any() for column in (lat, lon)):
        notes.append("coordinates have decimal commas and were read so")
    reason = pd.Series("", index=lat.index, dtype="str")
    filled = lat.ne("") | lon.ne("")
    if crs:
        north, east = _in_degrees(north, east, crs)
    unread = filled & (north.isna() | east.isna())
    reason = reason.mask(unread, "the coordinates are no numbers")
    reason = reason.mask(filled & (lat.eq("") | lon.eq("")), "one of the two coordinates is missing")
    reason = _out_of_range(north, east, reason)
    here, mirrored = _inside(east, north, home), _inside(north, east, home)
    whole_world = home[2] - home[0] >= 360 and home[3] - home[1] >= 180  # noqa: PLR2004 - the whole world
    exchanged = filled & ~here & mirrored & reason.eq("")
    # A file of the whole world has points that would lie at home if they were mirrored.
    alone = (exchanged | (filled & here)).sum() * 2 >= filled.sum() and exchanged.sum() != here.sum()
    if not whole_world and alone and axes != "as written":
        reason = reason.mask(exchanged, _EXCHANGED)
    if axes != "as written":
        reason = _of_other_side(north, east, here, home, reason)
    nowhere = filled & north.eq(0) & east.eq(0)
    reason = reason.mask(nowhere & ~here, "the point is 0, 0, which stands for none")
    accuracy = pd.Series(np.nan, index=lat.index) if crs or _of_phone(lat.name) else _cut_short(lat, lon)
    good = filled & reason.eq("")
    cut = int((good & accuracy.notna()).sum())
    if cut:
        notes.append(f"{cut:,} points are cut to whole degrees or one decimal: drawn as that inexact")
    outside = int((good & ~here).sum())
    if outside:
        notes.append(f"{outside:,} of {int(good.sum()):,} points lie outside the area of the case")
    columns = {"lat": north, "lon": east, "accuracy_m": accuracy}
    frame = pd.DataFrame({name: column.where(good) for name, column in columns.items()}).assign(reason=reason)
    return Points(frame, tuple(notes), _question(reason[filled]))


def _scaled(numbers: pd.Series, column: object) -> pd.Series:
    return numbers / 1e7 if _of_phone(column) else numbers


def _of_phone(column: object) -> bool:
    """Whether a heading says that its column counts ten-millionths of a degree, as phones do."""
    return str(column).endswith("E7")


def _question(reason: pd.Series) -> str:
    """What has to be answered where no point is good and what is wrong with most of them can be asked."""
    if not len(reason) or reason.eq("").any():
        return ""
    commonest = str(reason.value_counts().index[0])
    question = _QUESTIONS.get(commonest, "")
    some, every = int(reason.eq(commonest).sum()), len(reason)
    counted = "of all points" if some == every else f"of {some:,} of {every:,} points"
    return question.replace("of all points", counted)


def _of_other_side(
    north: pd.Series, east: pd.Series, here: pd.Series, home: Box, reason: pd.Series
) -> pd.Series:
    """The reasons, with points named that would lie at home if a minus were another."""
    open_ = reason.eq("") & north.notna() & ~here
    flipped = open_ & (
        _inside(-east, north, home) | _inside(east, -north, home) | _inside(-east, -north, home)
    )
    if (flipped | here).sum() * 2 >= north.notna().sum():
        return reason.mask(flipped, "a minus of latitude or longitude looks wrong, or is missing")
    return reason


def two_columns(both: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Latitude and longitude of cells that hold both, such as "39.82, 46.75", "POINT (46.75 39.82)" or MGRS.

    Parameters
    ----------
    both
        Cells as text.

    Returns
    -------
    tuple of pandas.Series
        Latitudes and longitudes as text, under the index of ``both``; empty where a cell does not hold two.
    """
    wkt = both.str.extract(
        r"(?i)^(?:SRID=\d+;)?\s*POINT\s*Z?M?\s*\(\s*(?P<lon>[^\s()]+)\s+(?P<lat>[^\s()]+)[^()]*\)\s*$"
    )
    comma = both.str.extract(r"^(?P<lat>[+-]?\d{1,3},\d+)\s*[;/ ]\s*(?P<lon>[+-]?\d{1,3},\d+)$")
    pair = both.str.extract(r"^[(\[]?\s*(?P<lat>[^,;]+?)\s*[,;]\s*(?P<lon>[^,;]+?)\s*[)\]]?$")
    form = both.str.extract(rf"^(?P<lat>{_DECIMAL}) +(?P<lon>{_DECIMAL})(?: +[0-9.-]+){{0,2}}$")
    lettered = _lettered(both)
    return tuple(
        wkt[name]
        .fillna(lettered[name])
        .fillna(comma[name])
        .fillna(pair[name])
        .fillna(form[name])
        .fillna("")
        .astype("str")
        for name in ("lat", "lon")
    )


def of_squares(both: pd.Series) -> tuple[pd.Series, list[str]]:
    """How inexact points are that were written as squares of a grid.

    Parameters
    ----------
    both
        Cells as ``two_columns`` reads them.

    Returns
    -------
    metres : pandas.Series
        Metres from the middle of a square to its corner, NaN for any other cell.
    notes : list of str
        How many of 100 m and more there are, in words; empty where there is none.
    """
    known = {text: grid_metres(text) if len(text) <= _LONGEST_POINT else np.nan for text in both.unique()}
    metres = both.map(known).astype(float)
    wide = metres[metres >= _WIDE]
    if wide.empty:
        return metres, []
    side = f"{wide.max() * np.sqrt(2) / 1000:,.1f}".removesuffix(".0")
    return metres, [
        f"{len(wide):,} points are squares of a grid, up to {side} km wide: drawn as that inexact"
    ]


def _lettered(both: pd.Series) -> pd.DataFrame:
    """Latitude and longitude of cells with letters: those of the sides, or of a grid; missing for others."""
    some = both[both.str.len().le(_LONGEST_POINT) & both.str.contains(r"[A-Za-z]", regex=True)]
    known = {text: _sides_of(text) or grid_point(text) or (None, None) for text in some.unique()}
    frame = pd.DataFrame(
        [known[text] for text in some], index=some.index, columns=["lat", "lon"], dtype="str"
    )
    return frame.reindex(both.index)


def _sides_of(text: str) -> tuple[str, str] | None:
    hit = _SIDES.fullmatch(text)
    return ((hit[1] or hit[3]).strip(), (hit[2] or hit[4]).strip()) if hit else None


def _numbers(texts: pd.Series) -> pd.Series:
    """Numbers of a column: decimal point or comma, degrees with minutes and seconds, letters."""
    plain = texts.str.fullmatch(_PLAIN)
    numbers = pd.to_numeric(texts.where(plain, ""), errors="coerce").astype(float)
    rest = texts[~plain & texts.ne("")]
    if not rest.empty:
        words = {text: _degrees(_BARE_DEGREES.sub(r"\1", plain_digits(text))) for text in rest.unique()}
        numbers = numbers.where(plain | texts.eq(""), rest.map(words).reindex(texts.index))
    return numbers.where(np.isfinite(numbers))


def _degrees(text: str) -> float:
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if re.fullmatch(_PLAIN, text):
        return float(text)
    if parts := _LETTERED.fullmatch(text):
        number = float((parts["d"] or parts["d2"]).replace(",", "."))
        return -number if (parts["s"] or parts["e"]).upper() in "SW" else number
    parts = _DEGREES.fullmatch(_HYPHENS.sub(" ", text) if _SIDE.search(text) else text)
    if not parts or (parts["m"] is None and parts["e"] is None and parts["s"] is None):
        return float("nan")
    degrees, minutes, seconds = (float((parts[part] or "0").replace(",", ".")) for part in "dmx")
    if max(minutes, seconds) >= 60:  # noqa: PLR2004 - minutes of a degree
        return float("nan")
    number = degrees + minutes / 60 + seconds / 3600
    return -number if {(parts["s"] or "").upper(), (parts["e"] or "").upper()} & {"S", "W", "-"} else number


def _out_of_range(north: pd.Series, east: pd.Series, reason: pd.Series) -> pd.Series:
    far_north, far_east = north.abs() > 90, east.abs() > 180  # noqa: PLR2004 - degrees
    exchanged = far_north & (north.abs() <= 180) & (east.abs() <= 90)  # noqa: PLR2004 - degrees
    metres = far_north & far_east & (north.abs() > 1000) & (east.abs() > 1000)  # noqa: PLR2004
    pointless = pd.Series(data=False, index=north.index)
    pointless[metres] = _same_start(north[metres], east[metres])
    reason = reason.mask(
        far_north | far_east, "the point lies outside the world, or a decimal point is missing"
    )
    reason = reason.mask(metres & ~pointless, _OTHER_CRS)
    return reason.mask(exchanged, _EXCHANGED)


def _same_start(north: pd.Series, east: pd.Series) -> pd.Series:
    """Whether numbers look like degrees without their point: of one length, and long."""
    return north.abs().map(_length).eq(east.abs().map(_length)) & north.abs().ge(1e6) & north.mod(1).eq(0)


def _length(number: float) -> int:
    return len(str(int(number))) if np.isfinite(number) else 0


def _inside(east: pd.Series, north: pd.Series, home: Box) -> pd.Series:
    west, south, right, top = home
    return run_on(east, home).between(west - _NEAR_HOME, right + _NEAR_HOME) & north.between(
        south - _NEAR_HOME, top + _NEAR_HOME
    )


def _cut_short(lat: pd.Series, lon: pd.Series) -> pd.Series:
    """Metres by which points are uncertain whose both numbers have one decimal at most; NaN for others."""
    short = lat.str.fullmatch(_SHORT) & lon.str.fullmatch(_SHORT)
    metres = pd.Series(np.nan, index=lat.index)
    if short.any():
        tenths = lat[short].str.contains(_TENTHS) | lon[short].str.contains(_TENTHS)
        metres.loc[tenths.index] = np.where(tenths, *_METRES_CUT)
    return metres


def _in_degrees(north: pd.Series, east: pd.Series, crs: str) -> tuple[pd.Series, pd.Series]:
    try:
        to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        lon, lat = to_degrees.transform(east.to_numpy(), north.to_numpy())
    except (CRSError, ProjError):
        raise RefusedFileError(f"The CRS '{crs[:60]}' of the mapping is not known.") from None
    placed = (
        pd.Series(values, index=north.index).replace([np.inf, -np.inf], np.nan) for values in (lat, lon)
    )
    return next(placed), next(placed)
