"""What is wrong with the shapes of a KML file that its driver leaves out, or makes a point of 0, 0."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

_SHAPES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "Model", "Track", "MultiTrack"})
_SHOWN, _RING, _LEAST, _MOST = 40, 4, 2, 3


@dataclass
class _Folder:
    """A folder of placemarks, which becomes a layer."""

    name: str = ""
    faults: list[str] = field(default_factory=list)


def kml_faults(path: Path, layer: str, count: int) -> list[str]:
    """What is wrong with the shape of each placemark of a layer.

    Parameters
    ----------
    path
        The file, .kml or .kmz, without document types and entities.
    layer
        Name of the layer: that of its folder.
    count
        How many rows the layer has.

    Returns
    -------
    list of str
        A few words for each row, empty where no shape is stated or none is at fault; no entry where the file
        and the layer cannot be held against each other.
    """
    with _opened(path) as file:
        try:
            folders = list(_folders(file))
        except (ET.ParseError, ValueError, LookupError):
            return []
    fitting = [folder.faults for folder in folders if len(folder.faults) == count]
    named = [folder.faults for folder in folders if folder.name == layer and len(folder.faults) == count]
    return next(iter(named or (fitting if len(fitting) == 1 else [])), [])


def _opened(path: Path) -> IO[bytes]:
    if not zipfile.is_zipfile(path):
        return path.open("rb")
    archive = zipfile.ZipFile(path)
    return archive.open(next(name for name in archive.namelist() if name.lower().endswith(".kml")))


def _folders(file: IO[bytes]) -> Iterator[_Folder]:
    inside: list[_Folder] = []
    within: list[str] = []
    for event, element in ET.iterparse(file, ("start", "end")):  # noqa: S314 - the guard has refused entities
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            within.append(tag)
            inside += [_Folder()] if tag in ("Document", "Folder", "kml") else []
            continue
        within.pop()
        if tag == "name" and within and within[-1] in ("Document", "Folder"):
            inside[-1].name = (element.text or "").strip()
        elif tag == "Placemark" and inside:
            inside[-1].faults.append(_fault(element))
            element.clear()
        elif tag in ("Document", "Folder", "kml"):
            yield inside.pop()


def _fault(placemark: ET.Element) -> str:
    for shape in placemark.iter():
        kind = shape.tag.rpartition("}")[2]
        if kind not in _SHAPES:
            continue
        texts = [part.text or "" for part in shape.iter() if part.tag.rpartition("}")[2] == "coordinates"]
        if kind not in ("Model", "Track", "MultiTrack") and not "".join(texts).strip():
            return f"a {kind} without coordinates"
        for text in texts:
            if not all(_is_point(point) for point in text.replace(", ", ",").split()):
                return f"its coordinates '{' '.join(text.split())[:_SHOWN]}' are no numbers with commas"
        rings = texts if kind in ("Polygon", "LinearRing") else ()
        if any(len(text.replace(", ", ",").split()) < _RING for text in rings):
            return "a ring of fewer than four points"
    return ""


def _is_point(text: str) -> bool:
    numbers = text.strip(",").split(",")
    try:
        return _LEAST <= len([float(number) for number in numbers]) <= _MOST
    except ValueError:
        return False
