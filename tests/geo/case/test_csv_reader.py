"""A CSV file gives its good rows, each with its line, whatever stands in the others."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.csv_reader import read_table

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff"), max_size=12)


def read(folder, content):
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_table(path)


def rows(table):
    return {line: tuple(row) for line, row in zip(table.frame.index, table.frame.to_numpy(), strict=True)}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_numbers_hold_across_quoted_breaks_and_blank_lines(tmp_path, mark, end):
    text = end.join(["a,b", '1,"x', 'y"', "", "3,4", ""])
    table = read(tmp_path, mark + text.encode())
    assert rows(table) == {2: ("1", f"x{end}y"), 5: ("3", "4")}
    assert table.set_aside == []


def test_text_that_looks_like_a_missing_value_or_a_number_stays_text(tmp_path):
    table = read(tmp_path, "a,b\nNA,007\nnull,#1\n")
    assert rows(table) == {2: ("NA", "007"), 3: ("null", "#1")}


def test_a_row_with_too_many_cells_is_set_aside_and_the_others_stay(tmp_path):
    table = read(tmp_path, 'a,b\n1,2\n3,4,5\n"6\n",7\n8,9\n')
    assert rows(table) == {2: ("1", "2"), 4: ("6\n", "7"), 6: ("8", "9")}
    [report] = table.set_aside
    assert (report.file, report.row, report.scope) == ("t.csv", 3, "row")
    assert "3 cells where the header has 2" in report.reason


def test_a_first_row_with_too_many_cells_does_not_shift_the_columns(tmp_path):
    table = read(tmp_path, "a,b\n1,2,3\n4,5\n")
    assert rows(table) == {3: ("4", "5")}
    assert [one.row for one in table.set_aside] == [2]


def test_commas_at_the_end_of_every_row_lose_nothing(tmp_path):
    table = read(tmp_path, "a,b\n1,2,\n3,4,\n")
    assert rows(table) == {2: ("1", "2"), 3: ("3", "4")}
    assert table.set_aside == []


def test_a_quote_left_open_costs_only_its_own_row(tmp_path):
    table = read(tmp_path, 'a,b\n1,2\n3,"four\n5,6\n7,8\n')
    assert rows(table) == {2: ("1", "2"), 4: ("5", "6"), 5: ("7", "8")}
    [report] = table.set_aside
    assert report.row == 3
    assert "quote" in report.reason


def test_rows_in_another_encoding_are_set_aside_with_line_and_column(tmp_path):
    table = read(tmp_path, "a,b\n1,plain\n2,Şuşa\n".encode("cp1254") + b"3,x\n")
    assert rows(table) == {2: ("1", "plain"), 4: ("3", "x")}
    whole, row = table.set_aside
    assert (whole.row, whole.scope) == (3, "value")
    assert "not UTF-8 (first seen at byte 14)" in whole.reason
    assert (row.row, row.column, row.scope) == (3, "b", "row")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b\n1,2\n".encode("utf-16"), "not UTF-8 text"),
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"a,a\n1,2\n", "the column 'a' stands there twice"),
    ],
)
def test_a_file_that_gives_no_rows_says_why(tmp_path, content, reason):
    table = read(tmp_path, content)
    assert not table.readable
    [report] = table.set_aside
    assert reason in report.reason
    assert (report.scope, report.row) == ("table", None)


def test_a_missing_file_and_a_folder_in_its_place_are_reported(tmp_path):
    missing = read_table(tmp_path / "none.csv")
    assert "missing" in missing.set_aside[0].reason
    (tmp_path / "folder.csv").mkdir()
    assert "cannot be opened" in read_table(tmp_path / "folder.csv").set_aside[0].reason


def test_a_header_alone_is_an_empty_table(tmp_path):
    table = read(tmp_path, "a,b\n")
    assert table.readable
    assert table.frame.columns.tolist() == ["a", "b"]
    assert table.frame.empty


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
@settings(deadline=None)
def test_what_a_csv_writer_writes_is_read_back_on_its_own_lines(tmp_path_factory, written):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c"])
    lines = []
    for row in written:
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    table = read(tmp_path_factory.getbasetemp(), out.getvalue())
    expected = {line: row for line, row in zip(lines, written, strict=True) if any(row)}
    assert rows(table) == expected
    assert table.set_aside == []
