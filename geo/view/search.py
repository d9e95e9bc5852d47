"""Full-text search that finds a place under any of its spellings, in any script.

Text and query are folded to plain Latin letters (anyascii), so that every spelling in every script meets;
a name of a place in the query stands for all names of that place; what is left over may be misspelt.
Every part of the query must be found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from anyascii import anyascii
from rapidfuzz import fuzz, process

from geo.cells import as_text
from geo.memo import once_per_frame
from geo.names import name_columns

# A token at least this long may be misspelt; shorter ones are too easily mistaken for each other.
FUZZY_LENGTH = 5
# Least similarity (rapidfuzz ratio, 0-100) of a misspelt token: one letter in five, two in ten.
FUZZY_RATIO = 80
LONGEST_NAME = 5
# Letters of a place's name that are enough to find it by its beginning.
SHORTEST_BEGINNING = 3

_MORE_NAMES = ("other_names", "provider_name", "pcode")
_APART = re.compile(r"[^0-9a-z]+")
# Apostrophes, ayn and hamza: they stand within a word, and are written or left out as one likes.
_JOINING = re.compile("['`´‘’‛ʹʻʼʽʾʿˈ′՚＇]")


def fold(text: str) -> tuple[str, ...]:
    """Return the words of a text in plain lower-case Latin letters.

    >>> fold("Харків, Şırnak")
    ('kharkiv', 'sirnak')
    >>> fold("Wādīʿ al-Qurā"), fold("Wadi' al Qura")
    (('wadi', 'al', 'qura'), ('wadi', 'al', 'qura'))
    """
    plain = _JOINING.sub("", anyascii(_JOINING.sub("", text))).casefold()
    return tuple(part for part in _APART.split(plain) if part)


@dataclass(frozen=True)
class Index:
    """What a search looks in: words and place names of each event, by row position."""

    rows: int
    words: dict[str, frozenset[int]]
    """Word (folded) to the rows that hold it."""
    names: dict[tuple[str, ...], frozenset[str]]
    """Name of a place, in words, to the ids of the places so called."""
    name_words: dict[str, tuple[tuple[str, ...], ...]]
    """Word of such names to those that hold it."""
    unparted: dict[str, frozenset[str]]
    """Such a name without its blanks and hyphens to the ids."""
    at_place: dict[str, frozenset[int]]
    """Place id to the rows that happened there or mention one of its names."""


def build(events: pd.DataFrame, places: pd.DataFrame, sources: pd.DataFrame) -> Index:
    """Return the index of the events in the order of their rows.

    Parameters
    ----------
    events
        The events of a case.
    places
        Its places, whose every name is searched.
    sources
        Its sources, whose titles and publishers are searched.

    Returns
    -------
    Index
        The index; its rows are positions in ``events``.
    """
    return _indexed(events, sources, names_of(places))


def aliases(places: pd.DataFrame) -> list[str]:
    """Return the columns of a table of places that hold a name, in any form or spelling, or a P-code.

    Parameters
    ----------
    places
        The table.

    Returns
    -------
    list of str
        Names of its columns.
    """
    return [*name_columns(places.columns), *(column for column in _MORE_NAMES if column in places.columns)]


def places_called(places: pd.DataFrame, query: str) -> tuple[str, ...]:
    """Return the ids of the places a query names, in any spelling or script; the surest first.

    A whole name goes before the beginning of one, that before a later word of one, and that before one that
    is misspelt. Blanks and hyphens may be missing.

    Parameters
    ----------
    places
        The places of a case.
    query
        A name, or a part of one.

    Returns
    -------
    tuple of str
        Ids of places, each once.
    """
    names, words = names_of(places), fold(query)
    if not words:
        return ()
    exact = names.get(words) or _unparted(names).get("".join(words), frozenset())
    ranks = [[place for place in places["place_id"] if place in exact]] if exact else []
    if len("".join(words)) >= SHORTEST_BEGINNING:
        ranks += [
            [place for name in names if test(name, words) for place in sorted(names[name])]
            for test in (begins, _holds_part)
        ]
    if not any(ranks):
        text = " ".join(words)
        spelt = {" ".join(name): name for name in names}
        near = _near(text, spelt) if len(text) >= FUZZY_LENGTH else []
        ranks.append([place for name in near for place in sorted(names[spelt[name]])])
    return tuple(dict.fromkeys(place for rank in ranks for place in rank))


def begins(name: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether a name begins with the words, of which the last may be a part of one.

    >>> begins(("river", "bridge"), ("river", "br")), begins(("ford",), ("ord",))
    (True, False)
    """
    return " ".join(name).startswith(" ".join(words))


def _holds_part(name: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether the words, of which the last may be a part of one, begin at a word of a name.

    >>> _holds_part(("sail", "al", "hasa"), ("alhasa",)), _holds_part(("old", "ford"), ("ldford",))
    (True, False)
    """
    run = "".join(words)
    return any("".join(name[start:]).startswith(run) for start in range(len(name)))


def beside(index: Index, rows: pd.DataFrame, sources: pd.DataFrame) -> Index:
    """Return an index of other rows that have the columns of events, by the same names of places.

    Parameters
    ----------
    index
        The index of a case's events.
    rows
        Rows with the same columns.
    sources
        The sources they rest on.

    Returns
    -------
    Index
        The index; its rows are positions in ``rows``.
    """
    return _indexed(rows, sources, index.names)


def _indexed(
    events: pd.DataFrame, sources: pd.DataFrame, names: dict[tuple[str, ...], frozenset[str]]
) -> Index:
    texts = [fold(" ".join(parts)) for parts in _texts(events, sources)]
    words: defaultdict[str, set[int]] = defaultdict(set)
    for row, tokens in enumerate(texts):
        for token in tokens:
            words[token].add(row)
    frozen = {word: frozenset(rows) for word, rows in words.items()}
    return Index(
        rows=len(events),
        words=frozen,
        names=names,
        name_words=_by_word(names),
        unparted=_unparted(names),
        at_place=_at_place(events, texts, names, frozen),
    )


def find(index: Index, query: str) -> frozenset[int]:
    """Return the positions of the rows in which every part of the query is found.

    An empty query, or one without a letter or digit, finds every row.

    Parameters
    ----------
    index
        The index.
    query
        Words to be found, whole or in part.

    Returns
    -------
    frozenset of int
        Positions of rows.
    """
    matches = frozenset(range(index.rows))
    tokens = fold(query)
    at = 0
    while at < len(tokens) and matches:
        length, rows = _part(index, tokens[at:])
        matches &= rows
        at += length
    return matches


def _part(index: Index, tokens: Sequence[str]) -> tuple[int, frozenset[int]]:
    """Return how many leading tokens make one part of the query, and the rows it is found in."""
    for length in range(min(LONGEST_NAME, len(tokens)), 0, -1):
        run = tuple(tokens[:length])
        places = index.names.get(run) or index.unparted.get("".join(run)) or _parts_of_names(index, run)
        if places:
            return length, _rows_of(index, places) | _holding(index, tokens[:length])
    token = tokens[0]
    beginning = [word for word in index.words if word.startswith(token)]
    rows = _union(index.words[word] for word in beginning) | _named(index, token)
    return 1, rows or _misspelt(index, token)


def _parts_of_names(index: Index, run: Sequence[str]) -> frozenset[str]:
    """Return the places one of whose names holds several words side by side."""
    if len(run) == 1:
        return frozenset()
    names = [name for name in index.name_words.get(run[0], ()) if _holds(name, tuple(run))]
    return frozenset(place for name in names for place in index.names[name])


def _named(index: Index, token: str) -> frozenset[int]:
    """Return the rows at places one of whose names has a word that begins with the token."""
    if len(token) < SHORTEST_BEGINNING:
        return frozenset()
    names = {name for word in index.name_words if word.startswith(token) for name in index.name_words[word]}
    return _union(_rows_of(index, index.names[name]) for name in names)


def _misspelt(index: Index, token: str) -> frozenset[int]:
    """Return the rows that hold words, or are at places with a word in their name, much like the token."""
    if len(token) < FUZZY_LENGTH:
        return frozenset()
    near = _near(token, index.words)
    names = {name for word in _near(token, index.name_words) for name in index.name_words[word]}
    in_words = _union(index.words[word] for word in near)
    return in_words | _union(_rows_of(index, index.names[name]) for name in names)


def _near(token: str, words: Iterable[str]) -> list[str]:
    """Return the words much like a token, the most alike first; a number or code is never another one."""
    if not token.replace(" ", "").isalpha():
        return []
    matches = process.extract(token, list(words), scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO, limit=None)
    return [word for word, _, _ in matches]


def _rows_of(index: Index, places: Iterable[str]) -> frozenset[int]:
    return _union(index.at_place.get(place, frozenset()) for place in places)


def _holding(index: Index, tokens: Sequence[str]) -> frozenset[int]:
    """Return the rows that hold every one of the tokens."""
    rows = [index.words.get(token, frozenset()) for token in tokens]
    return frozenset.intersection(*rows)


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


@once_per_frame
def names_of(places: pd.DataFrame) -> dict[tuple[str, ...], frozenset[str]]:
    """Return every name of every place, folded, with the ids of the places that bear it.

    Parameters
    ----------
    places
        The places of a case, with its columns of names.

    Returns
    -------
    dict
        Ids of places by the words of a name.
    """
    names: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    columns = aliases(places)
    for place, *forms in places[["place_id", *columns]].itertuples(index=False, name=None):
        for name in (part for form in forms for part in as_text(form).split(";")):
            if words := fold(name):
                names[words].add(str(place))
    return {words: frozenset(ids) for words, ids in names.items()}


def _by_word(names: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_word: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        for word in dict.fromkeys(name):
            by_word[word].append(name)
    return {word: tuple(own) for word, own in by_word.items()}


def _unparted(names: dict[tuple[str, ...], frozenset[str]]) -> dict[str, frozenset[str]]:
    unparted: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for name, places in names.items():
        unparted["".join(name)] |= places
    return dict(unparted)


def _texts(events: pd.DataFrame, sources: pd.DataFrame) -> Iterable[list[str]]:
    """Return the texts of each event that are searched: its own and those of its sources."""
    titles = {
        str(source): f"{as_text(title)} {as_text(publisher)}"
        for source, title, publisher in sources[["source_id", "title", "publisher"]].itertuples(
            index=False, name=None
        )
    }
    columns = ["event_id", "title", "summary", "actors", "source_ids"]
    for *own, source_ids in events[columns].itertuples(index=False, name=None):
        cited = [titles.get(part.strip(), "") for part in as_text(source_ids).split(";")]
        yield [as_text(cell) for cell in own] + cited


def _at_place(
    events: pd.DataFrame,
    texts: Sequence[tuple[str, ...]],
    names: dict[tuple[str, ...], frozenset[str]],
    words: dict[str, frozenset[int]],
) -> dict[str, frozenset[int]]:
    """Return for each place the rows set there and the rows whose text holds one of its names."""
    at_place: defaultdict[str, set[int]] = defaultdict(set)
    for row, place in enumerate(events["place_id"]):
        if as_text(place):
            at_place[str(place)].add(row)
    for name, places in names.items():
        rows = words.get(name[0], frozenset())
        mentioned = {row for row in rows if _holds(texts[row], name)}
        for place in places:
            at_place[place] |= mentioned
    return {place: frozenset(rows) for place, rows in at_place.items()}


def _holds(text: Sequence[str], name: tuple[str, ...]) -> bool:
    """Tell whether the words of a name stand side by side in a text."""
    size = len(name)
    return any(tuple(text[at : at + size]) == name for at in range(len(text) - size + 1))
