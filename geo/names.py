"""The name a place is shown by, in each name mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.memo import once_per_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

NAME_MODES: tuple[str, ...] = ("both", "hy_latn", "az_latn", "hy", "az", "ru")
"""Both forms side by side, Armenian or Azerbaijani forms in Latin letters as English texts have
them, or Armenian, Azerbaijani or Russian script."""

NAME_COLUMNS: tuple[str, ...] = (
    "name_en", "name_hy_latn", "name_az_latn", "name_hy", "name_az", "name_ru",
)  # fmt: skip
_FALLBACKS = {
    "hy_latn": ("name_hy_latn",),
    "az_latn": ("name_az_latn",),
    "hy": ("name_hy", "name_hy_latn"),
    "az": ("name_az", "name_az_latn"),
    "ru": ("name_ru",),
}


def place_names(places: pd.DataFrame, mode: str = "both") -> pd.Series:
    """The name of each place in one name mode.

    Where a form is not known, the next best of the same side stands in, then the English one.

    Parameters
    ----------
    places
        Places, or events joined with them, with the columns ``NAME_COLUMNS``.
    mode
        One of ``NAME_MODES``.

    Returns
    -------
    pandas.Series
        The names, with the index of ``places``.

    Raises
    ------
    ValueError
        For an unknown mode.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"name_en": "Stepanakert", "name_hy_latn": "", "name_az_latn": "Khankendi"}
    >>> place_names(pd.DataFrame([row])).item()
    'Stepanakert / Khankendi'
    """
    if mode == "both":
        return _both(places)
    if mode not in _FALLBACKS:
        raise ValueError(f"unknown name mode '{mode}': use one of {', '.join(NAME_MODES)}")
    names = places["name_en"]
    for column in reversed(_FALLBACKS[mode]):
        names = places[column].where(places[column].ne(""), names)
    return names.rename("name")


def names_by_id(places: pd.DataFrame, mode: str = "both") -> Mapping[str, str]:
    """The name of each place under its id, worked out once for a table.

    Parameters
    ----------
    places
        The table of places.
    mode
        One of ``NAME_MODES``.

    Returns
    -------
    mapping of str to str
        Names by place id.

    Raises
    ------
    ValueError
        For an unknown mode.
    """
    cached = _kept_names(places)
    if mode not in cached:
        names = place_names(places, mode).to_numpy()
        cached[mode] = dict(zip(places["place_id"].to_numpy(), names, strict=True))
    return cached[mode]


@once_per_frame
def _kept_names(_places: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {}


def _both(places: pd.DataFrame) -> pd.Series:
    """The English form, then the Armenian and Azerbaijani ones that differ from it."""
    names = first = places["name_en"]
    armenian, azerbaijani = places["name_hy_latn"], places["name_az_latn"]
    names = names.where(_same(armenian, first), names + " / " + armenian)
    settled = _same(azerbaijani, first) | _same(azerbaijani, armenian)
    return names.where(settled, names + " / " + azerbaijani).rename("name")


def _same(form: pd.Series, other: pd.Series) -> pd.Series:
    return form.eq("") | form.str.casefold().eq(other.str.casefold())
