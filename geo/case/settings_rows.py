"""What ``case.toml`` names of the tables, held against them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.case import schema
from geo.case.set_aside import FIRST_LINES, SetAside, shortened
from geo.case.toml_values import FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.case.settings import Settings

_NETWORK = "Name a place of places.csv as an exit, and an area of areas.geojson."
_KEY_PLACES = "Name places by their ids in places.csv."


def with_rows(
    settings: Settings, frames: Mapping[str, pd.DataFrame], areas: pd.DataFrame
) -> tuple[Settings, list[SetAside]]:
    """The settings less what they name and the tables do not hold.

    Parameters
    ----------
    settings
        As ``case.toml`` states them.
    frames
        The tables by name; ``places`` is asked.
    areas
        The areas of the case, with ``area_id``.

    Returns
    -------
    tuple of Settings and list of SetAside
        The settings that can be used, and a report on each that names what is not there.
    """
    reports = []
    places = set(frames["places"]["place_id"].to_numpy())
    named = (
        ("network.exits", settings.exits, _NETWORK),
        ("key_places", settings.key_places, _KEY_PLACES),
    )
    for setting, ids, remedy in named:
        strange = [place for place in ids if place not in places]
        if strange and places:
            reason, value = "places.csv has no such row", shortened(", ".join(strange))
            reports.append(SetAside(FILE, None, setting, value, reason, remedy, "value", len(strange)))
    settings = replace(
        settings,
        exits=tuple(place for place in settings.exits if place in places),
        key_places=tuple(place for place in settings.key_places if place in places),
    )
    area = settings.asked_area
    if settings.exits and not area:
        reason = "exits are named and no area, so no way out is asked for"
        keys = ", ".join(areas["area_id"].head(FIRST_LINES)) or f"none yet: {schema.AREAS_FILE} has no area"
        remedy = f'Add area = "...", the key of an area: {keys}.'
        reports.append(SetAside(FILE, None, "network.area", "", reason, remedy, "note"))
    if area and area not in set(areas["area_id"]):
        reason = f"{schema.AREAS_FILE} has no such area"
        reports.append(SetAside(FILE, None, "network.area", shortened(area), reason, _NETWORK, "value"))
        settings = replace(settings, asked_area="")
    return settings, reports
