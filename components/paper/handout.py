"""The handout: a cover, a page a scene, and every source at the end, as one PDF with vector maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.paper.letters import letters_note
from components.paper.pen import SOFT
from components.paper.scene_sheet import figures, scene_sheets
from components.paper.static_map import CRS, PRESS
from components.paper.text_page import Page, bound, page, under_map
from geo.case.sources import citations
from geo.dates import format_moment
from geo.report.surround import code, data_as_of, source_line

if TYPE_CHECKING:
    from components.paper.scene_sheet import Order, SceneSheet

TITLE, HEADING, BODY, SMALL = 20.0, 12.0, 10.0, 8.0
MAP_HEIGHT, MAP_TEXT = 330.0, 7.4
TABLE = (0.26, 0.46, 0.28)
HOW_TO_READ = (
    "Each map states its period, its as-at date (the day whose state is drawn) and its as-known date (only"
    " what was published by then is used). Roads are drawn straight between places on the way; a ring shows"
    " how exactly a place is known; a hollow sign is uncertain, disputed or not exactly dated. A figure is"
    " the claim of whoever is named with it."
)


def handout(order: Order) -> bytes:
    """Return the briefing as pages to leave behind."""
    scenes = list(scene_sheets(order))
    with PRESS:
        pages = [_cover(order, scenes), *(_scene(order, scene) for scene in scenes), *_sources(order, scenes)]
        return bound(
            pages,
            order.briefing.title,
            f"{len(scenes)} scenes, created {order.created:%Y-%m-%d}",
            order.created,
        )


def _foot(order: Order, *more: str) -> list[str]:
    settings = order.case.settings
    created = f"created {format_moment(order.created, settings.zone)}"
    data = f"data as of {data_as_of(order.case)}"
    return [
        *more,
        settings.disclaimer,
        f"{settings.title} · {data} · {created} · tables {order.case.version[:12]}",
    ]


def _cover(order: Order, scenes: list[SceneSheet]) -> Page:
    sheet = page(_foot(order, *scenes[:1] and (scenes[0].words.attribution,)))
    sheet.y -= 60
    sheet.text(order.briefing.title, TITLE, bold=True, after=8)
    sheet.text(order.case.settings.summary, BODY, colour=SOFT, after=16)
    sheet.heading("Scenes", HEADING)
    rows = [(scene.words.map_id, scene.scene.title, scene.words.as_at) for scene in scenes]
    sheet.table(rows, (0.13, 0.57, 0.3), BODY)
    sheet.y -= 10
    sheet.heading("How to read the maps", HEADING)
    sheet.text(HOW_TO_READ, BODY)
    sheet.text(f"Map ids begin with {code(order.case)}. To report an error, name the map id and the source to"
               " whoever gave you this.", BODY)  # fmt: skip
    return sheet


def _scene(order: Order, scene: SceneSheet) -> Page:
    words = scene.words
    sheet = page(_foot(order, f"{words.map_id} · {words.report}", words.attribution))
    sheet.text(scene.scene.title, 16.0, bold=True, after=1)
    dates = words.dates[:1].upper() + words.dates[1:]
    sheet.text(f"{dates} · {words.map_id}", 8.6, colour=SOFT, after=4)
    under_map(sheet, scene.what, MAP_HEIGHT, MAP_TEXT)
    for line in scene.scene.lines:
        sheet.text(line, 12.0, after=3)
    sheet.y -= 2
    sheet.heading("Figures on the as-at date", HEADING)
    sheet.table(figures(scene.what), TABLE, BODY)
    sheet.heading("From the tables", HEADING)
    for sentence in scene.what.answer.sentences:
        sheet.text(sentence.text, 9.0, after=2)
    circles = f"Circles: {scene.what.picture.circle_title}." if scene.what.picture.circles else ""
    notes = " ".join((*scene.what.picture.notes, circles, *letters_note(scene.what), f"{CRS}."))
    sheet.text(notes, SMALL, colour=SOFT)
    _cited(sheet, scene)
    return sheet


def _cited(sheet: Page, scene: SceneSheet) -> None:
    """As many of the scene's sources as there is room for, if any; all stand at the end."""
    # A heading over none of them would say nothing.
    if sheet.room < SMALL * 10 or not scene.words.sources:
        return
    sheet.heading("Sources", 10.0)
    shown = 0
    for source in scene.words.sources:
        if sheet.room < SMALL * 5:
            break
        sheet.text(source, 7.4, after=1)
        shown += 1
    left = len(scene.words.sources) - shown
    if left:
        sheet.text(f"and {left} more, listed at the end", 7.4, colour=SOFT)


def _sources(order: Order, scenes: list[SceneSheet]) -> list[Page]:
    """Every source cited, by scene, with address and licence, on as many pages as it takes."""
    used: dict[str, list[str]] = {}
    for scene in scenes:
        for source in scene.words.sources:
            used.setdefault(source, []).append(scene.words.map_id)
    known = {source_line(source): source for source in citations(order.case, order.case.sources["source_id"])}
    pages = [page(_foot(order))]
    pages[-1].heading("Sources", HEADING)
    for source in sorted(used, key=str.casefold):
        sheet = pages[-1]
        if sheet.room < SMALL * 6:
            pages.append(sheet := page(_foot(order)))
            sheet.heading("Sources, continued", HEADING)
        cited = known.get(source)
        licence = f" Licence: {cited.licence}." if cited and cited.licence else ""
        sheet.text(f"{source} [{', '.join(used[source])}]", SMALL, after=0)
        sheet.text(f"{cited.url if cited else ''}{licence}", 6.8, colour=SOFT, after=3)
    return pages
