"""What a synthetic case is when read, whole, as known and with something wrong in it, as recorded."""

import csv
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.case import areas, citations, cited_by, inventory, later_texts, licence, sources
from geo.case.as_known import as_known, last_published
from geo.case.load import case_version, load_case
from geo.case.meridian import as_in_files
from geo.case.route_lines import route_lines
from geo.case.schema import TABLES
from geo.dates import Period
from tests.geo.recorded import MOMENTS, changed, record, synthetic_case, written
from tests.geo.small_case import TABLES as SMALL

FILE = Path(__file__).with_name("recorded_case.json")
WRONG = (
    "", "x", "-1", "999", "1e309", "2023-02-30", "2023-09-19T25:00", "2023-09-01", "2023", "0001-01-01",
    "town;nobody", "town", "yes", "no;yes", "about", "closed", "day", "46.7", "39,5", " town ", "s2", "s1;s1",
    "on 3 Oct 2023, 120 people", "\x00", '"', "héld", "12,5", "1 000",
)  # fmt: skip
COPIES, SPOILINGS = 6, 20


def answers(folder, case):
    return {
        **{f"table {name}": table for name, table in case.tables().items()},
        **{f"as known {at.date()}": _known(as_known(case, at.date())) for at in MOMENTS},
        **{f"spoilt: {way}": read for way, read in _spoilt(folder)},
        **{f"file {way}": read for way, read in _other_files(folder)},
        "settings": case.settings,
        "version": case_version(written(folder / "whole")),
        "last published": last_published(case),
        "inventory": _inventory(case),
        "sources": [sources.resting(case), sources.source_table(case)],
        "resting on": [sources.resting_on(case, key) for key in case.sources["source_id"]],
        "lines": citations.source_lines(case),
        "numbered": citations.numbered(case, {key: n for n, key in enumerate(case.sources["source_id"][:5])}),
        "may pass": licence.may_pass(case.events, case.sources),
        "passable": [_known(licence.passable(case)[0]), licence.passable(case)[1:]],
        "dates of sources": [
            cited_by.publication_dates(case.sources),
            cited_by.withdrawal_dates(case.sources),
        ],
        "later texts": later_texts.later_texts(case.tables(), case.settings),
        "in files": as_in_files(case).places.total_bounds,
        "hull": areas.hull(case.places, ["p01", "p02", "p03", "p04"], 0.5),
        "lines of roads": route_lines(case.routes, case.places),
    }


def _known(case):
    """The rows of each table by their id, with the days they end or were last shown."""
    ends = ["date_end", "date_to", "end", "confirmed_on", "date_precision", "withdrawn"]
    return {
        name: table.iloc[:, [0, *(n for n, column in enumerate(table) if column in ends)]]
        for name, table in case.tables().items()
    }


def _inventory(case):
    short = replace(case.settings, period=Period(date(2021, 1, 1), date(2022, 1, 1)))
    return [
        inventory.losses(case),
        inventory.notice(case),
        inventory.outside(case),
        inventory.outside(replace(case, settings=short, version="short")),
        inventory.loaded(case),
        inventory.set_aside(case),
        inventory.licences(case),
    ]


def _spoilt(folder):
    """Small cases with a cell or a row of each kind wrong, as they are read."""
    dice = random.Random(11)  # noqa: S311 - a sample, not a secret
    for number in range(COPIES):
        copy, done = folder / f"spoilt{number}", []
        copy.mkdir()
        tables = {name: list(csv.reader(text.splitlines(keepends=True))) for name, text in SMALL.items()}
        for _ in range(SPOILINGS):
            name = dice.choice([name for name in SMALL if name.endswith(".csv")])
            row, column = dice.randrange(len(tables[name])), dice.randrange(len(tables[name][0]))
            text = dice.choice(WRONG)
            way = dice.choice(
                ("cell", "cell", "cell", "cell", "cell", "cell", "short", "long", "twice", "dropped")
            )
            _spoil(tables[name], row, column, text, way)
            done.append(f"{name} {way} {row} {column} {text!r}")
        for name, rows in tables.items():
            if not name.endswith(".csv"):
                (copy / name).write_text(SMALL[name], encoding="utf-8")
                continue
            with (copy / name).open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows)
        case = load_case(copy)
        yield "; ".join(done), [case.set_aside, str(inventory.losses(case)), _known(case)]


def _other_files(folder):
    """Small cases whose events and places were saved otherwise, as they are read."""
    bom = "\ufeff"
    for number, (way, saved) in enumerate(
        {
            "utf-16": lambda text: text.encode("utf-16"),
            "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
            "latin-1": lambda text: text.replace("Talks", "Pourparlers à Évian").encode("latin-1"),
            "with a mark": lambda text: (bom + text).encode(),
            "semicolons": lambda text: text.replace(";", "|").replace(",", ";").encode(),
            "sep line, blank lines": lambda text: b"sep=,\r\n" + text.replace("\n", "\r\n\r\n").encode(),
            "zero bytes": lambda text: text.replace("a", "a\x00", 2).encode(),
            "cut off": lambda text: text[: len(text) * 2 // 3].encode(),
            "open quotes": lambda text: (text + 'x,"y').encode(),
            "header alone": lambda text: text.splitlines(keepends=True)[0].encode(),
            "empty": lambda _: b"",
            "columns twice": lambda text: text.replace("note\n", "note,note,,\n", 1).encode(),
            "many rows": lambda text: (text + text.splitlines(keepends=True)[-1] * 40).encode(),
            "not text": lambda _: bytes(range(256)) * 4,
        }.items()
    ):
        copy = folder / f"file{number}"
        copy.mkdir()
        for name, text in SMALL.items():
            other = name in {"events.csv", "places.csv"}
            (copy / name).write_bytes(saved(text) if other else text.encode())
        case = load_case(copy)
        yield way, [case.set_aside, str(inventory.losses(case)), inventory.notice(case), _known(case)]


def _spoil(rows, row, column, text, way):
    if way == "cell":
        rows[row][column:] = [text, *rows[row][column + 1 :]]
    elif way == "short":
        del rows[row][column:]
    elif way == "long":
        rows[row].append(text)
    elif way == "twice":
        rows.append(rows[row])
    else:
        for cells in rows:
            del cells[column : column + 1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("recorded")


def test_a_case_is_read_as_recorded(folder):
    assert changed(answers(folder, synthetic_case()), FILE) == []


def test_every_table_is_among_the_spoilt():
    read = FILE.read_text(encoding="utf-8")
    assert [table.file for table in TABLES if table.file in SMALL and f"{table.file} cell" not in read] == []


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        here = Path(name)
        record(answers(here, synthetic_case()), FILE)
