"""Aid: what was delivered, refused or left waiting, by whom and by which road."""

from components.charts import competing_figures, consignment_chart, running_total_chart
from components.sections import answer_block, empty_view, page_note, view_map
from components.session import map_inputs, session_case, view_url
from components.widgets import long_table, small_table
from geo.facts.aid import GOODS, consignments, running_totals, statements
from geo.facts.state import state_of
from geo.picture.topics import aid_picture
from geo.report import aid_answer, listings
from geo.report.competing_claims import CARRIED
from geo.view.nearest import nearest_consignments

opened, view = session_case.current(), view_url.current()
now = state_of(opened, view)
rows = consignments(opened, view.first, view.last, view.at)
period = consignments(opened, view.first, view.last, None)

answer_block.show(opened, aid_answer.answer(opened, view, now))
page_note.show(opened, "aid")
view_map.show(
    opened, view, lambda seen: aid_picture(opened, seen, state_of(opened, seen), map_inputs.current())
)
small_table.show(
    opened, listings.waiting(opened, now.waiting, view.names), key="waiting",
    title="Held up on the as-at date, no release reported",
    nothing="No load is reported as held up on the as-at date.",
)  # fmt: skip
if not rows:
    empty_view.show(opened, nearest_consignments(opened, view), "consignments")
consignment_chart.show(opened, period, view, key="aid_marks")
for unit, kinds, title in (
    ("tonnes", GOODS, "Tonnes delivered in this period, summed up"),
    ("patients", frozenset({"patients"}), "Patients moved in this period, summed up"),
):
    stated = [one for one in statements(period) if one.unit == unit]
    running_total_chart.show(
        opened, running_totals(period, unit, kinds), stated, view, key=f"aid_{unit}", title=title,
        figure=aid_answer.sum_figure(rows, unit, kinds, view),
    )  # fmt: skip
for group, title in (("route", "By road"), ("carrier", "By carrier")):
    small_table.show(
        opened, listings.outcomes(opened, rows, now, group=group), key=f"aid_by_{group}",
        title=title, nothing="No consignment is reported in this period.",
    )  # fmt: skip
long_table.fold(
    opened, lambda: listings.consignments(opened, rows, view.names), key="consignments",
    title="Every consignment up to the as-at date", nothing="No consignment is reported in this period.",
)  # fmt: skip
competing_figures.section(opened, view, CARRIED, key="aid_claims")
