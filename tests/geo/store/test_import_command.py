"""`python -m geo import`: stores, says, refuses in one line."""

import json

import pytest

from geo.cli import main
from geo.store import case_store
from tests.geo.small_case import write_case

ROWS = "Fecha,Lugar,Tipo\n13/04/2023,Goris,ataque\n14/04/2023,Moscow,reunión\n"


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "data"))
    return write_case(tmp_path / "small")


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main([str(argument) for argument in ("import", *arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_dry_run_says_what_would_be_and_writes_nothing(case, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(ROWS, "utf-8")
    code, out, err = run(capsys, file, "--case", case, "--dry-run", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["counts"]["new"] == 2
    assert answer["stored"] is None
    assert "date" in answer["mapping"]
    assert not (tmp_path / "data").exists()


def test_it_stores_a_version_and_says_where(case, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(ROWS, "utf-8")
    code, out, _ = run(capsys, file, "--case", case)
    assert code == 0
    assert "Stored as version 2" in out
    assert case_store.current_version(case) == 2


def test_a_new_mapping_is_written_mended_and_used(case, tmp_path, capsys):
    file, mapping = tmp_path / "list.csv", tmp_path / "mine.toml"
    file.write_text(ROWS.replace("13/04", "03/04").replace("14/04", "05/04"), "utf-8")
    code, _, err = run(capsys, file, "--case", case, "--mapping", mapping)
    assert code == 2
    assert "day-first or month-first" in err
    text = mapping.read_text("utf-8")
    assert "ataque" in text
    words = '\n[words.category]\n"ataque" = "military"\n'
    mapping.write_text(text.replace('order = ""', 'order = "mdy"') + words, "utf-8")
    code, out, err = run(capsys, file, "--case", case, "--mapping", mapping, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["stored"]["number"] == 2
    rows = (case_store.folder_of(case, 2) / "events.csv").read_text("utf-8")
    assert "2023-03-04" in rows
    assert "military" in rows


def test_the_next_file_of_the_same_shape_is_read_as_the_last_one_was_accepted(case, tmp_path, capsys):
    first, mapping = tmp_path / "march.csv", tmp_path / "mine.toml"
    first.write_text(ROWS.replace("13/04", "03/04").replace("14/04", "05/04"), "utf-8")
    run(capsys, first, "--case", case, "--mapping", mapping)
    text = mapping.read_text("utf-8").replace('order = ""', 'order = "mdy"\npublished = "2023-04-01"', 1)
    mapping.write_text(text.replace('published = ""\n', "", 1), "utf-8")
    assert run(capsys, first, "--case", case, "--mapping", mapping)[0] == 0
    second = tmp_path / "april.csv"
    second.write_text(ROWS.replace("13/04", "06/07").replace("14/04", "06/08"), "utf-8")
    code, out, err = run(capsys, second, "--case", case)
    assert (code, err) == (0, "")
    assert "read as in the last file of this shape that was accepted" in out
    rows = (case_store.folder_of(case, 3) / "events.csv").read_text("utf-8")
    assert "2023-06-07" in rows
    # The day of publication was that of the first file alone.
    sources = (case_store.folder_of(case, 3) / "sources.csv").read_text("utf-8")
    assert sources.count("2023-04-01") == 1
    other = tmp_path / "other.csv"
    other.write_text("Fecha;Lugar;Clase\n06/07/2023;Goris;ataque\n", "utf-8")
    assert "day-first or month-first" in run(capsys, other, "--case", case)[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["http://example.org/a.csv"], "no file of this machine"),
        (["/vsicurl/http://example.org/a.csv"], "no file of this machine"),
        (["\\\\server\\share\\a.csv"], "no file of this machine"),
        (["missing.csv"], "There is no file"),
        (["LIST", "--as", "nonsense"], "there is no layout"),
        (["LIST", "--as", "acled"], "it lacks"),
        (["LIST", "--case", "nowhere"], "There is no case folder"),
        (["FOLDER"], "is a folder"),
    ],
)
def test_a_refusal_is_one_line_and_exit_code_2(case, tmp_path, capsys, arguments, said):
    file = tmp_path / "list.csv"
    file.write_text(ROWS, "utf-8")
    words = [{"LIST": file, "FOLDER": tmp_path}.get(word, word) for word in arguments]
    code, out, err = run(capsys, *words, *(["--case", case] if "--case" not in words else []))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_file_over_the_limit_is_refused(case, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PASSAGE_UPLOAD_MB", "1")
    file = tmp_path / "big.csv"
    file.write_bytes(b"date,title\n" + b"2023-01-02,x\n" * 100_000)
    code, _, err = run(capsys, file, "--case", case)
    assert code == 2
    assert "PASSAGE_UPLOAD_MB" in err


def test_the_cases_own_tables_come_back_as_they_are(case, capsys):
    for name in ("events.csv", "sources.csv", "places.csv", "claims.csv", "routes.csv", "route_status.csv"):
        code, out, _ = run(capsys, case / name, "--case", case, "--json")
        counts = json.loads(out)["counts"]
        assert code == 0
        assert (counts["new"], counts["changed"], counts["set_aside"]) == (0, 0, 0), name
