"""An empty case is valid, says what it is, and is refused where what is asked for makes no sense."""

import io
import zipfile
from datetime import date

import pytest

from geo.case.blank import blank_files, write_blank, zipped
from geo.case.load import load_case
from geo.case.schema import BY_NAME
from geo.case.set_aside import CaseError
from geo.dates import Period
from geo.report.lacks import FIRST_STEP, absent, lacks
from tests.geo.small_case import TABLES, write_case

DAYS = Period(date(2023, 4, 15), date(2023, 12, 31))


def test_an_empty_case_opens_with_nothing_to_report(tmp_path):
    title = 'Soudan “été” \\ "A"'
    write_blank(tmp_path / "new", blank_files(title, "21, 8, 39, 23", DAYS, "Africa/Khartoum"))
    case = load_case(tmp_path / "new")
    assert case.set_aside == ()
    assert case.settings.title == title
    assert case.settings.id == "soudan-ete-a"
    assert case.settings.home == (21, 8, 39, 23)
    assert (case.settings.period, case.settings.timezone) == (DAYS, "Africa/Khartoum")
    assert {len(frame) for frame in case.tables().values()} == {0}
    assert lacks(case) == absent(case, ("routes",)) == FIRST_STEP


def test_the_file_to_take_away_holds_the_same(tmp_path):
    files = blank_files("X", "", DAYS)
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        archive.extractall(tmp_path)
    assert load_case(tmp_path).settings.home == (-180, -85, 180, 85)


@pytest.mark.parametrize(
    ("title", "box", "zone", "words"),
    [
        (" ", "", "UTC", "title"),
        ("X", "1,2,3", "UTC", "no box"),
        ("X", "a,b,c,d", "UTC", "no box"),
        ("X", "", "Mars/North", "no zone"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(title, box, zone, words):
    with pytest.raises(CaseError, match=words):
        blank_files(title, box, DAYS, zone)


def test_no_folder_that_holds_anything_is_written_over(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(CaseError, match="not empty"):
        write_blank(tmp_path, blank_files("X", "", DAYS))
    assert [file.name for file in tmp_path.iterdir()] == ["note.txt"]


def test_a_case_says_once_what_it_has_no_rows_on(tmp_path):
    assert lacks(load_case(write_case(tmp_path / "small"))) == ""
    bare = {name: f"{TABLES[f'{name}.csv'].splitlines()[0]}\n" for name in ("aid", "claims")}
    case = load_case(write_case(tmp_path / "bare", **bare))
    assert lacks(case) == "This case has no rows on aid and figures; what would tell of them is left out."
    assert absent(case, ("consignments", "requests")) == (
        "This case has no row in aid.csv or requests.csv, so this page shows its map alone."
    )
    assert absent(case, ("movements", "claims")) == absent(case, ()) == ""


def test_without_days_the_period_is_that_of_the_rows(tmp_path):
    write_blank(tmp_path / "new", blank_files("X", "", None))
    assert load_case(tmp_path / "new").events.empty
    with (tmp_path / "new" / "sources.csv").open("a", encoding="utf-8") as sources:
        sources.write("s1,Page,Paper,1991-05-02" + "," * (len(BY_NAME["sources"].columns) - 4) + "\n")
    cells = {
        "event_id": "e1",
        "date_start": "1991-05-01",
        "date_precision": "day",
        "category": "military",
        "title": "Shelling",
        "source_ids": "s1",
        "uncertain": "no",
    }
    with (tmp_path / "new" / "events.csv").open("a", encoding="utf-8") as events:
        events.write(",".join(cells.get(name, "") for name in BY_NAME["events"].columns) + "\n")
    case = load_case(tmp_path / "new")
    assert (case.settings.period.first.isoformat(), len(case.events)) == ("1991-05-01", 1)
    assert not [report for report in case.set_aside if "period" in str(report)]
