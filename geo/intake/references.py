"""Rows of our own tables that cite rows neither the file nor the case has: told before they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from geo.case import schema
from geo.case.checks import resolved
from geo.case.set_aside import shortened
from geo.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.intake.case_tables import CaseTables


def strange_references(
    tables: Mapping[str, pd.DataFrame], own: Collection[str], before: CaseTables
) -> list[str]:
    """What rows of our tables cite and nobody will have.

    Parameters
    ----------
    tables
        Rows of an import by table, all that the file brings.
    own
        The tables that came as tables of ours; others cite what is made beside them.
    before
        The tables of the case.

    Returns
    -------
    list of str
        A sentence for each column with such a row; an actor needs no row.
    """
    notes = []
    for name in own:
        for column, target in schema.BY_NAME[name].references.items():
            if target == "actors" or column not in tables[name]:
                continue
            key = schema.BY_NAME[target].key
            keys = [before[target].frame([key])[key]]
            keys += [tables[target][key]] if target in tables else []
            known = pa.array(pd.concat(keys).array, pa.large_string())
            _, strange = resolved(tables[name][column], known)
            if len(strange):
                rows = counted(strange.index.nunique(), "row")
                notes.append(
                    f"{schema.BY_NAME[name].file}, column {column}: neither this file nor"
                    f" {schema.BY_NAME[target].file} has {shortened(', '.join(strange.unique()[:5]))},"
                    f" cited in {rows}: add it, or the case sets that aside"
                )
    return notes
