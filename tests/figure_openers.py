"""Where each page shows a figure, and what opens to explain it: the list that the walks over all pages hold.

A figure stands in an element with a key, or in a section that begins with a heading.
"""

from __future__ import annotations

from dataclasses import dataclass


def answer(figures: int) -> dict[str, str]:
    """The openers of the sentences and the figures above a map."""
    return {"sentences": "said_by", **{f"figure_{rank}": f"sources_of_{rank}" for rank in range(figures)}}


@dataclass(frozen=True)
class Shows:
    """A page as at a day, and for each element or section with a figure the key of what opens."""

    page: str
    at: str
    openers: dict[str, str]

    def steps(self) -> dict[str, tuple[str, ...]]:
        """For each opener the keys to open, one in the other, until the explanation is there."""
        return {one: (one, *INSIDE.get(one, ())) for one in dict.fromkeys(self.openers.values())}


# A table made on demand has what explains it below its rows.
INSIDE = {
    **{
        one: (f"{one}_rows_sources",)
        for one in ("blockade_bars_table", "ways_out", "waves_table", "slopes_table", "add_up_table",
                    "time_table", "silence_table", "arrivals_chart_roads_table")
    },
    "consignments_list": ("consignments_sources",),
    "claims_list": ("claims_sources",),
    "movements_list": ("movements_sources",),
    **dict.fromkeys(("rivals", "aid_claims", "people_claims"), ("rivals_table_sources",)),
}  # fmt: skip

PAGES = (
    Shows("situation", "2023-09-28", answer(4)),
    Shows(
        "blockade", "2023-09-18",
        answer(4) | {
            "What the closures meant": "closures_meant", "dated_blockade_bars": "blockade_bars_table",
            "dated_silence": "silence_figures", "Silence": "silence_figures",
            "roads_scroll": "roads_sources", "passages_scroll": "passages_sources",
        },
    ),
    Shows(
        "aid", "2023-09-18",
        answer(3) | {
            "waiting_scroll": "waiting_sources", "dated_aid_marks": "aid_marks_figures",
            "aid_last_scroll": "aid_last_sources", "dated_aid_food": "aid_food_sum",
            "dated_aid_fuel": "aid_fuel_sum", "dated_aid_patients": "aid_patients_sum",
            "Food and mixed aid delivered": "aid_food_sum", "Patients moved": "aid_patients_sum",
            "aid_by_route_scroll": "aid_by_route_sources", "aid_by_carrier_scroll": "aid_by_carrier_sources",
        },
    ),
    Shows(
        "displacement", "2023-09-30",
        answer(4) | {
            "dated_arrivals_chart": "arrivals_chart_figures",
            "dated_arrivals_chart_roads": "arrivals_chart_roads_table", "Arrivals so far": "average_0",
            "wide_waves": "waves_table", "A list of": "provinces_sources",
            "provinces_scroll": "provinces_sources", "wide_slopes": "slopes_table",
            "Do the figures add up": "add_up_table", "add_up_people_scroll": "add_up_people_sources",
        },
    ),
    Shows(
        "diplomacy", "2023-09-28",
        answer(3) | {
            "Meetings, calls": "contacts_met_sources", "contacts_met": "contacts_met_sources",
            "Statements": "contacts_said_sources", "contacts_said": "contacts_said_sources",
            "Documents": "contacts_else_sources", "contacts_else": "contacts_else_sources",
            "pairs_scroll": "pairs_sources",
        },
    ),
    Shows(
        "events", "2023-09-28",
        {"downloads": "held_counted", "events_table": "counted", "events_later": "counted"},
    ),
    Shows(
        "place", "2023-09-28",
        {key: opener for key, opener in answer(4).items() if key != "sentences"} | {
            "place_ways_scroll": "place_ways_sources", "place_reports_scroll": "place_reports_sources",
            "place_figures_scroll": "place_figures_sources",
        },
    ),
    Shows("sources", "2023-09-28", {"": "sources_counted", "sources_table": "sources_counted"}),
    Shows(
        "data", "2023-09-28",
        {"What is loaded": "loaded_counted", "Licences and attributions": "licences_counted"},
    ),
    Shows("about", "2023-09-28", {}),
    Shows("briefing", "2023-09-28", {}),
)  # fmt: skip
# What is shown on demand only, with a figure in it: page, and what opens.
ON_DEMAND = (
    ("situation", "time_table"), ("situation", "rivals"), ("blockade", "ways_out"),
    ("blockade", "silence_table"), ("aid", "aid_claims"), ("aid", "consignments_list"),
    ("displacement", "people_claims"),
    ("displacement", "claims_list"), ("displacement", "movements_list"),
)  # fmt: skip


def every_opener(page: str) -> tuple[str, ...]:
    """The keys of all that explains anything on a page."""
    steps = [keys for one in PAGES if one.page == page for keys in one.steps().values()]
    steps += [(key, *INSIDE[key]) for where, key in ON_DEMAND if where == page]
    return tuple(dict.fromkeys(key for keys in steps for key in keys))
