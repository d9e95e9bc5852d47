"""What changed in a synthetic case and what was learned of it, as recorded: word for word."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from geo.case.as_known import as_known
from geo.changes import change_figures, changes_text, corrections_table, corrections_text, harm
from geo.changes.changes import as_json, between, of_topics
from geo.changes.corrections import (
    corrections,
    corrections_between,
    first_publication,
    learned_since,
    revised_since,
    sentence,
)
from geo.view.view import opening
from tests.geo.recorded import MOMENTS, changed, record, synthetic_case

FILE = Path(__file__).with_name("recorded_changes.json")


def answers(case):
    pairs = [*pairwise(MOMENTS), (MOMENTS[-1], MOMENTS[1])]
    steps = [(at, at + timedelta(days=1)) for at in case.events["start"].dt.to_pydatetime()[::15]]
    view = opening(case.settings)
    narrow = {
        "category": replace(view, categories=("military", "protest")),
        "one publisher": replace(view, doubts=("single",)),
        "disputed": replace(view, doubts=("disputed",)),
        "possible": replace(view, dated="possible"),
        "certain": replace(view, dated="certain"),
        "confidence": replace(view, confidence=("medium",)),
        "actor": replace(view, actors=("Actor B",)),
        "place": replace(view, places=("p01", "p04")),
        "search": replace(view, search="place 0"),
        "box": replace(view, box=(44.0, 39.0, 46.5, 40.2)),
        "known": replace(view, known=date(2022, 7, 1)),
    }
    lists = [between(case, *pair) for pair in [*pairs, *steps]]
    return {
        **{f"from {own.start} to {own.end}": _changes(case, own) for own in lists},
        **{
            f"{way}, {a} to {b}": as_json(between(case, a, b, filters=own))
            for way, own in narrow.items()
            for a, b in pairs[1:3]
        },
        **{f"two of them, {a} to {b}": as_json(between(case, a, b, most_events=2)) for a, b in pairs},
        **{f"known {at}": _corrections(case, at) for at in MOMENTS},
        **{f"between {a} and {b}": _learned_between(case, a, b) for a, b in pairwise(MOMENTS)},
        "harm": [harm.deaths(case), harm.covered_by_figures(case)],
        "weights": [
            [harm.weight_of(claims), *(harm.death_words(claims, at) for at in MOMENTS)]
            for claims in harm.deaths(case).values()
        ],
        "first publication": [
            first_publication(cell.split(";"), case.sources.set_index("source_id")["published"])
            for cell in case.claims["source_ids"]
        ],
    }


def _changes(case, own):
    aid = of_topics(own, {"aid"})
    return {
        "json": as_json(own),
        "heading": changes_text.heading(case, own),
        "text": changes_text.as_text(case, own),
        "table": changes_text.table(case, own),
        "left out": [changes_text.left_out_words(own), changes_text.nothing_words(aid)],
        "aid": as_json(aid),
        "sentences": change_figures.sentences(case, own, own.rows),
        "explained": change_figures.explained(case, own),
    }


def _corrections(case, at):
    own = corrections(case, at.date(), case.settings.period, at)
    since = learned_since(case, at.date(), case.settings.period)
    return {
        "json": corrections_text.as_json(case, own),
        "text": corrections_text.as_text(case, own, case.settings.period),
        "sentence": sentence(own),
        "heading": corrections_text.heading(own),
        "tables": [
            corrections_table.revised(case, own),
            corrections_table.learned(case, own),
            corrections_table.taken_back(case, own),
            corrections_table.counted(own),
        ],
        "explained": corrections_text.explained(since),
        "revised": revised_since(case, since, at),
        "as known": [len(table) for table in as_known(case, at.date()).tables().values()],
    }


def _learned_between(case, earlier, later):
    own = corrections_between(case, earlier, later, None)
    return [corrections_text.between_as_text(case, own), corrections_text.explained_between(own)]


def test_the_changes_are_as_recorded():
    assert changed(answers(synthetic_case()), FILE) == []


if __name__ == "__main__":
    record(answers(synthetic_case()), FILE)
