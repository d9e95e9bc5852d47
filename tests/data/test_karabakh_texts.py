"""What the texts of the shipped rows may say: nothing later than the row, no house that is not cited."""

import calendar
import csv
import re
from pathlib import Path

import pytest

CASE = Path(__file__).parents[2] / "data" / "karabakh"
# Table, its key, its texts, the column with its last day.
TEXTS = [
    ("events", "event_id", ("title", "summary", "doubt", "note"), "date_end"),
    ("claims", "claim_id", ("subject", "doubt", "note"), "as_of"),
    ("movements", "movement_id", ("people", "doubt", "note"), "date_end"),
]
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
WRITTEN = re.compile(
    rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th)? )?\b(?P<month>{'|'.join(MONTHS)})\b(?: (?P<year>\d{{4}}))?"
    r"|\b(?P<only>(?:19|20)\d\d)\b"
)
# A day set in advance by those whom the source quotes.
SET_IN_ADVANCE = {"ev012", "m004", "m005", "m006"}
# The day of New York is a day behind that of the case.
OTHER_ZONE = {"ev023"}
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


def first_published(row: dict[str, str]) -> str:
    days = [
        last_day(SOURCES[key]["published"])
        for key in row["source_ids"].split(";")
        if SOURCES[key]["published"]
    ]
    return min(days, default="9999")


def days_in(text: str, year: str) -> list[str]:
    found = []
    for match in WRITTEN.finditer(text):
        if match["only"]:
            found.append(f"{match['only']}-01-01")
        elif match["day"] or match["year"]:
            month = MONTHS[match["month"]]
            found.append(f"{match['year'] or year}-{month:02d}-{int(match['day'] or 1):02d}")
    return found


@pytest.mark.parametrize(("table", "key", "columns", "end"), TEXTS)
def test_no_text_names_a_day_after_its_row_or_its_first_source(
    table: str, key: str, columns: tuple[str, ...], end: str
) -> None:
    seen = 0
    for row in rows(table):
        last, published = last_day(row[end]), first_published(row)
        for column in columns:
            for day in days_in(row[column], row[end][:4]):
                seen += 1
                assert day <= last, (row[key], column, day)
                if row[key] not in SET_IN_ADVANCE | OTHER_ZONE:
                    assert day <= published, (row[key], column, day, published)
    assert seen > 0


def test_days_are_found_in_a_text() -> None:
    assert days_in("On 3 May and in June 2021, after the 28th; 2023.", "2020") == [
        "2020-05-03", "2021-06-01", "2023-01-01",
    ]  # fmt: skip


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
