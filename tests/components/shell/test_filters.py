"""The filter bar: every control moves the view, and the address says it."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest

from components.widgets.date_field import EXAMPLE


def query(app) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else ";".join(value) for name, value in app.query_params.items()
    }


def labels(app) -> list[str]:
    return [one.proto.popover.label for one in app.get("popover")]


def held(fields, name):
    """What the field of that name holds: its key has a number once it was set."""
    return next(one.value for one in fields if re.sub(r"_\d+$", "", one.key) == name)


def view(app):
    return app.session_state["view"]


def test_the_bar_says_case_period_and_dates_in_words(open_page):
    said = " ".join(
        labels(open_page(_from="2023-09-12", to="2023-10-03", at="2023-09-28T20:00", known="2023-10-01"))
    )
    for words in (
        "Karabakh 2020",
        "12 Sept – 3 Oct 2023",
        "28 Sept 2023\\, 20\\:00",
        "1 Oct 2023",
        "**all**",
    ):
        assert words in said


def test_every_preset_of_the_case_sets_its_period(open_page):
    app = open_page(opened=("period",))
    presets = [one for one in app.button if one.key.startswith("preset_") and one.key != "preset_last_days"]
    assert len(presets) >= 3
    for preset in presets:
        app.button(key=preset.key).click().run()
        assert view(app).first <= view(app).at.date() <= view(app).last
    app.button(key="reset").click().run()
    assert query(app) == {}


def test_the_last_thirty_days_end_with_the_as_at_date(open_page):
    app = open_page(opened=("period",), at="2023-09-19")
    app.button(key="preset_last_days").click().run()
    assert query(app) == {"from": "2023-08-21", "to": "2023-09-19"}


def test_typed_days_set_the_period(open_page):
    app = open_page(opened=("period",))
    app.text_input(key="first_day").set_value("19.9.2023").run()
    app.text_input(key="last_day").set_value("20.9.2023").run()
    assert (view(app).first, view(app).last) == (date(2023, 9, 19), date(2023, 9, 20))
    assert view(app).at == datetime(2023, 9, 20, 23, 59, 59)


def test_a_first_day_after_the_last_turns_the_period_round(open_page):
    app = open_page(opened=("period",), _from="2023-09-01", to="2023-09-10")
    app.text_input(key="first_day").set_value("20.9.2023").run()
    assert not app.exception
    assert (view(app).first, view(app).last) == (date(2023, 9, 10), date(2023, 9, 20))
    assert held(app.text_input, "first_day") == "10 Sept 2023"


@pytest.mark.parametrize("key", ["first_day", "last_day", "as_at_day"])
def test_a_day_taken_out_leaves_the_view_as_it_was(open_page, key):
    app = open_page(opened=("period", "as_at"), _from="2023-09-01", to="2023-09-10")
    before = view(app)
    app.text_input(key=key).set_value("").run()
    assert not app.exception
    assert view(app) == before
    assert held(app.text_input, key)


@pytest.mark.parametrize("text", ["10.07.2023", "10 July 2023", " 2023-07-10 ", "July 10, 2023"])
def test_a_day_typed_in_any_form_is_gone_to_and_widens_the_period_to_it(open_page, text):
    app = open_page(opened=("as_at",), _from="2023-09-12", to="2023-10-04")
    app.text_input(key="as_at_day").set_value(text).run()
    assert view(app).at == datetime(2023, 7, 10, 23, 59, 59)
    assert (view(app).first, view(app).last) == (date(2023, 7, 10), date(2023, 10, 4))
    assert [note.value.replace("\\", "") for note in app.warning] == [
        "10 July 2023 lay outside the period, which is now 10 July – 4 Oct 2023."
    ]


@pytest.mark.parametrize("key", ["first_day", "last_day", "as_at_day", "as_known_day", "compare_day"])
def test_what_is_no_day_is_said_and_leaves_the_view_as_it_was(open_page, key):
    app = open_page(opened=("period", "as_at", "as_known", "compare"), at="2023-09-18")
    before, words = view(app), held(app.text_input, key)
    app.text_input(key=key).set_value("03/04/2023").run()
    assert view(app) == before
    assert held(app.text_input, key) == words
    assert len(app.warning) == 1
    assert "'03/04/2023' can be read either way" in app.warning[0].value.replace("\\", "")


def test_the_steps_move_the_as_at_date_by_a_day(open_page):
    app = open_page(at="2023-09-18")
    app.button(key="as_at_on").click().run()
    assert query(app) == {"at": "2023-09-19"}
    app.button(key="as_at_back").click().run()
    app.button(key="as_at_back").click().run()
    assert query(app) == {"at": "2023-09-17"}


def test_the_steps_end_with_the_period(open_page):
    app = open_page(_from="2023-09-18", to="2023-09-19")
    assert app.button(key="as_at_on").disabled
    app.button(key="as_at_back").click().run()
    assert app.button(key="as_at_back").disabled


def test_an_hour_can_be_set_and_taken_back(open_page):
    app = open_page(opened=("as_at",), at="2023-09-28")
    app.time_input(key="as_at_time").set_value(time(20, 0)).run()
    assert query(app)["at"] == "2023-09-28T20:00"
    app.time_input(key="as_at_time").set_value(None).run()
    assert query(app)["at"] == "2023-09-28"


def test_as_known_can_be_set_and_taken_back(open_page):
    app = open_page(opened=("as_known",))
    app.text_input(key="as_known_day").set_value("1.9.2023").run()
    assert query(app) == {"known": "2023-09-01"}
    app.button(key="known_now").click().run()
    assert query(app) == {}


def test_categories_actors_and_places_filter(open_page):
    app = open_page("events", opened=("show",))
    app.multiselect(key="show_categories").set_value(["aid"]).run()
    app.multiselect(key="show_actors").set_value(["ICRC"]).run()
    assert query(app) == {"cat": "aid", "actor": "ICRC"}
    assert set(app.dataframe[0].value["Category"]) == {"Aid"}
    assert "Show **2 filters**" in labels(app)
    app.button(key="show_all").click().run()
    assert query(app) == {}


def test_the_names_of_places_follow_the_choice(open_page):
    app = open_page("events", opened=("names_popover",), place="stepanakert")
    assert set(app.dataframe[0].value["Place"]) == {"Stepanakert / Khankendi"}
    app.radio(key="names").set_value("ru").run()
    assert set(app.dataframe[0].value["Place"]) == {"Степанакерт"}
    assert query(app)["names"] == "ru"


def test_reset_goes_back_to_the_opening_view_in_one_click(open_page):
    app = open_page(
        opened=("show",),
        _from="2023-09-01",
        to="2023-09-10",
        cat="aid",
        names="hy",
        q="flour",
        known="2023-09-05",
    )
    app.button(key="reset").click().run()
    assert query(app) == {}
    assert held(app.text_input, "show_search") == ""
    assert held(app.multiselect, "show_categories") == []


def test_a_field_keeps_its_key_while_it_is_typed_in_and_gets_another_once_the_view_sets_it(open_page):
    def keys(app):
        return {one.key for one in app.text_input}

    app = open_page(opened=("period", "as_at", "as_known"), at="2023-09-18")
    opened = keys(app)
    app.text_input(key="as_at_day").set_value("15.9.2023").run()
    assert keys(app) == opened
    app.button(key="as_at_on").click().run()
    assert held(app.text_input, "as_at_day") == "16 Sept 2023"
    assert opened - keys(app) == {"as_at_day"}


BARS = ("names_popover", "copy_link", "case", "period", "as_at", "compare", "as_known", "show", "counted")


def test_what_stands_in_a_closed_popover_is_neither_made_nor_sent(open_page):
    closed, opened = open_page(), open_page(opened=BARS)
    assert not [
        *closed.multiselect,
        *closed.radio,
        *closed.text_input,
        *closed.time_input,
    ]
    assert len([field for field in opened.text_input if field.placeholder == EXAMPLE]) == 5
    assert len(opened.radio) == 2


def test_a_popover_stays_open_while_its_label_changes_and_shows_what_the_view_is_now(open_page):
    app = open_page(opened=("as_at",), at="2023-09-18")
    before = [one.proto.popover.id for one in app.get("popover")]
    app.button(key="as_at_on").click().run()
    assert held(app.text_input, "as_at_day") == "19 Sept 2023"
    assert any("19 Sept 2023" in label for label in labels(app))
    assert [one.proto.popover.id for one in app.get("popover")] == before


def test_a_field_in_a_popover_opened_again_holds_what_the_view_has_become(open_page):
    app = open_page(opened=("as_at",), at="2023-09-18")
    app.text_input(key="as_at_day").set_value("15.9.2023").run()
    app.session_state["as_at"] = False
    app.run()
    app.button(key="as_at_on").click().run()
    assert not app.text_input
    app.session_state["as_at"] = True
    app.run()
    assert held(app.text_input, "as_at_day") == "16 Sept 2023"
    assert query(app) == {"at": "2023-09-16"}


def test_every_control_has_a_name(open_page):
    app = open_page(opened=BARS)
    controls = [*app.button, *app.multiselect, *app.radio, *app.text_input, *app.time_input]
    assert len(controls) > 15
    assert all(one.label.strip() for one in controls)
