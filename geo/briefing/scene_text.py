"""A headline and two lines for a view, taken from what its page says. A briefer edits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.briefing.briefing import LINES, LONGEST_LINE, LONGEST_TITLE, Frozen, Scene, scene_of
from geo.date_words import format_date
from geo.picture.registry import topic_of
from geo.report.blockade import corridors
from geo.report.road_words import SHORT_LABELS, status_count, status_words
from geo.words import capital, number, spoken_name, with_article

if TYPE_CHECKING:
    from geo.briefing.scene import Shown
    from geo.case.case import Case


def suggested(case: Case, what: Shown) -> Scene:
    """Return the view as a scene with a headline, its first sentences and a record of its figures.

    Of a comparison the lines say what changed most.
    """
    texts = [change.sentence for change in what.changes] or [row.text for row in what.answer.sentences]
    lines = tuple(text for text in texts if len(text) <= LONGEST_LINE)[:LINES]
    scene = scene_of(what.page, what.view, case.settings, headline(case, what), lines)
    return Scene(scene.page, scene.title, scene.lines, scene.query, frozen=frozen(case, what))


def frozen(case: Case, what: Shown) -> Frozen:
    """Return what a scene shows now, to be compared with later: the tables' hash and each figure."""
    figures = tuple((figure.value, figure.label, figure.when) for figure in what.answer.figures)
    return Frozen(case.version, figures)


def headline(case: Case, what: Shown) -> str:
    """Return one short line for the view: people counted, else the road, else what the map is about.

    Of a comparison it is the two dates.
    """
    day = format_date(what.view.at.date())
    if what.view.versus is not None:
        earlier, later = sorted((what.view.versus.date(), what.view.at.date()))
        return f"What changed from {format_date(earlier)} to {format_date(later)}"
    for kind in topic_of(what.page).headlines:
        if words := HEADLINES[kind](case, what):
            return words
    return f"{what.picture.title}, {day}"


def _people(_case: Case, what: Shown) -> str:
    figure = what.state.arrivals.get("arrivals")
    if figure is None or figure.claim.value is None:
        return ""
    day = format_date(figure.claim.moment.date())
    return f"{number(figure.claim.value)} counted by {with_article(figure.claim.claimant)} by {day}"


def _road(case: Case, what: Shown) -> str:
    state = what.state
    roads = sorted(corridors(case, state), key=lambda road: road.since or state.at.date())
    # A road of which nothing is known says nothing where another's state is known.
    roads = [road for road in roads if road.status != "unknown" and not road.replaced] or roads
    if not roads:
        return ""
    road, day = roads[-1], format_date(what.view.at.date())
    # Who could pass may take a line of its own: then without the days, or as its status alone.
    forms = (status_words(road), status_count(road)[0].partition(", no ")[0], SHORT_LABELS[road.status])
    offers = [f"{spoken_name(road.short_name)} on {day}: {words}" for words in forms]
    words = next((offer for offer in offers if len(offer) <= LONGEST_TITLE), offers[-1])
    return capital(words)


def _figure(_case: Case, what: Shown) -> str:
    if not what.answer.figures:
        return ""
    first = what.answer.figures[0]
    return capital(f"{first.value} {first.label}, {first.when}")


HEADLINES = {"people": _people, "road": _road, "figure": _figure}
"""What a scene can be called after, by the name its topic gives it in `geo.picture.registry`."""
