"""Aid: what was delivered, refused or left waiting, by whom and by which road."""

from functools import cache

from components.charts import competing_figures, consignment_chart, running_total_chart
from components.sections import empty_view, topic_head
from components.session import session_case, view_url
from components.session.compartment import part
from components.widgets import long_table, small_table
from geo.facts.aid import GOODS, consignments, running_totals, statements
from geo.facts.state import state
from geo.report import aid_answer, listings
from geo.report.competing_claims import CARRIED
from geo.view.nearest import nearest_consignments

opened, view = session_case.current(), view_url.current()

loads = cache(lambda at: consignments(opened, view.first, view.last, at))

with part("What the page opens with"):
    topic_head.show(opened, view, "aid")
with part("The list of loads held up"):
    small_table.show(
        opened, listings.waiting(opened, state(opened, view.at).waiting, view.names), key="waiting",
        title="Held up on the as-at date, no release reported", nothing="No load is reported as held up.",
    )  # fmt: skip
with part("The chart of consignments"):
    if not loads(view.at):
        empty_view.show(opened, nearest_consignments(opened, view), "consignments")
    consignment_chart.show(opened, loads(None), view, key="aid_marks")
for unit, kinds, title in (
    ("tonnes", GOODS, "Tonnes delivered in this period, summed up"),
    ("patients", frozenset({"patients"}), "Patients moved in this period, summed up"),
):
    with part(f"The chart “{title}”"):
        running_total_chart.show(
            opened, running_totals(loads(None), unit, kinds),
            [load for load in statements(loads(None)) if load.unit == unit], view, key=f"aid_{unit}",
            title=title, figure=aid_answer.sum_figure(loads(view.at), unit, kinds, view),
        )  # fmt: skip
for group, title in (("route", "By road"), ("carrier", "By carrier")):
    with part(f"The table “{title}”"):
        small_table.show(
            opened, listings.outcomes(opened, loads(view.at), state(opened, view.at), group=group),
            key=f"aid_by_{group}", title=title, nothing="No consignment is reported in this period.",
        )  # fmt: skip
with part("The table of every consignment"):
    long_table.fold(
        opened, lambda: listings.consignments(opened, loads(view.at), view.names), key="consignments",
        title="Every consignment up to the as-at date", nothing="No consignment is reported in this period.",
    )  # fmt: skip
with part("The competing figures"):
    competing_figures.section(opened, view, CARRIED, key="aid_claims")
