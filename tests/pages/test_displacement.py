"""The Displacement page: counts by whose account, registration told apart, both sides."""

from __future__ import annotations

from components.session.text import plain
from tests.page_texts import html_tables


def texts(app) -> str:
    return "\n".join(block.value for block in app.markdown)


def listed(app):
    """Every figure published, once its section is opened."""
    app.session_state["claims_list"] = True
    return app.run().dataframe[0].value


def test_arrivals_and_registration_are_told_apart(open_page):
    app = open_page("displacement", at="2023-09-28T20:00", _from="2023-09-24", to="2023-10-04")
    said = texts(app)
    assert plain("76,407 people who crossed into Armenia had been counted by 28 Sept 2023") in said
    assert plain("registration is not arrival") in said
    figures = listed(app)
    assert set(figures["Measure"]) == {"Arrivals", "Registration, not arrival"}
    assert "76,407" in set(figures["Figure"])
    assert figures["Sources"].ne("").all()


def test_the_list_by_province_names_its_gap(open_page):
    app = open_page("displacement", at="2023-09-28", _from="2023-09-24", to="2023-10-04")
    assert plain("has 17,153 people housed by the state") in texts(app)
    assert plain("10 provinces add up to 16,853 (uncertain)") in texts(app)


def test_the_plans_average_stands_beside_the_counts(open_page):
    app = open_page("displacement", at="2023-10-04", _from="2023-09-24", to="2023-10-04")
    said = texts(app)
    assert plain("Later: UNHCR (7 Oct 2023) gave an average of 15,000 people a day") in said
    assert plain("9,148: 100,632 people in 11 days") in said


def test_both_sides_of_2020_are_listed(open_page):
    period = {"at": "2020-12-31", "_from": "2020-09-27", "to": "2020-12-31"}
    app = open_page("displacement", **period, opened=("movements_list",))
    moved = next(one.value for one in app.dataframe if "Word used" in one.value)
    assert {"about 90,000", "about 40,000"} <= set(moved["People"])
    assert "No figure of arrivals is published for this view." in texts(app)


def test_an_empty_period_offers_the_nearest(open_page):
    app = open_page("displacement", at="2020-09-10", _from="2020-09-01", to="2020-09-10")
    assert plain("The tables have no movements or counts of people for 1–10 Sept 2020.") in texts(app)
    app.session_state["movements_list"] = True
    app.button(key="nothing_nearest").click().run()
    assert not app.exception
    assert "The tables have no" not in texts(app)
    assert any("Word used" in one.value for one in app.dataframe)


# Each figure of the departure with its claimant: moment, measure, figure, whose.
FIGURES = [
    ("24 Sept 2023, 22:00 (+04)", "Arrivals", "1,050", "Government of Armenia"),
    ("25 Sept 2023, 06:00 (+04)", "Arrivals", "2,906", "Government of Armenia"),
    ("26 Sept 2023, 20:00 (+04)", "Arrivals", "28,120", "Government of Armenia"),
    ("28 Sept 2023, 20:00 (+04)", "Arrivals", "76,407", "Government of Armenia"),
    ("29 Sept 2023, 20:00 (+04)", "Arrivals", "98,625", "Government of Armenia"),
    ("30 Sept 2023", "Arrivals", "100,417", "Government of Armenia"),
    ("4 Oct 2023", "Arrivals", "100,632", "Government of Armenia"),
    ("17 Oct 2023", "Registration, not arrival", "101,848", "Migration and Citizenship Service of Armenia"),
    ("18 Sept 2024", "Registration, not arrival", "115,366", "UNHCR"),
]


def test_every_figure_of_the_departure_stands_there_with_its_claimant(open_page):
    app = open_page("displacement", at="2024-10-01", _from="2023-09-24", to="2024-10-01")
    rows = listed(app)
    shown = set(zip(rows["Moment"], rows["Measure"], rows["Figure"], rows["As given by"], strict=True))
    assert set(FIGURES) <= shown


def test_whether_the_figures_add_up_is_said_on_the_page(open_page):
    app = open_page("displacement", at="2023-10-04", _from="2023-09-24", to="2023-10-04")
    said = texts(app)
    assert plain("17 checks by the as-at date: 8 without a gap, 9 with one") in said
    grew = plain("Registration is not arrival: the register grew after the last arrivals were counted")
    assert grew not in said
    later = texts(open_page("displacement", at="2024-12-31", _from="2023-09-24", to="2024-12-31"))
    assert plain("25 checks by the as-at date: 12 without a gap, 13 with one") in later
    assert grew in later


def test_provinces_stand_beside_their_inhabitants(open_page):
    app = open_page("displacement", at="2023-09-30", _from="2023-09-24", to="2023-10-04")
    rows = next(one for one in html_tables(app) if "Per 1,000 inhabitants" in one)
    # 8,289 people housed in Kotayk, of 278,000 inhabitants.
    assert rows.loc["Kotayk", "Per 1,000 inhabitants"] == "29.8"
    assert plain("Inhabitants: 1 Jan 2024, Statistical Committee of Armenia") in texts(app)


def test_sex_is_given_where_sources_give_it(open_page):
    app = open_page("displacement", at="2023-10-04", _from="2023-09-24", to="2023-10-04")
    rows = next(one for one in html_tables(app) if any("women and girls" in str(who) for who in one.index))
    assert "52,884 people" in set(rows["Figure"])


def test_before_any_figure_the_page_says_what_no_source_gives(open_page):
    app = open_page("displacement", at="2022-12-31", known="2022-12-31", _from="2022-12-12", to="2023-10-04")
    said = texts(app)
    assert "No source here gives age or sex\\." in said
    assert "Fewer than two lists by province are known." in said
