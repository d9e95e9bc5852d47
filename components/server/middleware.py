"""What every request passes through, from the outside in."""

from starlette.middleware import Middleware

from components.map.tiles import TILE_HOSTS
from components.server.compression import Compressed
from components.server.encoding import HonestEncoding
from components.server.hosts import AllowedHosts
from components.server.security import SecurityHeaders
from components.server.unknown_page import UnknownPage

MIDDLEWARE = [
    Middleware(SecurityHeaders, tile_hosts=TILE_HOSTS),
    Middleware(AllowedHosts),
    Middleware(HonestEncoding),
    Middleware(Compressed),
    Middleware(UnknownPage),
]
