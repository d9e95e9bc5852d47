"""Aid: what was asked for, delivered, refused or left waiting, by whom and by which road."""

from functools import cache

from components.charts import competing_figures, consignment_chart
from components.sections import aid_sums, empty_view, requests_section, topic_head
from components.session import session_case, view_url
from components.session.compartment import part
from components.widgets import long_table, small_table
from geo.facts.aid import consignments
from geo.facts.state import state
from geo.report import aid_tables
from geo.report.competing_claims import CARRIED
from geo.view.nearest import nearest_consignments

opened, view = session_case.known_case(), view_url.current()
loads = cache(lambda at: consignments(opened, view.first, view.last, at))

with part("What the page opens with"):
    topic_head.show(opened, view, "aid")
with part("The requests"):
    requests_section.show(opened, view, key="aid_requests")
for key, title, make in (
    ("waiting", "Held up, no release reported by the as-at date", aid_tables.waiting),
    ("aid_last", "The last of each kind in these tables", aid_tables.deliveries),
):
    with part(f"The table “{title}”"):
        small_table.show(
            opened, make(opened, state(opened, view.at), view.names), key=key, title=title,
            nothing="None is reported up to the as-at date.",
        )  # fmt: skip
with part("The chart of consignments"):
    if not loads(view.at):
        empty_view.show(opened, nearest_consignments(opened, view), "consignments")
    consignment_chart.show(opened, loads(None), view, key="aid_marks")
with part("The sums"):
    aid_sums.show(opened, view, loads(None), loads(view.at))
for group, title in (("route", "By road"), ("carrier", "By carrier")):
    with part(f"The table “{title}”"):
        small_table.show(
            opened, aid_tables.outcomes(opened, loads(view.at), state(opened, view.at), group=group),
            key=f"aid_by_{group}", title=title, nothing="No consignment is reported in this period.",
        )  # fmt: skip
with part("The table of every consignment"):
    long_table.fold(
        opened, lambda: aid_tables.consignments(opened, loads(view.at), view.names), key="consignments",
        title="Every consignment up to the as-at date", nothing="No consignment is reported in this period.",
    )  # fmt: skip
with part("The competing figures"):
    competing_figures.section(opened, view, CARRIED, key="aid_claims")
