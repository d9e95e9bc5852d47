"""A link that remembers what it showed: the hash of the case's tables, and the figures of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.answer import Answer
    from geo.briefing import Frozen
    from geo.case import Case

CHANGED = "The case's tables have changed since this was kept"


def differences(case: Case, kept: Frozen, answer: Answer) -> list[str]:
    """Return what differs from what was kept, one sentence each; nothing while the tables are the same."""
    if not kept.tables or case.version.startswith(kept.tables):
        return []
    now = [(one.value, one.label, one.when) for one in answer.figures]
    told = [_moved(figure, now) for figure in kept.figures]
    found = [sentence for sentence in told if sentence]
    before = {label for _, label, _ in kept.figures}
    found += [
        f"Not shown then: {value} {label}, {when}." for value, label, when in now if label not in before
    ]
    if not found:
        return [f"{CHANGED}; the figures shown here are the same."]
    return [f"{CHANGED}.", *found]


def _moved(figure: tuple[str, str, str], now: list[tuple[str, str, str]]) -> str:
    value, label, when = figure
    if figure in now:
        return ""
    same = next((one for one in now if one[1] == label), None)
    if same is None:
        return f"Shown then and no longer: {value} {label}, {when}."
    return f"Then {value} {label}, {when}; now {same[0]}, {same[2]}."
