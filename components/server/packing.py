"""What our pages load, packed as small as brotli can: `python -m components.server.packing`, once."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor

from components.map.assets import assets
from components.map.brotli_files import pack
from components.server.index_html import LATER, STATIC, ahead


def bodies() -> list[bytes]:
    """Return the scripts of Streamlit that our pages load, and the texts of the map."""
    scripts = STATIC / "static" / "js"
    files = [*scripts.glob("index.*.js"), *(scripts / name for name in ahead(scripts, LATER))]
    return [path.read_bytes() for path in files] + [
        asset.plain for asset in assets().values() if asset.is_text
    ]


if __name__ == "__main__":
    with ProcessPoolExecutor() as workers:
        list(workers.map(pack, bodies()))
