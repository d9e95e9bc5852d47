"""A place shows the names of the mode chosen, and never none."""

import pandas as pd
import pytest

from geo.case.load import load_case
from geo.names import NAME_COLUMNS, NAME_MODES, place_names


def place(**names):
    return pd.DataFrame([dict.fromkeys(NAME_COLUMNS, "") | names])


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


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="unknown name mode 'fr'"):
        place_names(place(name_en="Goris"), "fr")


@pytest.mark.parametrize("mode", NAME_MODES)
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
