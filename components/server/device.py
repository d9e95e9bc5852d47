"""What a device keeps of Passage: worker and icon, and the way to be rid of it all."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

_WORKER = Path(__file__).parent / "worker.js"
_ANEW = {"cache-control": "no-cache"}
SIZES = (192, 512)
_GROUND, _ROAD, _SIGN = "#0F5C63", "#FFFFFF", "#E69F00"
_FORGOTTEN = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Forgotten – Passage</title>
</head>
<body>
<h1>This device keeps nothing of Passage any more</h1>
<p>The pages and files kept for a visit without a line are gone.
<a href="./">Open Passage</a>, and they are kept again.</p>
</body>
</html>
"""


def worker(_request: Request) -> Response:
    """Answer with the service worker; a browser asks for it anew each time."""
    return Response(_WORKER.read_text(encoding="utf-8"), media_type="text/javascript", headers=_ANEW)


def manifest(_request: Request) -> JSONResponse:
    """Answer with what a home screen needs to know."""
    icons = [{"src": f"./icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES]
    answer = {
        "name": "Passage",
        "short_name": "Passage",
        "description": "Who and what could pass, by date",
        "start_url": "./",
        "display": "standalone",
        "background_color": "#FFFFFF",
        "theme_color": _GROUND,
        "icons": icons,
    }
    return JSONResponse(answer, headers=_ANEW, media_type="application/manifest+json")


def icon(request: Request) -> Response:
    """Answer with the icon in one of its sizes."""
    size = request.path_params["size"]
    if size not in SIZES:
        return Response("not found", 404, media_type="text/plain")
    return Response(_drawn(size), media_type="image/png", headers={"cache-control": "public, max-age=86400"})


def forget(_request: Request) -> HTMLResponse:
    """Have the browser empty what it keeps of this address, its worker too, and say so."""
    headers = {"cache-control": "no-store", "clear-site-data": '"cache", "storage"'}
    return HTMLResponse(_FORGOTTEN, headers=headers)


@cache
def _drawn(size: int) -> bytes:
    """Return the icon as PNG: a road that leads through, and a bar beside it."""
    picture = Image.new("RGB", (size, size), _GROUND)
    pen, unit = ImageDraw.Draw(picture), size / 16
    pen.polygon(
        [(5 * unit, 13 * unit), (11 * unit, 13 * unit), (9 * unit, 3 * unit), (7 * unit, 3 * unit)], _ROAD
    )
    for top, bottom in ((4, 5.5), (7, 9), (10.5, 13)):
        pen.line([(8 * unit, top * unit), (8 * unit, bottom * unit)], _GROUND, max(int(unit / 2), 1))
    pen.rectangle([(2.5 * unit, 6.5 * unit), (5 * unit, 7.5 * unit)], _SIGN)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
