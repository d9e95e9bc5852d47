"""Versions of a case: accepted, in part or whole, listed, undone, and whole after a kill at any moment."""

import random
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from geo.case.as_known import as_known
from geo.case.current_folder import current_folder
from geo.case.load import load_case
from geo.case.set_aside import CaseError
from geo.changes.corrections import corrections, sentence
from geo.changes.corrections_text import as_text
from geo.dates import Period
from geo.intake.preview import preview
from geo.intake.reading import read_file
from geo.store import case_store, own_copy
from geo.store.merge import Choice
from geo.store.version_differences import differences
from tests.geo.small_case import write_case

FIRST = "id,date,title,place\na,2023-01-02,First,Goris\nb,2023-01-03,Second,Goris\nc,2023-01-04,Third,Goris\n"
SECOND = (
    "id,date,title,place\na,2023-01-02,First,Goris\nb,2023-01-03,Reworded,Goris\nd,2023-01-05,Fourth,Goris\n"
)


@pytest.fixture
def case(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "data"))
    return write_case(tmp_path / "small")


def seen(case: Path, text: str, day: date, name: str = "list.csv"):
    file = case.parent / name
    file.write_text(text, "utf-8")
    return preview(read_file(file), current_folder(own_copy.users_own(case)), today=day)


def titles(case: Path, known: date | None = None) -> set[str]:
    events = as_known(load_case(own_copy.users_own(case)), known).events
    return set(events.loc[events["event_id"].str.startswith("shape"), "title"])


def test_an_actor_that_a_file_only_names_stays_what_the_case_says_it_is(case):
    case_store.accept(case, seen(case, "date,title,actor\n2023-01-02,Talks,ICRC\n", date(2024, 1, 1)))
    actors = load_case(own_copy.users_own(case)).actors.set_index("actor")
    assert actors.loc["ICRC", "kind"] == "international organisation"


def test_a_case_from_outside_is_copied_and_stays_as_it_is(case):
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    stored = case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)), who="Ana", why="weekly list")
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before
    assert (stored.who, stored.why, stored.file, stored.parent) == ("Ana", "weekly list", "list.csv", 1)
    assert stored.changes["events"] == {"new": 3, "changed": 0, "gone": 0}
    assert titles(case) == {"First", "Second", "Third"}
    loaded = load_case(own_copy.users_own(case))
    assert loaded.set_aside == load_case(case).set_aside
    assert loaded.settings.id == "small"


def test_a_newer_edition_changes_adds_and_withdraws_and_older_views_keep_what_was_said(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    newer = seen(case, SECOND, date(2024, 2, 1))
    assert {word: newer.counts()[word] for word in ("new", "changed", "same", "gone")} == {
        "new": 1, "changed": 1, "same": 1, "gone": 1,
    }  # fmt: skip
    case_store.accept(case, newer)
    assert titles(case) == {"First", "Reworded", "Fourth"}
    assert titles(case, date(2024, 1, 15)) == {"First", "Second", "Third"}
    assert titles(case, date(2024, 2, 1)) == {"First", "Reworded", "Fourth"}
    assert titles(case, date(2023, 12, 31)) == set()


def test_what_a_newer_edition_took_back_is_named_among_what_was_learned_since(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    case_store.accept(case, seen(case, SECOND, date(2024, 2, 1)))
    full = load_case(own_copy.users_own(case))
    days = Period(date(2023, 1, 1), date(2024, 1, 15))
    since = corrections(full, date(2024, 1, 15), days, datetime(2024, 1, 15))
    assert {row.title for row in since.since.taken_back} == {"Second", "Third"}
    assert {row.first_told for row in since.since.taken_back} == {"2024-02-01"}
    assert {row.title for row in since.learned} == {"Reworded", "Fourth"}
    assert sentence(since).endswith("2 rows taken back or worded anew by its source")
    text = as_text(full, since, days)
    assert "What its source took back or worded anew" in text
    assert "1 Feb 2024" in text


def test_two_versions_are_compared_row_by_row(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    case_store.accept(case, seen(case, SECOND, date(2024, 2, 1)))
    rows = differences(case, 2, 3)
    events = rows[rows["Table"].eq("events.csv")]
    assert set(events.loc[events["What"].eq("new"), "After"]) == {"Fourth", "Second"}
    titles = events[events["What"].eq("title")]
    assert titles[["Before", "After"]].to_numpy().tolist() == [["Second", "Reworded"]]
    assert differences(case, 3, 3).empty
    back = differences(case, 3, 2)
    assert set(back.loc[back["What"].eq("gone") & back["Table"].eq("events.csv"), "Before"]) == {
        "Fourth", "Second",
    }  # fmt: skip
    with pytest.raises(CaseError, match="no version 9"):
        differences(case, 9, 3)


def test_a_file_of_another_content_takes_nothing_back(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    other = seen(case, "id,date,title,place\nx,2023-01-03,Else,Goris\n", date(2024, 2, 1))
    assert other.gone == {}


def test_a_part_is_accepted_and_the_rest_left(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    newer = seen(case, SECOND, date(2024, 2, 1))
    case_store.accept(case, newer, Choice(outcomes=frozenset({"new"})))
    assert {"First", "Second", "Fourth"} <= titles(case, date(2024, 2, 1)) | {"Second"}
    assert "Reworded" not in titles(case)


def test_rows_left_out_are_not_stored(case):
    first = seen(case, FIRST, date(2024, 1, 1))
    without = frozenset(first.tables["events"]["event_id"].iloc[:2])
    case_store.accept(case, first, Choice(without=without))
    assert titles(case) == {"Third"}


def test_the_same_file_again_stores_nothing(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    again = seen(case, FIRST, date(2024, 1, 1))
    with pytest.raises(CaseError, match="nothing was stored"):
        case_store.accept(case, again)
    assert len(case_store.versions(case)) == 2


def test_versions_are_listed_and_gone_back_to(case):
    with pytest.raises(CaseError, match="no versions yet"):
        case_store.go_back(case)
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    case_store.accept(case, seen(case, SECOND, date(2024, 2, 1)))
    assert [version.number for version in case_store.versions(case)] == [3, 2, 1]
    assert case_store.go_back(case) == 2
    assert titles(case) == {"First", "Second", "Third"}
    assert case_store.go_back(case, 3) == 3
    assert titles(case) == {"First", "Reworded", "Fourth"}
    with pytest.raises(CaseError, match="no earlier version"):
        case_store.go_back(case, 9)


@pytest.mark.parametrize(
    "about",
    ["[" * 2000, '{"number": 2}', '{"number": 2, "when": 5, "who": "", "why": ""}',
     '{"number": 2, "when": "", "who": "", "why": "", "changes": [1]}',
     '{"number": 7, "when": "", "who": "", "why": ""}'],
)  # fmt: skip
def test_a_version_that_does_not_say_what_it_is_is_listed_so(case, about):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    (case_store.folder_of(case, 2) / "version.json").write_text(about, "utf-8")
    assert [(version.number, version.why) for version in case_store.versions(case)] == [
        (2, "what it is cannot be read"),
        (1, "copied from small"),
    ]


def test_two_cases_of_one_name_are_kept_apart(case, tmp_path):
    other = write_case(tmp_path / "elsewhere" / "small")
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    assert case_store.versions(other) == ()
    case_store.accept(other, seen(other, SECOND, date(2024, 1, 1)))
    assert titles(case) == {"First", "Second", "Third"}
    assert titles(other) == {"First", "Reworded", "Fourth"}


def test_what_is_cancelled_leaves_the_old_version_and_nothing_behind(case):
    case_store.accept(case, seen(case, FIRST, date(2024, 1, 1)))
    home = own_copy.home_of(case)
    before = sorted(str(path) for path in home.rglob("*"))

    def cancel() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        case_store.accept(case, seen(case, SECOND, date(2024, 2, 1)), tick=cancel)
    assert sorted(str(path) for path in home.rglob("*")) == before


STORE = """
import sys
from datetime import date
from pathlib import Path
from geo.intake.preview import preview
from geo.intake.reading import read_file
from geo.store import case_store, own_copy
from geo.store.version_differences import differences
from geo.case.current_folder import current_folder
case = Path(sys.argv[1])
number = 0
while True:
    number += 1
    file = case.parent / "list.csv"
    rows = "".join(f"r{at},2023-01-{at % 28 + 1:02},Round {number},Goris\\n" for at in range(50))
    file.write_text("id,date,title,place\\n" + rows, "utf-8")
    seen = preview(read_file(file), current_folder(own_copy.users_own(case)), today=date(2024, 1, 1))
    print("ready", flush=True)
    case_store.accept(case, seen)
"""


def test_a_kill_at_any_moment_leaves_one_whole_version(case, request):
    """Few kills here; `--kills 2000`, a tenth of which it takes, is the full trial."""
    kills = max(2, int(request.config.getoption("--kills")) // 10)
    dice = random.Random(1)  # noqa: S311 - when to kill is no secret
    for _ in range(kills):
        with subprocess.Popen([sys.executable, "-c", STORE, str(case)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(dice.random() * 0.4)
            process.send_signal(signal.SIGKILL)
            process.wait()
        events = load_case(own_copy.users_own(case)).events
        rounds = events.loc[events["event_id"].str.contains("-r"), "title"]
        assert rounds.nunique() <= 1, "a mixture of two versions"
        assert len(rounds) in (0, 50)
        assert len(events) - len(rounds) == 3
