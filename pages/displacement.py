"""Displacement: who arrived by the as-at date, by whose count, from where and to where."""

from components.charts import arrivals_chart, competing_figures, slopes_chart, waves_chart
from components.sections import (
    answer_block,
    average_note,
    empty_view,
    page_note,
    province_table,
    reconciliation_list,
    view_map,
)
from components.session import map_inputs, session_case, view_url
from components.widgets import long_table, small_table
from geo.facts.displacement import accommodation_at, count, daily_averages, movements, terms
from geo.facts.state import state_of
from geo.picture.topics import displacement
from geo.report import listings
from geo.report.competing_claims import PEOPLE
from geo.report.displacement_answer import answer as answer_of
from geo.view.nearest import nearest_displacement

opened, view = session_case.current(), view_url.current()
now = state_of(opened, view)
counts = [count(opened, one, view.at) for one in ("arrivals", "registered")]
moved = movements(opened, view.first, view.last)
housed = accommodation_at(opened, view.at)

answer_block.show(opened, answer_of(opened, view, now))
page_note.show(opened, "displacement")
view_map.show(
    opened, view, lambda seen: displacement(opened, seen, state_of(opened, seen), map_inputs.current())
)
if not (moved or housed or any(one.claims for one in counts)):
    empty_view.show(opened, nearest_displacement(opened, view), "movements or counts of people")
arrivals_chart.show(opened, view, key="arrivals_chart")
average_note.show(opened, daily_averages(opened, view.at))
waves_chart.show(opened, view, key="waves")
province_table.show(opened, view, key="provinces")
slopes_chart.show(opened, view, key="slopes")
reconciliation_list.show(opened, key="add_up")
long_table.fold(
    opened, lambda: listings.claims(opened, counts), key="claims",
    title="Every figure published up to the as-at date, with who gave it",
    nothing="No figure of arrivals is published up to the as-at date.",
)  # fmt: skip
long_table.show(
    opened, listings.movements(opened, moved, view.names), key="movements",
    title="Movements of people in this period, both sides",
    nothing="No movement of people is reported in this period.",
)  # fmt: skip
competing_figures.section(opened, view, PEOPLE, key="people_claims")
small_table.show(
    opened, listings.terms(terms(moved)), key="terms", title="Words sources use for the people",
    nothing="No source of this period names the people displaced.",
)  # fmt: skip
