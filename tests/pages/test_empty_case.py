"""An empty case opens on its pages and says what to do next, once."""

from datetime import date

import pytest

from components.session.text import plain
from geo.case.blank import blank_files, write_blank
from geo.dates import Period
from geo.report.lacks import FIRST_STEP

DAYS = Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize("page", ["situation", "displacement", "sources", "data"])
def test_an_empty_case_says_what_to_do_next_once(open_page, another_case, tmp_path, page):
    write_blank(tmp_path / "new", blank_files("A new one", "166,-21,171,-13", DAYS))
    another_case(tmp_path / "new")
    app = open_page(page, opened=("new_case",) if page == "data" else ())
    assert [note.value for note in app.info] == [plain(FIRST_STEP)]
    assert not app.warning
    said = " ".join(text.value for text in app.markdown)
    assert "reported" not in said
    if page == "data":
        app.text_input(key="new_case_title").input("Another").run()
        assert not app.exception
        assert "can be made" not in " ".join(text.value for text in app.markdown)
