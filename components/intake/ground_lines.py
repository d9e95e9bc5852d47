"""Coast, lakes and lines between countries under the small map of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely
from shapely.geometry import shape

from data.basemap import key_of, layers

if TYPE_CHECKING:
    from geo.case.settings import Box

COLUMNS = ("lon", "lat", "line", "at", "kind")
_KINDS = {
    ("world", "border"): "border", ("borders", "border"): "border", ("world", "disputed"): "disputed border",
    ("borders", "coast"): "coast", ("water", "lake"): "coast",
}  # fmt: skip


def ground_lines(home: Box, box: Box) -> pd.DataFrame:
    """The lines of a case's ground that a box shows.

    Parameters
    ----------
    home
        West, south, east and north of the case in degrees, by which its ground is cut.
    box
        West, south, east and north of what is shown, in degrees.

    Returns
    -------
    pandas.DataFrame
        ``lon``, ``lat`` (degrees, WGS 84), ``line`` (its number), ``at`` (place of the point in it) and
        ``kind``: coast, border or disputed border.
    """
    rows: list[tuple[float, float, int, int, str]] = []
    count = 0
    for layer, features in layers(key_of(home)).items():
        for feature in features:
            kind = _KINDS.get((layer, feature["properties"].get("kind", "")))
            if kind is None:
                continue
            outline = shape(feature["geometry"])
            lines = outline.boundary if "Polygon" in outline.geom_type else outline
            clipped = shapely.clip_by_rect(lines, *box)
            for part in shapely.get_parts(clipped):
                coords = getattr(part, "coords", ())
                rows += [(lon, lat, count, at, kind) for at, (lon, lat, *_) in enumerate(coords)]
                count += 1
    return pd.DataFrame(rows, columns=list(COLUMNS))
