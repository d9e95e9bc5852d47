"""Bytes that nobody meant: does reading a file, or a mapping, end in anything but rows or one sentence.

`pip install atheris` beside the environment, then `python scripts/fuzz_import.py readers --minutes 20` or
`mapping`. It begins with the files of tests/geo/intake/files.tsv, goes where coverage of geo/intake leads it,
and keeps under `out/fuzz` the first input of each fault: one is a place in our code and a kind of exception.
Parts of a zip are changed inside it, so that its sums are right. Exit code 1 where any was found.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2023, 12, 1)
LONGEST = 64 * 1024
# Between a mapping and the table it is for.
PARTED = b"\0\0"
ENDINGS = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".json", ".geojson", ".geojsonl", ".topojson",
    ".jsonl", ".kml", ".kmz", ".gpx", ".gpkg", ".fgb", ".parquet", ".zip", ".gdb.zip", ".shp",
)  # fmt: skip


def seeds(room: Path) -> dict[str, bytes]:
    """The files of the tests as they are, by name."""
    # By name, for tests bear no types.
    makers = importlib.import_module("tests.geo.intake.file_makers").MAKERS
    files = importlib.import_module("tests.geo.intake.test_files")

    made = {}
    for name, made_by, content, _ in files.FILES:
        path = Path(tempfile.mkdtemp(dir=room)) / name
        makers[made_by](path, files.unescaped(content))
        if path.is_file() and path.stat().st_size < LONGEST:
            made[name] = path.read_bytes()
    return made


def reading(room: Path, case: Path, data: bytes) -> None:
    """Read bytes as a file of the ending that the first of them says, and hold it against a case."""
    from geo.intake.preview import preview  # noqa: PLC0415
    from geo.intake.reading import read_file  # noqa: PLC0415

    path = room / f"x{ENDINGS[data[0] % len(ENDINGS)]}"
    path.write_bytes(data[1:])
    preview(read_file(path), case, today=TODAY)


def mapping(room: Path, case: Path, data: bytes) -> None:
    """Read a table by a mapping, both of these bytes, and the mapping once more as it is written."""
    from geo.intake.mapping import mapping_text, read_mapping  # noqa: PLC0415
    from geo.intake.preview import preview  # noqa: PLC0415
    from geo.intake.reading import read_file  # noqa: PLC0415

    text, _, table = data.partition(PARTED)
    (room / "x.csv").write_bytes(table)
    (room / "x.toml").write_bytes(text)
    (sheet,) = read_file(room / "x.csv")
    layout = read_mapping(room / "x.toml", sheet)
    (room / "x.toml").write_text(mapping_text(layout), "utf-8")
    read_mapping(room / "x.toml", sheet)
    preview([sheet], case, layout=layout, today=TODAY)


def corpus(target: str, made: dict[str, bytes], case: Path, room: Path) -> list[bytes]:
    """What to begin with."""
    from geo.intake.mapping import mapping_text  # noqa: PLC0415
    from geo.intake.preview import preview  # noqa: PLC0415
    from geo.intake.reading import read_file  # noqa: PLC0415
    from geo.intake.source_sheet import RefusedFileError  # noqa: PLC0415

    if target == "readers":
        ending = {name: next((end for end in ENDINGS if name.endswith(end)), ".csv") for name in made}
        return [bytes([ENDINGS.index(ending[name])]) + raw for name, raw in made.items()]
    begun = []
    for name, raw in made.items():
        path = room / name
        path.write_bytes(raw)
        with suppress(RefusedFileError):
            seen = preview(read_file(path), case, today=TODAY) if name.endswith(".csv") else None
            if seen is not None and seen.layout is not None:
                begun.append(mapping_text(seen.layout, seen.guesses).encode() + PARTED + raw)
    return begun


def changed(atheris: Any, data: bytes, most: int, seed: int) -> bytes:
    """Bytes a little changed; of an archive one of its parts, with its sum made right."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    if data[1:3] == b"PK" and chance.random() < 0.8:  # noqa: PLR2004 - four times of five
        with suppress(Exception), zipfile.ZipFile(io.BytesIO(data[1:])) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
            part = chance.choice(sorted(parts))
            parts[part] = bytes(atheris.Mutate(parts[part], LONGEST))
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
                for name, inner in parts.items():
                    packed.writestr(name, inner)
            return (data[:1] + out.getvalue())[:most]
    return bytes(atheris.Mutate(data, most))


def watched(read: Callable[[bytes], None], out: Path, faults: set[str]) -> Callable[[bytes], None]:
    """A reading in which each fault is written down once and ends nothing."""
    from geo.intake.source_sheet import RefusedFileError  # noqa: PLC0415

    def look(data: bytes) -> None:
        if not data:
            return
        try:
            read(data)
        except RefusedFileError as error:
            if "\n" not in str(error):
                return
            where = f"refusal-of-lines-{type(error.__cause__).__name__}"
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/geo/" in frame.filename]
            at = f"{Path(ours[-1].filename).stem}-{ours[-1].lineno}" if ours else Path(__file__).stem
            where = f"{type(error).__name__}-{at}"
        else:
            return
        if where not in faults:
            faults.add(where)
            (out / where).write_bytes(data)
            (out / f"{where}.txt").write_text(traceback.format_exc(), "utf-8")
            print(f"fault: {where}", flush=True)

    return look


def main() -> None:
    """Look for faults so many minutes; each is printed with its place, its input lies under out/fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=["readers", "mapping"])
    parser.add_argument("--minutes", type=float, default=20)
    wanted = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["geo.intake"]):
        importlib.import_module("geo.intake.preview")
        importlib.import_module("geo.intake.reading")
    write_case = importlib.import_module("tests.geo.small_case").write_case
    out = ROOT / "out" / "fuzz" / wanted.target
    out.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    faults: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        for name in ("seeds", "made", "corpus", "work"):
            (room / name).mkdir()
        case = write_case(room / "small")
        for number, raw in enumerate(corpus(wanted.target, seeds(room / "seeds"), case, room / "made")):
            (room / "corpus" / str(number)).write_bytes(raw)
        read = {"readers": reading, "mapping": mapping}[wanted.target]
        ends = time.monotonic() + wanted.minutes * 60
        look = watched(lambda data: read(room / "work", case, data), out, faults)

        def once(data: bytes) -> None:
            # The end comes from within: libFuzzer leaves the process where it ends of itself.
            if time.monotonic() > ends:
                print(f"{wanted.target}: {len(faults)} faults in {wanted.minutes:g} minutes", flush=True)
                shutil.rmtree(room)
                os._exit(bool(faults))
            look(data)

        options = [f"-max_len={LONGEST}", "-timeout=120", "-rss_limit_mb=4096", f"-artifact_prefix={out}/"]
        atheris.Setup(
            [sys.argv[0], *options, str(room / "corpus")],
            once,
            custom_mutator=lambda data, most, seed: changed(atheris, data, most, seed),
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
