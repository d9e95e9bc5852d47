"""Joining ties every event to its place, loses none and doubles none."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.case.load import load_case
from geo.names import place_names
from geo.view.join import join
from tests.geo.small_case import write_case

IDS = st.sampled_from(["", "a", "b", "c", "d", "é", "unknown place"])


def places_of(ids):
    frame = pd.DataFrame({"place_id": pd.Series(ids, dtype="str")})
    frame["name_en"] = [f"Place {one}" for one in ids]
    frame["accuracy_m"] = [100.0 * n for n in range(len(ids))]
    frame["note"] = "of the place"
    points = gpd.points_from_xy(range(len(ids)), range(len(ids)))
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def events_of(ids):
    frame = pd.DataFrame({"place_id": pd.Series(ids, dtype="str")})
    frame["event_id"] = [f"e{n}" for n in range(len(ids))]
    frame["note"] = "of the event"
    return frame


@given(st.lists(IDS, max_size=40), st.lists(IDS.filter(bool), max_size=7, unique=True))
@settings(deadline=None)
def test_no_event_is_lost_or_doubled_and_order_is_kept(wanted, known):
    events, places = events_of(wanted), places_of(known)
    before = events.copy(), places.copy()
    joined = join(places, events)
    placed, unplaced = joined.placed["event_id"].tolist(), joined.unplaced["event_id"].tolist()
    assert sorted(placed + unplaced) == sorted(events["event_id"])
    assert placed == [f"e{n}" for n, one in enumerate(wanted) if one in known]
    assert unplaced == [f"e{n}" for n, one in enumerate(wanted) if one not in known]
    for event in joined.placed.itertuples():
        assert event.geometry.x == known.index(event.place_id)
        assert event.accuracy_m == 100.0 * known.index(event.place_id)
    pd.testing.assert_frame_equal(events, before[0])
    pd.testing.assert_frame_equal(places, before[1])


def test_the_index_of_the_events_is_kept():
    events = events_of(["b", "x", "a"]).set_index(pd.Index([30, 10, 20]))
    joined = join(places_of(["a", "b"]), events)
    assert joined.placed.index.tolist() == [30, 20]
    assert joined.unplaced.index.tolist() == [10]


def test_what_is_said_of_the_event_is_not_covered_by_what_is_said_of_the_place(tmp_path):
    case = load_case(write_case(tmp_path / "small"))
    placed = join(case.places, case.events).placed
    assert placed["note"].tolist() == ["", ""]
    assert placed["place_kind"].tolist() == ["city", "city"]
    assert placed.crs.to_epsg() == 4326
    assert placed["lat"].tolist() == [39.8177, 39.51111]
    assert place_names(placed).tolist() == ["Stepanakert / Khankendi", "Goris"]
    assert set(case.events.columns) <= set(placed.columns)


def test_places_in_metres_or_with_an_id_twice_are_refused():
    events = events_of(["a"])
    with pytest.raises(ValueError, match="EPSG:4326"):
        join(places_of(["a"]).to_crs("EPSG:3857"), events)
    with pytest.raises(ValueError, match="EPSG:4326, not None"):
        join(places_of(["a"]).set_crs(None, allow_override=True), events)
    with pytest.raises(ValueError, match="an id twice"):
        join(places_of(["a", "a"]), events)


def test_every_placed_event_of_the_shipped_case_has_a_point(shipped_case):
    case = load_case(shipped_case)
    joined = join(case.places, case.events)
    assert len(joined.placed) + len(joined.unplaced) == len(case.events)
    assert joined.placed.geometry.notna().all()
    assert joined.unplaced["place_id"].eq("").all()
