"""A view written to a file of the kind its ending names, and what was said of it before it left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from geo.case.set_aside import CaseError
from geo.export.contents import with_hapi_names
from geo.export.csv_file import to_csv
from geo.export.file_kinds import ENDINGS, by_ending
from geo.export.share_check import share_check
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.view.select import selected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.case.case import Case
    from geo.export.contents import Contents
    from geo.view.view import ViewState

OWN_NAMES, HAPI = "own", "hapi"
COLUMNS = (OWN_NAMES, HAPI)


@dataclass(frozen=True)
class Written:
    """What went into a file: counts of rows, and what its reader may not expect."""

    file: str
    bytes: int
    events: int
    events_withheld: int
    claims: int
    claims_withheld: int
    share_check: tuple[str, ...]


def writer_for(out: Path, columns: str = OWN_NAMES, *, bom: bool = True) -> Callable[[Contents], bytes]:
    """Return what writes a file of that ending, with own or HDX HAPI's column names.

    CaseError where nothing writes such a file, or the columns are neither.
    """
    if columns not in COLUMNS:
        raise CaseError(f"--columns: '{columns}' is none of {', '.join(COLUMNS)}.")
    kind = by_ending(out.suffix)
    if kind is None:
        raise CaseError(
            f"--out: '{out.name}' is no file this writes: end it in one of {', '.join(ENDINGS)}, or name a"
            " folder for the whole case."
        )
    write = kind.write if bom or kind.ending != ".csv" else to_csv
    return write if columns == OWN_NAMES else lambda contents: write(with_hapi_names(contents))


def write_view(case: Case, view: ViewState, out: Path, write: Callable[[Contents], bytes]) -> Written:
    """Write what a view shows of a case to a file.

    Parameters
    ----------
    case
        The case as known.
    view
        The view: period, as-at date, filters.
    out
        The file; one that is there is replaced.
    write
        What makes its bytes.

    Returns
    -------
    Written
        What went into it.

    Raises
    ------
    CaseError
        When it cannot be written.
    """
    export = prepare(case, view, selected(case, view).events)
    data = write(contents(export, datetime.now(case.settings.zone)))
    try:
        out.write_bytes(data)
    except OSError as error:
        raise CaseError(f"--out: '{out}' cannot be written: {error.strerror}.") from None
    return Written(
        str(out),
        len(data),
        export.total,
        export.withheld,
        len(export.claims),
        export.claims_withheld,
        share_check(export),
    )
