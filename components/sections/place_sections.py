"""What is known of the place looked at, below its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.session.compartment import part
from components.widgets import small_table
from geo.names import names_by_id
from geo.report import place_tables
from geo.view.focus import focused

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo.case.case import Case
    from geo.facts.state import State
    from geo.view.view import ViewState


def show(case: Case, view: ViewState, state: State) -> None:
    """Show ways, last reports, figures and names; nothing for a case without places."""
    place = focused(case, view)
    if not place:
        return
    name, mode = names_by_id(case.places, view.names)[place], view.names
    tables: tuple[tuple[str, str, Callable[[], pd.DataFrame], str], ...] = (
        ("place_ways", f"Ways out of {name} and in", lambda: place_tables.ways(case, state, place, mode),
         "This case does not ask for ways out of this place."),
        ("place_reports", f"Last reports of {name}", lambda: place_tables.reports(case, state, place, mode),
         f"No report of {name} known to the day is in these tables up to the as-at date."),
        ("place_figures", f"Figures for {name}", lambda: place_tables.figures(case, state, place),
         f"No figure for {name} is in these tables up to the as-at date."),
        ("place_names", f"Names of {name}", lambda: place_tables.all_names(case, place), "No name is known."),
    )  # fmt: skip
    for key, title, make, nothing in tables:
        with part(f"The table “{title}”"):
            small_table.show(case, make(), key=key, title=title, nothing=nothing)
