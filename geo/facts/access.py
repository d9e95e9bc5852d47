"""Who had a way out or in on a day, and what one more closure would change, as facts without words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.facts.network import levels, network, users_of
from geo.facts.state import state
from geo.facts.ways_out import way_round, ways_out, without
from geo.memo import once_per_case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from geo.case.case import Case
    from geo.facts.network import Levels, Network, Segment, User
    from geo.facts.state import State
    from geo.facts.ways_out import WayOut

KIND = "segment"
# Moments whose answer is cached; each takes some ten kilobytes.
_MOMENTS = 64


@dataclass(frozen=True)
class Access:
    """Who could get out or in on a day: the network, how passable it was, and each place's best way."""

    roads: Network
    levels: Mapping[User, Levels]
    """How well each kind of traffic could pass each stretch in its direction."""
    ways: Mapping[User, tuple[WayOut, ...]]
    state: State

    @property
    def asked(self) -> bool:
        """Whether the case says for which places, and to where, the question is asked."""
        return bool(self.roads.asked)


@dataclass(frozen=True)
class Closure:
    """One stretch shut on top of the day's state: what it was, and each user's ways after it."""

    segment: Segment
    before: Access
    after: Access
    round_km: Mapping[User, float | None]

    def lost(self, user: User) -> tuple[str, ...]:
        """The places whose way out or in is worse after the closure."""
        pairs = zip(self.before.ways[user], self.after.ways[user], strict=True)
        return tuple(now.place_id for now, then in pairs if then.level < now.level)

    def longer(self, user: User) -> dict[str, float]:
        """By how many kilometres the way is longer for places that keep one as good.

        Parameters
        ----------
        user
            Kind of traffic and its direction.

        Returns
        -------
        dict
            Kilometres by place id, over straight geodesic lengths; only places that get out as well as
            before.
        """
        pairs = zip(self.before.ways[user], self.after.ways[user], strict=True)
        return {
            now.place_id: then.km - now.km
            for now, then in pairs
            if now.km is not None and then.km is not None and now.level == then.level and then.km > now.km
        }


@once_per_case(_MOMENTS)
def access(case: Case, at: datetime) -> Access:
    """Who could get out or in by the watched roads at a local moment, as far as was known."""
    roads, now = network(case), state(case, at)
    return _access(roads, {user: levels(roads, now.routes, user) for user in users_of(case)}, now)


def _access(roads: Network, passable: Mapping[User, Levels], now: State) -> Access:
    return Access(roads, passable, {user: ways_out(roads, own) for user, own in passable.items()}, now)


def if_closed(now: Access, segment_id: str | None) -> Closure | None:
    """What would be if a stretch were shut as well; None where the network has no such stretch."""
    segment = now.roads.by_id.get(segment_id or "")
    if segment is None:
        return None
    shut = {user: without(now.levels[user], segment.id) for user in now.levels}
    return Closure(
        segment,
        now,
        _access(now.roads, shut, now.state),
        {user: way_round(now.roads, now.levels[user], segment.id) for user in now.levels},
    )


def segment_of(selected: str | None) -> str | None:
    """The id of the stretch that a view has open, or None."""
    kind, _, key = (selected or "").partition(":")
    return key if kind == KIND else None
