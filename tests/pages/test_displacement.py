"""The Displacement page: counts by whose account, registration told apart, both sides."""

from __future__ import annotations

from components.text import plain


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def test_arrivals_and_registration_are_told_apart(open_page):
    app = open_page("displacement", at="2023-09-28T20:00", _from="2023-09-24", to="2023-10-04")
    said = texts(app)
    assert plain("76,407 people who crossed into Armenia had been counted by 28 Sept 2023") in said
    assert plain("registration is not arrival") in said
    figures = app.dataframe[0].value
    assert set(figures["Measure"]) == {"Arrivals", "Registration, not arrival"}
    assert "76,407" in set(figures["Figure"])
    assert figures["Sources"].ne("").all()


def test_the_list_by_province_names_its_gap(open_page):
    app = open_page("displacement", at="2023-09-28", _from="2023-09-24", to="2023-10-04")
    assert plain("has 17,153 people housed by the state") in texts(app)
    assert plain("the 10 provinces named add to 16,853") in texts(app)


def test_the_plans_average_stands_beside_the_counts(open_page):
    app = open_page("displacement", at="2023-10-04", _from="2023-09-24", to="2023-10-04")
    said = texts(app)
    assert plain("an average of 15,000 people a day") in said
    assert plain("9,148: 100,632 people in 11 days") in said


def test_both_sides_of_2020_are_listed(open_page):
    app = open_page("displacement", at="2020-12-31", _from="2020-09-27", to="2020-12-31")
    moved = next(one.value for one in app.dataframe if "Word used" in one.value)
    assert {"about 90,000", "about 40,000"} <= set(moved["People"])
    assert "No figure of arrivals is published for this view." in texts(app)


def test_an_empty_period_offers_the_nearest(open_page):
    app = open_page("displacement", at="2020-09-10", _from="2020-09-01", to="2020-09-10")
    assert plain("No movements or counts of people match this view: 1–10 Sept 2020") in texts(app)
    app.button(key="nothing_nearest").click().run()
    assert not app.exception
    assert "match this view" not in texts(app)
    assert any("Word used" in one.value for one in app.dataframe)
