"""Where a map lies on paper: from longitude and latitude to points of its box."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]

EQUATOR = 40_075_016.686  # metres round the earth, WGS 84
SCREEN = (1280.0, 520.0)  # pixels of the window a link's map position was chosen in
TILE = 256.0
INCH = 0.0254
POINTS = 72.0


@dataclass(frozen=True)
class Frame:
    """A map's box in points, x to the right and y upwards from its lower left corner.

    Web Mercator (EPSG:3857) on the unit square is scaled by `scale`; `pixel` is the size on this paper of
    what is one pixel on screen, so that signs and lines keep their proportions.
    """

    width: float
    height: float
    scale: float
    left: float
    top: float
    pixel: float

    def points(self, lon: Floats | float, lat: Floats | float) -> tuple[Floats, Floats]:
        """Degrees (WGS 84) as points of the box."""
        return self.from_unit(*unit(lon, lat))

    def from_unit(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The unit square, y to the south, as points of the box."""
        return x * self.scale - self.left, self.height - (y * self.scale - self.top)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point of the unit square as a point of the box."""
        return x * self.scale - self.left, self.height - (y * self.scale - self.top)

    @property
    def latitude(self) -> float:
        """Latitude of the middle, degrees."""
        y = (self.top + self.height / 2) / self.scale
        return math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))

    @property
    def metres_per_point(self) -> float:
        """Metres on the ground for one point of paper, at the middle of the map."""
        return EQUATOR * math.cos(math.radians(self.latitude)) / self.scale

    @property
    def denominator(self) -> float:
        """The map is 1 to so many, at its middle."""
        return self.metres_per_point * POINTS / INCH

    @property
    def zoom(self) -> float:
        """The zoom of a screen map with the same proportions."""
        return math.log2(self.scale / self.pixel / TILE)

    def sees(self, bounds: Box) -> bool:
        """Whether a box on the unit square (least x and y, greatest x and y) touches the map."""
        west, north, east, south = bounds
        right, bottom = self.left + self.width, self.top + self.height
        return (
            east * self.scale > self.left
            and west * self.scale < right
            and south * self.scale > self.top
            and north * self.scale < bottom
        )


def unit(lon: Floats | float, lat: Floats | float) -> tuple[Floats, Floats]:
    """Degrees as Web Mercator on the unit square, x to the east and y to the south."""
    x = (np.asarray(lon, dtype=float) + 180) / 360
    y = 0.5 - np.arcsinh(np.tan(np.radians(np.asarray(lat, dtype=float)))) / (2 * math.pi)
    return x, y


def fitted(home: Box, width: float, height: float, pixel: float, right: float = 0.0) -> Frame:
    """The frame that shows the whole of a box given as west, south, east, north in degrees.

    The last `right` points are kept for a legend: the box is shown left of them.
    """
    (west, east), (south, north) = unit(np.array([home[0], home[2]]), np.array([home[1], home[3]]))
    scale = min((width - right) / (east - west), height / (south - north))
    x = (west + east) / 2 + right / 2 / scale
    return _about(x, (north + south) / 2, scale, width, height, pixel)


def at(position: tuple[float, float, float], width: float, height: float, pixel: float) -> Frame:
    """The frame about a latitude, longitude and zoom that shows what a screen of `SCREEN` pixels showed."""
    x, y = unit(position[1], position[0])
    scale = TILE * 2 ** position[2] * min(width / SCREEN[0], height / SCREEN[1])
    return _about(float(x), float(y), scale, width, height, pixel)


def _about(x: float, y: float, scale: float, width: float, height: float, pixel: float) -> Frame:
    return Frame(width, height, scale, x * scale - width / 2, y * scale - height / 2, pixel)
