"""A briefing as everything that is needed to present it without a server: text, maps, events, cards.

Only what may be passed on is in it, by the rule of ``geo.case.licence``, as in every export.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from geo.briefing.briefing import view_of
from geo.briefing.frozen_link import address_of, differences
from geo.briefing.scene import shown
from geo.case.licence import passable
from geo.case.schema import KEYS
from geo.case.sources import citations
from geo.cells import as_text
from geo.facts.doubt import with_doubts
from geo.facts.provenance import KINDS
from geo.facts.silent_places import KIND as SILENCE
from geo.facts.silent_places import place_silences
from geo.picture.layers import MapInputs
from geo.picture.message import as_json
from geo.picture.place_outlines import labels_of
from geo.picture.playback import playback_of
from geo.report.cards import card
from geo.view.cut import cut, cut_by
from geo.view.event_columns import minutes, pack
from geo.view.join import join
from geo.view.search import aliases, fold
from geo.view.select import overview, vocabulary
from geo.view.view import opening
from geo.words import at_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geo.briefing.briefing import Briefing, Scene
    from geo.briefing.scene import Shown
    from geo.case.case import Case
    from geo.picture.place_labels import PlaceLabels
    from geo.picture.playback import Playback
    from geo.view.event_columns import Columns
    from geo.view.view import ViewState

SCHEMATIC = "Schematic: roads are straight between places, areas are hulls of named places."
# A file holds cards of at most so many features of a kind, and of no event where there are more of them.
MOST_CARDS = 1000
# No more places than a map can name can be gone to.
MOST_PLACES = 3000
_TABLES = ("routes", "areas", "consignments", "movements", "accommodation")


@dataclass(frozen=True)
class Presentation:
    """What a document for presenting holds; columns and labels by their digest."""

    case: Case = field(repr=False)
    """The rows of the case that may be passed on."""
    content: dict[str, Any]
    """Plain JSON values: title, scenes, places to go to."""
    columns: dict[str, Columns] = field(repr=False)
    labels: PlaceLabels = field(repr=False)
    playbacks: dict[str, Playback] = field(repr=False)
    """What the state on any date is made of, by digest."""
    event_ids: tuple[str, ...] = field(repr=False)
    """Events of the columns."""
    asked: tuple[tuple[date | None, str, str], ...]
    """As-known date, kind of traffic and name mode of the scenes, each once."""


def presentation(case: Case, briefing: Briefing) -> Presentation:
    """Return all that is shown when the briefing is presented."""
    terms = vocabulary(case)
    case, withheld = passable(case)
    drawn = Drawn(case)
    views = [view_of(scene, case.settings, terms)[0] for scene in briefing.scenes]
    scenes = [_scene(case, *pair, drawn) for pair in zip(briefing.scenes, views, strict=True)]
    content = {
        "title": briefing.title,
        "case": case.settings.title,
        "span": [
            _midnight(case.settings.period.first),
            _midnight(case.settings.period.last + timedelta(days=1)),
        ],
        "scenes": scenes,
        "places": _places(case),
        "withheld": withheld,
    }
    asked = tuple(dict.fromkeys((view.known, view.traffic, view.names) for view in views))
    playbacks = {
        (known, traffic, names): playback_of(cut_by(case, known, traffic), names)
        for known, traffic, names in asked
    }
    for scene, view in zip(scenes, views, strict=True):
        scene["message"]["film"] = playbacks[view.known, view.traffic, view.names].digest
    by_digest = {playback.digest: playback for playback in playbacks.values()}
    return Presentation(case, content, drawn.columns, drawn.labels, by_digest, tuple(drawn.event_ids), asked)


def all_cards(presented: Presentation) -> dict[str, dict[str, Any]]:
    """Return what is known of each feature that may be shown, by its "kind:id".

    They are grouped by the version of the case and the name mode they are asked for in, "version names".
    """
    cuts = ((cut_by(presented.case, known, traffic), names) for known, traffic, names in presented.asked)
    return {f"{case.version} {names}": _cards(case, names, presented) for case, names in cuts}


class Drawn:
    """The events of the case as columns, packed once for each choice of events."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._packed_views: dict[ViewState, Columns] = {}
        self.columns: dict[str, Columns] = {}
        self.labels = labels_of(case)
        self.event_ids: dict[str, None] = {}

    def of(self, view: ViewState) -> MapInputs:
        """The events that pass the view's filters, and the labels of the case."""
        start = opening(self._case.settings)
        dates = (view.first, view.last) if view.dated else (start.first, start.last)
        key = replace(
            view, first=dates[0], last=dates[1], at=start.at, names=start.names, map=None, selected=None
        )
        if key not in self._packed_views:
            self._packed_views[key] = self._packed(view)
        return MapInputs(self._packed_views[key], self.labels)

    def _packed(self, view: ViewState) -> Columns:
        known = cut(self._case, view)
        events = overview(known, view)
        self.event_ids |= dict.fromkeys(events["event_id"])
        joined = join(known.places, with_doubts(known, events))
        packed = pack(joined.placed, joined.unplaced)
        self.columns[packed.digest] = packed
        return packed


def _scene(case: Case, scene: Scene, view: ViewState, drawn: Drawn) -> dict[str, Any]:
    known = cut(case, view)
    what = shown(known, scene.page, replace(view, selected=None), drawn.of(view))
    return {
        "page": scene.page,
        "title": scene.title,
        "lines": scene.lines,
        "notes": scene.notes,
        "link": address_of(scene),
        "dates": _dates(what),
        "figures": [[figure.value, figure.label, figure.when] for figure in what.answer.figures],
        "sources": _sources(known, what.cited),
        "differs": differences(case, scene.frozen, what.answer),
        "period": [_midnight(view.first), _midnight(view.last + timedelta(days=1))],
        "schematic": SCHEMATIC,
        "message": as_json(what.picture) | {"theme": "light", "position": view.map},
    }


def _midnight(day: date) -> int:
    return minutes(datetime.combine(day, time.min))


def _dates(what: Shown) -> list[str]:
    """As-at date, the date compared with, period and as-known date, each in words that say what they are."""
    as_at, *others = [part[:1].upper() + part[1:] for part in what.picture.subtitle.split(" · ")]
    view, zone = what.view, what.case.settings.zone
    compared = [] if view.versus is None else [f"Compared with {at_in_words(view.versus, zone)}"]
    return [as_at, *compared, *others, *([] if view.known else ["As known now"])]


def _sources(case: Case, source_ids: Iterable[str]) -> list[dict[str, str]]:
    return [
        {
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
        }
        for source in citations(case, source_ids)
    ]


def _places(case: Case) -> list[list[Any]]:
    """Places to go to: name in both forms, longitude, latitude, and every spelling to find it by."""
    table = case.places.iloc[:MOST_PLACES]
    names = table[aliases(table)]
    rows = zip(table["lon"], table["lat"], names.itertuples(index=False, name=None), strict=True)
    return [[*_spelled(forms), round(lon, 4), round(lat, 4)] for lon, lat, forms in rows]


def _spelled(forms: Iterable[object]) -> tuple[str, list[str]]:
    named = [part.strip() for form in forms for part in as_text(form).split(";") if part.strip()]
    plain = [" ".join(fold(name)) for name in named]
    return (named[0] if named else ""), list(dict.fromkeys([*plain, *(name.casefold() for name in named)]))


def _cards(case: Case, names: str, presented: Presentation) -> dict[str, Any]:
    events = () if len(presented.event_ids) > MOST_CARDS else presented.event_ids
    wanted = [("event", key) for key in events]
    for table in _TABLES:
        wanted += [(KINDS[table], key) for key in case.tables()[table][KEYS[table]].iloc[:MOST_CARDS]]
    wanted += [("place", label.id) for label in presented.labels.labels]
    wanted += [(SILENCE, gap.key) for gaps in place_silences(case).values() for gap in gaps][:MOST_CARDS]
    cards = ((f"{kind}:{key}", card(case, kind, key, names)) for kind, key in wanted)
    return {reference: content for reference, content in cards if content is not None}
