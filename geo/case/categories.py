"""Categories of events that a case has of its own, or calls otherwise: label, sign and colours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.case.toml_values import as_key, as_line
from geo.signs import (
    BY_KEY,
    CATEGORIES,
    LAND_DARK,
    LAND_LIGHT,
    LEAST_CONTRAST,
    MOST_OWN,
    OWN_SIGNS,
    Category,
    contrast,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

FORM = (
    "key and label; sign, one of "
    + ", ".join((*OWN_SIGNS, *BY_KEY))
    + "; light and dark, colours such as #2f55d4 that stand out from the map's ground; at most"
    + f" {MOST_OWN} of its own"
)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class OwnCategories:
    """Reads the categories of a case one by one: a sign nobody asked for is the next that is free."""

    def __init__(self) -> None:
        self.read: dict[str, Category] = {}

    def entry(self, value: Any) -> Category:
        """One category as the settings write it; ValueError or the like for what is none."""
        key = as_key(value["key"])
        usual = BY_KEY.get(key) or self._new(key)
        sign = as_key(value["sign"]) if "sign" in value else ""
        if sign:
            usual = _with_sign(usual, sign)
        category = replace(
            usual,
            label=as_line(value.get("label", usual.label)),
            colour_light=_colour(value.get("light", usual.colour_light), LAND_LIGHT, "#ffffff"),
            colour_dark=_colour(value.get("dark", usual.colour_dark), LAND_DARK),
        )
        if key in self.read or set(value) - {"key", "label", "sign", "light", "dark"}:
            raise ValueError(key)
        self.read[key] = category
        return category

    def _new(self, key: str) -> Category:
        own = [category for category in self.read.values() if category.key not in BY_KEY]
        if not _KEY.fullmatch(key) or len(own) >= MOST_OWN:
            raise ValueError(key)
        taken = {category.path for category in own}
        sign = next(
            (name for name, (path, *_) in OWN_SIGNS.items() if path not in taken), next(iter(OWN_SIGNS))
        )
        path, light, dark = OWN_SIGNS[sign]
        return Category(key, key.replace("_", " ").capitalize(), light, dark, path)


def with_ours(own: Iterable[Category]) -> tuple[Category, ...]:
    """Our categories, as the case calls them, then those of its own: the order of every list and legend."""
    stated = {category.key: category for category in own}
    return tuple(stated.pop(category.key, category) for category in CATEGORIES) + tuple(stated.values())


def _with_sign(category: Category, sign: str) -> Category:
    if sign in OWN_SIGNS:
        path, light, dark = OWN_SIGNS[sign]
        return replace(category, path=path, colour_light=light, colour_dark=dark)
    ours = BY_KEY[sign]
    return replace(category, path=ours.path, colour_light=ours.colour_light, colour_dark=ours.colour_dark)


def _colour(value: Any, *grounds: str) -> str:
    text = as_key(value)
    if not _COLOUR.fullmatch(text) or any(contrast(text, ground) < LEAST_CONTRAST for ground in grounds):
        raise ValueError(text)
    return text.lower()
