"""The Data page: what is loaded, what was set aside, and under which terms."""

from __future__ import annotations

import shutil

from tests.page_texts import html_tables


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_it_says_what_is_loaded(open_page):
    app = open_page("data")
    loaded = html_tables(app)[0].reset_index()
    assert "events.csv" in list(loaded["File"])
    assert loaded["Rows loaded"].astype(int).sum() > 800
    assert "No row of any file was set aside: all are loaded." in texts(app)


def test_it_names_the_version_of_the_content(open_page):
    assert len(open_page("data").code[-1].value) == 64


def test_a_broken_row_is_reported_and_the_rest_is_shown(open_page, another_case, shipped_case, tmp_path):
    folder = tmp_path / "karabakh"
    shutil.copytree(shipped_case, folder)
    events = folder / "events.csv"
    lines = events.read_text("utf-8").splitlines(keepends=True)
    broken = lines[3].split(",", 2)
    lines[3] = f"{broken[0]},the day before yesterday,{broken[2]}"
    events.write_text("".join(lines), "utf-8")
    another_case(folder)
    app = open_page("data")
    report = app.dataframe[0].value.iloc[0]
    assert (report["File"], report["Row"], report["Column"]) == ("events.csv", "4", "date_start")
    assert "the day before yesterday" in report["Value"]
    assert report["Why"]
    assert report["What to do"]


def test_a_case_that_is_none_is_refused_in_one_sentence(open_page, another_case, tmp_path):
    another_case(tmp_path)
    app = open_page()
    assert "is not a case" in app.error[0].value
