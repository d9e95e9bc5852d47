"""An edition put among stored rows piece by piece, held against the rule of it in plain words of Python."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from geo.case.csv_reader import read_table
from geo.intake import packed_table
from geo.intake.preview import Preview, preview
from geo.intake.reading import read_file
from geo.store import case_store, table_files
from geo.store.merge import merged
from tests.geo.small_case import write_case

IDS = "abcdefghij"
# What an edition says of each id: nothing, or a day of January and a title.
TITLES = st.sampled_from(["Talks", "Convoy", "Fire"])
ROWS = st.dictionaries(st.sampled_from(IDS), st.tuples(st.integers(1, 9), TITLES), min_size=1)
Rows = dict[str, tuple[int, str]]
FIRST, SECOND = date(2024, 1, 1), date(2024, 2, 1)


@pytest.fixture(autouse=True, scope="module")
def _small_pieces() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed_table, "_PIECE", 3)
        yield


def seen(folder: Path, name: str, lines: list[str], today: date) -> Preview:
    file = folder.parent / name
    file.write_text("\n".join(lines), "utf-8")
    return preview(read_file(file), folder, today=today)


def listed(folder: Path, rows: Rows, today: date) -> Preview:
    lines = [f"{key},2023-01-{day:02},{title},Goris" for key, (day, title) in rows.items()]
    return seen(folder, "list.csv", ["id,date,title,place", *lines], today)


def stored(case: Path, taken_in: Preview) -> tuple[list[dict[str, str]], dict[str, int]]:
    """The events of imports once one more is stored, and how many of them it changes."""
    files, changes = merged(case, taken_in, case_store.Choice())
    for name, pieces in files.items():
        table_files.write_table(case / name, pieces, lambda: None)
    events = read_table(case / "events.csv").frame
    mine = events[~events["event_id"].isin(["e1", "e2", "e3"])]
    return mine[["event_id", "date_start", "title", "source_ids"]].to_dict("records"), changes["events"]


@settings(max_examples=16, deadline=None)
@given(ROWS, ROWS)
def test_an_edition_in_pieces_leaves_the_rows_the_rule_says(first: Rows, second: Rows) -> None:
    with TemporaryDirectory() as folder:
        case = write_case(Path(folder, "small"))
        earlier = listed(case, first, FIRST)
        before, _ = stored(case, earlier)
        newer = listed(case, second, SECOND)
        prefix = before[0]["event_id"].removesuffix(next(iter(first)))
        old, new = earlier.source_id, newer.source_id
        rows, changes = stored(case, newer)
        sources = read_table(case / "sources.csv").frame.set_index("source_id")

    def row(key: str, says: tuple[int, str], sources: str) -> dict[str, str]:
        return dict(
            zip(before[0], [f"{prefix}{key}", f"2023-01-{says[0]:02}", says[1], sources], strict=True)
        )

    both = [key for key in first if key in second]
    same = [key for key in both if first[key] == second[key]]
    changed = [key for key in both if first[key] != second[key]]
    added = [key for key in second if key not in first]
    days = [day for day, _ in second.values()]
    gone = [key for key in first if key not in second and min(days) <= first[key][0] <= max(days)]
    if len(both) < 0.3 * len(first):
        gone = []
    event(f"{bool(same)=} {bool(changed)=} {bool(gone)=} {bool(added)=}")
    said = dict.fromkeys(added, "new") | dict.fromkeys(same, "same") | dict.fromkeys(changed, "changed")
    assert newer.outcome["events"].tolist() == [said[key] for key in second]
    assert newer.gone.get("events", ()) == tuple(f"{prefix}{key}" for key in gone)
    if not changed and not added and not gone:
        assert (rows, changes) == (before, {"new": 0, "changed": 0, "gone": 0})
        return
    assert changes == {"new": len(added), "changed": len(changed), "gone": len(gone)}
    assert sources.loc[[old, new], "withdrawn"].tolist() == ["2024-02-01", ""]
    assert rows == [
        *(
            row(key, second[key], new)
            if key in changed
            else row(key, says, f"{old};{new}" if key in same else old)
            for key, says in first.items()
        ),
        *(row(f"{key}.until-20240201", first[key], old) for key in first if key in changed),
        *(row(key, second[key], new) for key in added),
    ]


@settings(max_examples=8, deadline=None)
@given(ROWS, ROWS)
def test_own_rows_in_pieces_take_the_place_of_those_of_their_id(first: Rows, second: Rows) -> None:
    def own(rows: Rows, *further: str) -> list[str]:
        lines = [f"{key},2023-01-{day:02},other,{title},s1" for key, (day, title) in rows.items()]
        cells = "".join(f",{name}" for name in further)
        heading = f"event_id,date_start,category,title,source_ids{cells}"
        return [heading, *(line + ",of it" * len(further) for line in lines)]

    with TemporaryDirectory() as folder:
        case = write_case(Path(folder, "small"))
        stored(case, seen(case, "events.csv", own(first, "summary"), FIRST))
        # The second file has no column of summaries: rows that are there keep theirs.
        taken_in = seen(case, "events.csv", own(second), SECOND)
        rows, changes = stored(case, taken_in)
        summaries = read_table(case / "events.csv").frame.set_index("event_id")["summary"].to_dict()
    both = first | second
    assert [(found["event_id"], found["date_start"], found["title"]) for found in rows] == [
        (key, f"2023-01-{day:02}", title) for key, (day, title) in both.items()
    ]
    assert {key: summaries[key] for key in both} == {key: "of it" if key in first else "" for key in both}
    assert changes == {
        "new": len(both) - len(first),
        "changed": sum(second[key] != first[key] for key in second if key in first),
        "gone": 0,
    }


def test_stored_rows_are_put_together_some_at_a_time(tmp_path: Path) -> None:
    case = write_case(tmp_path / "small")
    stored(case, listed(case, dict.fromkeys(IDS, (1, "Talks")), FIRST))
    files, _ = merged(case, listed(case, dict.fromkeys(IDS, (1, "Fire")), SECOND), case_store.Choice())
    sizes = [len(piece) for piece in files["events.csv"]]
    assert sum(sizes) == 3 + len(IDS) * 2
    assert max(sizes) <= 3


def test_a_long_table_is_written_as_its_pieces_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "_PIECE", 4)
    frames = [pd.DataFrame({"a": ["x", 'say "y"', "1,2"]}, dtype="str") for _ in range(3)]
    table_files.write_table(tmp_path / "long.csv", iter(frames), lambda: None)
    table_files.write_table(tmp_path / "short.csv", iter(frames[:1]), lambda: None)
    assert (tmp_path / "long.csv").read_text() == "a\n" + '"x"\n"say ""y"""\n"1,2"\n' * 3
    assert (tmp_path / "short.csv").read_text() == 'a\nx\n"say ""y"""\n"1,2"\n'
