"""A link that remembers what it showed: the hash of the case's tables, and the figures of the view.

Opened later it shows the same view, and says what differs since. A link made here is signed, with page and
view; what another one says was shown is told as its own claim. See `geo.view.view` for the view's own part.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from geo.briefing.briefing import Frozen, clean
from geo.briefing.link_key import link_key
from geo.picture.registry import TOPICS
from geo.report.answer import MOST_FIGURES
from geo.view.view import MAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.briefing.briefing import Scene
    from geo.case.case import Case
    from geo.report.answer import Answer

TABLES, SHOWN, SIGNATURE = "tables", "shown", "signed"
"""Names in the address: the hash's beginning, the figures as "value|label|date", separated by ";", and who
made the link."""
CHANGED = "The case's tables have changed since this was kept"
SAME = "This is what the link showed when it was made: the case's tables are the same."
UNSIGNED = "This link was not made by this program, or was altered: what it says was shown is its own claim."
# What a reader does on the page without leaving the view is not signed.
_UNSIGNED_NAMES = (MAP, "open", "seen", SIGNATURE)
_HASH = re.compile(r"[0-9a-f]{12,64}")
_SIGNATURE = re.compile(r"[0-9a-f]{32}")
_HASH_LENGTH = 16
_LONGEST_PART = 160
_PARTS = 3


def freeze(case: Case, answer: Answer) -> Frozen:
    """Return what a link made now has to remember of what its page says."""
    figures = tuple((figure.value, figure.label, figure.when) for figure in answer.figures)
    return Frozen(case.version[:_HASH_LENGTH], figures)


def write_frozen(frozen: Frozen) -> dict[str, str]:
    """Return what is remembered as names of an address; nothing where no hash was stored."""
    if not frozen.tables:
        return {}
    figures = ("|".join(_plain(part) for part in figure) for figure in frozen.figures)
    written = {TABLES: frozen.tables[:_HASH_LENGTH], SHOWN: ";".join(figures), SIGNATURE: frozen.signature}
    return {name: value for name, value in written.items() if value}


def read_frozen(query: Mapping[str, str]) -> tuple[Frozen | None, tuple[str, ...]]:
    """Return what a frozen link remembers, or None, and notes on what of it cannot be used.

    >>> read_frozen({"tables": "a4fe4098ced6", "shown": "2 days|Old road|since 30 Mar 2023"})[0].figures
    (('2 days', 'Old road', 'since 30 Mar 2023'),)
    """
    tables = query.get(TABLES, "")
    if not tables:
        return None, ()
    if not _HASH.fullmatch(tables):
        shown = clean(tables, 40)
        return None, (f"The link's hash of the tables, “{shown}”, is none; what has changed cannot be said.",)
    figures = [figure.split("|") for figure in query.get(SHOWN, "").split(";") if figure]
    if len(figures) > MOST_FIGURES or any(len(parts) != _PARTS for parts in figures):
        return Frozen(tables), (
            "The figures the link remembers cannot be read; only its tables are compared.",
        )
    cleaned = [[clean(part, _LONGEST_PART) for part in parts] for parts in figures]
    signature = query.get(SIGNATURE, "")
    return Frozen(
        tables,
        tuple((value, label, when) for value, label, when in cleaned),
        signature if _SIGNATURE.fullmatch(signature) else "",
    ), ()


def signed(frozen: Frozen, page: str, view: Mapping[str, str]) -> Frozen:
    """Return what a link to a page and a view (as an address writes it) remembers, signed if it can be."""
    key = link_key()
    return frozen if key is None else replace(frozen, signature=_signature(key, frozen, page, view))


def is_signed(frozen: Frozen, page: str, view: Mapping[str, str]) -> bool:
    """Tell whether this program made the very link: page, view and what it remembers."""
    key = link_key()
    return key is not None and hmac.compare_digest(frozen.signature, _signature(key, frozen, page, view))


def _signature(key: bytes, frozen: Frozen, page: str, view: Mapping[str, str]) -> str:
    query = {**view, **write_frozen(frozen)}
    names = sorted(name for name in query if name not in _UNSIGNED_NAMES)
    text = json.dumps([page or TOPICS[0].key, [[name, query[name]] for name in names]])
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def address_of(scene: Scene) -> str:
    """Return the frozen link of a scene, as seen from the first page."""
    frozen = signed(scene.frozen, scene.page, dict(parse_qsl(scene.query)))
    return f"{scene.page}?{scene.query}" + "".join(
        f"&{urlencode({name: value})}" for name, value in write_frozen(frozen).items()
    )


def sentences(case: Case, frozen: Frozen, answer: Answer | None) -> tuple[str, ...]:
    """Return what a reader of a frozen link is told: that nothing differs, or what does."""
    if answer is None:
        return (SAME,) if case.version.startswith(frozen.tables) else (f"{CHANGED}.",)
    return tuple(differences(case, frozen, answer)) or (SAME,)


def claimed_sentences(case: Case, frozen: Frozen, answer: Answer | None) -> tuple[str, ...]:
    """Return what a reader of a link is told that does not bear this program's signature."""
    claims = sentences(case, frozen, answer)
    return (UNSIGNED, *(f"This link claims: {sentence}" for sentence in claims if sentence != SAME))


def differences(case: Case, frozen: Frozen, answer: Answer) -> list[str]:
    """Return what differs from what was shown then, one sentence each; nothing over the same tables."""
    if not frozen.tables or case.version.startswith(frozen.tables):
        return []
    now = [(figure.value, figure.label, figure.when) for figure in answer.figures]
    different = [sentence for figure in frozen.figures if (sentence := _moved(figure, now))]
    before = {_plain(label) for _, label, _ in frozen.figures}
    different += [
        f"Not shown then: {value} {label}, {when}."
        for value, label, when in now
        if frozen.figures and _plain(label) not in before
    ]
    if different:
        return [f"{CHANGED}.", *different]
    return [f"{CHANGED}; the figures shown here are the same." if frozen.figures else f"{CHANGED}."]


def _moved(figure: tuple[str, str, str], now: list[tuple[str, str, str]]) -> str:
    value, label, when = figure
    if any([_plain(part) for part in other] == [_plain(part) for part in figure] for other in now):
        return ""
    same = next((other for other in now if _plain(other[1]) == _plain(label)), None)
    if same is None:
        return f"Shown then and no longer: {value} {label}, {when}."
    return f"Then {value} {label}, {when}; now {same[0]}, {same[2]}."


def _plain(text: str) -> str:
    """A text without the letters that part figures in an address."""
    return clean(text.replace(";", ",").replace("|", "/"), _LONGEST_PART)
