"""What may be wrong with a copy of a case, drawn from a seed: the poisons of scripts/fuzz.py."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAYLOADS = (
    "<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", '=HYPERLINK("http://x")', "+1+1",
    "@SUM(A1)", "\t=1+1", "${window.hit=1}", "{{hit}}", "[a](javascript:alert(1))", "\u202etxet", "a\u2028b",
    "\u200b", "9" * 400, "-1", "1e309", "nan", "0", "2023-02-30", "9999-12-31", "0001-01-01", "31/12/2023",
    "2023-09-18T25:00", "180.0001", "-90.5", "ւֆ-ՠ", "x" * 20_000, ";;;", "s1;nobody", "yes;no", "\x00", '"',
    "1,234", "12 %", "65 km", "\uff11\uff12", "inf", "9e98", "2147483648", "2023-09-18T13:00+04:00",
    "2023-W38", "__proto__", "%s {0}", "|:---|", "$x$ :red[y]", "Z\u0351\u036b", "\u2066y", "town;goris;town",
)  # fmt: skip
SETTINGS = (
    'timezone = "America"', "silence_days = 3000000", "silence_days = -1", 'home = "1234"', "home = [1, 2]",
    'period = { from = "9998-12-31", to = "1000-01-01" }', "title = 5",
    "presets = 3", "id = []", "x = " + "9" * 5000,
    "a = " + "[" * 300 + "]" * 300,
    "[[[", "\x00", "x = 0x" + "f" * 5000, "x" + ".a" * 9000 + " = 1",
)  # fmt: skip
WRONG = (
    "[1]", "[[1]]", "[]", "{}", "[{}]", "{ a = 1 }", "true", "nan", "0x" + "f" * 5000, "07:32:00",
    "1979-05-27T07:32:00-08:00", '""', '["", ""]', '"\\u0000"', '"\\u202e\\u2028=1+1"',
    '"' + "x" * 9000 + '"',
    '"<img src=x onerror=window.hit=1>"', '{ people = "<script>window.hit=1</script>", "" = "" }',
)  # fmt: skip
WAYS = (
    "missing", "cut", "empty", "utf-16", "latin", "semicolons", "folder", "binary", "nul", "sep", "pipe",
    "circle", "returns", "marks",
)  # fmt: skip
"""What a program or a disk makes of a file."""
FORMS = ("{}", "{} ", "\u00a0{}", "{}\u200b", "{};{}", "{}\u0301", "..", "__proto__", "nan", "0")
"""Ids that are nearly another's, made of it."""
RING = [[46, 39], [47, 39], [47, 40], [46, 39]]
SHAPES: tuple[dict[str, Any] | None, ...] = (
    None, {}, {"type": "Polygon", "coordinates": []}, {"type": "Point", "coordinates": [46, 39]},
    {"type": "Polygon", "coordinates": [[[*spot, 100] for spot in RING]]},
    {"type": "Polygon", "coordinates": [[[179, 39], [-179, 39], [-179, 40], [179, 39]]]},
    {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]},
    {"type": "MultiPolygon", "coordinates": [[RING], [[[x + 5, y] for x, y in RING]]]},
    {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [RING]}]},
    {"type": "Polygon", "coordinates": [[*RING, [float("nan"), 1]]]},
)  # fmt: skip
_ALONE = 0.8
"""Share of the poisons that come alone."""


@dataclass(frozen=True)
class Poison:
    """One thing wrong with a copy of a case, in words, and what makes it so in the copy's folder."""

    name: str
    spoil: Callable[[Path], None]


def poisons(case: Path, seed: int) -> Iterator[Poison]:
    """Draw poisons for a case without end; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    tables = sorted(case.glob("*.csv"))
    makers = (_column, _column, _column, _cell, _cell, _rows, _file, _settings, _briefing, _ids, _areas)
    while True:
        first, second = (dice.choice(makers)(dice, dice.choice(tables).name) for _ in range(2))
        yield first if dice.random() < _ALONE else _both(first, second)


def _both(first: Poison, second: Poison) -> Poison:
    """Two faults in one copy: what mends one must not hide the other."""

    def spoil(folder: Path) -> None:
        first.spoil(folder)
        second.spoil(folder)

    return Poison(f"{first.name} and {second.name}", spoil)


def _ids(dice: random.Random, table: str) -> Poison:
    """A row again under an id that is nearly its own."""
    form, line = dice.choice((*FORMS, "upper")), dice.randrange(400)

    def spoil(folder: Path) -> None:
        rows = rows_of(folder / table)
        if len(rows) > 1:
            key, *cells = rows[1 + line % (len(rows) - 1)]
            twin = key.upper() if form == "upper" else form.format(key, key)
            _write(folder / table, [*rows, [twin, *cells]])

    return Poison(f"{table}: id {form!r} of row {line}", spoil)


def _areas(dice: random.Random, _table: str) -> Poison:
    """Areas whose outlines and texts are no outlines and texts."""
    shape, text = dice.choice(SHAPES), dice.choice((*PAYLOADS, "\ud83d", ["x"], 20230101, None))
    named = {"area_id": "a", "name_en": text, "place_ids": "town", "start": text, "kind": text, "note": text}

    def spoil(folder: Path) -> None:
        features = [{"type": "Feature", "properties": named, "geometry": shape}]
        _clear(folder / "areas.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")

    return Poison(f"areas.geojson: {str(shape)[:60]} {str(text)[:30]!a}", spoil)


def _column(dice: random.Random, table: str) -> Poison:
    """One column of a table, whatever it is called, drawn by its position."""
    position, text = dice.randrange(30), dice.choice(PAYLOADS)
    way = dice.choice(("blanked", "dropped", "renamed", "filled", "shuffled"))

    def spoil(folder: Path) -> None:
        rows = rows_of(folder / table)
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
        rows = rows_of(folder / table)
        if len(rows) > 1:
            row = rows[1 + line % (len(rows) - 1)]
            row[position % len(row)] = text
            _write(folder / table, rows)

    return Poison(f"{table}: cell {line},{position} {text[:30]!r}", spoil)


def _rows(dice: random.Random, table: str) -> Poison:
    """Rows short, long, doubled or blank."""
    way, line = dice.choice(("short", "long", "twice", "blank", "header again")), dice.randrange(1, 400)

    def spoil(folder: Path) -> None:
        rows = rows_of(folder / table)
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
    way = dice.choice(WAYS)
    share = dice.random()

    def spoil(folder: Path) -> None:
        path = folder / dice_file
        raw = path.read_bytes() if path.is_file() else b""
        _clear(path)
        if way == "folder":
            path.mkdir()
        elif way == "pipe":
            os.mkfifo(path)
        elif way == "circle":
            path.symlink_to(path.name)
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
        "returns": raw.replace(b"\r\n", b"\r").replace(b"\n", b"\r"),
        "marks": raw.replace(b"\n", b"\n\xef\xbb\xbf"),
    }[way]  # fmt: skip


def _settings(dice: random.Random, _table: str) -> Poison:
    """A line of case.toml that is no setting, or a wrong one."""
    # Read late: who runs scripts/fuzz.py has the project's folder on the path only then.
    from geo.case.settings import SETTINGS as KEYS  # noqa: PLC0415

    line = dice.choice((dice.choice(SETTINGS), f"{dice.choice(KEYS)} = {dice.choice(WRONG)}"))

    def spoil(folder: Path) -> None:
        path = folder / "case.toml"
        name = line.split("=")[0].strip()
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        kept = [old for old in text.splitlines() if not old.startswith(f"{name} =")]
        _clear(path).write_text("\n".join([line, *kept]) + "\n", encoding="utf-8")

    return Poison(f"case.toml: {line[:50]}", spoil)


def _briefing(dice: random.Random, _table: str) -> Poison:
    """A briefing that cannot be read, or not whole."""
    text = dice.choice(
        ("", "[[[", "format = 9", "\x00", 'format = 1\ncase = "another"\n[[scene]]\npage = 3\n')
    )

    def spoil(folder: Path) -> None:
        _clear(folder / "briefing.toml").write_text(text, encoding="utf-8")

    return Poison(f"briefing.toml: {text[:30]!r}", spoil)


def _clear(path: Path) -> Path:
    """The path with nothing there: no folder, and no pipe that would be waited for."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a file; none where it is no file or cannot be read."""
    try:
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    except (OSError, ValueError, csv.Error):
        return []


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
