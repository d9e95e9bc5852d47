"""Events that may be the same one twice."""

import pandas as pd

from geo.intake import duplicates
from geo.intake.packed_table import PackedTable

_NAMES = ["event_id", "date_start", "place_id", "category", "title"]


def _of_case(*rows):
    table = PackedTable(_NAMES)
    table.add(_events(*rows))
    return table


def _events(*rows):
    return pd.DataFrame(rows, columns=_NAMES, dtype="str")


def test_rows_of_one_day_place_and_category_are_pairs_within_a_file_and_with_the_case():
    new = _events(
        ("a", "2023-04-13T10:00", "goris", "aid", "Convoy"),
        ("b", "2023-04-13", "goris", "aid", "Trucks"),
        ("c", "2023-04", "goris", "aid", "Month"),
        ("d", "2023-04-13", "", "aid", "Nowhere"),
    )
    before = _of_case(
        ("old", "2023-04-13", "goris", "aid", "Lorries"), ("a", "2023-04-13", "goris", "aid", "")
    )
    pairs, count = duplicates.of(new, pd.Series(["new"] * 4), before)
    assert pairs[["first", "second"]].to_numpy().tolist() == [["b", "a"], ["old", "a"], ["old", "b"]]
    assert pairs["date"].unique().tolist() == ["2023-04-13"]
    assert count == len(pairs)


def test_rows_the_case_has_are_not_held_against_themselves():
    rows = (("x", "2023-04-13", "goris", "aid", "A"), ("y", "2023-04-13", "goris", "aid", "B"))
    pairs, count = duplicates.of(_events(*rows), pd.Series(["same", "same"]), _of_case(*rows))
    assert pairs.empty
    assert count == 0


def test_of_very_many_alike_the_first_pairs_are_listed_whole_and_all_are_counted():
    days = pd.date_range("1990-01-01", periods=10_100).strftime("%Y-%m-%d").to_list()
    # The second of each pair comes long after the first, and thirteen rows are a busy place.
    dates = [*days, *days, *["2023-04-13"] * 13]
    names = [f"e{number}" for number in range(len(dates))]
    events = pd.DataFrame({"event_id": names, "date_start": dates, "place_id": "goris", "category": "aid"})
    events = events.assign(title="Convoy").astype("str")
    pairs, count = duplicates.of(events, pd.Series(["new"] * len(events)), _of_case())
    assert count == 10_100
    assert len(pairs) == duplicates.MOST_PAIRS
    assert pairs.iloc[0][["first", "second"]].tolist() == ["e10100", "e0"]


def test_pairs_by_their_words_are_not_counted_again_where_their_place_is_one():
    new = _events(
        ("a", "2023-04-13", "goris", "aid", "Convoy of nine trucks"),
        ("b", "2023-04-13", "goris", "aid", "Convoy of nine trucks"),
        ("c", "2023-04-13", "town", "aid", "Convoy of nine trucks"),
    )
    pairs, count = duplicates.of(new, pd.Series(["new"] * 3), _of_case())
    assert pairs[["first", "second"]].to_numpy().tolist() == [["b", "a"], ["c", "a"], ["c", "b"]]
    assert count == 3
