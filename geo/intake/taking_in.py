"""A file read and held against a case in one step, in which nothing but one sentence ever goes wrong."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from geo.case.set_aside import CaseError
from geo.intake.preview import preview
from geo.intake.reading import read_file
from geo.intake.source_sheet import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geo.intake.layouts import Layout
    from geo.intake.preview import Preview
    from geo.intake.source_sheet import Sheet

_log = logging.getLogger(__name__)
# Somebody's file may bring any library to any fault: none of them is to reach the user as it is.
FAULTS = (Exception,)


def take_in(
    path: Path | str,
    folder: Path,
    *,
    name: str = "",
    layout: Callable[[list[Sheet]], tuple[Layout | str | None, list[Sheet]]] | None = None,
    today: date | None = None,
    tick: Callable[[], None] = lambda: None,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[list[Sheet], Preview]:
    """Read a file and say what importing it into a case would do.

    Parameters
    ----------
    path
        The file.
    folder
        Folder of the case's tables.
    name
        What the user calls the file, where that is not its own name.
    layout
        Gives the layout for the sheets read, and those of them it is for; None lets the columns say it.
    today
        The day the file counts as published where nothing else says it.
    tick
        Called now and then; what it raises ends the work.
    say
        Given how far it is, in words.

    Returns
    -------
    sheets : list of Sheet
        The tables of the file.
    seen : Preview
        What would become of them.

    Raises
    ------
    RefusedFileError
        With one sentence, where the file is of no use, whatever is wrong with it.
    """
    shown = name or Path(path).name
    try:
        sheets = read_file(path, name, tick)
        say(f"{sum(len(sheet.cells) for sheet in sheets):,} rows read, looking at them")
        chosen, sheets = layout(sheets) if layout else (None, sheets)
        return sheets, preview(sheets, folder, layout=chosen, today=today)
    except CaseError:
        raise
    except FAULTS:
        _log.exception("The file %s cannot be taken in", shown)
        raise RefusedFileError(f"'{shown[:80]}' cannot be read; the log says why.") from None
