"""Which rows may leave the program: those all of whose sources may be passed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.case.sources import MAY_BE_PASSED_ON
from geo.cells import items

if TYPE_CHECKING:
    from geo.case.case import Case

SOURCED = (
    "events", "claims", "routes", "route_status", "passage", "consignments", "aid_stages", "requests",
    "accommodation", "movements", "areas",
)  # fmt: skip


def may_pass(rows: pd.DataFrame, sources: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows rest on nothing but sources that may be passed on.

    Parameters
    ----------
    rows
        Rows with ``source_ids`` parted by ";".
    sources
        The sources table, with ``pass_on``.

    Returns
    -------
    ndarray of bool, shape (rows,)
        False where one of a row's sources is not said to be free to pass on.
    """
    allowed = set(sources.loc[sources["pass_on"].eq(MAY_BE_PASSED_ON), "source_id"])
    codes, cells = pd.factorize(rows["source_ids"])
    passing = [allowed.issuperset(items(cell)) for cell in np.asarray(cells)]
    # An empty cell has the code -1, and so the last of these: nothing holds it back.
    mask: npt.NDArray[np.bool_] = np.array([*passing, True], dtype=bool)[codes]
    return mask


def passable(case: Case) -> tuple[Case, int]:
    """Return the case without the rows that may not be passed on.

    A road that is held back takes its statuses along, and a status who could pass.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    passed : Case
        The very same case where nothing is held back.
    withheld : int
        Count of the rows held back.
    """
    tables = case.tables()
    passed = {name: tables[name][may_pass(tables[name], case.sources)] for name in SOURCED}
    statuses = passed["route_status"]
    statuses = statuses[statuses["route_id"].isin(passed["routes"]["route_id"])]
    disputes = statuses.assign(source_ids=statuses["disputed_in"])
    passed["route_status"] = statuses[may_pass(disputes, case.sources)]
    passages = passed["passage"]
    passed["passage"] = passages[passages["status_id"].isin(passed["route_status"]["status_id"])]
    withheld = sum(len(tables[name]) - len(frame) for name, frame in passed.items())
    if not withheld:
        return case, 0
    clean = {name: frame.reset_index(drop=True) for name, frame in passed.items()}
    return replace(case, version=f"{case.version}-passed", **clean), withheld
