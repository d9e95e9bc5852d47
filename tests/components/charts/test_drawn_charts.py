"""What each chart draws, held against the rows of the shipped tables read by themselves."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pytest


@pytest.fixture
def drawn(open_page):
    """`drawn(page, name, **query)`: the data sets of the chart of a page that has one of that name."""

    def of(page, name, **query):
        for chart in open_page(page, **query).get("vega_lite_chart"):
            sets = {
                part.name: pa.ipc.open_stream(part.data.data).read_pandas() for part in chart.proto.datasets
            }
            if name in sets:
                return sets, json.loads(chart.proto.spec)
        raise AssertionError(f"no chart of {page} draws {name}")

    return of


@pytest.fixture(scope="module")
def table(shipped_case):
    return lambda name: pd.read_csv(shipped_case / f"{name}.csv", dtype=str, keep_default_na=False)


PERIOD = {"_from": "2022-12-12", "to": "2023-10-04", "at": "2023-09-28"}


def days(frame, first, last):
    """How many days of a period the bars of each road cover."""
    edges = pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)
    start, end = (pd.to_datetime(frame[name], unit="ms").clip(*edges) for name in ("start", "end"))
    return (end - start).groupby(frame["road"]).sum().dt.days


def test_status_bars_cover_each_day_of_each_road_once_and_cross_only_what_is_closed(drawn):
    sets, _ = drawn("blockade", "bars", **PERIOD)
    bars = sets["bars"]
    covered = days(bars, PERIOD["_from"], PERIOD["to"])
    # A road in parts has a row for each of them; they end where one state holds for all of it again.
    whole = covered[~covered.index.str.contains(", ")]
    assert set(whole.drop("Lachin road (old)")) == {297}
    parts = covered[covered.index.str.startswith("Lachin road (old), ")]
    assert len(parts) == 2
    assert {whole["Lachin road (old)"] + part for part in parts} == {297}
    assert {"Lachin road (new)", "Lachin road (old)", "Aghdam road"} <= set(covered.index)
    closed = bars[bars["status"].eq("closed")]
    for cross in sets["crosses"].to_dict("records"):
        own = closed[closed["road"].eq(cross["road"])]
        moment = next(value for key, value in cross.items() if key != "road")
        assert ((own["start"] <= moment) & (moment <= own["end"])).any()
    assert set(sets["crosses"]["road"]) <= set(closed["road"])
    assert len(sets["crosses"]) > len(set(closed["road"]))


def test_the_access_chart_draws_the_roads_as_the_bars_do_and_the_events_that_name_one(drawn, table):
    sets, _ = drawn("displacement", "bars", _from="2023-09-12", to="2023-10-04", at="2023-09-28")
    assert set(days(sets["bars"], "2023-09-12", "2023-10-04")) == {23}
    named = table("events").query("route_id != ''")
    inside = named[named["date_start"].str[:10].between("2023-09-12", "2023-10-04")]
    exact = inside[inside["date_precision"].isin(["day", "hour"])]
    assert len(sets["events"]) >= len(exact) > 5
    titles = {
        title for column in sets["events"] for title in sets["events"][column] if isinstance(title, str)
    }
    assert set(exact["title"]) <= titles


def test_the_consignment_chart_has_a_mark_for_each_load_that_is_no_running_total(drawn, table):
    sets, _ = drawn("aid", "marks", **PERIOD)
    loads = table("aid").query("cumulative != 'yes'")
    ends = loads["date_end"].where(loads["date_end"].ne(""), loads["date_start"])
    inside = loads[(loads["date_start"].str[:10] <= "2023-10-04") & (ends.str[:10] >= "2022-12-12")]
    assert len(sets["marks"]) == len(inside)
    assert set(sets["marks"]["carrier"]) == set(inside["carrier"])


def test_the_running_total_never_falls_and_ends_with_the_sum_of_its_loads(drawn):
    for name in ("line",):
        sets, _ = drawn("aid", name, **PERIOD)
        totals = sets[name]["total"]
        assert totals.is_monotonic_increasing
        assert totals.iloc[0] == 0 < totals.iloc[-1]


def test_the_slopes_draw_the_persons_of_the_lists_by_province(drawn, table):
    sets, _ = drawn("displacement", "points", **PERIOD)
    listed = table("accommodation")
    persons = {float(value) for value in listed["persons"] if value}
    assert len(sets["points"]) > 20
    assert set(sets["points"]["persons"]) <= persons


def test_the_waves_draw_each_movement_with_its_number_and_range(drawn, table):
    sets, _ = drawn("displacement", "rows", **PERIOD)
    moved = table("movements").set_index("people")
    assert len(sets["rows"]) == 5
    for row in sets["rows"].to_dict("records"):
        own = moved.loc[[row["people"]]].iloc[0]
        assert row["persons"] == float(own["persons"])
        assert row["by"] == own["claimant"]


@pytest.mark.parametrize(("page", "name"), [("blockade", "cells"), ("displacement", "dots")])
def test_every_other_chart_draws_something_too(drawn, page, name):
    sets, spec = drawn(page, name, **PERIOD)
    assert len(sets[name]) > 10
    assert spec
