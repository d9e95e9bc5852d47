"""Events that may be the same one twice."""

import pandas as pd

from geo.intake import duplicates

_NAMES = ["event_id", "date_start", "place_id", "category", "title"]


def _events(*rows):
    return pd.DataFrame(rows, columns=_NAMES, dtype="str")


def test_rows_of_one_day_place_and_category_are_pairs_within_a_file_and_with_the_case():
    new = _events(
        ("a", "2023-04-13T10:00", "goris", "aid", "Convoy"),
        ("b", "2023-04-13", "goris", "aid", "Trucks"),
        ("c", "2023-04", "goris", "aid", "Month"),
        ("d", "2023-04-13", "", "aid", "Nowhere"),
    )
    before = _events(
        ("old", "2023-04-13", "goris", "aid", "Lorries"), ("a", "2023-04-13", "goris", "aid", "")
    )
    pairs = duplicates.of(new, pd.Series(["new"] * 4), before)
    assert pairs[["first", "second"]].to_numpy().tolist() == [["b", "a"], ["old", "a"], ["old", "b"]]
    assert pairs["date"].unique().tolist() == ["2023-04-13"]


def test_rows_the_case_has_are_not_held_against_themselves():
    before = _events(("x", "2023-04-13", "goris", "aid", "A"), ("y", "2023-04-13", "goris", "aid", "B"))
    assert duplicates.of(before, pd.Series(["same", "same"]), before).empty
