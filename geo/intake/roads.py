"""Lines of a layer as roads between places, each with its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from anyascii import anyascii

from geo.case import schema
from geo.intake.build import LINES, Built, dates_of, finished
from geo.intake.field_cells import by_word, clean, column_of, ids_of, one_line
from geo.intake.place_match import folded

if TYPE_CHECKING:
    from geo.intake.build import Surroundings
    from geo.intake.layouts import Layout
    from geo.intake.source_sheet import Sheet

LONGEST = 300
# Words for the state of a road as they fold to Latin letters; the first that stands in a cell counts, so what
# takes a word back stands before the word.
_STATUSES = (
    (
        "open",
        r"unrestrict|unblock|re-?open|\b(?:no|not|without) (?:longer )?(?:clos|block|restrict|constraint)",
    ),
    ("restricted", r"part(?:ial|ially|ly|iellement|ielle|iel)\b|chastichn|with (?:restriction|difficult)"),
    (
        "closed",
        (
            r"clos|impass|\b(?:not|non|un|in)[- ]?(?:passable|open|accessible|usable|practicable|motorable)"
            r"|block|no access|\bcut\b|destroyed|ferme|coupe|imprati|zakryt|perekryt|mghlq|cerrad|bagli|p'ak"
        ),
    ),
    ("humanitarian_only", r"humanitarian"),
    ("unknown", r"unknown|no info|not assessed|unverified|\bn/?a\b|no data|inconnu|neizvestn"),
    (
        "restricted",
        r"restrict|limit|difficult|caution|season|4x4|light|slow|warning|one[- ]?way|damag|ogranich|mqyd",
    ),
    (
        "open",
        r"open|passable|access|clear|good|normal|ouvert|pratic|practicable|otkryt|mftwh|abiert|aciq|bats",
    ),
)


def build_roads(sheet: Sheet, layout: Layout, around: Surroundings, built: Built) -> None:
    """Lines as roads between the places at their ends, and their status as a row of its own."""
    shapes = sheet.geometry
    name = column_of(sheet, layout, "name")
    if shapes is None:
        built.faults.add(name, "the road has no line", "Bring a file with lines.")
        return
    lines = shapes[~shapely.is_missing(shapes.array) & shapes.geom_type.isin(LINES) & ~shapes.is_empty]
    built.faults.add(
        name[~name.index.isin(lines.index)], "the row is no line", "Bring its line, or leave it out."
    )
    bounds = lines.bounds
    inside = bounds[["minx", "maxx"]].abs().le(180).all(axis=1) & bounds[["miny", "maxy"]].abs().le(90).all(
        axis=1
    )
    built.faults.add(
        name.reindex(lines.index)[~inside],
        "the line lies outside the world",
        "Mend its coordinates or its CRS.",
    )
    lines = lines[inside]
    spots = {row: _ends(line) for row, line in lines.items()}
    place_ids, places = _end_places(spots, around, layout)
    if len(places):
        built.tables["places"] = places
    shown = name.where(name.ne(""), "road " + pd.Series(name.index.astype("str"), index=name.index))
    ids = ids_of(
        around.prefix,
        _own_ids(sheet, layout),
        [shown, pd.Series(place_ids).reindex(name.index).fillna("")],
    )
    rows = pd.DataFrame(
        {
            "route_id": ids,
            "name": one_line(shown).str.slice(0, LONGEST),
            "place_ids": pd.Series(place_ids).reindex(name.index).fillna(""),
            "geometry": "schematic",
            "source_ids": around.source_id,
            "note": column_of(sheet, layout, "note").str.slice(0, 10_000),
        }
    ).astype("str").loc[lines.index]  # fmt: skip
    built.tables["routes"] = finished(schema.ROUTES, rows, built)
    built.notes.append(
        "a road is drawn straight between the places at its ends; its surveyed line is not kept"
    )
    if layout.columns.get("status"):
        _statuses(sheet, layout, around, ids.loc[lines.index], built)


def _own_ids(sheet: Sheet, layout: Layout) -> pd.Series:
    """The first column of ids that names each line alone; empty cells where none does."""
    for column in layout.columns.get("id", ()):
        cells = clean(sheet.cells[column])
        if cells.is_unique and cells.ne("").all():
            return cells
    return pd.Series("", index=sheet.cells.index, dtype="str")


def _ends(line: object) -> tuple[tuple[float, float], tuple[float, float]]:
    # A recorder that was switched on and off leaves pieces without a point.
    pieces = [piece for piece in getattr(line, "geoms", [line]) if not piece.is_empty]
    first, last = pieces[0].coords[0], pieces[-1].coords[-1]
    return (float(first[0]), float(first[1])), (float(last[0]), float(last[1]))


def _end_places(
    spots: dict[int, tuple[tuple[float, float], tuple[float, float]]], around: Surroundings, layout: Layout
) -> tuple[dict[int, str], pd.DataFrame]:
    known = around.gazetteer.points
    ids = list(known)
    table = np.array([known[place] for place in ids]) if ids else np.empty((0, 2))
    rows: dict[str, dict[str, str]] = {}
    joined_ids = {}
    for row, ends in spots.items():
        both = []
        for lon, lat in ends:
            place = _near_place(lon, lat, ids, table)
            if not place:
                place = f"{around.prefix}-at-{lat:.3f}_{lon:.3f}".replace("-at--", "-at-m")[:80]
                rows[place] = {
                    "place_id": place, "name_en": f"Road end at {lat:.3f}, {lon:.3f}", "lat": f"{lat:.5f}",
                    "lon": f"{lon:.5f}", "accuracy_m": "500",
                    "coordinate_source": layout.publisher or "imported file",
                    "coordinate_licence": layout.licence,
                }  # fmt: skip
            both.append(place)
        joined_ids[row] = ";".join(dict.fromkeys(both))
    return joined_ids, pd.DataFrame(list(rows.values()), dtype="str")


def _near_place(lon: float, lat: float, ids: list[str], table: np.ndarray) -> str:
    """A place of the case within some 3 km of a point, or empty."""
    if not ids:
        return ""
    away = np.hypot((table[:, 0] - lon) * np.cos(np.radians(lat)), table[:, 1] - lat) * 111_320
    at = int(np.argmin(away))
    return ids[at] if away[at] <= 3_000 else ""  # noqa: PLR2004 - as place_match.NEAR_M


def _statuses(sheet: Sheet, layout: Layout, around: Surroundings, ids: pd.Series, built: Built) -> None:
    words = column_of(sheet, layout, "status").loc[ids.index]
    status = words.map({word: status_of(word) for word in words.unique()}).astype("str")
    day = pd.Series(around.published, index=ids.index, dtype="str")
    if layout.columns.get("date"):
        silent = Built()
        dated = dates_of(sheet, layout, around, silent)
        built.questions += silent.questions
        good = dated.start.loc[ids.index].str.len().isin([10, 16])
        day = dated.start.loc[ids.index].where(good, day)
    strange = words[status.eq("unknown") & words.ne("") & ~words.map(folded).isin(["unknown"])]
    if len(strange):
        shown = ", ".join(sorted(set(strange))[:5])
        built.notes.append(f"{len(strange):,} statuses are read as not known: {shown}")
    rows = pd.DataFrame(
        {
            "status_id": (ids + "-" + day.str.slice(0, 10).str.replace("-", "", regex=False)).str.slice(
                0, 80
            ),
            "route_id": ids,
            "date_from": day,
            "status": status,
            "direction": "both",
            "confirmed_on": day.str.slice(0, 10),
            "source_ids": around.source_id,
            "note": ("in the file: " + words).where(words.ne(""), ""),
        }
    ).astype("str")
    built.tables["route_status"] = finished(schema.ROUTE_STATUS, rows, built)


def status_of(word: str) -> str:
    """Our status for somebody's word.

    >>> status_of("Not accessible"), status_of("Unrestricted"), status_of("Partially closed")
    ('closed', 'open', 'restricted')
    """
    return by_word(anyascii(word), _STATUSES, "unknown")
