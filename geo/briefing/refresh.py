"""A briefing refreshed: what each scene says now, and what changed since it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.briefing.briefing import Briefing, Scene, scene_of, view_of
from geo.briefing.scene import shown
from geo.briefing.scene_text import frozen
from geo.changes.changes import between
from geo.facts.state import days_covered
from geo.view.view import with_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geo.case.case import Case
    from geo.view.view import Vocabulary

MOST_CHANGES = 8


@dataclass(frozen=True)
class SceneRefresh:
    """One scene over the tables as they are."""

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


def refreshed(
    case: Case, briefing: Briefing, vocabulary: Vocabulary, at: datetime | None = None
) -> Iterator[SceneRefresh]:
    """Work out each scene over the present tables, as at another moment where one is given."""
    for scene in briefing.scenes:
        yield refreshed_scene(case, scene, vocabulary, at)


def refreshed_scene(
    case: Case, scene: Scene, vocabulary: Vocabulary, at: datetime | None = None
) -> SceneRefresh:
    """Return one scene refreshed, its period made longer where the new moment lies outside it."""
    view, _ = view_of(scene, case.settings, vocabulary)
    now = frozen(case, shown(case, scene.page, view))
    later = view
    if at is not None:
        at = min(at, days_covered(case).end)
        later = with_at(replace(view, first=min(view.first, at.date()), last=max(view.last, at.date())), at)
    fresh = scene_of(scene.page, later, case.settings, scene.title, scene.lines)
    figures = now if later == view else frozen(case, shown(case, scene.page, later))
    changes: tuple[str, ...] = ()
    if later.at != view.at:
        difference = between(
            case,
            view.at,
            later.at,
            names=view.names,
            filters=later,
            most_events=MOST_CHANGES,
        )
        changes = tuple(row.sentence for row in difference.rows[:MOST_CHANGES])
    return SceneRefresh(
        before=scene,
        scene=replace(fresh, notes=scene.notes, frozen=figures, id=scene.id),
        tables_differ=bool(scene.frozen.tables) and scene.frozen.tables != case.version,
        differs=_differences(scene.frozen.figures, now.figures) if scene.frozen.tables else (),
        changes=changes,
    )


def with_scenes(briefing: Briefing, rows: list[SceneRefresh]) -> Briefing:
    """Return the briefing with the refreshed scenes in the place of those they were."""
    by_id = {row.before.id: row.scene for row in rows}
    return replace(briefing, scenes=tuple(by_id.get(scene.id, scene) for scene in briefing.scenes))


def _differences(
    before: tuple[tuple[str, str, str], ...], now: tuple[tuple[str, str, str], ...]
) -> tuple[str, ...]:
    """How two lists of figures (value, label, date) differ, figure by figure.

    >>> _differences((("5", "people", "by 1 May"),), (("7", "people", "by 1 May"),))
    ('people: 7 (by 1 May), where it was 5 (by 1 May).',)
    """
    old = {label: (value, when) for value, label, when in before}
    new = {label: (value, when) for value, label, when in now}
    sentences = []
    for label in dict.fromkeys((*old, *new)):
        was, is_ = old.get(label), new.get(label)
        if was == is_:
            continue
        if is_ is None and was is not None:
            sentences.append(f"{label}: no longer told; it was {was[0]} ({was[1]}).")
        elif is_ is not None and was is None:
            sentences.append(f"{label}: {is_[0]} ({is_[1]}), not told before.")
        elif is_ is not None and was is not None:
            sentences.append(f"{label}: {is_[0]} ({is_[1]}), where it was {was[0]} ({was[1]}).")
    return tuple(sentences)
