"""Requests for aid movements in Gaza, August 2024, as OCHA counted them, as a case of its own.

Humanitarian Access Snapshot - Gaza Strip, August 2024. United Nations Office for the Coordination of
Humanitarian Affairs, occupied Palestinian territory; September 2024.
https://www.ochaopt.org/content/humanitarian-access-snapshot-gaza-strip-august-2024

The page gives 598 movements: 203 in the north, of them 74 denied and 38 impeded; 395 in the south, of them
176 facilitated, 61 impeded and 102 denied; in all 250 facilitated, 99 impeded, 176 denied. Nine in the north
were to bring fuel to health facilities: one facilitated, four impeded, four denied. Rows that follow from
these by subtraction say so in their note. The 105 movements to Kerem Shalom are not told apart, as the page
gives only two of their outcomes.
"""

from pathlib import Path

from geo.case.schema import TABLES

REQUESTS = Path(__file__).with_name("gaza_access_2024_08.csv")
SETTINGS = """
id = "gaza-access"
title = "Access requests in the Gaza Strip, August 2024"
timezone = "Asia/Gaza"
period = { from = "2024-08-01", to = "2024-08-31" }
home = [34.1, 31.2, 34.6, 31.6]

[requests]
outcomes = ["facilitated", "impeded", "denied", "cancelled"]
"""
SOURCE = {
    "source_id": "ocha-snapshot",
    "title": "Humanitarian Access Snapshot - Gaza Strip | August 2024",
    "publisher": "OCHA",
    "published": "2024-09",
    "url": "https://www.ochaopt.org/content/humanitarian-access-snapshot-gaza-strip-august-2024",
    "pass_on": "yes",
    "language": "en",
}
# Roughly the middle of either part; the rings drawn are as wide as that says.
PLACES = (
    {
        "place_id": "north",
        "name_en": "North of Wadi Gaza",
        "lat": "31.51",
        "lon": "34.46",
        "accuracy_m": "9000",
    },
    {
        "place_id": "south",
        "name_en": "South of Wadi Gaza",
        "lat": "31.37",
        "lon": "34.34",
        "accuracy_m": "12000",
    },
)


def write_gaza_access(folder: Path) -> Path:
    """Write the case to ``folder``: its requests, their source and areas; every other table is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(SETTINGS, encoding="utf-8")
    rows = {"sources": (SOURCE,), "places": PLACES}
    for table in TABLES:
        lines = [",".join(table.columns)]
        lines += [",".join(row.get(name, "") for name in table.columns) for row in rows.get(table.name, ())]
        (folder / table.file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "requests.csv").write_text(REQUESTS.read_text(encoding="utf-8"), encoding="utf-8")
    return folder
