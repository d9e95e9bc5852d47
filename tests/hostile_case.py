"""A case whose every text tries to run as script, HTML or markdown wherever it is shown."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.geo.small_case import TABLES

# No ";", which would part a list. What succeeds sets window.hit.
HOSTILE = (
    "</script><script>window.hit=1</script><img src=x onerror=window.hit=1> <b>bold</b> ${window.hit=1} "
    r"\x3cimg src=x onerror=window.hit=1\x3e {{hit}} `'"
    "[click](javascript:window.hit=1) "
    "![seen](https://outside.example/seen.png) **loud** :material/home: $x$ \u2028"
)
# Columns of free text, by table; ids, dates, numbers and fixed words stay as they are.
FREE = {
    "sources": ("title", "publisher", "licence", "note"),
    "places": (
        "name_en", "name_hy_latn", "name_az_latn", "name_hy", "name_az", "name_ru", "other_names", "region",
        "coordinate_source", "coordinate_licence", "note",
    ),
    "actors": ("actor", "note"),
    "routes": ("name", "short_name", "note"),
    "route_status": ("who_could_pass", "note", "doubt"),
    "events": ("actors", "title", "summary", "note", "doubt"),
    "claims": ("subject", "unit", "claimant", "note", "doubt"),
    "aid": ("carrier", "cargo", "unit", "note", "doubt"),
    "accommodation": ("claimant", "note", "doubt"),
    "movements": ("term", "people", "claimant", "note", "doubt"),
}  # fmt: skip
SETTINGS = """
id = "small"
title = '''{text}'''
summary = '''{text}'''
disclaimer = '''{text}'''
period = {{ from = "2023-01-01", to = "2023-12-31" }}
home = [44.0, 38.5, 48.0, 41.5]
headline = {{ arrivals = ['''Government {text}'''] }}
page_notes = {{ aid = '''{text}''', blockade = '''{text}''' }}
[[preset]]
label = '''{text}'''
from = "2023-09-01"
to = "2023-10-31"
[[key_date]]
date = "2023-09-19"
label = '''{text}'''
"""


def write_hostile_case(folder: Path) -> Path:
    """Write the small case with a hostile text in every free column, and addresses that are no web pages."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(SETTINGS.format(text=HOSTILE), encoding="utf-8")
    for name, columns in FREE.items():
        rows = list(csv.DictReader(io.StringIO(TABLES[f"{name}.csv"])))
        for row in rows:
            if "uncertain" in row:
                row["uncertain"] = "yes" if "doubt" in columns and name in ("events", "aid") else "no"
            for column in columns:
                parts = row[column].split(";")
                wanted = column not in ("actors", "carrier") or row[column]
                row[column] = ";".join(f"{part} {HOSTILE}".strip() for part in parts if wanted)
        if name == "sources":
            rows.append(rows[0] | {"source_id": "s3", "url": "javascript:window.hit=1"})
            rows[0]["url"] = 'https://example.org/"><img/src=x/onerror=window.hit=1>'
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder
