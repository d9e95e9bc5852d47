"""Events packed for the browser: what comes out is what went in, in few bytes."""

import gzip
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.accuracy import ACCURACY_BASE, ACCURACY_STEP
from geo.case.load import load_case
from geo.case.synth.synth import write_case
from geo.signs import KEYS
from geo.view.event_columns import (
    PRECISIONS,
    ROLES,
    compressed,
    minutes,
    pack,
)
from geo.view.join import join

DAY = np.timedelta64(1, "D")


def unpacked(body: bytes) -> dict[str, np.ndarray]:
    """What the layer script reads, told here a second time and independently."""
    assert body[:4] == b"PSG2"
    length = int.from_bytes(body[4:8], "little")
    head = json.loads(body[8 : 8 + length])
    rest, at = memoryview(body)[8 + length :], 0
    n, p, width = head["n"], head["p"], head["idw"]

    def take(kind: str, count: int) -> np.ndarray:
        nonlocal at
        size = np.dtype(kind).itemsize * count
        at += size
        return np.frombuffer(rest[at - size : at], dtype=kind)

    def four(count: int = n) -> np.ndarray:
        planes = take("u1", 4 * count).reshape(4, count).astype(np.uint32)
        whole = planes[0] | planes[1] << 8 | planes[2] << 16 | planes[3] << 24
        return whole.astype(np.uint32).view(np.int32).astype(np.int64)

    found = {"x": take("<f4", p), "y": take("<f4", p), "accuracy": take("u1", p)}
    start = np.cumsum(four())
    end = start + four()
    zigzag = four()
    found |= {"start": start, "end": end, "spot": np.cumsum((zigzag >> 1) ^ -(zigzag & 1))}
    found |= {"category": take("u1", n), "flags": take("u1", n)}
    letters = np.ascontiguousarray(take("u1", width * n).reshape(width, n).T)
    found["ids"] = letters.view(f"S{width}").ravel() if n else np.array([], dtype="S1")
    heavy = np.cumsum(four(head["w"]))
    found["persons"] = np.zeros(n, dtype=np.int64)
    found["persons"][heavy] = four(head["w"])
    assert at == len(rest)
    return found


def events(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    standard = {
        "event_id": "ev1", "start": "2023-09-19", "end": "2023-09-20", "date_precision": "day",
        "place_id": "a", "place_role": "site", "category": "aid", "uncertain": "no", "persons": 0,
        "accuracy_m": 1000.0,
        "lon": 46.75, "lat": 39.82,
    }  # fmt: skip
    frame = pd.DataFrame([standard | row for row in rows])
    frame["start"] = frame["start"].to_numpy("datetime64[s]")
    frame["end"] = frame["end"].to_numpy("datetime64[s]")
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=points, crs="EPSG:4326")


ROWS = st.fixed_dictionaries(
    {
        "start": st.datetimes(pd.Timestamp(1600, 1, 1), pd.Timestamp(2200, 1, 1)).map(
            lambda moment: np.datetime64(moment.replace(second=0, microsecond=0), "s")
        ),
        "days": st.integers(1, 4000),
        "date_precision": st.sampled_from(PRECISIONS),
        "place_role": st.sampled_from(["site", "seat", "subject"]),
        "category": st.sampled_from(KEYS),
        "uncertain": st.sampled_from(["yes", "no"]),
        "persons": st.one_of(st.just(0), st.integers(1, 5_000_000)),
        "accuracy_m": st.one_of(st.just(float("nan")), st.floats(10, 1e6)),
        "lon": st.floats(-180, 180),
        "lat": st.floats(-85, 85),
    }
)


@settings(max_examples=30, deadline=None)
@given(st.lists(ROWS, max_size=30))
def test_every_value_survives_the_journey(rows: list[dict[str, object]]) -> None:
    numbered = [
        {**row, "event_id": f"ev{number}é", "end": row["start"] + row["days"] * DAY}
        for number, row in enumerate(rows)
    ]
    if not numbered:
        return
    frame = events([{key: value for key, value in row.items() if key != "days"} for row in numbered])
    columns = pack(frame)
    read = unpacked(columns.body)
    order = {name.decode(): at for at, name in enumerate(read["ids"])}
    for row, point in zip(frame.to_dict("records"), frame.geometry, strict=True):
        at = order[row["event_id"]]
        assert read["start"][at] == minutes(row["start"].to_pydatetime())
        assert read["end"][at] == minutes(row["end"].to_pydatetime())
        assert KEYS[read["category"][at]] == row["category"]
        assert ROLES[read["flags"][at] & 3] == row["place_role"]
        assert PRECISIONS[(read["flags"][at] >> 2) & 3] == row["date_precision"]
        assert bool(read["flags"][at] & 16) == (row["uncertain"] == "yes")
        assert read["persons"][at] == row["persons"]
        spot = read["spot"][at] - 1
        assert read["x"][spot] * 360 - 180 == pytest.approx(point.x, abs=1e-4)
        latitude = np.degrees(np.arctan(np.sinh((0.5 - float(read["y"][spot])) * 2 * np.pi)))
        assert latitude == pytest.approx(point.y, abs=1e-4)
        byte = int(read["accuracy"][spot])
        if np.isnan(row["accuracy_m"]):
            assert byte == 0
        else:
            assert ACCURACY_BASE * ACCURACY_STEP ** (byte - 1) == pytest.approx(row["accuracy_m"], rel=0.031)


def test_events_are_sorted_by_start_and_tell_their_own_times() -> None:
    columns = pack(events([{"event_id": "b"}, {"event_id": "a", "start": "1969-12-30", "end": "1970-01-01"}]))
    assert columns.ids.tolist() == ["a", "b"]
    assert columns.start[0] == -2 * 1440
    assert columns.end[0] == 0


def test_an_event_without_a_place_is_counted_and_never_drawn() -> None:
    placed = events([{"event_id": "a"}])
    lost = pd.DataFrame(placed.drop(columns=["geometry", "accuracy_m"])).assign(
        event_id="b", place_role="site"
    )
    columns = pack(placed, lost)
    span = (
        minutes(pd.Timestamp("2023-09-19").to_pydatetime()),
        minutes(pd.Timestamp("2023-09-20").to_pydatetime()),
    )
    assert columns.in_window(*span).sum() == 2
    assert columns.ids[columns.drawn(*span)].tolist() == ["a"]
    assert unpacked(columns.body)["spot"].tolist().count(0) == 1


def test_only_a_site_is_drawn() -> None:
    rows = [{"event_id": role, "place_role": role} for role in ("site", "seat", "subject")]
    columns = pack(events(rows))
    assert columns.ids[columns.drawn(0, 10**8)].tolist() == ["site"]


def test_a_window_is_half_open() -> None:
    columns = pack(events([{}]))
    start, end = int(columns.start[0]), int(columns.end[0])
    assert columns.in_window(end - 1, end).all()
    assert not columns.in_window(end, end + 10).any()
    assert not columns.in_window(start - 10, start).any()


def test_the_categories_are_those_of_the_window() -> None:
    rows = [
        {"event_id": "a", "category": "protest"},
        {"event_id": "b", "category": "aid", "start": "2021-01-01", "end": "2021-01-02"},
    ]
    columns = pack(events(rows))
    assert columns.categories(0, 10**8) == ("aid", "protest")
    assert columns.categories(int(columns.start[1]), int(columns.end[1])) == ("protest",)


def test_an_event_that_ends_when_it_starts_still_lasts_a_minute() -> None:
    columns = pack(events([{"end": "2023-09-19"}]))
    read = unpacked(columns.body)
    assert read["end"][0] == read["start"][0] + 1


def test_the_same_rows_have_the_same_hash_whatever_their_order() -> None:
    rows = [{"event_id": "a", "lon": 45.0}, {"event_id": "b", "category": "military"}]
    assert pack(events(rows)).digest == pack(events(rows[::-1])).digest
    assert pack(events(rows)).digest != pack(events(rows[:1])).digest


def test_packing_leaves_its_input_alone() -> None:
    frame = events([{"event_id": "b"}, {"event_id": "a"}])
    before = frame.copy(deep=True)
    pack(frame)
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))


def test_an_event_of_a_synthetic_case_costs_at_most_twelve_bytes_on_the_wire(tmp_path: Path) -> None:
    write_case(tmp_path / "case", 10_000, 1_000, seed=2)
    case = load_case(tmp_path / "case")
    joined = join(case.places, case.events)
    columns = pack(joined.placed, joined.unplaced)
    assert len(columns) == 10_000
    assert gzip.decompress(compressed(columns)) == columns.body
    assert len(compressed(columns)) / len(columns) <= 12
