"""Handout, situation report and maps from the command line, read by programs that are not ours."""

import json
import re
import subprocess
import sys
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from PIL import Image
from typer.testing import CliRunner

from components.paper import handout as handout_pages
from components.paper.brief_command import brief
from components.paper.handout import handout
from components.paper.scene_sheet import Order, figures, scene_sheets
from components.paper.situation_report import report
from components.paper.text_page import page
from geo.__main__ import app as commands
from geo.briefing.briefing_file import load_briefing
from geo.case.licence import passable
from geo.case.load import load_case
from geo.cli import main
from geo.facts.state import state
from geo.report.report_rows import road_rows
from geo.report.surround import file_name
from geo.view.select import vocabulary
from geo.view.view import opening, with_at, with_period
from tests.components.paper import readers
from tests.conftest import shipped
from tests.geo.small_case import write_case

CREATED = datetime(2026, 11, 25, 16)
DISCLAIMER = "do not imply endorsement or acceptance by the authors"


@pytest.fixture(scope="module")
def case():
    return shipped()


@pytest.fixture(scope="module")
def order(case, shipped_case):
    briefing, _ = load_briefing(shipped_case / "briefing.toml", case.settings, vocabulary(case))
    return Order(case, briefing, CREATED)


@pytest.fixture(scope="module")
def book(order, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "handout.pdf"
    path.write_bytes(handout(order))
    return readers.flowing(path)


def view_at(case, at):
    view = opening(case.settings)
    first, last = min(view.first, at.date()), max(view.last, at.date())
    return with_at(with_period(view, first, last, case.settings), at)


def told_state(shipped_case, at):
    answer = CliRunner().invoke(commands, ["state", "--case", str(shipped_case), "--at", at, "--json"])
    return json.loads(answer.output)


@pytest.mark.parametrize("room", range(20, 140, 10))
def test_a_page_has_no_heading_over_sources_of_which_none_has_room(room):
    sheet = page(("Foot",))
    sheet.y = sheet.low + room
    handout_pages._cited(sheet, SimpleNamespace(words=SimpleNamespace(sources=["Publisher: report"] * 20)))
    written = [text.get_text() for text in sheet.figure.texts]
    assert ("Sources" in written) == ("Publisher: report" in written)
    assert sheet.room >= 0


def test_the_handout_has_a_cover_a_page_a_scene_and_every_source_at_the_end(order, book):
    scenes = list(scene_sheets(order))
    assert order.briefing.title in book[0]
    for one in scenes:
        assert f"{one.words.map_id}" in book[0]
        text = book[one.number]
        dates = one.words.dates[:1].upper() + one.words.dates[1:]
        for part in (one.scene.title, *one.scene.lines, dates, one.words.report):
            assert part in text, part
        for value, label, _ in figures(one.what):
            assert value in text, value
            assert set(label.split()) <= set(text.split()), label
    end = "".join("".join(book[9:]).split())
    for one in scenes:
        for source in one.words.sources:
            assert "".join(source.split()) in end, source
    for text in book:
        assert DISCLAIMER in text
        assert "created 25 Nov 2026, 16:00 (+04)" in text


@pytest.mark.parametrize("at", ["2020-11-10", "2023-09-18", "2023-10-04"])
def test_the_situation_report_is_one_page_whose_numbers_are_those_of_the_state(
    case, shipped_case, tmp_path, at
):
    from geo.dates import parse_at

    path = tmp_path / "report.pdf"
    path.write_bytes(report(case, view_at(case, parse_at(at)), CREATED))
    (text,) = readers.pages(path)
    now = told_state(shipped_case, at)
    for measure, figure in now["arrivals"].items():
        assert f"{figure['value']:,.0f}" in text, measure
    for outcome in now["outcomes"]:
        assert f"{outcome['count']} " in text
    for route in now["routes"]:
        if route["status_ids"]:
            assert route["short_name"] in text
    assert text.count("since") >= len(
        [one for one in now["routes"] if one["since"] and one["status"] != "unknown"]
    )
    assert "as known now" in text
    assert "data as of" in text
    assert "created 25 Nov 2026" in text
    assert DISCLAIMER in " ".join(readers.flowing(path))
    assert "Sources" in text


def test_a_report_says_since_when_each_road_is_as_it_is(case):
    rows = road_rows(state(case, datetime(2023, 9, 18, 23, 59, 59)))
    by_name = {row[0]: row for row in rows}
    assert by_name["Aghdam road"][2] == "since 18 Sept 2023"
    assert by_name["Lachin road (new)"][1] == "only incoming aid, no free passage for 281 days"
    assert "Aid, in: limited, with a permit (One truck of the ICRC)." in by_name["Lachin road (new)"][3]


@pytest.mark.parametrize("sheet", ["A4", "A3", "16x9"])
def test_one_map_as_pdf_has_every_word_as_text(case, tmp_path, sheet):
    from components.paper.sheet import SHEETS
    from components.paper.static_map import render
    from geo.briefing.scene import shown

    path = tmp_path / "map.pdf"
    what = shown(case, "situation", view_at(case, datetime(2023, 9, 18, 23, 59, 59)))
    path.write_bytes(render(what, SHEETS[sheet], "pdf", CREATED, title="Both roads", number=6))
    (text,) = readers.flowing(path)
    for part in (
        "Both roads", "KBH006", "as at 18 Sept 2023", "as known now", "data as of", "created 25 Nov 2026",
        "Humanitarian passage only", "EPSG:3857", DISCLAIMER, "OpenStreetMap", "To report an error",
        "Sources:", "Stepanakert", "Khankendi", "km",
    ):  # fmt: skip
        assert part in text, part


def test_names_in_every_script_are_on_paper(case, tmp_path):
    from dataclasses import replace

    from components.paper.sheet import A4
    from components.paper.static_map import render
    from geo.briefing.scene import shown

    for mode, name in (("hy", "Գորիս"), ("az", "Füzuli")):
        path = tmp_path / f"{mode}.pdf"
        view = replace(view_at(case, datetime(2023, 9, 18, 23, 59, 59)), names=mode)
        path.write_bytes(render(shown(case, "blockade", view), A4, "pdf", CREATED))
        assert name in readers.flowing(path)[0], mode


def run(*arguments):
    commands  # noqa: B018 - importing the program put `brief` among the commands
    return main(["brief", *map(str, arguments)])


def test_the_command_writes_slides_pages_a_report_and_a_map_without_the_app(shipped_case, root, tmp_path):
    head, first, second, *_ = (shipped_case / "briefing.toml").read_text("utf-8").split("[[scene]]")
    (tmp_path / "two.toml").write_text(f"{head}[[scene]]{first}[[scene]]{second}", "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "geo", "brief", "--case", shipped_case, "--briefing", tmp_path / "two.toml",
            "--out", tmp_path / "b.pptx",
        ],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.match(r"Wrote .*b\.pptx", done.stdout)
    assert "2 of 2: " in done.stderr
    assert run("--case", shipped_case, "--at", "2023-09-28T20:00", "--out", tmp_path / "r.pdf") == 0
    assert "76,407" in readers.pages(tmp_path / "r.pdf")[0]
    assert (
        run("--case", shipped_case, "--at", "2023-08-31", "--page", "aid", "--out", tmp_path / "m.png") == 0
    )
    with Image.open(tmp_path / "m.png") as picture:
        assert picture.format == "PNG"


def test_an_as_known_date_is_honoured(shipped_case, tmp_path):
    known = ("--known", "2023-09-29")
    assert run("--case", shipped_case, "--at", "2023-10-04", *known, "--out", tmp_path / "r.pdf") == 0
    text = readers.pages(tmp_path / "r.pdf")[0]
    assert "as known on 29 Sept 2023" in text
    assert "100,632" not in text


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--out", "x.doc"], "is no file this writes"),
        (["--at", "2031-01-01", "--out", "x.pdf"], "lies outside the case"),
        (["--at", "soon", "--out", "x.pdf"], "is not a date"),
        (["--page", "weather", "--out", "x.png"], "has no map"),
        (["--sheet", "A0", "--out", "x.png"], "is no paper"),
        (["--briefing", "none.toml", "--out", "x.pptx"], "cannot be read"),
        (["--at", "2023-09-18", "--out", "no/such/folder/x.svg"], "cannot be written"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line(shipped_case, capsys, arguments, reason):
    assert run("--case", shipped_case, *arguments) == 2
    said = capsys.readouterr().err.strip()
    assert reason in said
    assert "\n" not in said


def test_files_are_named_by_case_scene_paper_and_as_at_date(case):
    day = date(2022, 8, 31)
    name = file_name(case, 1, "30 Aug 2022: traffic moves / ...", "A4", day, "pdf")
    assert name == "KBH001_30_aug_2022_traffic_moves_A4_20220831.pdf"
    assert re.fullmatch(
        r"KBH000_map_A3_20220831\.svg", file_name(case, 0, "Հայ", "A3", datetime(2022, 8, 31).date(), "svg")
    )


def test_rows_that_may_not_be_passed_on_are_held_back_and_counted(tmp_path):
    small = load_case(write_case(tmp_path / "small"))
    clean, withheld = passable(small)
    assert withheld > 0
    assert "s2" not in ";".join(clean.events["source_ids"])
    assert len(clean.events) < len(small.events)
    assert clean.version != small.version


def test_the_shipped_case_holds_nothing_back(case):
    clean, withheld = passable(case)
    assert withheld == 0
    assert clean is case


def test_the_command_is_a_function_of_its_own():
    assert brief.__module__ == "components.paper.brief_command"
