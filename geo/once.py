"""Work done once for a table: frames of a case are never changed, so what is read of them stays."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

T = TypeVar("T")


def once_per_frame(make: Callable[[pd.DataFrame], T]) -> Callable[[pd.DataFrame], T]:
    """``make`` with its answer kept for as long as the very same frame lives.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"a": [1]})
    >>> rows = once_per_frame(lambda frame: frame.to_dict("records"))
    >>> rows(table) is rows(table)
    True
    """
    kept: dict[int, tuple[weakref.ref[pd.DataFrame], T]] = {}

    @wraps(make)
    def answer(frame: pd.DataFrame) -> T:
        key = id(frame)
        held = kept.get(key)
        if held is not None and held[0]() is frame:
            return held[1]
        made = make(frame)
        kept[key] = (weakref.ref(frame, lambda _: kept.pop(key, None)), made)
        return made

    return answer
