"""The command line answers in text or JSON and refuses in one line, without a traceback."""

import csv
import json
import subprocess
import sys

import pytest

from geo.cli import main
from tests.geo.small_case import TABLES, write_case


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_validate_counts_what_is_loaded_and_set_aside(run, tmp_path):
    folder = write_case(tmp_path / "case", events=TABLES["events.csv"].replace("e3,2023-12-12", "e3,soon"))
    code, out, err = run("validate", folder, "--json")
    report = json.loads(out)
    assert (code, err) == (1, ""), "a script that asks has to notice"
    assert report["case"] == "small"
    assert len(report["version"]) == 64
    assert report["tables"]["events"] == {
        "file": "events.csv", "used": True, "rows": 2, "rows_set_aside": 1, "values_set_aside": 0,
    }  # fmt: skip
    assert report["summary"] == "17 rows loaded; 1 row set aside."
    [aside] = report["set_aside"]
    assert (aside["file"], aside["row"], aside["column"]) == ("events.csv", 5, "date_start")
    assert aside["value"] == "soon"


def test_validate_in_words_ends_with_the_summary(run, tmp_path):
    code, out, _ = run("validate", write_case(tmp_path / "case"))
    assert code == 0
    assert out.splitlines()[0].startswith("A small case (small), version ")
    assert out.splitlines()[-1] == "18 rows loaded; nothing was set aside."


def test_validate_says_where_each_fault_is(run, tmp_path):
    _, out, _ = run("validate", write_case(tmp_path / "case", claims="claim_id\nc1\n"))
    assert "claims.csv, columns measure, as_of, claimant, source_ids: the column is missing" in out


def test_a_table_that_could_not_be_used_says_so(run, tmp_path):
    _, out, _ = run("validate", write_case(tmp_path / "case", claims="x\n1\n"), "--json")
    assert json.loads(out)["tables"]["claims"]["used"] is False


def test_state_tells_the_roads_for_one_kind_of_traffic(run, tmp_path):
    write_case(tmp_path)
    _, out, _ = run("state", "--case", tmp_path, "--at", "2023-07-01", "--traffic", "aid", "--json")
    answer = json.loads(out)
    assert answer["traffic"] == "aid"
    assert {own["traffic"] for road in answer["routes"] for own in road["passings"]} == {"aid"}


def test_state_says_what_was_known_with_sources(run, tmp_path):
    folder = write_case(tmp_path / "case")
    code, out, err = run("state", "--case", folder, "--at", "2023-09-10", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["at"] == "2023-09-10T23:59:59"
    assert answer["known"] is None
    [route] = answer["routes"]
    assert (route["status"], route["since"]) == ("closed", "2023-06-15")
    assert route["source_ids"] == ["s1", "s2"]


def test_state_at_the_issue_s_own_date(run, shipped_case):
    asked = ("state", "--case", shipped_case, "--at", "2023-09-18", "--known", "2023-09-19")
    code, out, _ = run(*asked, "--json")
    answer = json.loads(out)
    assert code == 0
    assert {"routes", "outcomes", "arrivals"} <= set(answer)
    assert all(one["since"] and one["source_ids"] for one in answer["routes"] if one["status_ids"])
    assert all(one["source_ids"] for one in answer["outcomes"])
    assert answer["known"] == "2023-09-19"
    later, _, _ = run("state", "--case", shipped_case, "--at", "2023-10-04", "--json")
    assert later == 0


def test_arrivals_come_with_their_range_and_sources(run, shipped_case):
    _, out, _ = run("state", "--case", shipped_case, "--at", "2023-10-04", "--json")
    arrivals = json.loads(out)["arrivals"]["arrivals"]
    assert arrivals["low"] <= arrivals["value"] <= arrivals["high"]
    assert arrivals["source_ids"]


def test_state_in_words_names_the_dates_the_doubts_and_the_sources(run, shipped_case):
    code, out, _ = run("state", "--case", shipped_case, "--at", "4 Oct 2023", "--known", "2023-10-05")
    assert code == 0
    assert "as at 4 Oct 2023, 23:59, as known on 5 Oct 2023" in out.splitlines()[0]
    assert "Lachin road (new): " in out
    assert "[" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing command"),
        (["nope"], "No such command 'nope'"),
        (["validate"], "Missing argument"),
        (["validate", "{missing}", "--json"], "There is no case folder"),
        (["validate", "{empty}"], "holds no case.toml"),
        (["validate", "{empty}", "--yaml"], "--yaml"),
        (["state", "--at", "2023-09-18"], "Missing option '--case'"),
        (["state", "--case", "{good}", "--at", "2023-13-01"], "--at: '2023-13-01' is not a date"),
        (["state", "--case", "{good}", "--at", "2022-12-31"], "outside the case, 2023-01-01 to 2023-12-31"),
        (["state", "--case", "{good}", "--at", "2024-01-01"], "outside the case"),
        (["state", "--case", "{good}", "--at", "2023-09-18", "--known", "soon"], "--known: 'soon'"),
        (["state", "--case", "{good}", "--at", "2023-09-18", "--traffic", "trains"], "no kind 'trains'"),
        (["state", "--case", "{empty}", "--at", "2023-09-18"], "holds no case.toml"),
        (["validate", "{toml}"], "is not valid TOML"),
    ],
)
def test_refused_input_is_one_line_on_stderr_and_exit_2(run, tmp_path, arguments, words):
    (tmp_path / "empty").mkdir()
    folders = {
        "missing": tmp_path / "missing",
        "empty": tmp_path / "empty",
        "good": write_case(tmp_path / "good"),
        "toml": write_case(tmp_path / "toml", case="id = \n"),
    }
    code, out, err = run(*(one.format(**folders) for one in arguments))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert words in err


def test_figures_later_than_the_case_can_be_asked_for(run, shipped_case):
    code, out, _ = run("state", "--case", shipped_case, "--at", "2024-09-30", "--json")
    assert code == 0
    assert json.loads(out)["arrivals"]["registered"]["value"] > 115_000


def test_help_is_no_refusal(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "validate" in out
    assert "state" in out


def test_python_m_geo_runs_from_a_shell(root, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "geo", "validate", str(tmp_path / "missing")],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_names_in_any_script_are_printed_whatever_the_terminal(root, shipped_case):
    done = subprocess.run(
        [sys.executable, "-m", "geo", "validate", str(shipped_case), "--json"],
        cwd=root, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["case"] == "karabakh"


def test_changes_are_listed_in_words_and_as_json(run, shipped_case):
    asked = ("changes", "--case", shipped_case, "--from", "2023-09-18", "--to", "2023-09-20")
    code, out, err = run(*asked)
    assert (code, err) == (0, "")
    assert out.startswith("What changed between 18 Sept 2023 and 20 Sept 2023")
    assert "Published after 18 Sept 2023 and by 20 Sept 2023 about days up to the first of the two: " in out
    code, out, _ = run(*asked, "--known", "2023-09-19", "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["from"], answer["known"]) == ("2023-09-18T23:59:59", "2023-09-19")
    assert {"event:ev113", "event:ev114"} < {one["key"] for one in answer["changes"]}
    assert {one["first_told"] for one in answer["corrections"]["learned"]} == {"2023-09-19"}
    assert (
        "Published after 18 Sept 2023 and by 20 Sept 2023 about days up to the first of the two: "
        in run(*asked)[1]
    )
    assert all(one["source_ids"] for one in answer["changes"])
    _, back, _ = run(
        "changes", "--case", shipped_case, "--from", "2023-09-20", "--to", "2023-09-18", "--json"
    )
    assert json.loads(back)["looks_back"] is True


def test_changes_take_the_filters_of_the_address(run, shipped_case):
    asked = ("changes", "--case", shipped_case, "--from", "2023-09-18", "--to", "2023-09-28")
    code, out, _ = run(*asked, "--only", "cat=aid", "--only", "actor=ICRC")
    assert code == 0
    assert "ICRC, by the new Lachin road: wheat flour (66 tonnes)" in out
    assert "went from" not in out
    assert "69 changes hidden by filters: 49 events, 2 roads, " in out
    _, out, _ = run(*asked, "--only", "place=kornidzor", "--only", "q=Lachin", "--json")
    answer = json.loads(out)
    _, out, _ = run(*asked, "--json")
    assert answer["hidden_by_filters"] + len(answer["changes"]) == len(json.loads(out)["changes"])
    assert "route:lachin_new" in {one["key"] for one in answer["changes"]}


@pytest.mark.parametrize(
    ("only", "says"),
    [
        ("cat=aid;food", "--only: 'cat=aid;food' cannot be used: this case has no such category."),
        ("actor=nobody", "--only: 'actor=nobody' cannot be used: this case has no such actor."),
        ("aid", "--only: there is no filter 'aid'; write one of cat, actor, place, "),
        ("at=2023-09-18", "--only: there is no filter 'at'"),
    ],
)
def test_changes_refuse_a_filter_that_cannot_be_used(run, shipped_case, only, says):
    days = ("--from", "2023-09-18", "--to", "2023-09-28")
    code, out, err = run("changes", "--case", shipped_case, *days, "--only", only)
    assert (code, out) == (2, "")
    assert err.startswith(says)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("soon", "2023-09-20", "--from: "),
        ("2023-09-18", "1066-10-14", "--to: 1066-10-14 lies outside the case"),
    ],
)
def test_changes_refuse_a_date_that_cannot_be_used(run, shipped_case, start, end, says):
    code, out, err = run("changes", "--case", shipped_case, "--from", start, "--to", end)
    assert (code, out) == (2, "")
    assert err.startswith(says)
    assert err.count("\n") == 1


def test_corrections_tell_old_and_new_and_who_published_it_first(run, shipped_case):
    asked = ("corrections", "--case", shipped_case, "--known", "2023-09-20", "--at", "2023-09-20")
    code, out, err = run(*asked)
    assert (code, err) == (0, "")
    assert out.startswith("As known 20 Sept 2023. Since then: 9 figures revised, 7 events added, ")
    [dead] = [one for one in out.splitlines() if one.startswith("- Dead: Armenian side")]
    assert "as known then: 200 people, de facto ombudsman" in dead
    assert "as known now: 223 people, Investigative Committee of Armenia" in dead
    assert "first published: Jan 2024, Azatutyun (RFE/RL)" in dead
    assert "made_of" not in out
    assert "left_out" not in out
    code, out, _ = run(*asked, "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["known"], answer["from"], answer["to"]) == ("2023-09-20", "2022-12-12", "2023-10-04")
    assert len(answer["revised"]) == 9
    told = next(one for one in answer["revised"] if one["subject"].startswith("Armenian side"))
    assert (told["then"]["value"], told["now"]["value"]) == (200, 223)
    assert (told["first_told"], told["first_source"]) == ("2024-01", "azatutyun-202401")
    assert sum(one["table"] == "events" for one in answer["learned"]) == 7
    assert all(one["first_source"] in one["source_ids"] for one in answer["learned"])


def test_corrections_may_be_asked_for_of_some_days_only(run, shipped_case):
    asked = ("corrections", "--case", shipped_case, "--known", "2023-09-20", "--json")
    _, out, _ = run(*asked, "--from", "2023-09-19", "--to", "2023-09-30")
    answer = json.loads(out)
    events = [one for one in answer["learned"] if one["table"] == "events" and one["when"] < "2023-09"]
    # Known to the year only, it may have been in these days too.
    assert [one["when"] for one in events] == ["2020"]
    _, whole, _ = run(*asked)
    assert len(json.loads(whole)["learned"]) > len(answer["learned"])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Missing option '--known'"),
        (("--known", ""), "--known: a date is needed"),
        (("--known", "soon"), "--known: 'soon' is not a date"),
        (("--known", "2023-09-20", "--from", "2023-10-10", "--to", "2023-10-01"), "--from: the period"),
        (("--known", "2023-09-20", "--at", "2024-10-10"), "--at: 2024-10-10 lies outside the period"),
    ],
)
def test_corrections_refuse_what_cannot_be_used_in_one_line(run, shipped_case, options, says):
    code, out, err = run("corrections", "--case", shipped_case, *options)
    assert (code, out) == (2, "")
    assert err.startswith(says)
    assert err.count("\n") == 1


def test_new_writes_an_empty_case_that_is_valid(run, tmp_path):
    asked = ("--title", "Sudan 2023", "--box", "21,8,39,23", "--from", "2023-04-15", "--to", "2023-12-31")
    code, out, err = run("new", *asked, "--out", tmp_path / "sudan")
    assert (code, err) == (0, "")
    assert out.startswith("Wrote an empty case to ")
    assert run("validate", tmp_path / "sudan")[1].endswith("0 rows loaded; nothing was set aside.\n")
    assert run("new", *asked, "--out", tmp_path / "sudan")[0] == 2
    assert "ends before it starts" in run("new", *asked[:6], "--to", "2022-01-01", "--out", tmp_path / "b")[2]


def test_export_writes_what_is_asked_for_and_says_what_it_gives_away(run, shipped_case, tmp_path):
    asked = (
        "export",
        "--case",
        shipped_case,
        "--from",
        "2023-09-12",
        "--to",
        "2023-10-04",
        "--only",
        "cat=aid",
    )
    code, out, err = run(*asked, "--out", tmp_path / "aid.csv", "--columns", "hapi", "--no-bom")
    assert code == 0
    assert out.endswith("0 held back.\n")
    assert "Share check: Exact points of places that may be sensitive: " in err
    with (tmp_path / "aid.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["event_type"] for row in rows} == {"aid"}
    assert all("filters: cat aid" in row["about_this_file"] for row in rows)
    code, out, err = run(
        *asked, "--out", tmp_path / "aid.geojson", "--at", "2023-09-20", "--known", "2023-09-21", "--json"
    )
    answer = json.loads(out)
    collection = json.loads((tmp_path / "aid.geojson").read_text(encoding="utf-8"))
    assert (code, err) == (0, "")
    assert 0 < answer["events"] == len(collection["features"]) < len(rows)
    assert answer["share_check"]
    about = collection["metadata"]
    assert (about["as_at"][:10], about["as_known"]) == ("2023-09-20", "2023-09-21")
    assert about["filters"] == {"cat": "aid"}


def test_export_of_a_whole_case_counts_what_is_held_back(run, tmp_path):
    folder = write_case(tmp_path / "case")
    code, out, _ = run("export", "--case", folder, "--out", tmp_path / "out", "--json")
    assert (code, json.loads(out)["rows_withheld"]) == (0, 3)
    assert json.loads(out)["share_check"][0].endswith("passed on: 2 events.")
    assert (tmp_path / "out" / "case.toml").read_bytes() == (folder / "case.toml").read_bytes()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--out", "x.doc"), "--out: 'x.doc' is no file this writes: end it in one of .csv, .xlsx"),
        (("--out", "x.csv", "--columns", "hxl"), "--columns: 'hxl' is none of own, hapi"),
        (("--out", "folder", "--only", "cat=aid"), "--out: a folder takes the whole case"),
        (("--out", "x.csv", "--only", "cat=nope"), "--only: 'cat=nope' cannot be used"),
        (("--out", "missing/x.csv"), "--out: 'missing/x.csv' cannot be written"),
    ],
)
def test_export_refuses_what_cannot_be_used_in_one_line(run, tmp_path, monkeypatch, options, says):
    folder = write_case(tmp_path / "case")
    monkeypatch.chdir(tmp_path)
    code, out, err = run("export", "--case", folder, *options)
    assert (code, out) == (2, "")
    assert err.startswith(says)
    assert err.count("\n") == 1
