"""The command `brief`: a briefing, a situation report or one map as a file, without the application.

It stands here, above the domain, because it draws; `geo/__main__.py` puts it beside the domain's commands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.briefing.briefing import Briefing
from geo.briefing.briefing_file import FILE, load_briefing
from geo.briefing.scene import shown
from geo.briefing.scene_text import suggested
from geo.case.load import load_case
from geo.case.set_aside import CaseError
from geo.dates import parse_at, parse_date
from geo.facts.state import days_covered
from geo.picture import registry
from geo.view.select import vocabulary
from geo.view.view import opening, with_at, with_period

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.view.view import ViewState

KINDS = (".pptx", ".pdf", ".html", ".png", ".svg")


def brief(
    case: Annotated[Path, typer.Option(help="Folder of the case.")],
    out: Annotated[
        Path, typer.Option(help="File to write: .pptx, .pdf, .html, or .png and .svg for one map.")
    ],
    at: Annotated[str, typer.Option(help="As-at date: show this day instead of the case's briefing.")] = "",
    known: Annotated[str, typer.Option(help="As-known date: only what was published by that day.")] = "",
    briefing: Annotated[Path | None, typer.Option(help="Another briefing than the case's own.")] = None,
    page: Annotated[str, typer.Option(help="For one map: the page whose map it is.")] = "situation",
    sheet: Annotated[str, typer.Option(help="For one map: A4, A3 or 16x9.")] = "A4",
    link: Annotated[str, typer.Option(help="Address of the program, for the links in the notes.")] = "",
) -> None:
    """Write a briefing as slides or a handout, the state of a date as a report, or one map."""
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise CaseError(f"--out: '{out.name}' is no file this writes: end it in one of {', '.join(KINDS)}.")
    loaded = load_case(case)
    now = datetime.now(loaded.settings.zone).replace(tzinfo=None)
    view = _view(loaded, at, known)
    if kind in (".png", ".svg"):
        content = _map(loaded, view, page, sheet, now, kind[1:])
    elif kind == ".pdf" and at and briefing is None:
        content = _report(loaded, view, now)
    else:
        of_date = at and briefing is None
        scenes = scenes_of_date(loaded, view) if of_date else _stored_briefing(loaded, briefing)
        content = _pages(loaded, scenes, now, link, kind)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CaseError(f"--out: '{out}' cannot be written: {error.strerror}.") from None
    typer.echo(f"Wrote {out} ({len(content):,} bytes).")


def _view(case: Case, at: str, known: str) -> ViewState:
    """The view of a date: the case's own period, made longer where the date lies outside it."""
    view = opening(case.settings)
    try:
        moment = parse_at(at) if at else view.at
        published = parse_date(known) if known else None
    except ValueError as error:
        raise CaseError(f"{error}.") from None
    span = days_covered(case)
    if not span.first <= moment.date() <= span.last:
        raise CaseError(f"--at: {moment.date()} lies outside the case, {span.first} to {span.last}.")
    first, last = min(view.first, moment.date()), max(view.last, moment.date())
    longer = with_period(view, first, last, case.settings)
    return replace(with_at(longer, moment), known=published)


def scenes_of_date(case: Case, view: ViewState) -> Briefing:
    """Return a briefing suggested by the data: what each page says of the date."""
    topics = (topic.key for topic in registry.TOPICS if topic.of_a_date)
    scenes = tuple(suggested(case, shown(case, key, view)) for key in topics)
    return Briefing(case.settings.id, case.settings.title, scenes)


def _stored_briefing(case: Case, path: Path | None) -> Briefing:
    briefing, aside = load_briefing(path or case.folder / FILE, case.settings, vocabulary(case))
    for item in aside:
        typer.echo(str(item), err=True)
    if not briefing.scenes:
        raise CaseError(f"'{path or FILE}' holds no scene that can be shown.")
    return briefing


def _pages(case: Case, briefing: Briefing, now: datetime, link: str, kind: str) -> bytes:
    if kind == ".html":
        from components.present.document import html  # noqa: PLC0415 - slow to load

        return html(briefing, case)
    from components.paper.deck import deck  # noqa: PLC0415 - slow to load
    from components.paper.handout import handout  # noqa: PLC0415 - slow to load
    from components.paper.scene_sheet import Order  # noqa: PLC0415 - slow to load

    order = Order(case, briefing, now, link, _say)
    return deck(order) if kind == ".pptx" else handout(order)


def _report(case: Case, view: ViewState, now: datetime) -> bytes:
    from components.paper.situation_report import report  # noqa: PLC0415 - slow to load

    return report(case, view, now)


def _map(case: Case, view: ViewState, page: str, sheet: str, now: datetime, kind: str) -> bytes:
    from components.paper.sheet import SHEETS  # noqa: PLC0415 - slow to load
    from components.paper.static_map import render  # noqa: PLC0415 - slow to load

    if page not in (pages := registry.keys_with_map()):
        raise CaseError(f"--page: '{page}' has no map: write one of {', '.join(pages)}.")
    if sheet not in SHEETS:
        raise CaseError(f"--sheet: '{sheet}' is no paper: write one of {', '.join(SHEETS)}.")
    return render(shown(case, page, view), SHEETS[sheet], kind, now)


def _say(done: int, total: int, label: str) -> None:
    """Tell the person waiting how far it is; standard output is for the result."""
    typer.echo(f"{done} of {total}: {label}", err=True)
