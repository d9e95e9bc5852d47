"""What the texts of the shipped rows may say: nothing later than the row, no house that is not cited."""

import calendar
import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.case.later_texts import later_texts
from geo.case.load import load_case

CASE = Path(__file__).parents[2] / "data" / "karabakh"
# Table, its key, its texts, the column with its last day.
TEXTS = [
    ("events", "event_id", ("title", "summary", "doubt", "note"), "date_end"),
    ("claims", "claim_id", ("subject", "doubt", "note"), "as_of"),
    ("movements", "movement_id", ("people", "doubt", "note"), "date_end"),
]
HOUSES = re.compile(
    r"(?<!\w)(AFP|Reuters|AP|TASS|RFE/RL|Azatutyun|NEWS\.am|Panorama|Infocom|Trend|Caspian News|Babel|Hetq"
    r"|News-Pravda|168\.am|Arka|Artsakhpress|Turan|News\.Az|EVN Report|Mediamax|Massis Post|Interfax"
    r"|Meydan TV|WirtschaftsWoche|Asbarez|Euronews|UNIAN|RT|Horizon Weekly|1lurer|CivilNet|Armenpress"
    r"|Public Radio of Armenia|The Moscow Times)(?!\w)"
)
# A house that the cited report itself names: as the origin of a picture, of a statement or of a count.
NAMED_BY_THE_SOURCE = {
    ("ev009", "Reuters"),
    ("ev121", "Interfax"),
    ("cl146", "Armenpress"),
    ("cl147", "Armenpress"),
}


def rows(name: str) -> list[dict[str, str]]:
    with (CASE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SOURCES = {row["source_id"]: row for row in rows("sources")}


def last_day(moment: str) -> str:
    if len(moment) == 4:
        return f"{moment}-12-31"
    if len(moment) == 7:
        year, month = map(int, moment.split("-"))
        return f"{moment}-{calendar.monthrange(year, month)[1]}"
    return moment[:10]


def test_validate_finds_nothing_in_the_shipped_case_that_knows_the_future() -> None:
    case = load_case(CASE)
    assert [str(one) for one in case.set_aside] == []
    # The rule reads these rows: none of them may quote a later day without being named for it.
    assert set(case.settings.set_in_advance) == {"ev012", "m004", "m005", "m006"}
    asked = replace(case.settings, set_in_advance=())
    told = {one.file for one in later_texts(case.tables(), asked)}
    assert told == {"events.csv", "movements.csv"}


@pytest.mark.parametrize(("table", "key", "columns", "end"), TEXTS)
def test_a_house_named_is_among_the_sources(table: str, key: str, columns: tuple[str, ...], end: str) -> None:
    assert end
    for row in rows(table):
        cited = " ".join(SOURCES[source]["publisher"] for source in row["source_ids"].split(";"))
        for column in columns:
            for house in HOUSES.findall(row[column]):
                if (row[key], house) not in NAMED_BY_THE_SOURCE:
                    assert house.casefold() in cited.casefold(), (row[key], column, house)


def test_no_page_counts_as_published_before_the_day_in_its_address() -> None:
    compared = 0
    for source in SOURCES.values():
        match = re.search(r"/(20[12]\d)/(\d\d)/(\d\d)/", source["url"])
        if match:
            compared += 1
            assert last_day(source["published"]) >= "-".join(match.groups()), source["source_id"]
    assert compared >= 30
