"""Optional online layers. They are off until a reader asks for one; the base map needs none of them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from xyzservices import TileProvider, providers


@dataclass(frozen=True)
class OnlineLayer:
    """One layer of tiles with the credit its provider asks for."""

    name: str
    url: str
    attribution: str
    zoom_max: int
    hosts: tuple[str, ...]


def _layer(name: str, provider: TileProvider) -> OnlineLayer:
    letters = provider.get("subdomains", "abc")
    url = provider["url"].replace("{variant}", provider.get("variant", ""))
    origins = {"{0.scheme}://{0.netloc}".format(urlsplit(url.replace("{s}", letter))) for letter in letters}
    return OnlineLayer(
        name=name,
        url=url,
        attribution=provider["attribution"],
        zoom_max=int(provider.get("max_zoom", 18)),
        hosts=tuple(sorted(origins)),
    )


ONLINE_LAYERS: tuple[OnlineLayer, ...] = (
    _layer("OpenStreetMap, humanitarian style", providers.OpenStreetMap.HOT),
    _layer("UN Clear Map", providers.UN.ClearMap),
)
# What the frame's policy lets pictures come from besides this server.
TILE_HOSTS: tuple[str, ...] = tuple(host for layer in ONLINE_LAYERS for host in layer.hosts)
