"""The command line: check a case, ask for its state and changes, take it out, begin one or make one up.

Exit code 0 on success; 1 where `validate` found anything that could not be used; 2 with one line on standard
error when the input is refused.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from geo.case.as_known import as_known
from geo.case.blank import blank_files, write_blank
from geo.case.inventory import losses
from geo.case.load import CaseError, load_case
from geo.case.synth.synth import write_case
from geo.changes.changes import as_json as changes_as_json
from geo.changes.changes import between
from geo.changes.changes_text import as_text
from geo.changes.corrections import corrections as corrections_since
from geo.changes.corrections import corrections_between
from geo.changes.corrections_text import as_json as corrections_as_json
from geo.changes.corrections_text import as_text as corrections_as_text
from geo.changes.corrections_text import between_as_text
from geo.dates import Period, parse_at, parse_date
from geo.export.export_file import OWN_NAMES, write_view, writer_for
from geo.export.share_check import whole_check
from geo.export.whole_case import write_whole_case
from geo.facts.state import as_json, days_covered
from geo.facts.state import state as state_at
from geo.report.situation_text import case_report, case_report_text, state_text
from geo.store.import_command import import_file
from geo.store.versions_command import list_versions
from geo.view.cut import cut_by
from geo.view.select import vocabulary
from geo.view.view import clamp, default_at, opening, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.view.view import ViewState

INCOMPLETE, REFUSED = 1, 2
# Filters of the address and what each of them asks for.
FILTERS = {
    "cat": "category", "actor": "actor", "place": "place", "conf": "degree of confidence",
    "doubt": "kind of doubt", "dated": "certainty of dates", "q": "search", "box": "box",
}  # fmt: skip

app = typer.Typer(
    name="python -m geo",
    help="Passage on the command line: who and what could pass, by date.",
    add_completion=False,
    no_args_is_help=False,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]


@app.callback()
def _root() -> None:
    """Passage on the command line: who and what could pass, by date."""


@app.command()
def validate(
    folder: Annotated[Path, typer.Argument(help="Folder of the case.")],
    *,
    as_json_: Json = False,
) -> Annotated[int, "Exit code: 1 where anything is lost."]:
    """Read a case and report what is loaded and what was set aside, row by row; 1 where anything is lost."""
    case = load_case(folder)
    typer.echo(_json(case_report(case)) if as_json_ else case_report_text(case))
    return INCOMPLETE if losses(case).lost else 0


@app.command()
def state(
    case: Annotated[Path, typer.Option(help="Folder of the case.")],
    at: Annotated[str, typer.Option(help="As-at date: YYYY-MM-DD, its end, or YYYY-MM-DDTHH:MM.")],
    known: Annotated[str, typer.Option(help="As-known date: use only what was published by that day.")] = "",
    traffic: Annotated[str, typer.Option(help="Kind of traffic for which the roads are told: aid.")] = "",
    *,
    as_json_: Json = False,
) -> None:
    """Print who and what could pass at a date, each line with its source ids."""
    moment, published = _moment(at), _day(known)
    loaded = load_case(case)
    _refuse_outside(loaded, moment)
    state_now = state_at(cut_by(loaded, published, _traffic(loaded, traffic)), moment)
    answer = as_json(state_now) | {"case_version": loaded.version}
    typer.echo(_json(answer) if as_json_ else state_text(state_now))


@app.command()
def changes(
    case: Annotated[Path, typer.Option(help="Folder of the case.")],
    from_: Annotated[str, typer.Option("--from", help="As-at date or moment to start from.")],
    to: Annotated[str, typer.Option(help="As-at date or moment to compare it with; it may be the earlier.")],
    known: Annotated[str, typer.Option(help="As-known date: use only what was published by that day.")] = "",
    only: Annotated[list[str] | None, typer.Option(help="A filter of the address: cat=aid;blockade.")] = None,
    traffic: Annotated[str, typer.Option(help="Kind of traffic for which the roads are told: aid.")] = "",
    *,
    as_json_: Json = False,
) -> None:
    """Print what changed between two dates, most important first, each line with its sources."""
    start, end, published = _moment(from_, "--from"), _moment(to, "--to"), _day(known)
    loaded = load_case(case)
    _refuse_outside(loaded, start, "--from")
    _refuse_outside(loaded, end, "--to")
    filters = _filters(loaded, only or ())
    seen = cut_by(loaded, published, _traffic(loaded, traffic))
    difference = between(seen, start, end, filters=filters)
    corrected = corrections_between(loaded, difference.first, difference.last, published)
    answer = changes_as_json(difference) | {
        "corrections": corrections_as_json(loaded, corrected), "case_version": loaded.version,
    }  # fmt: skip
    text = "\n\n".join((as_text(loaded, difference), between_as_text(loaded, corrected)))
    typer.echo(_json(answer) if as_json_ else text)


@app.command()
def corrections(
    case: Annotated[Path, typer.Option(help="Folder of the case.")],
    known: Annotated[str, typer.Option(help="As-known date: list what was learned after that day.")],
    from_: Annotated[str, typer.Option("--from", help="First day of the period; as the case opens.")] = "",
    to: Annotated[str, typer.Option(help="Last day of the period; as the case opens.")] = "",
    at: Annotated[str, typer.Option(help="As-at date or moment of the figures; the period's end.")] = "",
    *,
    as_json_: Json = False,
) -> None:
    """Print what was corrected or added after an as-known date: old, new, first published when by whom."""
    published, moment = _required_day(known), _moment(at) if at else None
    first, last = _day(from_, "--from"), _day(to, "--to")
    loaded = load_case(case)
    view = _over(loaded, first, last, moment)
    period = Period(view.first, view.last)
    learned = corrections_since(loaded, published, period, view.at)
    answer = corrections_as_json(loaded, learned) | {
        "from": period.first.isoformat(), "to": period.last.isoformat(), "case_version": loaded.version,
    }  # fmt: skip
    typer.echo(_json(answer) if as_json_ else corrections_as_text(loaded, learned, period))


@app.command()
def export(  # noqa: PLR0913 - one for each option
    case: Annotated[Path, typer.Option(help="Folder of the case.")],
    out: Annotated[Path, typer.Option(help="File to write, by its ending; a new folder for the whole case.")],
    from_: Annotated[str, typer.Option("--from", help="First day of the period; as the case opens.")] = "",
    to: Annotated[str, typer.Option(help="Last day of the period; as the case opens.")] = "",
    at: Annotated[str, typer.Option(help="As-at date or moment; the period's end.")] = "",
    known: Annotated[str, typer.Option(help="As-known date: use only what was published by that day.")] = "",
    only: Annotated[list[str] | None, typer.Option(help="A filter of the address: cat=aid;blockade.")] = None,
    columns: Annotated[
        str, typer.Option(help="Column names: own, or hapi as HDX HAPI has them.")
    ] = OWN_NAMES,
    *,
    bom: Annotated[bool, typer.Option(help="Begin a CSV with the mark by which Excel knows UTF-8.")] = True,
    as_json_: Json = False,
) -> None:
    """Write what a view shows to a file, or a whole case to a folder; say first what the file gives away."""
    published, moment = _day(known), _moment(at) if at else None
    first, last = _day(from_, "--from"), _day(to, "--to")
    if not out.suffix:
        _refuse_part(from_, to, at, *(only or ()))
        loaded = as_known(load_case(case), published)
        whole: dict[str, Any] = {"folder": str(out), "rows_withheld": write_whole_case(loaded, out)}
        whole["share_check"] = whole_check(loaded)
        _say_checks(() if as_json_ else whole["share_check"])
        typer.echo(
            _json(whole)
            if as_json_
            else f"Wrote the case to {out}; {whole['rows_withheld']:,} rows held back."
        )
        return
    write, loaded = writer_for(out, columns, bom=bom), load_case(case)
    view = replace(_over(loaded, first, last, moment, _filters(loaded, only or ())), known=published)
    written = write_view(as_known(loaded, published), view, out, write)
    _say_checks(() if as_json_ else written.share_check)
    counts = f"{written.events:,} events, {written.events_withheld:,} held back"
    typer.echo(_json(asdict(written)) if as_json_ else f"Wrote {out} ({written.bytes:,} bytes): {counts}.")


@app.command()
def synth(
    events: Annotated[int, typer.Option(help="How many events.")],
    places: Annotated[int, typer.Option(help="How many places, 12 at least.")],
    out: Annotated[Path, typer.Option(help="New or empty folder to write the case to.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same case.")] = 0,
    *,
    as_json_: Json = False,
) -> None:
    """Write a synthetic case of any size, for measuring: nothing in it happened."""
    written = write_case(out, events, places, seed)
    counts = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in written.rows.items())
    typer.echo(
        _json(asdict(written)) if as_json_ else f"Wrote a synthetic case to {written.folder}: {counts}."
    )


@app.command()
def new(
    title: Annotated[str, typer.Option(help="What the case is called.")],
    out: Annotated[Path, typer.Option(help="New or empty folder to write the case to.")],
    box: Annotated[str, typer.Option(help="West,south,east,north in degrees; the world without it.")] = "",
    from_: Annotated[str, typer.Option("--from", help="First day; without both the rows say the days.")] = "",
    to: Annotated[str, typer.Option(help="Last day; today where only the first is given.")] = "",
    timezone: Annotated[str, typer.Option(help="Zone of all dates, such as Africa/Khartoum.")] = "UTC",
    *,
    as_json_: Json = False,
) -> None:
    """Write an empty case, its settings with comments and every table with its head, to be filled."""
    last = _day(to, "--to") or datetime.now(UTC).date()
    first = _day(from_, "--from") or last - timedelta(days=364)
    files = blank_files(title, box, _period(first, last) if from_ or to else None, timezone)
    write_blank(out, files)
    words = f"Wrote an empty case to {out}: fill places.csv, sources.csv and events.csv first (docs/data.md)."
    typer.echo(_json({"folder": str(out), "files": sorted(files)}) if as_json_ else words)


app.command("import")(import_file)
app.command("versions")(list_versions)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a refusal is one line on standard error.

    Parameters
    ----------
    arguments
        Words of the command line; None takes those the program was started with.

    Returns
    -------
    int
        0 when the command was done, 1 when it found what cannot be used, 2 when it was refused.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        return int(app(arguments, standalone_mode=False) or 0)
    except CaseError as error:
        return _refuse(str(error))
    except TyperException as error:
        return _refuse(error.format_message())


def _refuse(message: str) -> int:
    typer.echo(" ".join(message.split()), err=True)
    return REFUSED


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)


def _moment(text: str, option: str = "--at") -> datetime:
    try:
        return parse_at(text)
    except ValueError as error:
        raise CaseError(f"{option}: {error}.") from None


def _refuse_outside(case: Case, moment: datetime, option: str = "--at") -> None:
    span = days_covered(case)
    if not span.first <= moment.date() <= span.last:
        raise CaseError(f"{option}: {moment.date()} lies outside the case, {span.first} to {span.last}.")


def _say_checks(lines: Sequence[str]) -> None:
    for line in lines:
        typer.echo(f"Share check: {line}", err=True)


def _refuse_part(*asked: str) -> None:
    if any(asked):
        raise CaseError("--out: a folder takes the whole case; name a file for a period or a filter.")


def _day(text: str, option: str = "--known") -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError as error:
        raise CaseError(f"{option}: {error}.") from None


def _traffic(case: Case, kind: str) -> str:
    """The kind of traffic asked for; one that the case does not name is refused."""
    kinds = case.settings.traffic
    if kind and kind not in kinds:
        raise CaseError(f"--traffic: this case names no kind '{kind}'; it names {', '.join(kinds)}.")
    return kind


def _filters(case: Case, only: Sequence[str]) -> ViewState:
    """The view with the filters asked for as an address writes them; what cannot be used is refused."""
    asked = dict(pair.partition("=")[::2] for pair in only)
    for name, value in asked.items():
        if name not in FILTERS:
            raise CaseError(
                f"--only: there is no filter '{name}'; write one of {', '.join(FILTERS)} as cat=aid."
            )
        if read({name: value}, case.settings, vocabulary(case))[1]:
            raise CaseError(
                f"--only: '{name}={value}' cannot be used: this case has no such {FILTERS[name]}."
            )
    return read(asked, case.settings, vocabulary(case))[0]


def _required_day(text: str) -> date:
    day = _day(text)
    if day is None:
        raise CaseError("--known: a date is needed.")
    return day


def _period(first: date, last: date) -> Period:
    if first > last:
        raise CaseError(f"--from: the period {first} to {last} ends before it starts.")
    return Period(first, last)


def _over(
    case: Case, first: date | None, last: date | None, at: datetime | None, view: ViewState | None = None
) -> ViewState:
    """The view over the days asked for, as at the moment asked for; as the case opens where none is."""
    view = view or opening(case.settings)
    first, last = first or view.first, last or view.last
    _period(first, last)
    moment = at or default_at(first, last, case.settings)
    if clamp(moment, first, last) != moment:
        raise CaseError(f"--at: {moment.date()} lies outside the period, {first} to {last}.")
    return replace(view, first=first, last=last, at=moment)
