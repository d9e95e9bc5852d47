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
    """Keep the answer of a function of a table for as long as that very table lives.

    Parameters
    ----------
    make
        Works something out from a table.

    Returns
    -------
    callable
        The same function; every caller gets the same answer, so nobody may change one.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"a": [1]})
    >>> rows = once_per_frame(lambda frame: frame.to_dict("records"))
    >>> rows(table) is rows(table)
    True
    """
    cache: dict[int, tuple[weakref.ref[pd.DataFrame], T]] = {}

    @wraps(make)
    def answer(frame: pd.DataFrame) -> T:
        key = id(frame)
        cached = cache.get(key)
        if cached is not None and cached[0]() is frame:
            return cached[1]
        value = make(frame)
        cache[key] = (weakref.ref(frame, lambda _: cache.pop(key, None)), value)
        return value

    return answer


class _Answer(Generic[T]):
    """Room for one answer: whoever comes while it is being worked out waits for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.values: list[T] = []

    def get(self, make: Callable[[], T]) -> T:
        with self.lock:
            if not self.values:
                self.values.append(make())
            return self.values[0]


def once_per_case(
    most: int,
) -> Callable[[Callable[Concatenate[C, P], T]], Callable[Concatenate[C, P], T]]:
    """Keep the last answers of a function of a case, for all who ask the same.

    A case is the very same object; the other arguments need a hash.

    Parameters
    ----------
    most
        How many answers are kept, over all cases and arguments; the least recently used goes first.

    Returns
    -------
    callable
        A decorator for functions whose first argument is the case. Answers are shared, so nobody may
        change one.
    """

    def keeping(make: Callable[Concatenate[C, P], T]) -> Callable[Concatenate[C, P], T]:
        cache: OrderedDict[Hashable, tuple[weakref.ref[C], _Answer[T]]] = OrderedDict()
        lock = Lock()

        @wraps(make)
        def answer(case: C, /, *args: P.args, **more: P.kwargs) -> T:
            key = id(case), args, tuple(sorted(more.items()))
            with lock:
                cached = cache.get(key)
                if cached is None or cached[0]() is not case:
                    cached = cache[key] = weakref.ref(case), _Answer()
                cache.move_to_end(key)
                while len(cache) > most:
                    cache.popitem(last=False)
            return cached[1].get(lambda: make(case, *args, **more))

        return answer

    return keeping


class Late(ModuleType):
    """Stands for a library only some pages need, until a name of it is first looked up.

    >>> Late("fractions").Fraction(1, 2)
    Fraction(1, 2)
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)
