"""The situation report: the state on a date on one upright A4 page, with every number's claimant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from components.paper.letters import letters_note
from components.paper.pen import SOFT
from components.paper.static_map import CRS, PRESS
from components.paper.text_page import Page, bound, heights, legend_height, page, table_height, under_map
from geo.briefing.scene import shown
from geo.case.licence import passable
from geo.facts.silent_places import sentence
from geo.names import names_by_id
from geo.report.report_rows import aid_rows, people_rows, road_rows, silent_words
from geo.report.surround import map_id, surround
from geo.view.view import days_to
from geo.words import held_back

if TYPE_CHECKING:
    from datetime import datetime

    from geo.briefing.scene import Shown
    from geo.case.case import Case
    from geo.report.report_rows import Row
    from geo.report.surround import Surround
    from geo.view.view import ViewState

TITLE, HEADING, SMALL = 17.0, 10.0, 6.6
# Running text is set in the first of these sizes that leaves room for the map.
SIZES = (8.6, 8.0, 7.4, 6.8, 6.2)
ROADS, AID, PEOPLE = (0.15, 0.25, 0.15, 0.45), (0.24, 0.76), (0.16, 0.36, 0.48)
HEADING_HEIGHT = HEADING * 1.8 + 3
LEAST_MAP, MOST_MAP, MAP_TEXT = 160.0, 330.0, 6.8
SOURCES_HEIGHT = 5 * SMALL * 1.28
DAYS = 30


def report(case: Case, view: ViewState, created: datetime) -> bytes:
    """Return the state of the view's as-at date as a PDF of one page."""
    clean, withheld = passable(case)
    month = days_to(view, DAYS, case.settings)
    what = shown(clean, "situation", month)
    # So small a map shows roads, loads and people; signs of events, with their legend, took half its room.
    what = replace(what, picture=replace(what.picture, home=case.settings.home, events=None))
    sources = dict.fromkeys((*what.cited, *_state_sources(what)))
    words = surround(
        what.case, month, sources,
        title=f"Situation report: {case.settings.title}", map_id=map_id(case, 0), created=created,
    )  # fmt: skip
    with PRESS:
        sheet = _filled(what, words, withheld)
        return bound([sheet], f"{words.title}, {words.as_at}", f"{words.dates}; {words.imprint}", created)


def _filled(what: Shown, words: Surround, withheld: int) -> Page:
    note = f"{held_back(withheld)} " if withheld else ""
    credit = f"{what.picture.attribution} | Passage, {words.version}"
    sheet = page(
        [" ".join((f"{note}{words.report} {CRS}.", *letters_note(what))), words.disclaimer, credit],
        SMALL - 0.4,
    )
    sheet.text(words.title, TITLE, bold=True, after=0)
    dates = words.dates[:1].upper() + words.dates[1:]
    sheet.text(f"{dates} · {words.data_as_of} · {words.created}", SIZES[1], colour=SOFT, after=4)
    for spoken in what.answer.sentences:
        sheet.text(spoken.text, 9.4, after=2)
    sheet.y -= 3
    parts = _parts(what)
    size, room = _sized(sheet, parts, legend_height(what, sheet.width, MAP_TEXT))
    under_map(sheet, what, min(max(room, LEAST_MAP / 2), MOST_MAP), MAP_TEXT)
    for title, rows, shares in parts:
        sheet.heading(title, HEADING)
        sheet.table(rows, shares, size)
    _sources(sheet, words)
    return sheet


def _parts(what: Shown) -> list[tuple[str, list[Row], tuple[float, ...]]]:
    """The tables of the page, those without a row left out."""
    names = names_by_id(what.case.places, what.view.names)
    lately = sentence(what.state.silent, names, what.state.at.date())
    parts: list[tuple[str, list[Row], tuple[float, ...]]] = [
        ("Roads", road_rows(what.state), ROADS),
        ("Aid", aid_rows(what.case, what.state), AID),
        ("People", people_rows(what.case, what.state), PEOPLE),
        ("Not reported", [("On this date", silent_words(what.state)), ("Lately", lately)], AID),
    ]
    return [(title, rows, shares) for title, rows, shares in parts if rows]


def _sized(
    sheet: Page, parts: list[tuple[str, list[Row], tuple[float, ...]]], under: float
) -> tuple[float, float]:
    """The largest size of text that leaves room for the map, and that room in points."""
    fixed = (len(parts) + 1) * HEADING_HEIGHT + SOURCES_HEIGHT + under + SMALL
    room = 0.0
    for size in SIZES:
        tables = sum(table_height(rows, shares, size, sheet.width) for _, rows, shares in parts)
        room = sheet.room - fixed - tables
        if room >= LEAST_MAP:
            return size, room
    return SIZES[-1], room


def _sources(sheet: Page, words: Surround) -> None:
    """The sources in one paragraph, as many as fit on the page."""
    sheet.heading("Sources", HEADING)
    for shown_ in range(len(words.sources), -1, -1):
        more = len(words.sources) - shown_
        rest = f" · and {more} more" if more else ""
        text = f"{' · '.join(words.sources[:shown_])}{rest}"
        if heights([text], SMALL, sheet.width) <= sheet.room:
            sheet.text(text, SMALL)
            return


def _state_sources(what: Shown) -> list[str]:
    state = what.state
    ids = [road.source_ids for road in state.routes] + [outcome.source_ids for outcome in state.outcomes]
    ids += [row.source_ids for row in state.arrivals.values()]
    return [source for key in ids for source in key]
