"""The Aid page: what came through, what was refused, what stood waiting where."""

from __future__ import annotations

from components.session.text import plain
from tests.page_texts import html_tables


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def listed(app):
    """Every consignment, once its section is opened."""
    assert not app.dataframe
    app.session_state["consignments_list"] = True
    return app.run().dataframe[0].value


def test_what_stood_waiting_is_said_and_listed(open_page):
    app = open_page("aid", at="2023-09-18", _from="2022-12-12", to="2023-10-04")
    assert plain("40 tonnes (Azerbaijan Red Crescent Society) at Aghdam / Akna since 29 Aug 2023") in texts(
        app
    )
    assert plain("of 3 others nothing is known.") in texts(app)
    waiting = next(one for one in html_tables(app) if "Last shown waiting" in one)
    assert list(waiting["Days"]) == ["21", *["not known"] * 3]
    assert list(waiting.index) == ["Aghdam / Akna", *["Kornidzor"] * 3]
    assert waiting["Last shown waiting"].tolist() == ["11 Sept 2023", *["30 Aug 2023"] * 3]


def test_the_last_of_each_kind_stands_by_itself(open_page):
    app = open_page("aid", at="2023-10-04", _from="2022-12-12", to="2023-10-04")
    last = next(one for one in html_tables(app) if "Later but uncertain" in one)
    assert last["Last came"].to_dict() == {
        "Fuel": "by 28 Sept 2023 (dated: 23 Sept 2023)",
        "Patients": "23 Sept 2023", "Food or mixed aid": "23 Sept 2023", "People": "28 Aug 2023",
        "Medical supplies alone": "7 July 2023",
    }  # fmt: skip
    assert last.loc["Patients", "Later but uncertain"] == "28 Sept 2023"


def test_every_consignment_of_the_period_is_listed_and_running_totals_are_marked(open_page):
    app = open_page("aid", at="2023-09-18", _from="2022-12-12", to="2023-10-04")
    rows = listed(app)
    assert len(rows) == 64
    assert (rows["Outcome"] == "running total").sum() == 10
    assert rows["Sources"].ne("").all()


def test_an_empty_period_offers_the_nearest(open_page):
    app = open_page("aid", at="2020-10-15", _from="2020-10-13", to="2020-10-15")
    assert plain("These tables have no consignment for 13–15 Oct 2020.") in texts(app)
    assert plain("The tables have no consignments for 13–15 Oct 2020.") in texts(app)


def test_the_period_offered_has_a_consignment(open_page):
    app = open_page("aid", at="2022-09-14", _from="2022-09-13", to="2022-09-15")
    app.button(key="nothing_nearest").click().run()
    assert not app.exception
    assert "The tables have no" not in texts(app)
    assert len(listed(app)) >= 1


def test_the_charts_of_a_period_stay_as_they_are_while_the_date_moves(open_page):
    period = {"_from": "2022-12-12", "to": "2023-10-04"}
    early, late = (open_page("aid", at=at, **period) for at in ("2023-06-01", "2023-09-28"))
    drawn = [[str(one.proto) for one in app.get("vega_lite_chart")] for app in (early, late)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 4
    assert all("after the as\\-at date" in one for one in texts(early).split("\n") if "pale:" in one.lower())
    veils = [one.proto.body for one in early.get("html") if "after-as-at" in one.proto.body]
    assert len([one for one in veils if "as at 1 June 2023" in one]) == 4


def test_the_sum_in_words_is_that_of_the_as_at_date(open_page):
    period = {"_from": "2022-12-12", "to": "2023-10-04"}
    early, late = (open_page("aid", at=at, **period) for at in ("2023-01-10", "2023-10-04"))
    said = [next(one for one in texts(app).split("\n") if plain("Line: sum") in one) for app in (early, late)]
    assert said[0] != said[1]
