"""A file of UCDP's form about the whole world, made a case by commands alone: each page's words are true."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.cli import main
from geo.dates import end_of_day
from geo.facts.claims import claims_of
from geo.facts.doubt import with_doubts
from geo.facts.state import state
from geo.picture.registry import TOPICS
from geo.report.situation_text import state_text
from geo.store import case_store
from geo.view.view import opening

HEAD = (
    "id", "relid", "year", "active_year", "type_of_violence", "conflict_name", "dyad_name", "side_a",
    "side_b", "source_article", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude",
    "country", "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
# Place, country, latitude, longitude, how exact place and date are, first and last day, deaths, least, most.
ROWS = (
    ("Alpha town", "Mexico", 22.9, -103.31376, 1, 1, "2022-01-10", "2022-01-10", 1, 1, 1),
    ("Beta town", "Mexico", 22.81234, -103.2, 1, 1, "2022-01-10", "2022-01-10", 2, 2, 5),
    ("Mozambique", "Mozambique", -18.0, 35.0, 6, 1, "1989-01-07", "1989-01-11", 32, 32, 32),
    ("Suva town", "Fiji", -18.14161, 178.44149, 1, 1, "2000-05-19", "2000-05-19", 3, 3, 3),
    ("Apia town", "Samoa", -13.83333, -171.76666, 1, 4, "1994-02-01", "1994-02-28", 4, 4, 4),
    ("Delta town", "Syria", 35.76337, 36.55897, 1, 1, "2013-01-03", "2013-01-03", 18, 18, 17),
)  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    folder = tmp_path_factory.mktemp("world")
    file = folder / "ged.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEAD)
        for number, (place, country, lat, lon, near, exact, first, last, best, low, high) in enumerate(ROWS):
            table.writerow(
                (
                    1000 + number, f"X-{number}", first[:4], 1, 1, f"{country}: Government", "A - B", "A",
                    "B", '"Paper,2022-01-12,A headline\nof two lines"', near, place, f"{country} province",
                    "", lat, lon, country, exact, f"{first} 00:00:00.000", f"{last} 00:00:00.000", best,
                    high, low,
                )
            )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PASSAGE_DATA", str(folder / "data"))
        assert main(["new", "--title", "The world", "--out", str(folder / "world")]) == 0
        assert main(["import", str(file), "--case", str(folder / "world")]) == 0
        return load_case(case_store.folder_of(folder / "world", 2))


def test_every_row_is_there_and_its_days_are_no_hours(case):
    assert len(case.events) == len(ROWS)
    assert set(case.events["date_precision"]) == {"day"}
    assert (case.settings.period.first, case.settings.period.last) == (date(1989, 1, 7), date(2022, 1, 10))
    assert set(case.events["place_id"]) == set(case.places["place_id"])


def test_a_range_upside_down_is_told_and_its_number_stays(case):
    cells = {(report.column, report.scope) for report in case.set_aside if report.file == "claims.csv"}
    assert cells == {("low", "value"), ("high", "value")}
    [claim] = [row for row in claims_of(case, "dead") if row.value == 18]
    assert (claim.low, claim.high) == (None, None)


def test_deaths_of_two_incidents_are_not_rival_figures_of_one(case):
    assert len({row.subject for row in claims_of(case, "dead")}) == len(ROWS)
    doubts = with_doubts(case, case.events)
    assert not doubts["disputed"].any()


def test_no_page_tells_of_what_the_file_has_nothing_of(case):
    view = replace(opening(case.settings), at=end_of_day(date(2022, 1, 10)))
    now = state(case, view.at)
    said = {
        topic.key: " ".join(sentence.text for sentence in topic.answer(case, view, now).sentences)
        for topic in TOPICS
        if topic.answer is not None
    }
    assert "Reported dead: A - B" in said["situation"]
    assert "the state of no road is reported" in said["situation"]
    period = "7 Jan 1989 – 10 Jan 2022"
    assert said["displacement"] == f"No displacement is counted for {period}."
    assert (
        said["diplomacy"]
        == f"No diplomatic meeting, call or statement is reported for {period} in this view."
    )
    assert state_text(now).splitlines() == [
        "the-world as at 10 Jan 2022, 23:59", "No road of this case has a status.",
    ]  # fmt: skip
