"""Which numbers in the words of a scene stand neither in what it shows nor in the rows it retells."""

from __future__ import annotations

import re
from collections.abc import Collection

from geo.briefing.briefing import Scene
from geo.briefing.scene import Shown
from geo.case.case import Case

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?::\d\d)?")


def unheld(case: Case, scene: Scene, what: Shown, events: Collection[str]) -> list[str]:
    """Return the numbers of a scene that no figure, sentence, claim, date of its view or event of it has."""
    rows = case.events.set_index("event_id").loc[list(events)]
    texts = [*rows["title"], *rows["summary"], *rows["date_start"], *rows["date_end"]]
    texts += [" ".join((one.value, one.label, one.when, *one.explain)) for one in what.answer.figures]
    texts += [one.text for one in what.answer.sentences]
    texts += [f"{value:,.0f}" for value in case.claims["value"].dropna()] + [scene.query]
    allowed = {part.lstrip("0") for text in texts for part in re.findall(r"[\d,.:]*\d", text)}
    allowed |= {part.lstrip("0") for text in texts for part in re.split(r"[-T:\s]", text)}
    words = (scene.title, *scene.lines, scene.notes)
    numbers = [number.rstrip(",.") for text in words for number in NUMBER.findall(text)]
    return [number for number in numbers if number not in allowed]
