"""Displacement: who arrived by the as-at date, by whose count, from where and to where."""

from functools import cache

from components.charts import arrivals_chart, competing_figures, slopes_chart, waves_chart
from components.sections import (
    average_note,
    displacement_lists,
    empty_view,
    province_table,
    reconciliation_list,
    topic_head,
)
from components.session import session_case, view_url
from components.session.compartment import part
from geo.facts.displacement import accommodation_at, count, daily_averages, movements
from geo.report.competing_claims import PEOPLE
from geo.view.nearest import nearest_displacement

opened, view = session_case.known_case(), view_url.current()
counts = cache(lambda: [count(opened, kind, view.at) for kind in ("arrivals", "registered")])
moved = cache(lambda: movements(opened, view.first, view.last))

with part("What the page opens with"):
    topic_head.show(opened, view, "displacement")
with part("The way out of an empty view"):
    housed = accommodation_at(opened, view.at)
    if not (moved() or housed or any(counted.claims for counted in counts())):
        empty_view.show(opened, nearest_displacement(opened, view), "movements or counts of people")
with part("The chart of arrivals"):
    arrivals_chart.show(opened, view, key="arrivals_chart")
with part("The claimed averages"):
    average_note.show(opened, daily_averages(opened, view.at), view.at)
with part("The chart of waves"):
    waves_chart.show(opened, view, key="waves")
with part("The table of provinces"):
    province_table.show(opened, view, key="provinces")
with part("The chart of where people went"):
    slopes_chart.show(opened, view, key="slopes")
with part("What adds up and what does not"):
    reconciliation_list.show(opened, view, key="add_up")
with part("The tables of figures, movements and words"):
    displacement_lists.show(opened, view, counts(), moved())
with part("The competing figures"):
    competing_figures.section(opened, view, PEOPLE, key="people_claims")
