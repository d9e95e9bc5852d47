"""Poisoned copies of a case: does one kill a page, or lose a row without a word.

`python scripts/fuzz.py --poisons 600 --seed 1 [--case DIR]` makes copies of a case, each with one thing wrong
drawn from a seed: a column blanked, dropped, renamed, shuffled or filled with payloads; a cell; a row; a file
missing, cut, re-encoded or no file; settings or briefing broken. Each is opened on all pages with what folds
opened, and exported. It fails on an error of Streamlit's, on a part that failed in a way nobody foresaw, on a
row neither loaded nor counted by a report, on a text that became HTML, and on a live formula in a file.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAYLOADS = (
    "<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", '=HYPERLINK("http://x")', "+1+1",
    "@SUM(A1)", "\t=1+1", "${window.hit=1}", "{{hit}}", "[a](javascript:alert(1))", "\u202etxet", "a\u2028b",
    "\u200b", "9" * 400, "-1", "1e309", "nan", "0", "2023-02-30", "9999-12-31", "0001-01-01", "31/12/2023",
    "2023-09-18T25:00", "180.0001", "-90.5", "ւֆ-ՠ", "x" * 20_000, ";;;", "s1;nobody", "yes;no", "\x00", '"',
)  # fmt: skip
SETTINGS = (
    'timezone = "America"', "silence_days = 3000000", "silence_days = -1", 'home = "1234"', "home = [1, 2]",
    'period = { from = "9998-12-31", to = "1000-01-01" }', "title = 5",
    "presets = 3", "id = []", "x = " + "9" * 5000,
    "a = " + "[" * 300 + "]" * 300,
    "[[[", "\x00",
)  # fmt: skip
PATIENCE = 1800
"""Seconds a page may take: a busy machine is no fault of the page."""
LIVE = re.compile(r"^[\s\x00]*[=+@\t\r-](?![\d.,\s]*$)")
UNSAFE = re.compile(r"<script>window\.hit|<img src=x onerror", re.IGNORECASE)


@dataclass(frozen=True)
class Poison:
    """One thing wrong with a copy of a case, in words, and what makes it so in the copy's folder."""

    name: str
    spoil: Callable[[Path], None]


def poisons(case: Path, seed: int) -> Iterator[Poison]:
    """Draw poisons for a case without end; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    tables = sorted(case.glob("*.csv"))
    makers = (_column, _column, _column, _cell, _cell, _rows, _file, _settings, _briefing)
    while True:
        yield dice.choice(makers)(dice, dice.choice(tables).name)


def _column(dice: random.Random, table: str) -> Poison:
    """One column of a table, whatever it is called, drawn by its position."""
    position, text = dice.randrange(30), dice.choice(PAYLOADS)
    way = dice.choice(("blanked", "dropped", "renamed", "filled", "shuffled"))

    def spoil(folder: Path) -> None:
        rows = _read(folder / table)
        if not rows or not rows[0]:
            return
        at = position % len(rows[0])
        cells = [row[at] if at < len(row) else "" for row in rows[1:]]
        if way == "shuffled":
            random.Random(position).shuffle(cells)  # noqa: S311 - as above
        for number, row in enumerate(rows):
            if at >= len(row):
                continue
            if way == "dropped":
                del row[at]
            elif number == 0:
                row[at] = f"{row[at]}x" if way == "renamed" else row[at]
            elif way != "renamed":
                row[at] = {"blanked": "", "filled": text}.get(way, cells[number - 1])
        _write(folder / table, rows)

    return Poison(f"{table}: column {position} {way} {text[:30]!r}", spoil)


def _cell(dice: random.Random, table: str) -> Poison:
    """One cell of a table."""
    line, position, text = dice.randrange(1, 400), dice.randrange(30), dice.choice(PAYLOADS)

    def spoil(folder: Path) -> None:
        rows = _read(folder / table)
        if len(rows) > 1:
            row = rows[1 + line % (len(rows) - 1)]
            row[position % len(row)] = text
            _write(folder / table, rows)

    return Poison(f"{table}: cell {line},{position} {text[:30]!r}", spoil)


def _rows(dice: random.Random, table: str) -> Poison:
    """Rows short, long, doubled or blank."""
    way, line = dice.choice(("short", "long", "twice", "blank", "header again")), dice.randrange(1, 400)

    def spoil(folder: Path) -> None:
        rows = _read(folder / table)
        if len(rows) < 2:  # noqa: PLR2004 - a header and a row
            return
        at = 1 + line % (len(rows) - 1)
        made = {
            "short": [rows[at][: len(rows[at]) // 2]], "long": [[*rows[at], "more", "cells"]],
            "twice": [rows[at], list(rows[at])], "blank": [rows[at], []], "header again": [rows[at], rows[0]],
        }[way]  # fmt: skip
        _write(folder / table, [*rows[:at], *made, *rows[at + 1 :]])

    return Poison(f"{table}: row {line} {way}", spoil)


def _file(dice: random.Random, table: str) -> Poison:
    """A whole file, as a program or a disk leaves it."""
    way = dice.choice(
        ("missing", "cut", "empty", "utf-16", "latin", "semicolons", "folder", "binary", "nul", "sep")
    )
    share = dice.random()

    def spoil(folder: Path) -> None:
        path = folder / dice_file
        raw = path.read_bytes() if path.is_file() else b""
        path.unlink(missing_ok=True)
        if way == "folder":
            path.mkdir()
        elif way != "missing":
            path.write_bytes(_spoiled(raw, way, share))

    dice_file = dice.choice((table, table, "areas.geojson", "case.toml"))
    return Poison(f"{dice_file}: {way} {share:.2f}", spoil)


def _spoiled(raw: bytes, way: str, share: float) -> bytes:
    text = raw.decode("utf-8", "replace")
    return {
        "cut": raw[: int(len(raw) * share)], "empty": b"", "utf-16": text.encode("utf-16"),
        "latin": text.encode("latin-1", "replace"), "semicolons": text.replace(",", ";").encode(),
        "binary": bytes(range(256)) * 20, "nul": raw[:50] + b"\x00" + raw[50:], "sep": b"sep=,\r\n\r\n" + raw,
    }[way]  # fmt: skip


def _settings(dice: random.Random, _table: str) -> Poison:
    """A line of case.toml that is no setting, or a wrong one."""
    line = dice.choice(SETTINGS)

    def spoil(folder: Path) -> None:
        path = folder / "case.toml"
        name = line.split("=")[0].strip()
        kept = [
            old for old in path.read_text(encoding="utf-8").splitlines() if not old.startswith(f"{name} =")
        ]
        path.write_text("\n".join([line, *kept]) + "\n", encoding="utf-8")

    return Poison(f"case.toml: {line[:50]}", spoil)


def _briefing(dice: random.Random, _table: str) -> Poison:
    """A briefing that cannot be read, or not whole."""
    text = dice.choice(
        ("", "[[[", "format = 9", "\x00", 'format = 1\ncase = "another"\n[[scene]]\npage = 3\n')
    )

    def spoil(folder: Path) -> None:
        (folder / "briefing.toml").write_text(text, encoding="utf-8")

    return Poison(f"briefing.toml: {text[:30]!r}", spoil)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def faults_of(folder: Path, pages: tuple[str, ...]) -> Iterator[str]:
    """Everything that is wrong with how a folder is read and shown."""
    from components.session import session_case  # noqa: PLC0415 - with the project on the path
    from geo.case.set_aside import CaseError  # noqa: PLC0415

    os.environ["PASSAGE_CASE"] = str(folder)
    session_case._loaded.cache_clear()  # noqa: SLF001 - another case for the same process
    try:
        case = session_case.full_case()
    except CaseError as error:
        if "\n" in str(error) or len(str(error)) > 1000:  # noqa: PLR2004 - one sentence
            yield f"the refusal is no sentence: {str(error)[:80]!r}"
        case = None
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        yield f"loading raised {type(error).__name__}: {str(error)[:100]}"
        return
    if case is not None:
        yield from _lost(folder, case)
        yield from _exported(case)
    yield from _shown(pages)


def _lost(folder: Path, case: Any) -> Iterator[str]:
    """Rows of a file that are neither loaded nor counted by a report."""
    from geo.case.schema import TABLES  # noqa: PLC0415

    reported: dict[str, int] = {}
    for report in case.set_aside:
        whole = report.scope == "table" or report.row is None
        reported[report.file] = reported.get(report.file, 0) + (10**9 if whole else report.count)
    for table in TABLES:
        try:
            rows = [row for row in _read(folder / table.file) if any(cell.strip() for cell in row)]
            rows = [row for row in rows if not row[0].startswith("sep=")]
        except (OSError, ValueError, csv.Error):
            continue
        missing = len(rows) - 1 - len(case.tables()[table.name])
        if missing > reported.get(table.file, 0):
            yield f"{missing} rows of {table.file} are gone, {reported.get(table.file, 0)} reported"


def _exported(case: Any) -> Iterator[str]:
    from geo.export.csv_file import to_csv  # noqa: PLC0415
    from geo.export.file_kinds import KINDS  # noqa: PLC0415
    from geo.export.shown_rows import prepare  # noqa: PLC0415
    from geo.export.view_tables import contents  # noqa: PLC0415
    from geo.view.select import select  # noqa: PLC0415
    from geo.view.view import opening  # noqa: PLC0415

    try:
        view = opening(case.settings)
        out = contents(prepare(case, view, select(case, view).events), datetime.now(UTC))
        text = to_csv(out).decode("utf-8-sig")
        for kind in KINDS:
            kind.write(out)
    except Exception as error:  # noqa: BLE001 - as above
        yield f"exporting raised {type(error).__name__}: {str(error)[:100]}"
        return
    cells = (cell for row in csv.reader(io.StringIO(text)) for cell in row)
    yield from (f"a live formula in the CSV: {cell[:40]!r}" for cell in cells if LIVE.match(cell))


def _shown(pages: tuple[str, ...]) -> Iterator[str]:
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415

    from components.session import compartment  # noqa: PLC0415

    compartment.FAULTS.clear()
    with redirect_stderr(io.StringIO()):
        app = AppTest.from_file(str(ROOT / "components" / "shell" / "shell.py"), default_timeout=PATIENCE)
        for page in pages:
            try:
                app.switch_page(str(ROOT / "pages" / f"{page}.py")) if page != pages[0] else app
                _run_opened(app, page)
            except Exception as error:  # noqa: BLE001 - as above
                yield f"{page} raised {type(error).__name__}: {str(error)[:100]}"
                continue
            yield from (f"{page} is dead: {error.message[:100]}" for error in app.exception)
            loose = (text.value for text in app.markdown if text.allow_html)
            yield from (
                f"{page} shows a text as HTML: {text[:60]!r}" for text in loose if UNSAFE.search(text)
            )
    yield from (
        f"{name} failed in a way nobody foresaw ({code})" for code, name in compartment.FAULTS.items()
    )


_OPENERS: dict[str, set[str]] = {}
"""Keys of what folds on a page, as far as any copy has shown it: opened from the first, it is run once."""


def _run_opened(app: Any, page: str) -> None:
    """Run a page with all that folds opened, again where something new to open has turned up."""
    known = _OPENERS.setdefault(page, set())
    while True:
        for key in known:
            app.session_state[key] = True
        app.run()
        boxes = (*app.get("popover"), *app.expander)
        shown = {str(box.key) for box in boxes if getattr(box, "key", None)}
        if shown <= known:
            return
        known |= shown


def run(case: Path, number: int, seed: int, pages: tuple[str, ...], say: Callable[[str], None]) -> int:
    """Try so many poisons on copies of a case; say each fault, and return how many copies had one."""
    bad = 0
    for count, poison in zip(range(number), poisons(case, seed), strict=False):
        with tempfile.TemporaryDirectory() as room:
            folder = Path(room) / "case"
            shutil.copytree(case, folder)
            poison.spoil(folder)
            found = list(dict.fromkeys(faults_of(folder, pages)))
        bad += bool(found)
        for fault in found:
            say(f"{count}: {poison.name}: {fault}")
    return bad


def main() -> None:
    """Try the poisons, and end with how many copies had a fault; exit code 1 where any had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--poisons", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=Path, default=ROOT / "data" / "karabakh")
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    names = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
    pages = ("situation", *(name for name in names if name != "situation"))
    bad = run(wanted.case, wanted.poisons, wanted.seed, pages, lambda line: print(line, flush=True))
    print(f"{wanted.poisons} poisons on {len(pages)} pages each: {bad} copies with a fault")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
