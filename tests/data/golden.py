"""The sentences of forty dates as they should read, in golden_sentences.txt: read over against the rows.

`.venv/bin/python -m tests.data.golden` writes the file anew. What then differs has to be read again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geo.case.case import Case
from geo.dates import parse_at
from geo.facts.state import state
from geo.picture.registry import TOPICS
from geo.view.view import opening
from tests.conftest import shipped

FILE = Path(__file__).parent / "golden_sentences.txt"
PAGES = ("situation", "blockade", "aid", "displacement", "diplomacy")
# Each change of a road, each day that the two first reports and the bar of time name, and quiet ones between.
DATES = (
    "2020-10-10", "2020-11-10", "2020-11-14", "2020-12-01", "2021-06-30", "2022-08-25", "2022-08-30T19:00",
    "2022-08-30", "2022-09-14", "2022-12-03", "2022-12-12", "2022-12-19", "2023-01-25", "2023-03-05",
    "2023-03-30", "2023-04-11", "2023-04-23", "2023-04-26", "2023-05-26", "2023-06-15", "2023-06-25",
    "2023-07-11", "2023-07-24", "2023-07-29", "2023-08-30", "2023-09-12", "2023-09-17", "2023-09-18",
    "2023-09-19", "2023-09-20", "2023-09-21", "2023-09-22", "2023-09-24", "2023-09-25", "2023-09-26",
    "2023-09-27", "2023-09-28", "2023-09-30", "2023-10-04", "2023-12-31",
)  # fmt: skip


def said(case: Case, at: str) -> list[str]:
    """What each page that opens with sentences says at a moment, its title first."""
    moment = parse_at(at)
    view = opening(case.settings)
    first = case.settings.period.first if moment.date() < view.first else view.first
    view = replace(view, first=first, last=max(view.last, moment.date()), at=moment)
    now = state(case, moment)
    return [
        f"{topic.title}: {sentence.text}"
        for topic in TOPICS
        if topic.key in PAGES and topic.answer is not None
        for sentence in topic.answer(case, view, now).sentences
    ]


def text(case: Case) -> str:
    """The whole file: a block for each date."""
    return "\n\n".join("\n".join([f"== {at}", *said(case, at)]) for at in DATES) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(shipped()), encoding="utf-8", newline="\n")
