"""What a table of a case is: its file, its key, its columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.case.column_kinds import Column, Kind, name, word
from geo.names import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Table:
    """One CSV file of a case."""

    name: str
    file: str
    key: str
    columns: dict[str, Column]
    dates: tuple[str, str] | None = None
    """Columns the interval ``start``, ``end`` is made of."""
    optional: bool = False
    """Whether a case may do without the file: nothing is reported then."""
    named: bool = False
    """Whether its rows have names in further forms, each in a column of its own (`geo.names`)."""

    def with_names(self, columns: Iterable[str]) -> Table:
        """The table with the forms of names among ``columns``, which stand behind the English one."""
        forms = [
            column for column in columns if self.named and is_name(column) and column not in self.columns
        ]
        own = {}
        for key, column in self.columns.items():
            own[key] = column
            if key == "name_en":
                own |= {form: name() for form in forms}
        return replace(self, columns=own)

    def with_words(self, column: str, words: tuple[str, ...]) -> Table:
        """The table with other words for one column that holds one of a few."""
        return replace(self, columns={**self.columns, column: word(words)})

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """Columns of one kind."""
        return tuple(name for name, column in self.columns.items() if column.kind == kind)

    @property
    def references(self) -> dict[str, str]:
        """Columns that hold keys of other tables, with the table's name."""
        return {name: column.refers_to for name, column in self.columns.items() if column.refers_to}

    @property
    def required(self) -> tuple[str, ...]:
        """Columns the table means nothing without."""
        return tuple(name for name, column in self.columns.items() if column.required)
