"""Units of weight as sources write them, read with tolerance."""

from __future__ import annotations

# Tonnes in one of each. A bare "ton" may be short, long or metric, so it is not read.
_TONNES = {
    "t": 1.0, "mt": 1.0, "tonne": 1.0, "tonnes": 1.0, "metric ton": 1.0, "metric tons": 1.0,
    "metric tonne": 1.0, "metric tonnes": 1.0,
    "kg": 0.001, "kgs": 0.001, "kilo": 0.001, "kilos": 0.001, "kilogram": 0.001, "kilograms": 0.001,
    "kilogramme": 0.001, "kilogrammes": 0.001, "quintal": 0.1, "quintals": 0.1,
    "lb": 0.00045359237, "lbs": 0.00045359237,
    "short ton": 0.90718474, "short tons": 0.90718474, "long ton": 1.0160469088, "long tons": 1.0160469088,
}  # fmt: skip
# Words for several weights each, a pound of money among them.
_SEVERAL = frozenset({"ton", "tons", "pound", "pounds", "cwt"})
TONNES = "tonnes"
# A tonne has this many kilograms: no sum is told finer than that.
_PLACES = 3


def is_weight(unit: str) -> bool:
    """Whether a unit is one of the weights read here.

    >>> is_weight("MT"), is_weight("trucks"), is_weight("tons")
    (True, False, False)
    """
    return _key(unit) in _TONNES


def may_be_several(unit: str) -> bool:
    """Whether a unit is the word for several weights, so that no sum can hold it.

    >>> may_be_several("tons"), may_be_several("tonnes"), may_be_several("bags")
    (True, False, False)
    """
    return _key(unit) in _SEVERAL


def in_unit(amount: float, unit: str, wanted: str) -> float | None:
    """An amount in the unit wanted: weights are converted, any other unit has to be the same word.

    Parameters
    ----------
    amount
        Number of ``unit``.
    unit, wanted
        Units as sources write them.

    Returns
    -------
    float or None
        The number of ``wanted``; None where the two cannot be compared.

    Examples
    --------
    >>> in_unit(5000, "kg", "tonnes"), in_unit(900, "MT", "t"), in_unit(3, "trucks", "tonnes")
    (5.0, 900.0, None)
    """
    if unit == wanted:
        return amount
    if is_weight(unit) and is_weight(wanted):
        return round(amount * _TONNES[_key(unit)] / _TONNES[_key(wanted)], _PLACES)
    return amount if _key(unit) == _key(wanted) else None


def _key(unit: str) -> str:
    return " ".join(unit.replace(".", "").split()).casefold()
