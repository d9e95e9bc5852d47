"""Poisoned copies of a case: does one kill a page, or lose a row without a word.

`python scripts/fuzz.py --poisons 600 --seed 1 [--case DIR]` makes copies of a case, each with one thing wrong
drawn from a seed: a column blanked, dropped, renamed, shuffled or filled with payloads; a cell; a row; a file
missing, cut, re-encoded or no file; ids that differ in case or form; outlines of areas; settings of another
type; a briefing broken; and two of these at once. Each is opened on all pages with what folds
opened, and exported. It fails on an error of Streamlit's, on a part that failed in a way nobody foresaw, on a
row neither loaded nor counted by a report, on a text that became HTML, and on a live formula in a file.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from poisons import poisons, rows_of

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 1800
"""Seconds a page may take: a busy machine is no fault of the page."""
LIVE = re.compile(r"^[\s\x00]*[=+@\t\r-](?![\d.,\s]*$)")
UNSAFE = re.compile(r"<script>window\.hit|<img src=x onerror", re.IGNORECASE)


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
        rows = [row for row in rows_of(folder / table.file) if any(cell.strip() for cell in row)]
        rows = [row for row in rows if not row[0].startswith("sep=")]
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
