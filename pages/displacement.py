"""Displacement: who arrived by the as-at date, by whose count, from where and to where."""

from components import (
    answer,
    arrivals_chart,
    average_note,
    case,
    drawn,
    long_table,
    page_note,
    small_table,
    view_map,
    view_url,
)  # fmt: skip
from components.arrivals_chart import Series
from geo import listings
from geo.claims import claims_of
from geo.displacement import accommodation_at, daily_averages, movements, steps, terms
from geo.displacement_answer import answer as answer_of
from geo.pictures import displacement
from geo.state import state

opened, view = case.current(), view_url.current()
now = state(opened, view.at, view.known)
rose = {one: steps(opened, one, view.at, view.known) for one in ("arrivals", "registered")}
given = {one: claims_of(opened, one, view.at, view.known) for one in rose}
moved = movements(opened, view.first, view.last, view.known)
housed = accommodation_at(opened, view.at, view.known)

answer.show(opened, answer_of(opened, view, now))
page_note.show(opened, "displacement")
view_map.show(displacement(opened, view, now, drawn.current()), view, key="displacement_map")
arrivals_chart.show(
    opened,
    (
        Series("Arrivals", rose["arrivals"], given["arrivals"]),
        Series("Registered, not arrivals", rose["registered"], given["registered"], shape="square"),
    ),
    view,
    key="arrivals_chart",
)
average_note.show(opened, daily_averages(opened, view.at, view.known))
long_table.show(
    opened,
    listings.claims(
        opened,
        (*given["arrivals"], *given["registered"]),
        [one.claim.claim_id for measure in rose.values() for one in measure],
    ),
    key="arrival_claims",
    title="Every figure published, with who gave it",
    nothing="No figure of arrivals is published up to the as-at date.",
)
if housed is not None:
    small_table.show(
        opened, listings.housed(opened, housed, view.names), key="housed",
        title=listings.housed_title(opened, housed), nothing="The list names no province.",
    )  # fmt: skip
small_table.show(
    opened, listings.movements(opened, moved, view.names), key="movements",
    title="Movements of people in this period, both sides",
    nothing="No movement of people is reported in this period.",
)  # fmt: skip
small_table.show(
    opened, listings.terms(terms(moved)), key="terms", title="Words sources use for the people",
    nothing="No source of this period names the people displaced.",
)  # fmt: skip
