"""What is named on a map before what, and where words may stand: one statement for screen and paper.

A word of an earlier rank is placed first and never yields to one of a later rank. Lengths are pixels of a
screen 1280 wide; directions are given with y downwards, as on screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.case.case import Case

KEY_PLACE, ROAD, FLOW, CIRCLE, MARK, TOWN = "key_place", "road", "flow", "circle", "mark", "town"
VILLAGE, IDLE_ROAD, PILL, AREA, GAZETTEER, GROUND = (
    "village", "idle_road", "pill", "area", "gazetteer", "ground"
)  # fmt: skip
RANKS = (
    KEY_PLACE, ROAD, FLOW, CIRCLE, MARK, TOWN, VILLAGE, IDLE_ROAD, PILL, AREA, GAZETTEER, GROUND
)  # fmt: skip
# A place of the case that is named from this zoom on, or before, is a town; the others are villages.
TOWN_ZOOM = 8
# No map has more key places than these.
MOST_KEY_PLACES = 8
# So many places of which most events are shown are named first of the towns, from however far off.
MOST_BUSY = 8
# Where words stand beside their point, the best first: right, left, above, below, then the corners.
DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
# How far off its point a key place's name is tried, the second and later with a leader;
# a corner is nearer by this share.
NAME_REACHES = (10, 22, 36, 54, 78, 106)
CORNER = 0.75
# What a key place's name costs for each step it lies further off, for standing on a road, in its lesser form,
# for each later side, and where it finds no room.
FURTHER, ON_ROAD, OTHER_FORM, LATER_SIDE, UNNAMED = 3.0, 4.0, 2.0, 0.2, 100.0
# Pixels of a key place's dot, from its middle to its rim.
DOT = 4.8
# Where signs of events stand beside their point: below first, so that a name has its right.
SIGN_SIDES = ((0, 1), (1, 0), (-1, 0), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
# A ring says all by itself: its place has its own name. What leaves its middle free stands round a place; any
# other mark stands beside a key place's dot, so far off.
RINGS = ("no_way", "way_unknown")
ROUND, MARK_REACHES = (*RINGS, "here"), (18, 26, 36)
# How far from a line a road's words are tried, one after the other.
CALLOUT_REACHES = (14, 30, 54, 84, 120, 160, 210)
# A map narrower than this names a place with two names on two lines, and its roads by status and days alone.
NARROW = 640
# Two names on one line are no wider than this; the longest line of a callout in letters, of a brief one,
# and of one that has room for its state alone.
ONE_LINE, CALLOUT_LETTERS, BRIEF_LETTERS, LEAST_LETTERS = 190, 34, 22, 12
# Key places nearer to one another than this are told apart only from a closer zoom on.
APART = 9
# States in which a road is in use: these are named wherever they are drawn, whatever else must give way.
IN_USE = ("open", "restricted", "humanitarian_only")
# Roads whose words are no more than that nothing is known: after villages; on a slide with no other on it.
IDLE = ("unknown",)
# Words that part a road's state from what counts for it, in the order they are looked for.
_PARTINGS = (", no ", ", last ", " for ", " since ", " until ")


def key_places(case: Case) -> tuple[str, ...]:
    """Ids of the places that are named first and always, those that matter most leading.

    Those the case names; else the ends of its corridors, the towns on them, and the ends of approaches.
    """
    known = set(case.places["place_id"])
    stated = [place for place in case.settings.key_places if place in known]
    return tuple(stated or _on_corridors(case))[:MOST_KEY_PLACES]


def _on_corridors(case: Case) -> list[str]:
    towns = set(case.places.loc[case.places["kind"].isin(["city", "town", "capital"]), "place_id"])
    ends: dict[str, None] = {}
    between: dict[str, None] = {}
    far: dict[str, None] = {}
    for role, way in zip(case.routes["role"], case.routes["place_ids"].str.split(";"), strict=True):
        if role == "corridor":
            ends |= dict.fromkeys((way[-1], way[0]))
            between |= dict.fromkeys(place for place in way if place in towns)
        elif role == "approach":
            far |= dict.fromkeys((way[-1], way[0]))
    return list(ends | between | far)


def callout(label: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The words of a road's callout in two lines, and the same without the road's name.

    >>> callout("River road: closed for 98 days")
    (('River road: closed', 'for 98 days'), ('Closed', 'for 98 days'))
    >>> callout("River road: open")
    (('River road: open', ''), ('Open', ''))
    """
    name, colon, words = label.partition(": ")
    if not colon:
        return (label, ""), (label, "")
    at = min((at for parting in _PARTINGS if (at := words.find(parting)) > 0), default=len(words))
    rest = words[at:].removeprefix(", ").strip()
    state = words[:at]
    return (f"{name}: {state}", rest), (state[:1].upper() + state[1:], rest)


def two_lines(name: str) -> tuple[str, ...]:
    """The names of a place that has several, one on each line.

    >>> two_lines("Constantine / Qusantina")
    ('Constantine', 'Qusantina')
    """
    return tuple(name.split(" / "))


def as_data() -> dict[str, Any]:
    """What the layer script takes from here, as plain JSON values."""
    return {
        "ranks": RANKS,
        "townZoom": TOWN_ZOOM,
        "mostBusy": MOST_BUSY,
        "directions": DIRECTIONS,
        "nameReaches": NAME_REACHES,
        "corner": CORNER,
        "further": FURTHER,
        "onRoad": ON_ROAD,
        "otherForm": OTHER_FORM,
        "laterSide": LATER_SIDE,
        "unnamed": UNNAMED,
        "dot": DOT,
        "signSides": SIGN_SIDES,
        "rings": RINGS,
        "round": ROUND,
        "markReaches": MARK_REACHES,
        "calloutReaches": CALLOUT_REACHES,
        "narrow": NARROW,
        "oneLine": ONE_LINE,
        "calloutLetters": CALLOUT_LETTERS,
        "briefLetters": BRIEF_LETTERS,
        "leastLetters": LEAST_LETTERS,
        "apart": APART,
        "inUse": IN_USE,
        "idle": IDLE,
        "partings": _PARTINGS,
    }
