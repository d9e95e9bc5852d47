"""Write the shipped briefings anew from the tables as they are: their hash and the figures each scene keeps.

Needs the environment: `.venv/bin/python scripts/freeze_briefing.py`. It says which figures read
otherwise; then headlines and lines have to be read again.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.briefing.briefing_file import FILE, load_briefing, write_briefing  # noqa: E402 - found by the line above
from geo.briefing.refresh import refreshed, with_scenes  # noqa: E402
from geo.case.load import load_case  # noqa: E402
from geo.view.select import vocabulary  # noqa: E402


def main() -> None:
    """Freeze the briefing of each shipped case."""
    for name in ("karabakh", "tigray"):
        freeze(ROOT / "data" / name)


def freeze(folder: Path) -> None:
    """Freeze the briefing of one case."""
    case = load_case(folder)
    terms = vocabulary(case)
    briefing, _ = load_briefing(folder / FILE, case.settings, terms)
    rows = list(refreshed(case, briefing, terms))
    for row in rows:
        for line in row.differs:
            print(f"{row.before.title}: {line}")
    text = write_briefing(with_scenes(briefing, rows))
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
    print(f"{folder.name}: {len(rows)} scenes frozen over the tables {case.version[:12]}.")


if __name__ == "__main__":
    main()
