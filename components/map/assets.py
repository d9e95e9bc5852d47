"""Files of the map that never change while the server runs, under one address that names their content."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from xstatic.pkg import leaflet

from components.map.brotli_files import packed
from components.map.module_joiner import joined
from components.map.tiles import ONLINE_LAYERS
from data import basemap
from geo.picture.grammar import shared

SCRIPTS = Path(__file__).parent / "script"
STYLES = tuple(Path(__file__).parent / name for name in ("layer.css", "timebar.css"))


@dataclass(frozen=True)
class Asset:
    """One file of the map, plain, and packed once it is first asked for so."""

    plain: bytes
    media_type: str

    @property
    def is_text(self) -> bool:
        """Whether packing makes it smaller."""
        return not self.media_type.startswith("image/")

    @cached_property
    def gzip(self) -> bytes:
        """Packed as every browser reads it."""
        return gzip.compress(self.plain, 6, mtime=0)

    @cached_property
    def brotli(self) -> bytes:
        """Packed smaller, as most browsers read it."""
        return packed(self.plain)


@cache
def assets() -> dict[str, Asset]:
    """All files by name: Leaflet, the layer script, its style, the base map and the relief."""
    library = Path(leaflet.BASE_DIR)
    return {
        "leaflet.js": _text((library / "leaflet.js").read_text("utf-8"), "text/javascript"),
        "leaflet.css": _text((library / "leaflet.css").read_text("utf-8"), "text/css"),
        "layer.js": _text(layer_script(), "text/javascript"),
        "layer.css": _text("\n".join(style.read_text("utf-8") for style in STYLES), "text/css"),
        "base.json": _text(_json(basemap.load()), "application/json"),
        "relief.webp": Asset(basemap.RELIEF.read_bytes(), "image/webp"),
    }


_GROUNDS: dict[str, Asset] = {}
# Grounds cut for cases and kept, the one cut first to go first.
KEPT_GROUNDS = 16


def ground(key: str) -> Asset:
    """The ground a map stands on: the detailed one, or one cut once that can be fetched from then on."""
    if not key:
        return assets()["base.json"]
    if key not in _GROUNDS:
        asset = _text(_json(basemap.load(key)), "application/json")
        while len(_GROUNDS) >= KEPT_GROUNDS:
            _GROUNDS.pop(next(iter(_GROUNDS)), None)
        _GROUNDS[key] = asset
    return _GROUNDS[key]


def file(name: str) -> Asset | None:
    """A file of the map by name, a ground that was cut among them; None where there is none."""
    return assets().get(name) or _GROUNDS.get(name.removeprefix("base-").removesuffix(".json"))


@cache
def digest() -> str:
    """Content hash of all files together: it stands in their address, so that they may be kept for ever."""
    seen = hashlib.sha256()
    for name, asset in assets().items():
        seen.update(name.encode() + asset.plain)
    for path in basemap.WORLD_FILES:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def address(name: str) -> str:
    """Address of a file as seen from the map's frame, whatever path the app is served under."""
    if name not in assets():
        raise KeyError(name)
    return f"../../lib/{digest()}/{name}"


def layer_script(entry: Path = SCRIPTS / "passage.js") -> str:
    """One script of an entry module and all it imports, with the signs and colours the map is drawn by."""
    return joined(entry, f"const PASSAGE_GRAMMAR = {_json(grammar())};")


def grammar() -> dict[str, Any]:
    """What the script is given before its modules: the shared grammar, credits and online layers."""
    return shared() | {
        "attribution": basemap.ATTRIBUTION,
        "online": [
            {"name": layer.name, "url": layer.url, "credit": layer.attribution, "zoom": layer.zoom_max}
            for layer in ONLINE_LAYERS
        ],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(text: str, media_type: str) -> Asset:
    return Asset(text.encode(), f"{media_type}; charset=utf-8")
