"""Words a case has of its own for what it counts; each has a default that is true of any case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.case.toml_values import as_key, as_line, as_text, as_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

RUNNING, STOCK, SETTLED = "running", "stock", "settled"
"""What a measure is: a count that only grows, one that changes with time, one fact told by several."""
NATURES = (RUNNING, STOCK, SETTLED)
_USUAL_NATURES = {
    "arrivals": RUNNING, "registered": RUNNING, "vehicles": RUNNING, "patients_moved": RUNNING,
    "accommodated": STOCK, "people_remaining": STOCK, "waiting": STOCK, "displaced": STOCK,
    "still_displaced": STOCK,
    "returned": STOCK,
}  # fmt: skip
_USUAL_MEASURES = {
    "arrivals": "Arrivals", "registered": "Registered", "vehicles": "Vehicles",
    "accommodated": "In state accommodation",
}  # fmt: skip
_USUAL_HOUSING = {
    "state_accommodated": "housed by the state", "residents": "living there", "camps": "in camps",
    "centres": "in collective centres", "hosts": "with host families", "pupils": "",
}  # fmt: skip
_FORMS = {
    "area": "a word", "areas": "a word", "counted": "what counting arrivals was",
    "registration": "what is to be said beside a count of those registered",
    "returns": "three measures: left again, came back, did not come back",
    "housing": "for each kind of accommodation what people in it are, empty for a part of other kinds",
    "measures": "for each measure its label, or nature: running, stock or settled",
}  # fmt: skip
SETTINGS = tuple(_FORMS)


@dataclass(frozen=True)
class Wording:
    """What things are called in one case."""

    area: str = "area"
    """What lists of people housed name: a province, a state, a governorate; and several of them."""
    areas: str = "areas"
    counted: str = "counted on arrival"
    registration: str = ""
    """What is to be said beside a count of those registered; empty for nothing."""
    returns: tuple[str, ...] = ("left_again", "returned", "not_returned")
    """The measures of those who left again, came back, and did not."""
    housing: Mapping[str, str] = field(default_factory=lambda: dict(_USUAL_HOUSING))
    """Kinds of accommodation with what people in it are; empty for those who are part of other kinds."""
    labels: Mapping[str, str] = field(default_factory=lambda: dict(_USUAL_MEASURES))
    natures: Mapping[str, str] = field(default_factory=dict)

    @property
    def present(self) -> Mapping[str, str]:
        """The kinds of accommodation whose people a list counts, with what they are."""
        return {kind: words for kind, words in self.housing.items() if words}


def nature_of(measure: str, own: Mapping[str, str] | None = None) -> str:
    """What a measure is, one of `NATURES`; one nobody told of is settled.

    >>> nature_of("arrivals"), nature_of("dead"), nature_of("crossings", {"crossings": "running"})
    ('running', 'settled', 'running')
    """
    return (own or {}).get(measure) or _USUAL_NATURES.get(measure, SETTLED)


def read_wording(values: Any) -> Wording:
    """The words a case states, the usual ones where it states none.

    Raises TypeError, ValueError or AttributeError for what is no text.
    """
    unknown = set(values) - set(_FORMS)
    if unknown:
        raise ValueError(unknown)
    usual = Wording()
    measures = {as_key(key): dict(entry) for key, entry in values.get("measures", {}).items()}
    return Wording(
        area=as_line(values.get("area", usual.area)),
        areas=as_line(values.get("areas", usual.areas)),
        counted=as_line(values.get("counted", usual.counted)),
        registration=as_text(values.get("registration", "")),
        returns=_three(values.get("returns", list(usual.returns))),
        housing=dict(usual.housing) | {as_key(k): as_text(v) for k, v in values.get("housing", {}).items()},
        labels=dict(usual.labels) | {key: as_line(t["label"]) for key, t in measures.items() if "label" in t},
        natures={key: _nature(entry["nature"]) for key, entry in measures.items() if "nature" in entry},
    )


def form() -> str:
    """How the words are to be written, for whoever wrote them otherwise."""
    return "; ".join(f"{key}: {words}" for key, words in _FORMS.items())


def _three(value: Any) -> tuple[str, ...]:
    left, back, away = as_texts(value)
    return left, back, away


def _nature(value: Any) -> str:
    if value not in NATURES:
        raise ValueError(value)
    return str(value)
