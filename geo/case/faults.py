"""Which cells of a table are at fault, told by pandera from the table's one statement in geo.case.schema."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandera.pandas as pa

from geo.case import schema
from geo.case.set_aside import SetAside, shortened

if TYPE_CHECKING:
    import pandas as pd

    from geo.case.column_kinds import Column


@cache
def schema_of(name: str) -> pa.DataFrameSchema:
    """The pandera schema of the table of one name: its texts as they stand in the file."""
    columns = schema.BY_NAME[name].columns
    return pa.DataFrameSchema({key: _column(column) for key, column in columns.items()}, name=name)


def faults(table: schema.Table, texts: pd.DataFrame) -> list[SetAside]:
    """One report for each cell the schema refuses; the index of ``texts`` is the line in the file."""
    try:
        schema_of(table.name).validate(texts, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.drop_duplicates(["column", "index"])
    else:
        return []
    found = []
    for column, check, number, value, line in zip(
        cases["column"], cases["check"], cases["check_number"], cases["failure_case"],
        cases["index"], strict=True,
    ):  # fmt: skip
        reason, remedy = str(check), "Give each row an id of its own; the first was kept."
        if check == "field_uniqueness":
            reason = "another row above has this id"
        else:
            remedy = table.columns[column].checks[int(number)].remedy
        found.append(SetAside(table.file, int(line), column, shortened(value), reason, remedy))
    return found


def _column(column: Column) -> pa.Column:
    return pa.Column(
        checks=[pa.Check(one.test, error=one.reason, description=one.remedy) for one in column.checks],
        required=column.required,
        unique=column.unique,
        report_duplicates="exclude_first",
    )
