"""Results kept in docs/performance.md, each benchmark between marks of its own."""

from __future__ import annotations

from measure import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"


def write_section(name: str, text: str) -> None:
    """Replace what stands between the marks of a benchmark; ValueError when they are not there."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    whole = DOCUMENT.read_text("utf-8")
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{DOCUMENT.name} has no marks for '{name}'")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8", newline="\n")
