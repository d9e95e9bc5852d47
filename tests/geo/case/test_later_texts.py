"""A text that tells of a later day, or has a later figure, is noted with its row and what to do."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from geo.case.dates_in_text import ANY_DATE, dates_in, figures_in, may_hold_figures
from geo.case.inventory import losses
from geo.case.load import load_case
from geo.cli import main
from tests.geo.small_case import TABLES, write_case

if TYPE_CHECKING:
    from pathlib import Path

    from geo.case.case import Case

# The event of 19 September 2023, 13:00, whose source was published on that day.
ROW = "First line\nsecond line"
LATER_ROW, LATER_SOURCE = "later than its row", "later than the first of its sources"


def with_summary(folder: Path, summary: str, more: str = "") -> Case:
    events = TABLES["events.csv"].replace(ROW, summary)
    assert events != TABLES["events.csv"]
    settings = TABLES["case.toml"] + more
    return load_case(write_case(folder / "case", events=events, case=settings))


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("On 20 September 2023 it ended.", "20 September 2023"),
        ("It ended 20-24 Sept.", "24 Sept"),
        ("It ended in October.", "in October"),
        ("Counts of 2024 differ.", "2024"),
        ("It ended on the 20th.", "the 20th"),
        ("It ended on September 21, 2023.", "September 21, 2023"),
        ("As of 2023-09-20 it held.", "2023-09-20"),
    ],
)
def test_a_text_later_than_its_row_or_its_first_source_is_noted(tmp_path, summary, words):
    case = with_summary(tmp_path, summary)
    (note,) = case.set_aside
    assert (note.file, note.row, note.column, note.scope) == ("events.csv", 2, "summary", "note")
    assert note.value == words
    assert LATER_ROW in note.reason
    assert "row of its own date and source" in note.remedy
    assert losses(case).notes == 1
    assert not losses(case).lost


@pytest.mark.parametrize(
    "summary",
    [
        "It began on 19 September 2023, after one of June.",
        "It may march on; 1,950 people were told.",
        "A first round was held in December 2022.",
        "Of 20 wounded 2 died at 14:30.",
    ],
)
def test_what_a_row_could_know_is_not_noted(tmp_path, summary):
    assert with_summary(tmp_path, summary).set_aside == ()


def test_a_text_later_than_its_first_source_is_noted_though_the_row_lasts_on(tmp_path):
    events = TABLES["events.csv"].replace("2023-09-19T13:00,,hour", "2023-09-19,2023-09-30,day")
    case = load_case(write_case(tmp_path / "case", events=events.replace(ROW, "Over on 22 September.")))
    (note,) = case.set_aside
    assert LATER_SOURCE in note.reason
    assert note.value == "22 September"


def test_a_day_set_in_advance_may_be_quoted(tmp_path):
    case = with_summary(tmp_path, "Until 25 September.", 'set_in_advance = ["e1"]\n')
    assert case.set_aside == ()
    assert case.settings.set_in_advance == ("e1",)


def test_a_figure_that_a_later_row_first_has_is_noted(tmp_path):
    head = TABLES["claims.csv"].splitlines()[0]
    cells = {"claim_id": "k1", "measure": "dead", "value": "218", "unit": "people", "claimant": "A"}
    rows = {
        day: ",".join((cells | {"as_of": day, "source_ids": "s2"}).get(name, "") for name in head.split(","))
        for day in ("2023-10-20", "2023-09-01", "2024-09-20")
    }
    events = TABLES["events.csv"].replace(ROW, "In all 218 died.")
    noted = {}
    for number, (day, row) in enumerate(rows.items()):
        folder = write_case(tmp_path / str(number), events=events, claims=f"{head}\n{row}\n")
        noted[day] = [(one.value, one.scope) for one in load_case(folder).set_aside if "figure" in one.reason]
    # Told by a source of October each time: also that of 1 September was not known on the 19th.
    assert noted == {
        "2023-10-20": [("218", "note")], "2023-09-01": [("218", "note")],
        # What turns up again after a year is another figure: its source alone is later.
        "2024-09-20": [("218", "note")],
    }  # fmt: skip


def test_settings_that_tell_of_later_days_are_noted(tmp_path):
    more = (
        '[[key_date]]\ndate = "2023-06-15"\nlabel = "Aid stopped until 12 September"\n'
        '[page_notes]\naid = "The court ordered in February 2023 that aid pass."\n'
    )
    case = load_case(write_case(tmp_path / "case", case=TABLES["case.toml"] + more))
    noted = {one.column: one.value for one in case.set_aside}
    assert noted == {"key_date": "until 12 September", "page_notes.aid": "in February 2023"}


def test_validate_tells_it_with_file_line_and_column(tmp_path, capsys):
    with_summary(tmp_path, "Over on 22 September.")
    assert main(["validate", str(tmp_path / "case"), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["set_aside"]
    assert (told["file"], told["row"], told["column"], told["value"]) == (
        "events.csv", 2, "summary", "22 September",
    )  # fmt: skip


def test_dates_and_figures_are_found_in_a_text():
    text = "On 3 May and in June 2021, after the 28th; 2023. Resolution 2508 of 31 Nov; may march."
    assert [one.first for one in dates_in(text, 2020, 2)] == [
        date(2020, 5, 3), date(2021, 6, 1), date(2020, 2, 28), date(2023, 1, 1),
    ]  # fmt: skip
    assert [value for _, value in figures_in("Of 1,050 or 12,400 people 770 (2023, 10:300, c100).")] == [
        1050, 12400, 770,
    ]  # fmt: skip


def test_every_text_with_a_date_or_a_figure_is_looked_at():
    dice = random.Random(1)  # noqa: S311 - a sample, not a secret
    parts = (
        "450", "4,500", "0450", "٤٥٠", "1999", "2021-05", "12 May", "the 3rd", "in March", "é", "x", "#", "(",
        ")", ",", ".", ":", "-", "%", " ", " ", " ", "number ", "\n",
    )  # fmt: skip
    texts = ["".join(dice.choices(parts, k=dice.randint(1, 5))) for _ in range(3000)]
    stating = {at for at, text in enumerate(texts) if any(value == 450 for _, value in figures_in(text))}
    dated = {at for at, text in enumerate(texts) if list(dates_in(text, 2022, 3))}
    assert stating <= set(may_hold_figures(pa.array(texts), [450.0]).tolist())
    matches = pc.match_substring_regex(pa.array(texts), ANY_DATE).to_pylist()
    assert dated <= {at for at, found in enumerate(matches) if found}
    assert len(stating) > 100
    assert len(dated) > 500
