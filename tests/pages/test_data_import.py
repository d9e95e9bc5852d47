"""A file brought in on the Data page: looked at, mended, accepted, undone."""

from __future__ import annotations

import time

import pytest

from components.intake import import_job
from geo.store import case_store
from tests.geo.small_case import write_case
from tests.page_texts import html_tables

ROWS = "Fecha,Lugar,Titulo\n03/04/2023,Goris,Shelling near the town\nsoon,Goris,Convoy\n"


@pytest.fixture
def case(tmp_path, monkeypatch, another_case):
    monkeypatch.setenv("PASSAGE_DATA", str(tmp_path / "data"))
    folder = write_case(tmp_path / "small")
    another_case(folder)
    return folder


def texts(app) -> str:
    return "\n".join(block.value for block in (*app.markdown, *app.warning, *app.error, *app.success))


def read_through(app):
    """Run the page once the process beside it has ended."""
    job = app.session_state["import_job"]
    until = time.monotonic() + 60
    while job.running and time.monotonic() < until:
        job.worker.wait(0.5)
    return app.run()


def test_a_file_is_looked_at_mended_accepted_and_undone(case, open_page):
    app = open_page("data", opened=("import_file", "case_versions"))
    assert "Nothing was imported into this case yet" in texts(app)
    app.file_uploader[0].set_value([("list.csv", ROWS.encode(), "text/csv")]).run()
    read_through(app)
    assert "could be day\\-first or month\\-first" in texts(app)
    assert app.button(key="import_accept").disabled
    app.selectbox(key="import_order").set_value("mdy")
    app.run()
    app.button(key="import_again").click().run()
    read_through(app)
    assert len(html_tables(app)[-1])
    assert "this is no date" in "".join(
        frame.value.to_string() for frame in app.dataframe if "reason" in frame.value
    )
    app.text_input(key="import_who").set_value("Ana").run()
    app.button(key="import_accept").click().run()
    read_through(app)
    assert "Stored as version 2" in texts(app)
    assert case_store.versions(case)[0].who == "Ana"
    assert "2023-03-04" in (case_store.folder_of(case, 2) / "events.csv").read_text("utf-8")
    app.session_state["version_differences"] = True
    app.run()
    assert any(
        "Table" in frame.value and "events.csv" in set(frame.value["Table"]) for frame in app.dataframe
    )
    app.button(key="version_back").click().run()
    assert case_store.current_version(case) == 1


def test_points_that_look_exchanged_are_asked_about_and_taken_as_somebody_says(case, open_page):
    app = open_page("data", opened=("import_file",))
    rows = b"date,title,lat,lon\n2023-04-13,Convoy,46.51234,39.61234\n"
    app.file_uploader[0].set_value([("list.csv", rows, "text/csv")]).run()
    read_through(app)
    assert "look exchanged" in texts(app)
    assert "import_accept" not in [button.key for button in app.button]
    app.selectbox(key="import_axes").set_value("exchanged")
    app.run()
    app.button(key="import_again").click().run()
    read_through(app)
    assert not app.button(key="import_accept").disabled
    assert "look exchanged" not in texts(app)


def test_what_is_no_table_is_refused_in_one_sentence_and_a_cancel_leaves_nothing(case, open_page):
    app = open_page("data", opened=("import_file",))
    app.file_uploader[0].set_value([("page.csv", b"<html>sign in</html>", "text/csv")]).run()
    read_through(app)
    assert "it is XML or a web page" in app.error[0].value.replace("\\", "")
    job: import_job.ImportJob = app.session_state["import_job"]
    folder = job.folder
    job.close()
    assert not folder.exists()
    assert case_store.versions(case) == ()
