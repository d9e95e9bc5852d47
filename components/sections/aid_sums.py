"""What single consignments of each kind add up to over the period, one chart a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts import running_total_chart
from components.session.compartment import part
from geo.facts.aid import FOOD, FUEL, KINDS_OF, PATIENTS, running_totals
from geo.report import aid_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.case.case import Case
    from geo.facts.aid import Consignment
    from geo.view.view import ViewState

SUMS = (
    ("aid_food", "tonnes", FOOD, "Food and mixed aid delivered in this period, tonnes summed up"),
    ("aid_fuel", "tonnes", FUEL, "Fuel delivered in this period, tonnes summed up"),
    ("aid_patients", "patients", PATIENTS, "Patients moved in this period, summed up"),
)


def show(case: Case, view: ViewState, period: Sequence[Consignment], so_far: Sequence[Consignment]) -> None:
    """Show the sums of the whole period; that by the as-at date, from ``so_far``, stands in words."""
    for key, unit, kind, title in SUMS:
        with part(f"The chart “{title}”"):
            running_total_chart.show(
                case, running_totals(period, unit, KINDS_OF[kind]),
                aid_figures.stated_totals(period, unit, kind), view, key=key, title=title,
                figure=aid_figures.sum_figure(so_far, unit, KINDS_OF[kind], view),
            )  # fmt: skip
