"""What our pages load is packed once, when an environment is made."""

from components.map.assets import assets
from components.server import packing
from components.server.index_html import STATIC, html


def test_all_that_a_first_page_loads_is_packed():
    bodies = packing.bodies()
    scripts = {file.read_bytes(): file.name for file in (STATIC / "static" / "js").glob("*.js")}
    names = {scripts[body] for body in bodies if body in scripts}
    linked = {part.split('"')[0] for part in html().split("./static/js/")[1:]}
    assert linked <= names
    assert {name.split(".")[0] for name in names} >= {
        "ArrowVegaLiteChart",
        "Selectbox",
        "DataFrame",
        "index",
    }
    texts = {asset.plain for name, asset in assets().items() if name != "relief.webp"}
    assert texts <= set(bodies)
