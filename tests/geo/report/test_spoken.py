"""Sentences that are read aloud: none too long, on dates over the whole case, as known then and now."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from geo.case.as_known import as_known
from geo.dates import end_of_day
from geo.facts.access import access
from geo.facts.displacement import accommodation_lists
from geo.facts.reconciliation import checks, holds_from
from geo.facts.silent_places import sentence, silences_at
from geo.facts.state import state
from geo.names import names_by_id
from geo.picture.registry import TOPICS
from geo.report import way_figures
from geo.report.displacement_answer import housed_words
from geo.report.displacement_figures import checks_words
from geo.report.spoken import MOST_WORDS
from geo.view.view import opening
from tests.conftest import shipped

SAYING = [topic for topic in TOPICS if topic.answer is not None]
_PERIOD = shipped().settings.period
_DICE = random.Random(11)  # noqa: S311 - the same dates each time
DAYS = [_PERIOD.first + timedelta(days=_DICE.randrange(_PERIOD.days)) for _ in range(200)]
# Every tenth of them also as known a month later, in the middle of the day.
AS_KNOWN = DAYS[::10]


def sentences(day: date, *, known: date | None, hour: int | None) -> list[str]:
    """The sentences of every page that has any, as at a day or an hour of it."""
    case = as_known(shipped(), known)
    moment = end_of_day(day).replace(hour=hour, minute=0, second=0) if hour else end_of_day(day)
    view = replace(opening(case.settings), first=min(_PERIOD.first, day), last=day, at=moment)
    now = state(case, moment)
    return [
        sentence.text
        for topic in SAYING
        if topic.answer is not None
        for sentence in topic.answer(case, view, now).sentences
    ]


@pytest.mark.parametrize("day", [date(2022, 12, 20), date(2023, 4, 24), date(2023, 9, 18), date(2023, 12, 1)])
def test_no_sentence_of_a_section_is_longer_either(day: date) -> None:
    case, moment = shipped(), end_of_day(day)
    names = names_by_id(case.places, "both")
    texts = [sentence.text for sentence in way_figures.sentences(case, access(case, moment), names)]
    texts += [way_figures.people(case, day).text, sentence(silences_at(case, day), names, day)]
    texts += [housed_words(case, listed) for listed in accommodation_lists(case) if listed.moment <= moment]
    texts.append(checks_words(case, [check for check in checks(case) if holds_from(case, check) <= moment]))
    spoken = [part for text in texts for part in re.split(r"(?<=[.)]) (?=[A-Z])", text)]
    assert len(spoken) > len(texts) > 4
    assert [text for text in spoken if len(text.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("part", range(10))
def test_no_sentence_is_longer_than_can_be_read_aloud(part: int) -> None:
    spoken = [text for day in DAYS[part::10] for text in sentences(day, known=None, hour=None)]
    spoken += [
        text for day in AS_KNOWN[part::10] for text in sentences(day, known=day + timedelta(days=30), hour=14)
    ]
    assert len(spoken) > 20 * len(SAYING)
    assert [text for text in spoken if len(text.split()) > MOST_WORDS] == []
    assert [text for text in spoken if not text.endswith(".") or "  " in text] == []
