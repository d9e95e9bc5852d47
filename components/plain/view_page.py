"""One view as plain HTML: dates, faults of the address, answer, map, sources, and where to go.

It is written into the page that every address answers with, so that it is read before any script has come,
and stands alone as the lite page. Every text of a case or an address goes through `escape`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from components.plain import map_svg
from geo.case.inventory import notice
from geo.case.sources import citations
from geo.dates import Period, format_date, format_period
from geo.view.view import step, write
from geo.words import at_in_words, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.briefing.scene import Shown
    from geo.case.case import Case
    from geo.case.sources import Citation
    from geo.view.view import ViewState

_PAIR = 2
LITE = "lite"
"""Name in the address of the pages that need no script."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the whole case, the page by name, its view, and what could not be read."""

    case: Case
    pages: tuple[tuple[str, str], ...]
    """Name in the address and title of each page, the first page first."""
    page: str
    view: ViewState
    notes: tuple[str, ...]
    lite: bool

    @property
    def title(self) -> str:
        """The page's title."""
        return dict(self.pages)[self.page]

    def address(self, page: str, view: ViewState, *, lite: bool, **more: str) -> str:
        """Return the address of a page and view, relative to any page's own, ready to stand in HTML."""
        query = write(view, self.case.settings) | ({LITE: "1"} if lite else {}) | more
        path = "./" if page == self.pages[0][0] else f"./{page}"
        return escape(f"{path}?{urlencode(query)}" if query else path)


def body(asked: Asked, shown: Shown, more: Iterable[str] = ()) -> str:
    """Return the view as the inside of a page's body; `more` is what follows the steps, as HTML."""
    sources = citations(shown.case, shown.source_ids)
    numbers = {source.source_id: number for number, source in enumerate(sources, start=1)}
    page = "".join(
        (
            _head(asked),
            _notes((*asked.notes, *filter(None, [notice(asked.case)]))),
            f"<h1>{escape(asked.title)}</h1>",
            f"<div class=answer><div>{_sentences(shown, numbers)}</div>{_figures(shown, numbers)}</div>",
            _map(shown),
            _steps(asked),
            *more,
            _sources(sources),
        )
    )
    return in_order(page)


def _head(asked: Asked) -> str:
    view, settings = asked.view, asked.case.settings
    links = " ".join(
        f'<a href="{asked.address(name, view, lite=asked.lite)}"'
        f"{' aria-current=page' if name == asked.page else ''}>{escape(title)}</a>"
        for name, title in asked.pages
    )
    known = "now" if view.known is None else format_date(view.known)
    dates = (
        f"{settings.title} · {format_period(Period(view.first, view.last))}"
        f" · as at {at_in_words(view.at, settings.zone)} · as known {known}"
    )
    top = f'<header><b>Passage</b> <nav aria-label="Pages">{links}</nav></header>'
    return f'{top}<p class="dates">{escape(dates)}</p>'


def _notes(notes: Sequence[str]) -> str:
    lines = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f'<ul class="notes" role="status">{lines}</ul>' if lines else ""


def _sentences(shown: Shown, numbers: dict[str, int]) -> str:
    return "".join(
        f"<p class=sentence>{escape(sentence.text)}{_marks(sentence.source_ids, numbers)}</p>"
        for sentence in shown.answer.sentences
    )


def _figures(shown: Shown, numbers: dict[str, int]) -> str:
    rows = "".join(
        f"<div><dt>{escape(figure.value)}</dt><dd>{escape(figure.label)}"
        f"{_marks(figure.source_ids, numbers)}<br>{escape(figure.when)}</dd></div>"
        for figure in shown.answer.figures
    )
    return f"<dl class=figures>{rows}</dl>" if rows else ""


def _marks(source_ids: Iterable[str], numbers: dict[str, int]) -> str:
    cited = sorted({numbers[source] for source in source_ids if source in numbers})
    runs = groupby(enumerate(cited), key=lambda pair: pair[1] - pair[0])
    links = "".join(_run([number for _, number in run]) for _, run in runs)
    return f" <small>{links}</small>" if links else ""


def _run(numbers: Sequence[int]) -> str:
    """Numbers in a row: of more than two the first and the last, as a count may have hundreds."""
    links = [f'<a href="#source-{number}">[{number}]</a>' for number in numbers]
    return "".join(links) if len(links) <= _PAIR else f"{links[0]}–{links[-1]}"


def _map(shown: Shown) -> str:
    picture = shown.picture
    roads = "; ".join(route.label for route in picture.routes)
    alternative = f"{picture.title}, {picture.subtitle}. Roads: {roads or 'none with a state'}."
    caption = f"{picture.subtitle}. Routes are schematic. {picture.disclaimer}"
    drawn = map_svg.draw(picture, alternative)
    return f"<figure><div class=picture>{drawn}</div><figcaption>{escape(caption)}</figcaption></figure>"


def _steps(asked: Asked) -> str:
    """Return the ways to the day before and after, and between this page and the one with scripts."""
    view, links = asked.view, []
    for words, days in (("‹ the day before", -1), ("the day after ›", 1)):
        moved = step(view, days)
        if moved.at != view.at:
            links.append((words, asked.address(asked.page, moved, lite=asked.lite)))
    other = "With maps and charts" if asked.lite else "Light page without scripts"
    links.append((other, asked.address(asked.page, view, lite=not asked.lite)))
    ways = " ".join(f'<a href="{to}">{escape(words)}</a>' for words, to in links)
    return f'<nav class=steps aria-label="Dates and light page">{ways}</nav>'


def _sources(sources: Sequence[Citation]) -> str:
    lines = "".join(
        f'<li id="source-{number}">{_source(source)}</li>' for number, source in enumerate(sources, start=1)
    )
    return f"<h2>Sources</h2><ol class=sources>{lines}</ol>" if lines else ""


def _source(source: Citation) -> str:
    words = escape(f"{source.publisher}, {source.published}: {source.title}")
    if source.url.startswith(("https://", "http://")):
        return f'<a rel="noreferrer" href="{escape(source.url)}">{words}</a>'
    return words
