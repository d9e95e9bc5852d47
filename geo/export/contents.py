"""What one file holds: tables by name, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo.signs import CATEGORIES, Category

if TYPE_CHECKING:
    from collections.abc import Mapping

# What HDX's Humanitarian API calls what a column of ours says; other columns keep their name.
HAPI_NAMES = {
    "first_day": "reference_period_start",
    "last_day": "reference_period_end",
    "category": "event_type",
    "region": "provider_admin1_name",
    "place_admin_level": "admin_level",
    "doubt_in_words": "warning",
}
HAPI_LEVELS = (1, 2)
# Letters that XML has no way to write.
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Contents:
    """Tables to be written, the first being what the file is about, and what the file says of itself."""

    tables: Mapping[str, pd.DataFrame]
    """By name; one with geometry is a GeoDataFrame in EPSG:4326, longitude first, metres nowhere."""
    about: Mapping[str, Any]
    """Plain JSON values: view, dates, filters, sources, licences, disclaimer, rows held back."""
    categories: tuple[Category, ...] = CATEGORIES
    """Those of the case, whose signs and colours some files carry."""

    @property
    def first(self) -> pd.DataFrame:
        """The table the file is about.

        Returns
        -------
        pandas.DataFrame
            With geometry (EPSG:4326) where its rows have one.
        """
        return next(iter(self.tables.values()))

    @property
    def mapped(self) -> bool:
        """Whether the first table can be put on a map."""
        return isinstance(self.first, gpd.GeoDataFrame)

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The first table and those without geometry, as plain tables, for files that hold no shapes.

        Returns
        -------
        dict of str to pandas.DataFrame
            Tables by name, none with geometry.
        """
        head = next(iter(self.tables))
        return {
            name: plain(frame)
            for name, frame in self.tables.items()
            if name == head or not isinstance(frame, gpd.GeoDataFrame)
        }


def with_hapi_names(contents: Contents) -> Contents:
    """Return the contents with the column names of HDX HAPI where it has one of the same meaning."""
    renamed = {name: frame.rename(columns=HAPI_NAMES) for name, frame in contents.tables.items()}
    return replace(contents, tables={name: _with_admin_codes(frame) for name, frame in renamed.items()})


def _with_admin_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with the P-code of each row's place beside it as the code of the level it is of."""
    if "place_pcode" not in frame.columns:
        return frame
    return frame.assign(
        **{
            f"admin{level}_code": frame["place_pcode"].where(frame["admin_level"].eq(str(level)), "")
            for level in HAPI_LEVELS
        }
    )


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table without its geometry.

    Parameters
    ----------
    frame
        Any table.

    Returns
    -------
    pandas.DataFrame
        The same rows; ``lat`` and ``lon`` stay where the table has them.
    """
    if isinstance(frame, gpd.GeoDataFrame):
        return pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return frame


def xml_text(text: str) -> str:
    """Return a text without the letters that XML cannot hold."""
    return text.translate(_UNWRITABLE)


def about_rows(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a file says of itself as pairs of texts, a list as several pairs."""
    rows: list[tuple[str, str]] = []
    for key, value in about.items():
        if isinstance(value, dict):
            rows += [(f"{key} {name}", str(inner)) for name, inner in value.items()]
        elif isinstance(value, list):
            rows += [(key, str(inner)) for inner in value]
        else:
            rows.append((key, str(value)))
    return rows
