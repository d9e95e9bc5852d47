"""What a scene shows is worked out also where a table that others refer to could not be read."""

from datetime import UTC, datetime

import pytest

from geo.briefing.scene import shown
from geo.case.load import load_case
from geo.export.shown_rows import prepare
from geo.export.view_tables import contents
from geo.view.select import select
from geo.view.view import opening
from tests.geo.small_case import write_case


@pytest.mark.parametrize("tables", [{"routes"}, {"places", "routes", "sources"}])
def test_without_tables_that_others_refer_to_pages_and_files_stand(tmp_path, tables):
    case = load_case(write_case(tmp_path / "case", **dict.fromkeys(tables, "x\n")))
    assert {report.file for report in case.set_aside if report.scope == "table"} == {
        f"{table}.csv" for table in tables
    }
    view = opening(case.settings)
    for page in ("situation", "blockade", "aid", "displacement"):
        what = shown(case, page, view)
        assert what.answer.sentences
        assert [road.route_id for road in what.state.routes] == []
    assert contents(prepare(case, view, select(case, view).events), datetime.now(UTC)).tables
