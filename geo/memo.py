"""Work done once and no sooner than needed: for a table or a case, which never change, and for a library."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from functools import wraps
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pandas as pd

T = TypeVar("T")
C = TypeVar("C")
P = ParamSpec("P")


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


class _Answer(Generic[T]):
    """Room for one answer: whoever comes while it is being worked out waits for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: list[T] = []

    def get(self, make: Callable[[], T]) -> T:
        with self.lock:
            if not self.made:
                self.made.append(make())
            return self.made[0]


def once_per_case(
    most: int,
) -> Callable[[Callable[Concatenate[C, P], T]], Callable[Concatenate[C, P], T]]:
    """Keep the last ``most`` answers of what is asked of a case, for all who ask the same.

    A case is the very same object; the other arguments need a hash. Answers are shared, so nobody may
    change one.
    """

    def keeping(make: Callable[Concatenate[C, P], T]) -> Callable[Concatenate[C, P], T]:
        kept: OrderedDict[Hashable, tuple[weakref.ref[C], _Answer[T]]] = OrderedDict()
        lock = Lock()

        @wraps(make)
        def answer(case: C, /, *args: P.args, **more: P.kwargs) -> T:
            key = id(case), args, tuple(sorted(more.items()))
            with lock:
                held = kept.get(key)
                if held is None or held[0]() is not case:
                    held = kept[key] = weakref.ref(case), _Answer()
                kept.move_to_end(key)
                while len(kept) > most:
                    kept.popitem(last=False)
            return held[1].get(lambda: make(case, *args, **more))

        return answer

    return keeping


class Late(ModuleType):
    """Stands for a library only some pages need, until a name of it is first looked up.

    >>> Late("fractions").Fraction(1, 2)
    Fraction(1, 2)
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)
