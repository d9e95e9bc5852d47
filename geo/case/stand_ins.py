"""What stands for an empty cell that sentences, tables and labels are made with.

A cell may be empty in a file; a sentence with a gap in its place would be read as another sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.case import schema
from geo.case.column_kinds import SHORT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.case.table import Table

NO_PUBLISHER = "publisher not stated"
_NO_CLAIMANT = "an unnamed claimant"
_WORDS: Mapping[str, Mapping[str, str]] = {
    "sources": {"title": "no title given", "publisher": NO_PUBLISHER},
    "events": {"category": "other"},
    # A row without it would leave the status before it to last.
    "route_status": {"status": "unknown"},
    "consignments": {"carrier": "an unnamed carrier", "cargo": "load not described"},
    "requests": {"carrier": "an unnamed carrier"},
    "accommodation": {"claimant": _NO_CLAIMANT},
    "movements": {"people": "People", "claimant": _NO_CLAIMANT},
}


# What is said may be said far from what it is about, and from where its place is.
_SPOKEN = ("diplomacy", "statement", "agreement")


def with_stand_ins(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose cells hold words wherever a sentence is made of them.

    Parameters
    ----------
    table
        What the schema says of the table.
    frame
        Its rows.

    Returns
    -------
    pandas.DataFrame
        The rows; a place or road without a name has its id, a road without a short name its name, an event
        without a title its summary, a claim without a subject its measure. An event with a place and no role
        of it happened there, unless something was only said.
    """
    words: dict[str, pd.Series | str] = dict(_WORDS.get(table.name, {}))
    if table is schema.PLACES:
        words["name_en"] = frame["place_id"]
    if table is schema.ROUTES:
        words["name"] = frame["route_id"]
        words["short_name"] = frame["name"].mask(frame["name"].eq(""), frame["route_id"])
    if table is schema.EVENTS:
        untitled = frame.loc[frame["title"].eq(""), "summary"]
        summary = untitled.str.split("\n").str[0].str.slice(0, SHORT)
        words["title"] = summary.mask(summary.eq(""), "no title given")
        bare = frame[frame["place_role"].eq("")]
        on_site = bare["place_id"].ne("") & ~bare["category"].isin(_SPOKEN)
        words["place_role"] = on_site.map({True: "site", False: ""})
    if table is schema.CLAIMS:
        words["subject"] = frame["measure"].str.replace("_", " ")
    empty = {name: frame[name].eq("") for name in words}
    filled = {name: frame[name].mask(empty[name], words[name]) for name in words if empty[name].any()}
    return frame.assign(**filled) if filled else frame


def with_names_apart(routes: pd.DataFrame) -> pd.DataFrame:
    """The roads, where several have one short name each with its full name, or its id if that is no better.

    Parameters
    ----------
    routes
        Rows of routes.csv.

    Returns
    -------
    pandas.DataFrame
        The roads in their order.
    """
    alike = routes["short_name"].duplicated(keep=False)
    if not alike.any():
        return routes
    called = routes["short_name"].mask(alike, routes["name"])
    same = called.duplicated(keep=False)
    return routes.assign(short_name=called.mask(same, called + " [" + routes["route_id"] + "]"))


def with_roles(routes: pd.DataFrame, statuses: pd.DataFrame) -> pd.DataFrame:
    """The roads, where one has a status and no role as a corridor: else no sentence would tell of it.

    Parameters
    ----------
    routes
        Rows of routes.csv.
    statuses
        Rows of route_status.csv.

    Returns
    -------
    pandas.DataFrame
        The roads in their order.
    """
    bare = routes["role"].eq("") & routes["route_id"].isin(statuses["route_id"])
    return routes.assign(role=routes["role"].mask(bare, "corridor")) if bare.any() else routes
