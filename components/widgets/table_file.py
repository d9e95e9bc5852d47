"""A table to take away, as it is shown, with its view and its sources."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from components.session import view_url
from components.widgets import file_choice, lazy_popover
from geo.export.shown_rows import file_name
from geo.export.shown_table import table_contents, table_export

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.case import Case

LABEL = "Download this table"


def show(case: Case, table: pd.DataFrame, *, key: str, title: str) -> None:
    """Show the way to the files; nothing of it is made or sent before it is opened."""
    lazy_popover.show(
        LABEL, lambda: tell(case, table, key=key, title=title), key=f"{key}_table_file", type="tertiary"
    )


def tell(case: Case, table: pd.DataFrame, *, key: str, title: str) -> None:
    """Show the choice of files where the caller stands on the page."""
    view = view_url.current()
    export = table_export(case, view, title, table)
    file_choice.show(
        lambda: table_contents(export, datetime.now(case.settings.zone)),
        export.share_check(),
        lambda ending: file_name(case, view, ending, export.name),
        key=f"{key}_taken",
        mapped=False,
        empty=export.rows.empty,
    )
