"""One thing as it stands at a moment: what lists of changes are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

Value = tuple[str | float | None, ...]


@dataclass(frozen=True)
class Fact:
    """One thing as it stands at a moment; equal values mean that nothing changed."""

    key: str
    """`route:valley_new`, `figure:arrivals`, `consignment:c024`, `movement:m009` or `event:ev019`."""
    value: Value
    kind: str
    topic: str
    weight: int
    day: date
    """Since when it stands so."""
    turned: date
    """Since when it stands exactly so, where that may be later: a road may change its direction."""
    say: Callable[[], str] = field(compare=False, repr=False)
    """Puts it into words. Of most facts nobody asks, as nothing changed."""
    last: str = ""
    """The status a road is in or was last shown in."""
    subject: str = ""
    """What the words are about, where they are not a sentence of their own."""
    source_ids: tuple[str, ...] = ()
    doubt: str = ""
    disputed: bool = False
    """Whether it is marked uncertain, or the claims of it disagree."""
    actors: tuple[str, ...] = ()
    """Who did it, or who gave the figure; a road's status names nobody."""
    place_ids: tuple[str, ...] = ()
    event_id: str = ""
    """The event that tells of it too."""
    shown: bool = True
    """Whether it passes the filters of the view that asked."""

    @property
    def words(self) -> str:
        """What a sentence says of it: how a road or a figure stands, or all there is to say of it."""
        return self.say()

    @property
    def table(self) -> str:
        """What its key begins with: "route", "figure", "consignment", "movement" or "event"."""
        return self.key.partition(":")[0]
