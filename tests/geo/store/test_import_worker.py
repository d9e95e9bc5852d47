"""What the process that reads a file hands over is what it read."""

import pickle

import pandas as pd

from geo.cells import repeated
from geo.store import import_worker


def test_a_preview_is_handed_over_in_the_pieces_it_has(tmp_path):
    # In one piece each column would stand in memory a second time until all is written.
    rows = pd.DataFrame({"same": repeated("s1", pd.RangeIndex(150_000))})
    rows["own"] = pd.Series(rows.index.map(str), dtype="str")
    import_worker._write(tmp_path / "rows.pickle", {"events": rows})
    read = pickle.loads((tmp_path / "rows.pickle").read_bytes())["events"]  # noqa: S301 - written above
    pd.testing.assert_frame_equal(read, rows)
    assert [read[name].array.__arrow_array__().num_chunks for name in rows] == [3, 1]
