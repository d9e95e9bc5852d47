"""What a document may load, in the words of a browser."""

from collections.abc import Iterable


def policy(directives: dict[str, Iterable[str]]) -> str:
    """A Content-Security-Policy from its directives, in their order."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
