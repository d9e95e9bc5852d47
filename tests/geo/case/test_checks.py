"""Each cell that may not stand in its column is told once, with its line, the reason and a remedy."""

import pandas as pd

from geo.case.checks import bad_cells
from geo.case.schema import ROUTE_STATUS

CELLS = {
    "status_id": ["a b", "r1", "r1", ""],
    "route_id": ["x", "", "x", "x"],
    "date_from": ["2023-02-30", "2023", "2023-01-01", "2023-01-01"],
    "date_to": ["", "soon", "2023-02", "2023-01-02"],
    "status": ["", "shut", "open", "closed"],
    "direction": ["up", "", "both", ""],
    "source_ids": ["s1", " ", "", ""],
    "uncertain": ["perhaps", "yes", "no", ""],
}
# The cells pandera 0.35 named of the same table; what is wrong with a day is said since.
RECORDED = [
    (5, "status_id", "", "the cell is empty"),
    (2, "status_id", "a b", "this cannot be an id"),
    (4, "status_id", "r1", "another row above has this id"),
    (3, "route_id", "", "the cell is empty"),
    (2, "date_from", "2023-02-30", "there is no such day in its month"),
    (3, "date_from", "2023", "this is not a day of the years 1500 to 2500, nor a day with an hour"),
    (3, "date_to", "soon", "this is not a day of the years 1500 to 2500, nor a day with an hour"),
    (4, "date_to", "2023-02", "this is not a day of the years 1500 to 2500, nor a day with an hour"),
    (3, "status", "shut", "this value is not known here"),
    (2, "direction", "up", "this value is not known here"),
    (3, "source_ids", "", "the cell is empty"),
    (4, "source_ids", "", "the cell is empty"),
    (5, "source_ids", "", "the cell is empty"),
    (2, "uncertain", "perhaps", "this value is not known here"),
]


def test_each_cell_at_fault_is_told_once_with_its_line():
    columns = list(ROUTE_STATUS.columns)
    texts = pd.DataFrame(CELLS, index=range(2, 6)).reindex(columns=columns, fill_value="").astype("str")
    faults = list(bad_cells(ROUTE_STATUS, texts))
    reported = [
        (line, fault.column, value.strip(), fault.reason)
        for fault in faults
        for line, value in fault.cells.items()
    ]
    assert reported == RECORDED
    assert all(fault.remedy for fault in faults)
    lost = {fault.column for fault in faults if fault.scope == "row"}
    assert lost == {"status_id", "route_id", "date_from", "source_ids"}
