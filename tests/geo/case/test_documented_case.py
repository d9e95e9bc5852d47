"""A case is written from docs/data.md alone: its columns are the schema's, and its examples make a case."""

import csv
import re

import pytest

from geo.case.column_kinds import SHORT
from geo.case.load import load_case
from geo.case.schema import BY_NAME, TABLES
from geo.dates import parse_at
from geo.facts.state import state
from geo.view.select import select
from geo.view.view import opening

HEAD = "| column | holds | empty | example | meaning |"
LOST = "the row is set aside"
DATES = {"Write YYYY, ": "date", "Write the da": "day", "Write YYYY-M": "day or hour"}


@pytest.fixture(scope="module")
def document(root):
    return (root / "docs" / "data.md").read_text(encoding="utf-8")


def rows_under(text):
    """The first table of columns in a text: name, what it holds, empty, example, meaning."""
    lines = iter(text[text.index(HEAD) :].splitlines()[2:])
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return {name: rest for name, *rest in rows}


@pytest.fixture(scope="module")
def documented(document):
    """What the document says of each column of each table."""
    common = rows_under(document[document.index("## The tables") :])
    columns = {}
    for table in TABLES:
        own = rows_under(document[document.index(f"\n### {table.file}\n") :])
        columns[table.file] = own if "uncertain" not in table.columns else own | common
    return columns


def holds(column):
    """What the document calls the kind of a column."""
    remedy = column.checks[-1].remedy if column.checks else ""
    referred = BY_NAME[column.refers_to].file if column.refers_to else ""
    return next(
        words
        for words, fits in (
            ("id", column.unique),
            (f"{'ids' if column.kind == 'list' else 'id'} of {referred}", referred),
            (DATES.get(remedy[:12], ""), column.kind == "moment"),
            ("degrees", "Latitude" in remedy),
            ("number", column.kind == "number"),
            ("texts", column.kind == "list"),
            ("word", column.vocabulary),
            ("address", remedy.startswith("Write an address")),
            ("name", column.longest == SHORT),
            ("text", True),
        )
        if fits
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_documented_with_what_it_holds_and_what_empty_does(documented, table):
    said = {name: (kind, empty == LOST) for name, (kind, empty, _, _) in documented[table.file].items()}
    assert said == {name: (holds(column), column.required) for name, column in table.columns.items()}
    for name, column in table.columns.items():
        words = set(re.findall(r"`([^`]+)`", documented[table.file][name][3]))
        assert column.vocabulary <= words, name


def test_the_examples_of_the_document_are_a_case(document, documented, tmp_path):
    for file, columns in documented.items():
        cells = [[part.strip() for part in f"{example} ".split("/ ")] if file == "places.csv" else [example]
                 for _, _, example, _ in columns.values()]  # fmt: skip
        with (tmp_path / file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([list(columns), *zip(*cells, strict=True)])
    settings = re.search(r"### case.toml\n```toml\n(.*?)```", document, re.DOTALL)
    (tmp_path / "case.toml").write_text(settings[1], encoding="utf-8")
    case = load_case(tmp_path)
    assert case.set_aside == ()
    assert {name: len(frame) for name, frame in case.tables().items()} == {
        table.name: 2 if table.name == "places" else 1 for table in TABLES
    } | {"areas": 0}
    view = opening(case.settings)
    assert select(case, view).events["event_id"].tolist() == ["ev1"]
    [road] = state(case, parse_at("2024-03-20")).routes
    assert (road.status, road.status_ids) == ("closed", ("rs1",))
