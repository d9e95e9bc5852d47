"""A link that remembers what it showed: the hash of the case's tables, and the figures of the view.

Opened later it shows the same view, and says what differs since. See `geo.view.view` for the view's own part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.briefing.briefing import Frozen, clean
from geo.report.answer import MOST_FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.briefing.briefing import Scene
    from geo.case.case import Case
    from geo.report.answer import Answer

TABLES, SHOWN = "tables", "shown"
"""Names in the address: the hash's beginning, and the figures as "value|label|date", separated by ";"."""
CHANGED = "The case's tables have changed since this was kept"
SAME = "This is what the link showed when it was made: the case's tables are the same."
_HASH = re.compile(r"[0-9a-f]{12,64}")
_HASH_LENGTH = 16
_LONGEST_PART = 160
_PARTS = 3


def freeze(case: Case, answer: Answer) -> Frozen:
    """Return what a link made now has to remember of what its page says."""
    figures = tuple((one.value, one.label, one.when) for one in answer.figures)
    return Frozen(case.version[:_HASH_LENGTH], figures)


def write_frozen(kept: Frozen) -> dict[str, str]:
    """Return what is remembered as names of an address; nothing where no hash was kept."""
    if not kept.tables:
        return {}
    figures = ("|".join(_plain(part) for part in figure) for figure in kept.figures)
    written = {TABLES: kept.tables[:_HASH_LENGTH], SHOWN: ";".join(figures)}
    return {name: value for name, value in written.items() if value}


def read_frozen(query: Mapping[str, str]) -> tuple[Frozen | None, tuple[str, ...]]:
    """Return what an address remembers, None where it is no frozen link, and a note on what is no use.

    >>> read_frozen({"tables": "a4fe4098ced6", "shown": "2 days|Old road: closed|since 30 Mar 2023"})[0]
    Frozen(tables='a4fe4098ced6', figures=(('2 days', 'Old road: closed', 'since 30 Mar 2023'),))
    """
    told = query.get(TABLES, "")
    if not told:
        return None, ()
    if not _HASH.fullmatch(told):
        return None, (
            f"The link's hash of the tables, “{clean(told, 40)}”, is none; what has changed cannot be said.",
        )
    figures = [one.split("|") for one in query.get(SHOWN, "").split(";") if one]
    if len(figures) > MOST_FIGURES or any(len(one) != _PARTS for one in figures):
        return Frozen(told), ("The figures the link remembers cannot be read; only its tables are compared.",)
    parts = [[clean(part, _LONGEST_PART) for part in one] for one in figures]
    return Frozen(told, tuple((one[0], one[1], one[2]) for one in parts)), ()


def address_of(scene: Scene) -> str:
    """Return the frozen link of a scene, as seen from the first page."""
    return f"{scene.page}?{scene.query}" + "".join(
        f"&{urlencode({name: value})}" for name, value in write_frozen(scene.frozen).items()
    )


def told(case: Case, kept: Frozen, answer: Answer | None) -> tuple[str, ...]:
    """Return what a reader of a frozen link is told: that nothing differs, or what does."""
    if answer is None:
        return (SAME,) if case.version.startswith(kept.tables) else (f"{CHANGED}.",)
    return tuple(differences(case, kept, answer)) or (SAME,)


def differences(case: Case, kept: Frozen, answer: Answer) -> list[str]:
    """Return what differs from what was kept, one sentence each; nothing while the tables are the same."""
    if not kept.tables or case.version.startswith(kept.tables):
        return []
    now = [(one.value, one.label, one.when) for one in answer.figures]
    found = [sentence for figure in kept.figures if (sentence := _moved(figure, now))]
    before = {_plain(label) for _, label, _ in kept.figures}
    found += [
        f"Not shown then: {value} {label}, {when}."
        for value, label, when in now
        if kept.figures and _plain(label) not in before
    ]
    if found:
        return [f"{CHANGED}.", *found]
    return [f"{CHANGED}; the figures shown here are the same." if kept.figures else f"{CHANGED}."]


def _moved(figure: tuple[str, str, str], now: list[tuple[str, str, str]]) -> str:
    value, label, when = figure
    if any([_plain(part) for part in one] == [_plain(part) for part in figure] for one in now):
        return ""
    same = next((one for one in now if _plain(one[1]) == _plain(label)), None)
    if same is None:
        return f"Shown then and no longer: {value} {label}, {when}."
    return f"Then {value} {label}, {when}; now {same[0]}, {same[2]}."


def _plain(text: str) -> str:
    """A text without the letters that part figures in an address."""
    return clean(text.replace(";", ",").replace("|", "/"), _LONGEST_PART)
