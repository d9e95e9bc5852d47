"""A briefing told again: what each scene says now, and what changed since it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.briefing.briefing import Briefing, Scene, scene_of, view_of
from geo.briefing.scene import shown
from geo.briefing.scene_text import frozen
from geo.changes.changes import between
from geo.facts.state import days_told
from geo.view.view import with_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geo.case.case import Case
    from geo.view.view import Vocabulary

MOST_CHANGES = 8


@dataclass(frozen=True)
class Renewed:
    """One scene told again."""

    before: Scene
    scene: Scene
    """The scene over the new date, with what it shows now kept; title, lines and notes as they were."""
    tables_differ: bool
    """Whether the case's tables are others than those the scene was made from; False where it kept none."""
    differs: tuple[str, ...]
    """How the very view of the scene reads otherwise than when it was made, a sentence each."""
    changes: tuple[str, ...]
    """What changed from the scene's as-at moment to the new one, the weightiest first."""

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.differs or self.changes)


def renew(
    case: Case, briefing: Briefing, vocabulary: Vocabulary, at: datetime | None = None
) -> Iterator[Renewed]:
    """Give each scene over the tables as they are now, and as at another moment where one is given."""
    for scene in briefing.scenes:
        yield renewed(case, scene, vocabulary, at)


def renewed(case: Case, scene: Scene, vocabulary: Vocabulary, at: datetime | None = None) -> Renewed:
    """Return one scene told again, its period made longer where the new moment lies outside it."""
    view, _ = view_of(scene, case.settings, vocabulary)
    told = frozen(case, shown(case, scene.page, view))
    moved = view
    if at is not None:
        at = min(at, days_told(case).end)
        moved = with_at(replace(view, first=min(view.first, at.date()), last=max(view.last, at.date())), at)
    fresh = scene_of(scene.page, moved, case.settings, scene.title, scene.lines)
    kept = told if moved == view else frozen(case, shown(case, scene.page, moved))
    changes: tuple[str, ...] = ()
    if moved.at != view.at:
        found = between(
            case,
            view.at,
            moved.at,
            names=view.names,
            filters=moved,
            most_events=MOST_CHANGES,
        )
        changes = tuple(one.sentence for one in found.rows[:MOST_CHANGES])
    return Renewed(
        before=scene,
        scene=replace(fresh, notes=scene.notes, frozen=kept),
        tables_differ=bool(scene.frozen.tables) and scene.frozen.tables != case.version,
        differs=_differences(scene.frozen.figures, told.figures) if scene.frozen.tables else (),
        changes=changes,
    )


def told_again(briefing: Briefing, rows: list[Renewed]) -> Briefing:
    """Return the briefing with its scenes as told again."""
    return replace(briefing, scenes=tuple(one.scene for one in rows))


def _differences(
    before: tuple[tuple[str, str, str], ...], now: tuple[tuple[str, str, str], ...]
) -> tuple[str, ...]:
    """How two lists of figures (value, label, date) differ, figure by figure.

    >>> _differences((("5", "people", "by 1 May"),), (("7", "people", "by 1 May"),))
    ('people: 7 (by 1 May), where it was 5 (by 1 May).',)
    """
    old = {label: (value, when) for value, label, when in before}
    new = {label: (value, when) for value, label, when in now}
    said = []
    for label in dict.fromkeys((*old, *new)):
        was, now_ = old.get(label), new.get(label)
        if was == now_:
            continue
        if now_ is None and was is not None:
            said.append(f"{label}: no longer told; it was {was[0]} ({was[1]}).")
        elif now_ is not None and was is None:
            said.append(f"{label}: {now_[0]} ({now_[1]}), not told before.")
        elif now_ is not None and was is not None:
            said.append(f"{label}: {now_[0]} ({now_[1]}), where it was {was[0]} ({was[1]}).")
    return tuple(said)
