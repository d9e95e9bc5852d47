"""The Sources page: every source, what rests on it, and the undated said so."""

from __future__ import annotations

from components.session.text import plain
from components.widgets.chosen_table import FIRST_LISTED, MORE_LISTED
from geo.case.sources import UNDATED

SOURCE = "babel-20230920"


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_every_source_is_listed_with_what_rests_on_it(open_page):
    table = open_page("sources").dataframe[0].value
    assert len(table) > 200
    assert (table["All"] > 0).mean() > 0.9
    counts = table[["Events", "Claims", "Road statuses", "Consignments"]].sum(axis=1)
    assert (counts <= table["All"]).all()


def test_undated_sources_say_so(open_page):
    app = open_page("sources")
    undated = int(app.dataframe[0].value["Published"].eq(UNDATED).sum())
    assert undated > 0
    assert f"{undated} of them give no publication date" in texts(app)


def test_an_address_opens_one_source_with_its_events_and_claims(open_page):
    app = open_page("sources", open=f"source:{SOURCE}")
    table = next(one.value for one in app.dataframe if "Publisher" in one.value.columns)
    row = table.loc[SOURCE]
    assert plain(row["Source"]) in texts(app)
    shown = {len(one.value) for one in app.dataframe if one.value is not table}
    assert {row["Events"], row["Claims"]} - {0} <= shown


def test_a_source_nobody_has_is_asked_for_in_vain(open_page):
    app = open_page("sources", open="source:nobody")
    assert "Choose a source" in texts(app)


def test_as_known_leaves_out_what_was_not_published_by_then(open_page):
    app = open_page("sources", known="2023-09-19")
    shown, every = app.dataframe[0].value, open_page("sources").dataframe[0].value
    left_out = len(every) - len(shown)
    assert 0 < len(shown) < len(every)
    assert "seed-1" in shown.index
    assert "seed-2" not in shown.index
    assert not shown["Published"].eq(UNDATED).any()
    assert plain(f"{len(shown)} sources published by 19 Sept 2023; {left_out} that came later") in texts(app)


def test_in_a_narrow_window_sources_are_a_list_of_which_one_opens(open_page):
    app = open_page("sources")
    rows = app.dataframe[0].value
    listed = app.radio(key="sources_table_listed")
    assert listed.options == [plain(title) for title in rows["Source"].iloc[:FIRST_LISTED]]
    assert plain(f"{rows['Publisher'].iloc[0]} · {rows['Published'].iloc[0]}") in listed.proto.captions
    listed.set_value(rows.index[2]).run()
    assert app.query_params["open"] in (f"source:{rows.index[2]}", [f"source:{rows.index[2]}"])
    app.button(key="sources_table_more").click().run()
    [radio] = app.radio
    assert len(radio.options) == FIRST_LISTED + MORE_LISTED
