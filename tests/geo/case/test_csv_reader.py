"""A CSV file gives its good rows, each with its line, whatever stands in the others."""

import csv
import io
import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.case import csv_reader, csv_rows
from geo.case.csv_reader import DAMAGED, read_table

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
    assert (report.reason, report.value) == ("the row has more cells than the heading", "3: 3 cells, not 2")


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


def test_letters_in_another_encoding_are_marked_as_damaged(tmp_path):
    table = read(tmp_path, "a,b\n1,plain\n2,Şuşa\n".encode("cp1254") + b"3,x\n")
    assert rows(table) == {2: ("1", "plain"), 3: ("2", f"{DAMAGED}u{DAMAGED}a"), 4: ("3", "x")}
    assert table.damaged
    assert not read(tmp_path, "a,b\n1,Şuşa\n2\n").damaged


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"\x01\x02\n\x03\n", "the first line is no line of column names"),
        (b"\0" * 50 + b"a,b\n1,2\n", "the file is not text: 50 of its bytes are zero"),
        (b"\xff\xfea\x00\x00", "the file begins like UTF-16 and is not"),
        (b"a" * 2_000_000, "the first line is longer than 1 MB"),
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
    assert "is a folder" in read_table(tmp_path / "folder.csv").set_aside[0].reason
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is no regular file" in read_table(tmp_path / "pipe.csv").set_aside[0].reason


def told(table):
    return [
        (report.row, report.column, report.reason, report.scope, report.count) for report in table.set_aside
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_as_other_programs_save_it_is_read_and_said_so(tmp_path, encoding):
    table = read(tmp_path, "name,b\nŞuşa,2\nplain,3\n".encode(encoding))
    assert rows(table) == {2: ("Şuşa", "2"), 3: ("plain", "3")}
    assert told(table) == [(None, "", f"the file is {encoding[:6].upper()} and was read so", "note", 1)]


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")])
@pytest.mark.parametrize("stated", [True, False])
def test_other_separators_are_read_and_said(tmp_path, mark, word, stated):
    lines = [f"sep={mark}"] * stated + [f"a{mark}b", f'1{mark}"x{mark}y"', f"2{mark}z, w"]
    table = read(tmp_path, "\n".join(lines))
    line = 2 + stated
    assert rows(table) == {line: ("1", f"x{mark}y"), line + 1: ("2", "z, w")}
    assert [report.reason for report in table.set_aside] == [
        f"the file is separated by {word} and was read so"
    ]


def test_blank_lines_before_the_heading_are_passed_over_and_counted(tmp_path):
    assert rows(read(tmp_path, "\n , \n\na,b\n1,2\n")) == {5: ("1", "2")}


def test_old_line_ends_are_read(tmp_path):
    assert rows(read(tmp_path, "a,b\r1,2\r3,4")) == {2: ("1", "2"), 3: ("3", "4")}


def test_a_zero_byte_is_passed_over_and_told(tmp_path):
    table = read(tmp_path, "a,b\n" + "1,2\n" * 200 + "3,fo\0ur\n")
    assert rows(table)[202] == ("3", "four")
    assert told(table) == [(202, "", "zero bytes in the text were passed over", "note", 1)]


@pytest.mark.parametrize("cell", ["x", '"x"'])
def test_a_row_cut_off_is_kept_and_told(tmp_path, cell):
    table = read(tmp_path, f"a,b,c\n1,2,3\n4,{cell}")
    assert rows(table) == {2: ("1", "2", "3"), 3: ("4", "x", "")}
    [(row, _, reason, scope, _)] = told(table)
    assert (row, scope) == (3, "value")
    assert "fewer cells" in reason


def test_columns_without_a_name_are_passed_over_with_one_word(tmp_path):
    empty = read(tmp_path, "a,b,,\n1,2,,\n")
    assert rows(empty) == {2: ("1", "2")}
    reason = "columns without a name were passed over"
    assert told(empty) == [(None, "", f"{reason}: they are empty", "note", 2)]
    assert told(read(tmp_path, "a,b,,\n1,2,x,\n3,4,y,z\n")) == [(None, "", reason, "value", 3)]


def test_of_a_column_named_twice_the_first_is_read(tmp_path):
    table = read(tmp_path, "a,b,a\n1,2,3\n")
    assert rows(table) == {2: ("1", "2")}
    assert told(table) == [(1, "a", "the column stands there twice; its first was read", "value", 1)]


def test_only_the_columns_asked_for_are_read_of_ten_thousand(tmp_path):
    names = [f"c{number}" for number in range(10_000)]
    path = tmp_path / "t.csv"
    path.write_text(f"{','.join(names)}\n{','.join('x' * 10_000)}\n")
    table = read_table(path, ["c7", "c9000", "other"])
    assert table.frame.columns.tolist() == ["c7", "c9000"]
    assert len(table.extra) == 9998
    assert told(table) == []


def test_a_heading_that_names_nothing_asked_for_is_one_report(tmp_path):
    (tmp_path / "t.csv").write_text("x,y\n1,2\n")
    table = read_table(tmp_path / "t.csv", ["a", "b"])
    assert told(table) == [(None, "", "the first line names none of the columns", "table", 1)]


def test_a_letter_that_some_take_for_a_line_break_breaks_no_row(tmp_path):
    table = read(tmp_path, "a,b\n1,x\u2028y\n3,4,5\n6,z\n")
    assert rows(table) == {2: ("1", "x\u2028y"), 4: ("6", "z")}


def test_many_rows_of_one_fault_are_one_report(tmp_path):
    table = read(tmp_path, "a,b\n" + "1,2,3\n" * 5000)
    [report] = table.set_aside
    assert (report.row, report.further, report.count) == (2, (3, 4, 5, 6), 5000)
    assert "lines 2, 3, 4, 5, 6 and 4,995 more" in str(report)


def test_one_odd_row_of_many_costs_that_row_only(tmp_path):
    good = [f"{number},x" for number in range(50_000)]
    table = read(tmp_path, "\n".join(["a,b", *good[:30_000], "odd,row,more", *good[30_000:], "short"]))
    assert told(table) == [
        (30_002, "", "the row has more cells than the heading", "row", 1),
        (50_003, "", "the row has fewer cells than the heading; the others are taken as empty", "value", 1),
    ]
    assert len(table.frame) == 50_001
    assert table.frame.loc[[2, 30_001, 30_003, 50_002], "a"].tolist() == ["0", "29999", "30000", "49999"]
    assert table.frame.loc[50_003].tolist() == ["short", ""]


def test_a_file_with_more_rows_than_are_read_one_by_one_is_one_true_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_rows, "_MOST_ROWS", 3)
    assert read(tmp_path, "a,b\n1,2\n3\n4,5\n").readable
    table = read(tmp_path, "a,b\n1,2\n3\n4,5\n6,7\n")
    assert not table.readable
    [report] = table.set_aside
    assert "row 3 is the last" in report.reason


def test_rows_of_mostly_empty_cells_are_not_held_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_rows, "MOST_EMPTY_CELLS", 100)
    assert read(tmp_path, "a,b,c\n" + "x\n" * 33).readable
    assert not read(tmp_path, "a,b,c\n" + "x\n" * 36).readable


def test_a_large_file_of_another_encoding_is_refused_and_a_few_letters_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_reader, "_SMALL", 100)
    table = read(tmp_path, b"a,b\n" + b"\xe0\xe1\xe2,\xe3\n" * 100)
    assert [report.reason for report in table.set_aside] == ["the file is not UTF-8"]
    assert read(tmp_path, b"a,b\n" + b"plain,x\n" * 100 + b"\xe0,1\n").damaged


def test_columns_all_empty_are_as_long_as_the_others(tmp_path):
    table = read(tmp_path, "a,b,c,d\n1,,,\n2,,,x\n")
    assert rows(table) == {2: ("1", "", "", ""), 3: ("2", "", "", "x")}


def test_a_cell_of_a_megabyte_is_read_whole(tmp_path):
    assert rows(read(tmp_path, f"a,b\n1,{'x' * 1_000_000}\n2,3,4\n"))[2][1] == "x" * 1_000_000


def test_a_header_alone_is_an_empty_table(tmp_path):
    table = read(tmp_path, "a,b\n")
    assert table.readable
    assert table.frame.columns.tolist() == ["a", "b"]
    assert table.frame.empty


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
@example([("\n", " ", "\t"), ("\x1c", "", "\u3000")])
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
    full = [any(cell and not cell.isspace() for cell in row) for row in written]
    expected = {line: row for line, row, has in zip(lines, written, full, strict=True) if has}
    assert rows(table) == expected
    assert table.set_aside == []
