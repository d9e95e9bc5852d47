"""Workbooks as Excel writes them, and some that no Excel wrote."""

import base64
import json
import zlib
from datetime import datetime
from pathlib import Path

import xlsxwriter


def of_excel(path: Path, content: str) -> None:
    """A workbook as Excel writes it, out of JSON: rows, hidden ones and sheets, days since 1904."""
    asked = json.loads(content)
    with xlsxwriter.Workbook(str(path), {"date_1904": asked.get("from_1904", False)}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("One")
        for at, row in enumerate(asked["rows"]):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("day "):
                    sheet.write_datetime(at, column, datetime.fromisoformat(value[4:]), day)
                else:
                    sheet.write(at, column, value)
        for number in asked.get("hidden_rows", ()):
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for name in asked.get("hidden", ()):
            other = book.add_worksheet(name)
            other.write_row(0, 0, ["Date", "Title"])
            other.hide()


def changed_xls(path: Path, content: str) -> None:
    """The old workbook of the table of files with bytes of it changed: those before, >, those after."""
    lines = Path(__file__).with_name("files.tsv").read_text("utf-8").split("\n")
    packed = next(line for line in lines if line.startswith("old.xls\t")).split("\t")[2]
    before, after = (bytes.fromhex(part) for part in content.split(">"))
    raw = zlib.decompress(base64.b85decode(packed))
    assert before in raw
    path.write_bytes(raw.replace(before, after, 1))


def long_line(path: Path, content: str) -> None:
    path.write_bytes(b"date,title\n2023-01-02," + b"x" * int(content) * 1024 * 1024 + b"\n")


def joined_cells(path: Path, content: str) -> None:
    """A workbook of rows in JSON, whose first and last column are joined over the second and third row."""
    rows = json.loads(content)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("One")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for column in (0, len(rows[0]) - 1):
            sheet.merge_range(1, column, 2, column, rows[1][column])
