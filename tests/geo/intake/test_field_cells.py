"""Cells of foreign columns as texts of ours."""

import pandas as pd

from geo.intake.field_cells import among, cut, ids_of, side_by_side


def _texts(*cells):
    return pd.Series(cells, dtype="str", index=range(5, 5 + len(cells)))


def test_texts_stand_side_by_side_under_their_rows():
    both = side_by_side("x-", _texts("a", ""), " (", _texts("é", "b"), ")")
    assert both.to_dict() == {5: "x-a (é)", 6: "x- (b)"}


def test_letters_are_cut_not_bytes():
    assert cut(_texts("ééé", "ab"), 2).tolist() == ["éé", "ab"]


def test_ids_keep_letters_of_every_alphabet_and_nothing_else():
    ids = ids_of("p", _texts("A1", "É 12/3", "x" * 90), [])
    assert ids.tolist() == ["p-A1", "p-É-12-3", "p-" + "x" * 78]


def test_few_texts_are_found_among_many_and_many_among_few():
    few, many = _texts("b", "z"), _texts("a", "b", "b", "c")
    assert among(few, many).tolist() == [True, False]
    assert among(many, few).tolist() == [False, True, True, False]
