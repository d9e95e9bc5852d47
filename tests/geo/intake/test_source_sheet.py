"""Cells of a sheet are let go once nothing more is read of them."""

import pandas as pd

from geo.intake.source_sheet import Sheet


def test_cells_are_let_go_but_those_of_columns_yet_to_be_read():
    sheet = Sheet(
        "list.csv", "", pd.DataFrame({"id": ["a", "b"], "dead": ["1", "2"]}, index=[2, 3], dtype="str")
    )
    sheet.free_others(["dead"])
    assert sheet.cells.to_dict("list") == {"id": ["", ""], "dead": ["1", "2"]}
    assert sheet.cells.index.tolist() == [2, 3]
    sheet.free()
    assert (sheet.rows, list(sheet.cells.columns), len(sheet.cells)) == (2, ["id", "dead"], 0)
