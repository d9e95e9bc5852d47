"""Parts of other packages that no interface promises, each looked at before it is used.

Where one is missing or has another shape, the log names it with what goes without it, and Passage goes on.
"""

from __future__ import annotations

import logging
from importlib import import_module
from inspect import signature, unwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LOG = logging.getLogger("passage.server")


class MissingPieceError(Exception):
    """A part of another package is not there as Passage knows it; the message names it."""


def piece(address: str) -> Any:
    """Return what "package.module:Owner.name" names; raise MissingPieceError where it is not there."""
    module, _, path = address.partition(":")
    try:
        value: Any = import_module(module)
        for name in filter(None, path.split(".")):
            value = getattr(value, name)
    except (ImportError, AttributeError) as error:
        raise MissingPieceError(f"{address} is missing") from error
    return value


def method(address: str, *parameters: str, reads: tuple[str, ...] = ()) -> Callable[..., Any]:
    """Return a function that takes these parameters and whose own code reads these names."""
    value: Callable[..., Any] = piece(address)
    try:
        taken = tuple(signature(value).parameters)
    except (TypeError, ValueError) as error:
        raise MissingPieceError(f"{address} is not a function as known") from error
    if taken[: len(parameters)] != parameters:
        raise MissingPieceError(f"{address} takes {', '.join(taken)} instead of {', '.join(parameters)}")
    known = getattr(getattr(unwrap(value), "__code__", None), "co_names", ())
    for name in reads:
        if name not in known:
            raise MissingPieceError(f"{address} does not read {name}")
    return value


def put_in(replace: Callable[[], None], without: str) -> bool:
    """Put one replacement in place and say whether that was done; ``without`` is what is lost if not."""
    try:
        replace()
    except MissingPieceError as missing:
        LOG.warning("%s: %s.", missing, without)
        return False
    return True
