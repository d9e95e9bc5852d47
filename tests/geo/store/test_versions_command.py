"""`python -m geo versions`: lists, compares, goes back."""

import json

import pytest

from geo.cli import main
from geo.store import case_store
from tests.geo.small_case import write_case


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "data"))
    return write_case(tmp_path / "small")


def run(capsys, *arguments) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def test_versions_are_listed_compared_and_led_back(case, tmp_path, capsys):
    assert "Nothing was imported" in run(capsys, "versions", "--case", case)[1]
    file = tmp_path / "list.csv"
    file.write_text("date,place,title\n2023-04-13,Goris,Convoy\n", "utf-8")
    assert run(capsys, "import", file, "--case", case)[0] == 0
    code, out, _ = run(capsys, "versions", "--case", case)
    assert code == 0
    assert "2, holds now" in out
    assert "list.csv" in out
    answer = json.loads(run(capsys, "versions", "--case", case, "--compare", "1", "--json")[1])
    assert answer["current"] == 2
    assert ("events.csv", "new") in {(row["Table"], row["What"]) for row in answer["differences"]}
    assert "1, holds now" in run(capsys, "versions", "--case", case, "--back", "1")[1]
    assert case_store.current_version(case) == 1
    code, _, refusal = run(capsys, "versions", "--case", case, "--back", "9")
    assert code == 2
    assert refusal.count("\n") == 1
