"""What a case holds and the state at a date, as reports for a terminal or another program."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geo.case.inventory import losses, outside
from geo.case.schema import AREAS_FILE, BY_NAME
from geo.date_words import format_date, format_moment
from geo.facts.status import STATUS_LABELS
from geo.report.passage_words import disputed_by, lines
from geo.report.road_words import last_shown, since_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.case.case import Case
    from geo.case.set_aside import SetAside
    from geo.facts.claims import Figure
    from geo.facts.road_state import RouteState
    from geo.facts.state import State


def case_report(case: Case) -> dict[str, Any]:
    """What is loaded of each table and what was set aside, as plain JSON values.

    ``row`` of an entry is the line in its file, the header being 1; null for a whole file.
    """
    return {
        "case": case.settings.id,
        "title": case.settings.title,
        "version": case.version,
        "summary": loading_sentence(case),
        "tables": _tables(case),
        "losses": asdict(losses(case)),
        "outside_period": outside(case),
        "set_aside": [asdict(report) for report in case.set_aside],
    }


def case_report_text(case: Case) -> str:
    """The report on a loaded case as text: counts, then one line for each thing set aside."""
    lines = [f"{case.settings.title} ({case.settings.id}), version {case.version[:12]}"]
    lines += [f"  {name:<14}{len(frame):>8}" for name, frame in case.tables().items()]
    lines += [*(str(report) for report in case.set_aside), *outside(case)]
    return "\n".join([*lines, loading_sentence(case)])


def loading_sentence(case: Case) -> str:
    """How many rows were loaded and how much was set aside, in one sentence."""
    rows = sum(len(frame) for frame in case.tables().values())
    lost = losses(case)
    noted = f"; kept with a note: {lost.notes:,}" if lost.notes else ""
    return f"{rows:,} rows loaded; {str(lost) or 'nothing was set aside'}{noted}."


def _tables(case: Case) -> dict[str, Any]:
    reports: dict[str, list[SetAside]] = {}
    for report in case.set_aside:
        reports.setdefault(report.file, []).append(report)
    tables = {}
    for name, frame in case.tables().items():
        file = BY_NAME[name].file if name in BY_NAME else AREAS_FILE
        own = reports.get(file, [])
        tables[name] = {
            "file": file,
            "used": all(report.scope != "table" for report in own),
            "rows": len(frame),
            "rows_set_aside": sum(report.rows for report in own),
            "values_set_aside": sum(report.count for report in own if report.scope == "value"),
        }
    return tables


def state_text(state: State) -> str:
    """Who and what could pass at a date, one line a fact, source ids in brackets."""
    known = f", as known on {format_date(state.known)}" if state.known else ""
    lines = [f"{state.case_id} as at {format_moment(state.at)}{known}"]
    lines.append("Routes" if state.routes else "No road of this case has a status.")
    lines += [_route_line(road) for road in state.routes]
    if state.outcomes:
        lines.append("Consignments so far")
    lines += [f"  {group.outcome}: {group.count}{_cited(group.source_ids)}" for group in state.outcomes]
    if state.arrivals:
        lines.append("Arrivals")
    lines += [_figure_line(measure, figure) for measure, figure in state.arrivals.items()]
    return "\n".join([*lines, *_silent_lines(state)])


def _route_line(route: RouteState) -> str:
    label = last_shown(route) if route.status == "unknown" else STATUS_LABELS[route.status]
    label += " (inferred)" if route.inferred else ""
    since = f" {since_words(route)}" if route.status_ids and route.status != "unknown" else ""
    doubt = f"; uncertain: {route.doubt}" if route.uncertain else ""
    doubt += f"; {disputed_by([route])}" if route.disputed_by else ""
    doubt += f"; replaced by {route.replaced_by}" if route.replaced else ""
    passing = "".join(f"\n    {line}" for line in lines(route)) if route.status_ids else ""
    return f"  {route.short_name}: {label}{since}{doubt}{_cited(route.source_ids)}{passing}"


def _figure_line(measure: str, figure: Figure) -> str:
    chosen = figure.claim
    value = "not stated" if chosen.value is None else f"{chosen.value:,.0f}"
    span = f" ({figure.low:,.0f} to {figure.high:,.0f})" if figure.low < figure.high else ""
    when = format_moment(chosen.as_of)
    return f"  {measure}: {value}{span}, {chosen.claimant}, {when}{_cited(figure.source_ids)}"


def _silent_lines(state: State) -> Iterator[str]:
    if state.not_reported:
        yield "Not reported"
    for missed in state.not_reported:
        yield f"  {missed.label}"
    if state.silent:
        yield "Silent for longer than usual"
    for silence in state.silent:
        yield f"  {silence.words(silence.place_id, state.at.date())}{_cited(silence.source_ids)}"


def _cited(source_ids: tuple[str, ...]) -> str:
    return f" [{', '.join(source_ids)}]" if source_ids else ""
