"""How many people an event is about, where a movement or a load tied to it names a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from geo.case.case import Case

PERSONS = "persons"
"""Column of the number of people an event is about."""

# Units of a load that count people; tonnes, trucks and money cannot be held against them.
UNITS = ("people", "persons", "patients")


def persons_of_events(case: Case) -> pd.Series:
    """The largest number of people that any row tied to an event names, by event id.

    Numbers are never added: two rows of one event may count the same people.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.Series
        Number of people by event id, of events with such a row only.
    """
    moved = case.movements[["event_id", "persons"]]
    carried = case.consignments.loc[case.consignments["unit"].isin(UNITS), ["event_id", "quantity"]]
    named = pd.concat([moved, carried.rename(columns={"quantity": "persons"})], ignore_index=True)
    named = named[named["event_id"].ne("") & named["persons"].gt(0)]
    return named.groupby("event_id")["persons"].max()


def with_persons(case: Case, events: pd.DataFrame) -> pd.DataFrame:
    """``events`` with the number of people each is about as `persons`, 0 where none is named.

    Parameters
    ----------
    case
        The case the events are of.
    events
        Some of its events.

    Returns
    -------
    pandas.DataFrame
        The same rows with the column `persons`.
    """
    named = persons_of_events(case)
    return events.assign(**{PERSONS: events["event_id"].map(named).fillna(0).to_numpy()})
