"""The grammar of the map: what screen, paper and playback share, stated once.

Lengths are pixels of a screen 1280 wide, zooms those of Web Mercator with tiles of 256 pixels.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geo.accuracy import ACCURACY_BASE, ACCURACY_STEP
from geo.case.settings import DISCLAIMER
from geo.date_words import MONTHS
from geo.facts.diplomacy import CATEGORIES as CONTACTS
from geo.facts.network import OPEN, SHUT, UNKNOWN
from geo.picture import label_ranks
from geo.picture.layers import FLOW_MAX, FLOW_MIN
from geo.report.timeline import DAILY, ROUGH, WEEKLY
from geo.signs import BY_KEY, CATEGORIES, MOST_OWN, SIGN_LABELS, SIGNS, STATUSES
from geo.view.event_columns import DISPUTED, PRECISIONS, ROLES, SINGLE_SOURCE, UNCERTAIN

THEMES: dict[str, dict[str, str]] = {
    "light": {
        "sea": "#d3e1e8", "land": "#f4f2ec", "lake": "#c3d8e3", "river": "#a9c6d6",
        "admin": "#b9b2a6", "coast": "#9fb6c3", "border": "#5d5371", "text": "#1b2733", "soft": "#59636e",
        "place": "#ffffff", "edge": "#2b3540", "halo": "#faf9f6eb", "panel": "#ffffff",
        "water": "#4f7186", "plate": "#fffffff0",
    },
    "dark": {
        "sea": "#141a20", "land": "#22272d", "lake": "#16222c", "river": "#2f4656",
        "admin": "#454c55", "coast": "#3f5361", "border": "#a79cc0", "text": "#e9edf1", "soft": "#a9b3bd",
        "place": "#1a1f24", "edge": "#dfe5ea", "halo": "#181c21eb", "panel": "#1b2127",
        "water": "#7fa3b8", "plate": "#181d23f0",
    },
}  # fmt: skip
# How strongly the relief darkens the land.
DARKENING = {"light": 0.95, "dark": 0.9}

# A place known no better than this many metres has a ring to scale round it, and one no better than that
# is an area, never gathered with points beside it.
RING_METRES, AREA_METRES = 2400, 9000
# Radius of the smallest and the largest ring that is drawn.
LEAST_RING, MOST_RING = 11, 600
# Half the width of an event's sign, and how near spots are gathered as one.
HALF, NEAR = 6.4, 20
# Part of the colour left to the sign of what has ended.
FADED = 0.6

# From so many people on a place of the gazetteer is named at this zoom.
GAZETTEER_FROM = ((1_000_000, 4), (250_000, 6), (80_000, 7), (25_000, 8), (8_000, 9), (2_000, 10), (0, 11))
# A place of the case stands for the gazetteer's own entry within this part of the world, about 3.5 km.
SAME_PLACE = 3.5 / 40_000
# Provinces are named between these zooms; those of less than this size (square degrees) a zoom later.
PROVINCE_NAMES, SMALL_PROVINCE = (8, 10.5), 0.12

# Room for the categories a case has of its own: its map's message says which they are.
_UNUSED = replace(BY_KEY["other"], key="", label="")
# The category whose colour a flow has.
FLOW_COLOURS = {"displacement": "displacement", "contact": "diplomacy"}
# Of the flows at least so wide only so many are named; a shorter one than this is not drawn.
WIDE_FLOW, NAMED_FLOWS, SHORT_FLOW = 5, 2, 6
# How far a flow bends from the straight line, as part of its length.
BEND = 0.2
LEAST_CIRCLE = 2.5

# More cells, signs or spots than these cannot be told apart as signs of their own: then one sign a cell tells
# of all its events. Half its width grows from smallest to largest, ever slower with their number; the largest
# have the number beside them.
DENSITY = {
    "cell": 30, "mostCells": 70, "mostSigns": 170, "mostSpots": 1500,
    "smallest": 3.4, "largest": 10.5, "growth": 0.4, "numbered": 40,
}  # fmt: skip

# How much wider than its line a road's casing is, the widths of dots and marks, and the gaps between them.
ROAD = {
    "casing": 2.8, "dots": 4.5, "dotsCasing": 6.5, "dotGap": 9,
    "plusGap": 64, "plusDisc": 4.6, "plusArm": 2.6, "crossGap": 24, "crossArm": 5.2,
    "differs": 19, "differsInside": 15, "crossCasing": 4.6, "cross": 2.4, "arrow": 5.4, "arrowGap": 64,
}  # fmt: skip


def shared() -> dict[str, Any]:
    """Return what the layer script takes from here, as plain JSON values."""
    return {
        "categories": [
            {"key": c.key, "label": c.label, "light": c.colour_light, "dark": c.colour_dark, "path": c.path}
            for c in (*CATEGORIES, *[_UNUSED] * MOST_OWN)
        ],
        "signs": SIGNS,
        "signLabels": SIGN_LABELS,
        "statuses": {
            key: {
                "label": status.label,
                "colour": status.colour,
                "light": status.casing_light,
                "dark": status.casing_dark,
                "dash": status.dash,
                "width": status.width,
                "mark": status.mark,
                "rank": status.passable,
            }
            for key, status in STATUSES.items()
        },
        "themes": {name: colours | {"relief": DARKENING[name]} for name, colours in THEMES.items()},
        "accuracy": [ACCURACY_BASE, ACCURACY_STEP],
        "columns": _column_codes(),
        "levels": {"shut": SHUT, "unknown": UNKNOWN, "open": OPEN},
        "contacts": sorted(CONTACTS),
        "months": MONTHS,
        "barDays": [DAILY, WEEKLY],
        "flow": {
            "least": FLOW_MIN, "most": FLOW_MAX, "wide": WIDE_FLOW, "named": NAMED_FLOWS, "short": SHORT_FLOW,
            "bend": BEND, "colours": FLOW_COLOURS,
        },
        "spots": {
            "ringMetres": RING_METRES, "areaMetres": AREA_METRES, "ring": [LEAST_RING, MOST_RING],
            "half": HALF, "near": NEAR, "faded": FADED, "leastCircle": LEAST_CIRCLE,
        },
        "density": DENSITY,
        "names": {
            "gazetteerFrom": GAZETTEER_FROM, "samePlace": SAME_PLACE, "provinces": PROVINCE_NAMES,
            "smallProvince": SMALL_PROVINCE,
        },
        "labels": label_ranks.as_data(),
        "road": ROAD,
        "disclaimer": DISCLAIMER,
    }  # fmt: skip


def _column_codes() -> dict[str, int]:
    """What the numbers in the columns of events mean: see geo.view.event_columns."""
    return {
        "site": ROLES.index("site"),
        "rough": PRECISIONS.index(ROUGH[0]),
        "uncertain": UNCERTAIN,
        "disputed": DISPUTED,
        "singleSource": SINGLE_SOURCE,
    }
