"""Displacement: who arrived by the as-at date, by whose count, from where and to where."""

from components import (
    add_up,
    answer,
    arrivals_chart,
    average_note,
    case,
    drawn,
    empty,
    long_table,
    page_note,
    province_table,
    rival_figures,
    slopes_chart,
    small_table,
    view_map,
    view_url,
    waves_chart,
)  # fmt: skip
from geo import listings
from geo.displacement import accommodation_at, count, daily_averages, movements, terms
from geo.displacement_answer import answer as answer_of
from geo.nearest import nearest_displacement
from geo.pictures import displacement
from geo.rivals import PEOPLE
from geo.state import state_of

opened, view = case.current(), view_url.current()
now = state_of(opened, view)
counts = [count(opened, one, view.at, view.known) for one in ("arrivals", "registered")]
moved = movements(opened, view.first, view.last, view.known)
housed = accommodation_at(opened, view.at, view.known)

answer.show(opened, answer_of(opened, view, now))
page_note.show(opened, "displacement")
view_map.show(opened, view, lambda seen: displacement(opened, seen, state_of(opened, seen), drawn.current()))
if not (moved or housed or any(one.claims for one in counts)):
    empty.show(opened, nearest_displacement(opened, view), "movements or counts of people")
arrivals_chart.show(opened, view, key="arrivals_chart")
average_note.show(opened, daily_averages(opened, view.at, view.known))
waves_chart.show(opened, view, key="waves")
province_table.show(opened, view, key="provinces")
slopes_chart.show(opened, view, key="slopes")
add_up.show(opened, view, key="add_up")
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
rival_figures.section(opened, view, PEOPLE, key="people_claims")
small_table.show(
    opened, listings.terms(terms(moved)), key="terms", title="Words sources use for the people",
    nothing="No source of this period names the people displaced.",
)  # fmt: skip
