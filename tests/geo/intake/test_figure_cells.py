"""Figures whose points and commas the column explains."""

import numpy as np
import pandas as pd
import pytest

from geo.intake.figure_cells import counts, figures, number_texts, with_ranges


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,250", "12,500"], [1250, 12500]),
        (["1,250", "12,5"], [1.25, 12.5]),
        (["1,234,567", "12,5"], [1234567, 12.5]),
        (["1 250", "1'250", "١٢٣٤"], [1250, 1250, 1234]),
        (["~5", "-1", "inf", "1e20", "1_000", ""], [np.nan] * 6),
    ],
)
def test_figures_of_a_column(cells, numbers):
    assert figures(pd.Series(cells, dtype="str")).tolist() == pytest.approx(numbers, nan_ok=True)


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1.234", "12.500", "980"], [1234, 12500, 980]),
        (["1.234", "12.5"], [1.234, 12.5]),
        (["0.125", "1.234"], [0.125, 1.234]),
        (["3.0", "4"], [3, 4]),
    ],
)
def test_points_part_thousands_of_people_where_every_one_can(cells, numbers):
    assert counts(pd.Series(cells, dtype="str")).tolist() == pytest.approx(numbers)


def test_whole_numbers_are_written_without_a_point():
    numbers = pd.Series([2.0, 2.5, np.nan, 0.0, 1e16], index=[3, 3, 4, 5, 6], name="killed")
    texts = number_texts(numbers)
    assert texts.tolist() == ["2", "2.5", "", "0", "1e+16"]
    assert (texts.index.tolist(), texts.name) == ([3, 3, 4, 5, 6], "killed")


def test_what_is_about_above_below_or_between_numbers_says_so():
    cells = ["1,200", "~1,300", "300-400", "> 50", "300+", "up to 1 000", "10-5", "no", "٣٠٠ – ٤٠٠", ""]
    frame = with_ranges(pd.Series(cells, dtype="str"), whole=True).fillna(-1)
    assert frame["value"].tolist() == [1200, 1300, -1, 50, 300, 1000, -1, -1, -1, -1]
    assert frame["low"].tolist() == [-1, -1, 300, -1, -1, -1, -1, -1, 300, -1]
    assert frame["high"].tolist() == [-1, -1, 400, -1, -1, -1, -1, -1, 400, -1]
    words = ["", "about", "", "at_least", "at_least", "at_most", "", "", "", ""]
    assert frame["qualifier"].tolist() == words
