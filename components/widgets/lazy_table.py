"""A table behind a closed section, made and sent only once somebody opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.session.text import plain
from components.widgets import lazy_section, small_table
from geo.report.answer import Figures, no_figures

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.case.case import Case


def show(
    case: Case, make: Callable[[], pd.DataFrame], *, key: str, label: str,
    also: Figures = no_figures,
) -> None:  # fmt: skip
    """Show the section; the table, and what explains it with the figures of ``also``, is made once open."""
    lazy_section.show(
        plain(label),
        lambda: small_table.show(
            case, make(), key=f"{key}_rows", title=label, nothing="It has no rows.", also=also
        ),
        key=key,
    )
