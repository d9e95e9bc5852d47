"""A place shows the names of the mode chosen, and never none."""

import pandas as pd
import pytest

from geo.case.load import load_case
from geo.names import name_modes, names_by_id, place_names, usual_both, usual_form

COLUMNS = ("name_en", "name_hy_latn", "name_az_latn", "name_hy", "name_az", "name_ru")
MODES = name_modes(COLUMNS)


def place(**names):
    return pd.DataFrame([dict.fromkeys(COLUMNS, "") | names])


STEPANAKERT = {
    "name_en": "Stepanakert", "name_az_latn": "Khankendi", "name_hy": "Ստեփանակերտ",
    "name_az": "Xankəndi", "name_ru": "Степанакерт",
}  # fmt: skip
SHUSHA = {"name_en": "Shusha", "name_hy_latn": "Shushi"}


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("both", "Stepanakert / Khankendi"),
        ("hy_latn", "Stepanakert"),
        ("az_latn", "Khankendi"),
        ("hy", "Ստեփանակերտ"),
        ("az", "Xankəndi"),
        ("ru", "Степанакерт"),
    ],
)
def test_each_mode_shows_its_own_form(mode, name):
    assert place_names(place(**STEPANAKERT), mode).tolist() == [name]


@pytest.mark.parametrize(
    ("mode", "name"),
    [("both", "Shusha / Shushi"), ("hy", "Shushi"), ("az", "Shusha"), ("ru", "Shusha")],
)
def test_where_a_form_is_not_known_the_nearest_of_the_same_side_stands_in(mode, name):
    assert place_names(place(**SHUSHA), mode).tolist() == [name]


def test_both_says_no_name_twice_and_leaves_none_out():
    given = place(name_en="Lachin", name_hy_latn="Berdzor", name_az_latn="lachin")
    assert place_names(given).tolist() == ["Lachin / Berdzor"]
    three = place(name_en="Karabakh", name_hy_latn="Artsakh", name_az_latn="Garabagh")
    assert place_names(three).tolist() == ["Karabakh / Artsakh / Garabagh"]
    same = place(name_en="Lachin", name_hy_latn="Berdzor", name_az_latn="Berdzor")
    assert place_names(same).tolist() == ["Lachin / Berdzor"]


def test_any_language_is_a_form_where_the_table_has_its_column():
    row = pd.DataFrame([{"name_en": "Mekelle", "name_ti_latn": "Meqele", "name_ti": "መቐለ", "name_ar": ""}])
    assert name_modes(row.columns) == ("both", "ti_latn", "ti", "ar")
    assert [place_names(row, mode).item() for mode in ("both", "ti", "ti_latn", "ar", "fr")] == [
        "Mekelle / Meqele", "መቐለ", "Meqele", "Mekelle", "Mekelle",
    ]  # fmt: skip


def test_a_form_is_called_by_its_language_and_one_nobody_listed_by_its_tag():
    assert usual_form("ti").label == "In Tigrinya (ትግርኛ)"
    assert usual_form("xx").label == "In “xx”"
    assert usual_both(["both"]).label == "As in English texts"
    assert usual_both(["both", "ti_latn", "am_latn", "ar_latn"]).short == "all"


@pytest.mark.parametrize("mode", MODES)
def test_every_shipped_place_has_a_name_in_every_mode(shipped_case, mode):
    places = load_case(shipped_case).places
    before = places.copy()
    names = place_names(places, mode)
    assert names.ne("").all()
    assert names.index.equals(places.index)
    pd.testing.assert_frame_equal(places, before)


def test_contested_towns_of_the_shipped_case_show_both_names(shipped_case):
    places = load_case(shipped_case).places.set_index("place_id")
    names = place_names(places)
    assert names["stepanakert"] == "Stepanakert / Khankendi"
    assert names["shusha"] == "Shusha / Shushi"
    assert names["yerevan"] == "Yerevan"


def test_places_of_one_name_are_told_apart_by_region_and_else_by_id():
    rows = [("ford", "Old Ford", "Delta"), ("mill", "Old Ford", "Upper Delta"), ("port", "Port", "Delta"),
            ("east", "Port", "Delta"), ("sand", "Sand", "Delta"), ("bare", "Port", "")]  # fmt: skip
    places = pd.DataFrame(rows, columns=["place_id", "name_en", "region"])
    assert names_by_id(places) == {
        "ford": "Old Ford (Delta)",
        "mill": "Old Ford (Upper Delta)",
        "port": "Port (port)",
        "east": "Port (east)",
        "sand": "Sand",
        "bare": "Port",
    }


def test_an_id_without_a_row_stands_for_itself():
    """A row of places.csv may be lost while lists of people there still name it."""
    names = names_by_id(place(name_en="Port").assign(place_id="port"))
    assert (names["port"], names["marsh"]) == ("Port", "marsh")
