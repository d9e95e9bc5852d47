"""Names, codes and points of a file matched to the places of a case; new points become places."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from anyascii import anyascii
from pyproj import Geod

from geo.names import name_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_APART = re.compile(r"[^0-9a-z]+")
_EARTH = Geod(ellps="WGS84")
NEAR_M = 3_000.0
"""A point of the same name within so many metres is the same place, whatever its last decimals."""
FAR_M = 50_000.0
"""A point so far from the place it names is questioned."""
_PLACE_ENDINGS = re.compile(
    r"\b(?:city|town|village|district|rayon|province|region|governorate|county|municipality|of|the)\b"
)
_PARTED, _BESIDE = re.compile(r"[,/()]"), re.compile(r"[/()]")
_MOST_CANDIDATES = 5


def folded(name: str) -> str:
    """A name in plain small Latin letters, whatever its script.

    >>> folded("Газа"), folded("Al-Zahra’")
    ('gaza', 'al zahra')
    """
    latin = anyascii(name).casefold() if not name.isascii() else name.casefold()
    return " ".join(part for part in _APART.split(latin.replace("'", "").replace("`", "")) if part)


@dataclass(frozen=True)
class Gazetteer:
    """The places of a case by every name and code."""

    names: Mapping[str, tuple[str, ...]]
    """Names, folded, to ids."""
    codes: Mapping[str, str]
    """P-codes and ids of gazetteers to ids of places."""
    points: Mapping[str, tuple[float, float]]
    """Longitude and latitude in degrees by id."""
    shown: Mapping[str, str]
    """English name by id."""

    def called(self, name: str) -> tuple[str, ...]:
        """Ids of the places a name may mean: whole, without words such as district, or by its parts.

        Before a comma the first part counts ("Adwa, Tigray"); names side by side count together
        ("Omdurman/Umm Durman").

        Parameters
        ----------
        name
            A name in any script.

        Returns
        -------
        tuple of str
            Ids; several where the name is not one place's alone.
        """
        whole = self._named(name)
        if whole or not _PARTED.search(name):
            return whole
        parts = [self._named(part) for part in _BESIDE.split(name.split(",", maxsplit=1)[0]) if part.strip()]
        return tuple(dict.fromkeys(place for ids in parts for place in ids)) if parts and parts[0] else ()

    def _named(self, name: str) -> tuple[str, ...]:
        words = folded(name)
        whole = self.names.get(words, ())
        return whole or self.names.get(" ".join(_PLACE_ENDINGS.sub(" ", words).split()), ())


def gazetteer_of(places: pd.DataFrame) -> Gazetteer:
    """The names, codes and points of a table of places.

    Parameters
    ----------
    places
        Text or loaded columns of places.csv.

    Returns
    -------
    Gazetteer
        What names and codes are looked up in.
    """
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    codes: dict[str, str] = {}
    points, shown = {}, {}
    further = ("other_names", "provider_name")
    columns = [name for name in (*name_columns(places.columns), *further) if name in places.columns]
    for row in places.to_dict("records"):
        place = str(row["place_id"])
        shown[place] = str(row.get("name_en", ""))
        for name in (part for column in columns for part in str(row[column]).split(";")):
            if name.strip() and (words := folded(name)):
                names[words][place] = None
            if re.fullmatch(r"\s*[A-Z]{2,3}[0-9]{1,10}\s*", name):
                codes.setdefault(name.strip().casefold(), place)
        for column in ("place_id", "pcode", "geonames_id", "wikidata_id"):
            if str(row.get(column) or ""):
                codes.setdefault(str(row[column]).casefold(), place)
        lon, lat = _number(row.get("lon")), _number(row.get("lat"))
        if np.isfinite(lon) and np.isfinite(lat):
            points[place] = (lon, lat)
    return Gazetteer({name: tuple(ids) for name, ids in names.items()}, codes, points, shown)


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return float("nan")


@dataclass(frozen=True)
class Matches:
    """Where the rows of a file lie."""

    place_ids: pd.Series
    """Id of a place for each row, empty where there is none."""
    new: pd.DataFrame
    """Places the case does not have yet: ``place_id``, ``name``, ``lat``, ``lon``, ``accuracy_m``."""
    asked: Mapping[str, tuple[str, ...]]
    """Names that may mean several places, with the ids of those."""
    far: pd.Series
    """Which points lie far from the place of the name beside them (bool)."""
    unknown: pd.Series
    """Which rows name a place that is not known and have no point (bool)."""


def match(
    gazetteer: Gazetteer,
    names: Sequence[pd.Series],
    codes: Sequence[pd.Series],
    points: pd.DataFrame,
    answers: Mapping[str, str],
) -> Matches:
    """Places of rows by their point, their code, or the first of their names that is known.

    Parameters
    ----------
    gazetteer
        The places of the case.
    names
        Columns of names, the nearest first: of the place itself, then of what it lies in.
    codes
        Columns of P-codes and like ids, the finest first.
    points
        ``lat``, ``lon`` in degrees and ``accuracy_m`` by row, NaN where a row has none.
    answers
        Ids of places by name, as somebody has answered.

    Returns
    -------
    Matches
        The ids, the places to be added, and what has to be asked.
    """
    index = points.index
    ids = pd.Series("", index=index, dtype="str")
    asked: dict[str, tuple[str, ...]] = {}
    for column in codes:
        candidates = {code: gazetteer.codes.get(code.strip().casefold(), "") for code in column.unique()}
        ids = ids.where(ids.ne("") | column.eq(""), column.map(candidates))
    for column in names:
        known = {name: _answer(gazetteer, name, answers, asked) for name in column.unique()}
        ids = ids.where(ids.ne("") | column.eq(""), column.map(known))
    ids = ids.fillna("").astype("str")
    placed = points["lat"].notna() & points["lon"].notna()
    named = names[0] if names else pd.Series("", index=index, dtype="str")
    by_point, new, far = _by_point(gazetteer, named, points[placed], answers)
    unknown = ~placed & ids.eq("") & _any_filled([*names, *codes], index)
    ids = by_point.reindex(index).fillna(ids.where(~placed, "")).astype("str")
    open_names = {
        name: ids_
        for name, ids_ in asked.items()
        if any((column.eq(name) & ~placed).any() for column in names)
    }
    return Matches(ids, new, open_names, far.reindex(index, fill_value=False), unknown)


def _any_filled(columns: Sequence[pd.Series], index: pd.Index) -> pd.Series:
    filled = pd.Series(data=False, index=index)
    for column in columns:
        filled |= column.ne("")
    return filled


def _answer(
    gazetteer: Gazetteer, name: str, answers: Mapping[str, str], asked: dict[str, tuple[str, ...]]
) -> str:
    if not name:
        return ""
    if name in answers:
        return answers[name] if answers[name] in gazetteer.shown else ""
    candidates = gazetteer.called(name)
    if len(candidates) > 1:
        asked[name] = candidates[:_MOST_CANDIDATES]
    return candidates[0] if len(candidates) == 1 else ""


def _by_point(
    gazetteer: Gazetteer, named: pd.Series, points: pd.DataFrame, answers: Mapping[str, str]
) -> tuple[pd.Series, pd.DataFrame, pd.Series]:
    """The place of each row that has a point: one of the case of that name nearby, or one of its own."""
    at = pd.DataFrame(
        {"name": named.reindex(points.index), "lat": points["lat"].round(5), "lon": points["lon"].round(5)}
    )
    at["accuracy_m"] = points["accuracy_m"]
    spots = at.groupby(["name", "lat", "lon"], sort=False)["accuracy_m"].max().reset_index()
    near = [
        _nearby(gazetteer, name, lat, lon, answers)
        for name, lat, lon in spots[["name", "lat", "lon"]].itertuples(index=False, name=None)
    ]
    spots["place_id"], spots["far"] = [place for place, _ in near], [far for _, far in near]
    fresh = spots["place_id"].eq("")
    spots.loc[fresh, "place_id"] = [
        spot_id(*row) for row in spots.loc[fresh, ["name", "lat", "lon"]].itertuples(index=False, name=None)
    ]
    joined = at[["name", "lat", "lon"]].merge(spots, on=["name", "lat", "lon"], how="left")
    new = spots.loc[fresh, ["place_id", "name", "lat", "lon", "accuracy_m"]].drop_duplicates("place_id")
    ids = pd.Series(joined["place_id"].to_numpy(), index=points.index, dtype="str")
    return ids, new, pd.Series(joined["far"].to_numpy(dtype=bool), index=points.index)


def _nearby(
    gazetteer: Gazetteer, name: str, lat: float, lon: float, answers: Mapping[str, str]
) -> tuple[str, bool]:
    answered = answers.get(name, "")
    candidates = (answered,) if answered in gazetteer.points else gazetteer.called(name) if name else ()
    nearest = min(
        (
            (metres(gazetteer.points[place], (lon, lat)), place)
            for place in candidates
            if place in gazetteer.points
        ),
        default=None,
    )
    if nearest is None:
        return "", False
    distance, place = nearest
    return (place if distance <= NEAR_M else ""), distance > FAR_M


def metres(start: tuple[float, float], end: tuple[float, float]) -> float:
    """The distance of two points.

    Parameters
    ----------
    start
        Longitude and latitude in degrees (WGS 84).
    end
        As ``start``.

    Returns
    -------
    float
        Geodesic distance in metres.
    """
    return float(_EARTH.inv(*start, *end)[2])


def spot_id(name: str, lat: float, lon: float) -> str:
    """The id of a place made for a point: the same for the same name and point in every import.

    Parameters
    ----------
    name
        Its name, or empty.
    lat
        Latitude in degrees.
    lon
        Longitude in degrees.

    Returns
    -------
    str
        An id of letters and digits.
    """
    digest = hashlib.sha256(f"{folded(name)}|{lat:.5f}|{lon:.5f}".encode()).hexdigest()[:8]
    stem = "-".join(folded(name).split()[:4])[:40]
    return f"{stem or 'point'}-{digest}"
