"""What scripts/fuzz_import.py takes for a fault, and what it begins with; the whole runs outside CI."""

import sys

from geo.intake.source_sheet import RefusedFileError
from tests.geo.small_case import write_case

sys.path.insert(0, "scripts")
import fuzz_import


def test_a_fault_is_kept_once_and_a_refusal_of_one_sentence_is_none(tmp_path):
    def read(data: bytes) -> None:
        if data.startswith(b"bad"):
            fuzz_import.reading(tmp_path, tmp_path, b"")
        raise RefusedFileError("It is two\nlines." if data == b"lines" else "It is one sentence.")

    faults: set[str] = set()
    look = fuzz_import.watched(read, tmp_path, faults)
    for data in (b"good", b"bad 1", b"bad 2", b"lines"):
        look(data)
    assert faults == {"refusal-of-lines-NoneType", "IndexError-fuzz_import"}
    assert (tmp_path / "IndexError-fuzz_import").read_bytes() == b"bad 1"


def test_it_begins_with_the_files_of_the_tests_and_their_mappings(tmp_path):
    case = write_case(tmp_path / "small")
    made = {"plain.csv": b"date,title,place\n2023-01-02,Shelling,Goris\n", "x.gpx": b"<gpx/>"}
    readers = fuzz_import.corpus("readers", made, case, tmp_path)
    assert [raw[1:] for raw in readers] == list(made.values())
    assert fuzz_import.ENDINGS[readers[1][0]] == ".gpx"
    (mapping,) = fuzz_import.corpus("mapping", made, case, tmp_path)
    assert mapping.endswith(fuzz_import.PARTED + made["plain.csv"])
    for look, data in ((fuzz_import.reading, readers[0]), (fuzz_import.mapping, mapping)):
        look(tmp_path, case, data)
