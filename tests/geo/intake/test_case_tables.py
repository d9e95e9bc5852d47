"""The tables an import is held against are the same rows whether their files are read in pieces or whole."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.case import csv_reader
from geo.case.csv_reader import pieces_of, read_table
from geo.case.set_aside import CaseError
from geo.intake import packed_table
from geo.intake.case_tables import CaseTables

CELLS = st.sampled_from(["", " ", "a", "é", "s1,s2", '"two\nlines"', '"say ""so"""', "\t", "0"])
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3).map(",".join), min_size=1, max_size=40)
HEAD = "event_id,source_ids,own"


@pytest.fixture(autouse=True, scope="module")
def _small_pieces():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_reader, "_BLOCK_READ_AHEAD", 64)
        patch.setattr(csv_reader, "_BLOCKS_TOGETHER", 2)
        patch.setattr(packed_table, "_PIECE", 3)
        yield


def events(content: bytes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table as an import is held against it, and its file read whole."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "events.csv")
        path.write_bytes(content)
        table = CaseTables(Path(folder))["events"]
        whole = read_table(path).frame.reset_index(drop=True)
        pieces = pd.concat(list(table.pieces()) or [table.frame()])
        pd.testing.assert_frame_equal(pieces, table.frame())
        assert max([len(piece) for piece in table.pieces()], default=0) <= 3
        return table.frame(), whole


@settings(max_examples=80, deadline=None)
@given(ROWS, st.sampled_from([b"", b"\xef\xbb\xbf"]), st.sampled_from(["\n", "\r\n"]))
@example(["a,b", "c,d,e,f", 'g,"h'], b"", "\n")
@example(["a,\udcff,b"], b"", "\n")
@example(["a,\0,b", *["a,b,c"] * 20], b"", "\n")
def test_a_file_in_pieces_has_the_rows_it_has_whole(rows: list[str], mark: bytes, end: str) -> None:
    content = mark + end.join([HEAD, *rows, ""]).encode(errors="surrogateescape")
    table, whole = events(content)
    assert table[list(whole.columns)].to_numpy().tolist() == whole.to_numpy().tolist()
    assert set(table[table.columns[3:]].to_numpy().flat) <= {""}


def test_lists_of_a_file_parted_by_semicolons_are_parted_by_commas_there() -> None:
    table, _ = events("\n".join([HEAD.replace(",", ";"), *["a;s1,s2;own"] * 9]).encode())
    assert set(table["source_ids"]) == {"s1;s2"}


def test_rows_at_some_positions_are_those_rows() -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "events.csv").write_text("\n".join([HEAD, *(f"e{at},s{at}," for at in range(10))]))
        rows = CaseTables(Path(folder))["events"].rows([0, 4, 9], ["source_ids", "event_id"])
    assert rows.to_numpy().tolist() == [["s0", "e0"], ["s4", "e4"], ["s9", "e9"]]


def test_a_well_formed_file_is_never_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("\n".join([HEAD, *["a,b,c"] * 100]))
    assert max(len(piece.frame) for piece in pieces_of(path)) < 30
    path.write_text("\n".join([HEAD, *["a,b,c"] * 100, "a,b,c,d"]))
    with pytest.raises(ValueError, match="columns"):
        list(pieces_of(path))


def test_a_folder_in_the_place_of_a_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "events.csv").mkdir()
    with pytest.raises(CaseError, match="is a folder"):
        CaseTables(tmp_path)["events"]
