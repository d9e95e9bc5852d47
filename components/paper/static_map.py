"""A map on one sheet with everything round it: PNG, SVG or PDF, made without a browser."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from components.paper import map_panel
from components.paper.letters import letters_note
from components.paper.pen import INK, LINE_HEIGHT, SOFT, say, text_width, wrapped
from components.paper.sheet import POINTS_PER_INCH, Sheet, blank
from geo.report.surround import map_id as named
from geo.report.surround import surround

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from components.paper.map_panel import Drawn
    from geo.briefing.scene import Shown
    from geo.report.surround import Surround

KINDS = ("png", "svg", "pdf")
MARGIN = 0.022  # of the sheet's width
SMALL = 0.86  # of the running text
SOURCES_SHOWN = 8
PNG_LEVEL = 3  # half the time of the default, a tenth larger
CRS = "Web Mercator (EPSG:3857) on WGS 84; scale true at the middle of the map"
# Fonts and paths are shared inside matplotlib: one sheet is drawn at a time.
PRESS = Lock()


def render(
    what: Shown, sheet: Sheet, kind: str, created: datetime, *, title: str = "", number: int = 0
) -> bytes:
    """Return the map of what is shown as a file of the kind; `created` is local to the case."""
    if kind not in KINDS:
        raise ValueError(f"a map is one of {', '.join(KINDS)}, not '{kind}'")
    with PRESS:
        figure, _, words = compose(what, sheet, created, title=title, number=number)
        return saved(figure, kind, words, created)


def compose(
    what: Shown, sheet: Sheet, created: datetime, *, title: str = "", number: int = 0
) -> tuple[Figure, Drawn, Surround]:
    """Return the sheet, what its map draws, and the words round it."""
    words = surround(
        what.case, what.view, what.cited,
        title=title or what.picture.title, map_id=named(what.case, number), created=created,
    )  # fmt: skip
    words = replace(words, attribution=what.picture.attribution)
    figure = blank(sheet)
    wide, high = sheet.width * POINTS_PER_INCH, sheet.height * POINTS_PER_INCH
    edge = wide * MARGIN
    top = _head(figure, words, sheet, edge)
    foot = _foot(figure, words, what, sheet, edge)
    drawn = map_panel.draw(
        figure, (edge, foot, wide - edge, high - top), what.picture, sheet.text, position=what.view.map
    )
    return figure, drawn, words


def saved(figure: Figure, kind: str, words: Surround, created: datetime) -> bytes:
    """The figure as bytes, with its title and dates in the file's own properties."""
    out = io.BytesIO()
    about: dict[str, object] = {"Title": f"{words.title}: {words.dates}"}
    if kind == "pdf":
        about |= {"Subject": words.imprint, "Creator": "Passage", "CreationDate": created}
    elif kind == "svg":
        about |= {"Description": f"{words.imprint}. {words.disclaimer}", "Creator": "Passage", "Date": None}
    else:
        about |= {"Description": f"{words.imprint}. {words.disclaimer}", "Software": "Passage"}
    more: dict[str, Any] = {"pil_kwargs": {"compress_level": PNG_LEVEL}} if kind == "png" else {}
    figure.savefig(out, format=kind, metadata=about, **more)
    return out.getvalue()


def _head(figure: Figure, words: Surround, sheet: Sheet, edge: float) -> float:
    """Title and dates over the map; the height they take, points."""
    high = sheet.height * POINTS_PER_INCH
    large = sheet.text * 1.9
    y = high - edge * 0.8 - large * 0.8
    say(figure, edge, y, words.title, large, bold=True)
    right = sheet.width * POINTS_PER_INCH - edge
    say(figure, right, y, words.map_id, large, bold=True, align="right")
    y -= large * 0.55 + sheet.text
    # A printed sheet says of which crisis it is: beside its dates, or over them where these leave no room.
    beside, size = f"{words.data_as_of} · {words.created}", sheet.text * 1.15
    whole = f"{words.case} · {words.dates}"
    room = right - edge - text_width(beside, sheet.text) - 2 * sheet.text
    lines = (
        [whole] if text_width(whole, size) <= room else [*wrapped(words.case, size, room)[:1], words.dates]
    )
    for number, line in enumerate(lines):
        y -= number * size * LINE_HEIGHT
        say(figure, edge, y, line, size)
    say(figure, right, y, beside, sheet.text, align="right")
    return high - y + sheet.text * 1.1


def _foot(figure: Figure, words: Surround, what: Shown, sheet: Sheet, edge: float) -> float:
    """Notes, sources, disclaimer and credits under the map; the height they take, points."""
    size = sheet.text * SMALL
    width = sheet.width * POINTS_PER_INCH - 2 * edge
    shown = words.sources[:SOURCES_SHOWN]
    more = len(words.sources) - len(shown)
    rest = f" · and {more} more" if more else ""
    paragraphs = [
        (" ".join((*what.picture.notes, *letters_note(what), f"{CRS}.", words.report)), SOFT),
        (f"Sources: {' · '.join(shown) or 'none'}{rest}", INK),
        (f"{words.disclaimer}", INK),
        (f"{words.attribution} | Passage, {words.version}", SOFT),
    ]
    lines = [(line, colour) for text, colour in paragraphs for line in wrapped(text, size, width)]
    step = size * LINE_HEIGHT
    y = edge * 0.6 + step * (len(lines) - 0.5)
    for line, colour in lines:
        say(figure, edge, y, line, size, colour=colour)
        y -= step
    return edge * 0.6 + step * (len(lines) + 0.5)
