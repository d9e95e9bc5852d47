"""Texts of a chart's description, before there is a chart: the first page reads no chart library for them."""

from __future__ import annotations

from typing import Any

from geo.words import in_order


def ordered(part: Any) -> Any:
    """A chart, or a part of it, whose names written from right to left turn round nothing beside them."""
    if isinstance(part, str):
        return in_order(part)
    if isinstance(part, dict):
        return {key: ordered(value) for key, value in part.items()}
    return [ordered(value) for value in part] if isinstance(part, list) else part
