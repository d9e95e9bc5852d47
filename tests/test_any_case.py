"""No rule names a place of one crisis: those are a case's to say."""

import csv
import re

# Words of the language that are a place's name in some case.
PLAIN = {"bridge", "city", "corridor", "road", "village", "area", "north", "south", "camp", "border"}


def names_of(case):
    """The words of all places' names of a case, in Latin letters."""
    with (case / "places.csv").open(encoding="utf-8", newline="") as file:
        texts = [
            text
            for row in csv.DictReader(file)
            for column, text in row.items()
            if column == "name_en" or column.endswith("_latn")
        ]
    return {word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text.casefold())} - PLAIN


def test_no_code_names_a_place_of_the_shipped_case(root, shipped_case):
    names = names_of(shipped_case) | {"karabakh", "kbh", "icrc"}
    assert {"lachin", "goris", "stepanakert", "khankendi", "armenia"} <= names
    named = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    files = [
        file
        for folder in ("geo", "components", "pages")
        for file in (root / folder).rglob("*")
        if file.suffix in {".py", ".js", ".css", ".html", ".ts"}
    ]
    assert len(files) > 300
    found = {
        file.relative_to(root).as_posix(): named.findall(file.read_text(encoding="utf-8")) for file in files
    }
    assert {name: words for name, words in found.items() if words} == {}
