"""Files of every kind, layout, encoding and damage: what becomes of each stands beside it in files.tsv."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

from geo.intake.preview import Preview, preview
from geo.intake.reading import read_file
from geo.intake.source_sheet import RefusedFileError
from tests.geo.intake.file_makers import MAKERS
from tests.geo.small_case import write_case

TODAY = date(2023, 12, 1)
LINES = Path(__file__).with_name("files.tsv").read_text("utf-8").rstrip("\n").split("\n")[1:]
FILES = [line.split("\t") for line in LINES]


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Path:
    return write_case(tmp_path_factory.mktemp("case") / "small")


def unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")


def cell(seen: Preview, table: str, column: str) -> str:
    return str(seen.tables[table][column].iloc[0])


def values(seen: Preview) -> dict[str, object]:
    """What a line of the table may ask of a preview."""
    counts = seen.counts()
    rows = {name: len(frame) for name, frame in seen.tables.items()}
    found: dict[str, object] = {
        "layout": seen.layout.key if seen.layout else "own",
        "new": counts["new"],
        "aside": counts["set_aside"],
        "places": rows.get("places", 0),
        "claims": rows.get("claims", 0),
    }
    asked = {
        "events": {
            "start": "date_start", "end": "date_end", "precision": "date_precision", "place": "place_id",
            "title": "title", "category": "category", "summary": "summary",
        },
        "places": {"accuracy": "accuracy_m", "kind": "kind", "lat": "lat"},
        "claims": {
            "asof": "as_of", "value": "value", "low": "low", "doubt": "doubt", "qualifier": "qualifier",
            "subject": "subject", "measure": "measure",
        },
        "sources": {"passon": "pass_on", "published": "published"},
        "route_status": {"status": "status", "from": "date_from"},
        "routes": {"ends": "place_ids"},
        "consignments": {
            "goes": "destination_id", "cargo": "cargo_kind", "quantity": "quantity", "unit": "unit",
            "outcome": "outcome", "left": "note", "until": "date_end",
        },
    }  # fmt: skip
    for table, names in asked.items():
        if rows.get(table):
            found |= {name: cell(seen, table, column) for name, column in names.items()}
    if "events" not in seen.tables and rows.get("claims"):
        found["place"] = cell(seen, "claims", "place_id")
    main = next((name for name in seen.own_outcome if rows.get(name)), "")
    found["row"] = int(seen.tables[main].index[0]) if main else 0
    return found


@pytest.mark.parametrize(("file", "made_by", "content", "expected"), FILES, ids=[row[0] for row in FILES])
def test_a_file_becomes_what_the_table_says(case, tmp_path, file, made_by, content, expected):
    path = tmp_path / file
    MAKERS[made_by](path, unescaped(content))
    # What is expected may itself have a semicolon in it.
    wanted = [part.partition("=")[::2] for part in re.split(r"; (?=\w+=)", expected)]
    if wanted[0][0] == "refused":
        with pytest.raises(RefusedFileError) as refusal:
            preview(read_file(path), case, today=TODAY)
        assert wanted[0][1] in str(refusal.value)
        assert str(refusal.value).count(". ") == 0, "a refusal is one sentence"
        return
    seen = preview(read_file(path), case, today=TODAY)
    found = values(seen)
    for name, value in wanted:
        if name == "note":
            assert value in "; ".join(seen.notes)
        elif name == "question":
            assert value in "; ".join(seen.questions)
        elif name == "why":
            assert value in "; ".join(seen.set_aside["reason"])
        elif name in ("doubt", "subject"):
            assert value in str(found[name])
        else:
            assert str(found[name]) == value, name


def test_the_table_has_a_file_of_every_sort():
    assert len(FILES) >= 80
    assert len({row[0] for row in FILES}) == len(FILES)
    assert {row[1] for row in FILES} <= set(MAKERS)


def test_a_wide_table_is_read_in_time_that_grows_with_its_columns(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(",".join(f"{mark}{at}" for at in range(1900)) for mark in "cvw"), "utf-8")
    begun = time.process_time()
    read_file(path)
    assert time.process_time() - begun < 8, "18 s where each column taken out went through all others"
