"""What Passage is, in words for a stranger: purpose, rules, limits, who made it, licences, versions."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.report.surround import data_as_of

if TYPE_CHECKING:
    from geo.case.case import Case
    from geo.case.settings import Settings

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_RULES = (
    "Nothing is shown without a source, and every figure is the claim of whoever gave it.",
    "Three dates say what is seen: the period, the as-at date of the state, the as-known date of reports.",
    "Doubt is drawn: rough places and dates, figures that disagree, and silence.",
    "Contested places bear both names. What is inferred is called inferred.",
)
_LIMITS = (
    "Silence is not calm: a day without an event is a day without a report.",
    "A road's state counts as not known after {days} days without a report.",
    "Many rows rest on one outlet, or on one close to a party. Figures disagree and stay apart.",
    "Roads are drawn straight between places they pass; areas are schematic and no boundaries.",
)


def sections(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each heading with its sentences."""
    settings = case.settings
    return (
        ("What this is for", _purpose(settings)),
        ("Rules", _RULES),
        ("Limits", tuple(limit.format(days=settings.silence_days) for limit in _LIMITS)),
        (
            "Who made it, and licences",
            (
                "The code is open, under the Apache License 2.0; copyright the authors of Passage.",
                "The tables of this case rest on the sources listed under Sources.",
                "Licences of the tables, of each source and of the map's ground stand under Data.",
                *([settings.disclaimer] if settings.disclaimer else []),
            ),
        ),
        (
            "Versions",
            (
                f"Passage {version()}.",
                f"Case {settings.title}, tables {case.version[:12]}, data as of {data_as_of(case)}.",
            ),
        ),
    )


def _purpose(settings: Settings) -> tuple[str, ...]:
    """Return purpose and summary; the summary alone where it opens with the first half of the purpose."""
    purpose, summary = settings.purpose.split(), settings.summary.split()
    half = purpose[: (len(purpose) + 1) // 2]
    if summary[: len(half)] == half:
        return (settings.summary,)
    return (settings.purpose, *([settings.summary] if summary else []))


@cache
def version() -> str:
    """Return the version of the code, as pyproject.toml has it."""
    try:
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
        return str(project["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "of unknown version"
