"""Slides open in LibreOffice as they should, and say what the tables say."""

import json
from datetime import datetime

import numpy as np
import pptx
import pytest
from pptx.util import Inches
from typer.testing import CliRunner

from components.paper import slide_map
from components.paper.deck import deck
from components.paper.scene_sheet import CancelledError, Order, figures, scene_sheets
from geo.briefing.briefing_file import load_briefing
from geo.case.load import load_case
from geo.cli import app as commands
from geo.view.select import vocabulary
from tests.components.paper import readers

CREATED = datetime(2026, 11, 25, 16)
BASE = "http://127.0.0.1:8501"


@pytest.fixture(scope="module")
def order(shipped_case):
    case = load_case(shipped_case)
    briefing, _ = load_briefing(shipped_case / "briefing.toml", case.settings, vocabulary(case))
    return Order(case, briefing, CREATED, BASE)


@pytest.fixture(scope="module")
def made(order, tmp_path_factory):
    path = tmp_path_factory.mktemp("deck") / "briefing.pptx"
    path.write_bytes(deck(order))
    return path


@pytest.fixture(scope="module")
def slides(made, scenes):
    """The slides of the scenes, without those of sources."""
    return list(pptx.Presentation(made).slides)[: len(scenes)]


@pytest.fixture(scope="module")
def scenes(order):
    return list(scene_sheets(order))


def words(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_it_is_sixteen_to_nine_with_one_slide_a_scene_and_the_sources_at_the_end(made, scenes):
    show = pptx.Presentation(made)
    assert (show.slide_width, show.slide_height) == (Inches(13.333), Inches(7.5))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[: len(scenes)] == [scene.scene.title for scene in scenes]
    assert set(titles[len(scenes) :]) == {"Sources, with the slides that cite them"}
    lines = [
        paragraph.text
        for slide in list(show.slides)[len(scenes) :]
        for shape in slide.shapes
        if shape.has_text_frame and shape != slide.shapes.title
        for paragraph in shape.text_frame.paragraphs
    ]
    cited = {}
    for scene in scenes:
        for source in scene.words.sources:
            cited.setdefault(source, []).append(str(scene.number))
    assert sorted(lines) == sorted(f"{source} [{', '.join(numbers)}]" for source, numbers in cited.items())


def test_a_map_takes_three_fifths_of_its_slide_without_its_legend(scenes):
    for scene in scenes:
        figure, _ = slide_map.compose(scene.what)
        box = figure.axes[0].get_position()
        share = box.width * slide_map.WIDTH * box.height * slide_map.HEIGHT / (13.333 * 7.5)
        assert share >= 0.6


def test_sizes_of_type_are_those_for_a_projector(slides):
    for slide in slides:
        sizes = {
            run.font.size.pt
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        }
        assert min(sizes - {9}) >= 14
        assert max(sizes) >= 24


def test_every_slide_has_map_figures_dates_sources_disclaimer_and_alternative_texts(slides, scenes):
    for slide, one in zip(slides, scenes, strict=True):
        said = " ".join(words(slide))
        for part in (
            one.words.as_at, one.words.as_known, one.words.data_as_of, one.words.created, one.words.map_id,
            "Sources: ", "do not imply endorsement", "OpenStreetMap", *one.scene.lines,
        ):  # fmt: skip
            assert part in said, part
        described = {
            properties.get("name"): properties.get("descr")
            for properties in slide._element.iter(
                "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
            )
            if properties.get("descr")
        }
        assert {"Map", "Key figures"} <= set(described)
        assert one.scene.title in described["Map"]
        table = next(shape.table for shape in slide.shapes if shape.has_table)
        cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
        expected = figures(one.what)[: len(cells)]
        assert [value for value, _ in cells] == [value for value, _, _ in expected]
        for (value, text), (_, label, when) in zip(cells, expected, strict=True):
            assert text == (f"{label}, {when}" if when and when not in value else label)
        # A road that is open and one that another replaced are no figures.
        assert cells


def test_the_arrivals_are_a_chart_that_can_be_edited(slides, order):
    (chart,) = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    values = list(chart.plots[0].series[0].values)
    assert values[-1] == 100_632
    assert values == sorted(values)
    assert len(values) == 11
    assert chart.part.chart_workbook.xlsx_part is not None


def test_notes_hold_what_the_speaker_needs(slides, scenes):
    for slide, one in zip(slides, scenes, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.startswith(one.scene.notes.split("\n")[0])
        assert f"{BASE}/{one.scene.page}?{one.scene.query}" in notes
        for source in one.words.sources:
            assert source in notes


def test_no_map_of_a_slide_names_more_than_seven_places_and_the_ends_of_arrows(scenes):
    for one in scenes:
        _, drawn = slide_map.compose(one.what)
        roads = {route.label for route in one.what.picture.routes}
        ways = {flow.label for flow in one.what.picture.flows}
        ends = {end for flow in one.what.picture.flows for end in flow.ends}
        ends |= {f"{way} {end}" for end in ends for way in ("from", "to")}
        counts = {circle.label for circle in one.what.picture.circles}
        loads = {mark.label for mark in one.what.picture.marks}
        areas = {area.name for area in one.what.picture.areas}
        named = [text for text, _ in drawn.words if text not in roads | ways | ends | counts | loads | areas]
        assert len(named) <= 7, named


def test_libreoffice_shows_every_word_and_nothing_is_cut_off(made, scenes):
    path = readers.as_pdf(made)
    texts = readers.flowing(path)
    assert len(texts) > len(scenes)
    for text, one in zip(texts, scenes, strict=False):
        for part in (one.scene.title, *one.scene.lines, one.words.as_at, one.words.created, one.words.map_id):
            assert part in text, part
        assert "do not imply endorsement or acceptance" in text
    for picture in readers.pictures(path):
        assert picture.size == (640, pytest.approx(360, abs=1))
        # The rim below and on the right stays white: nothing runs off a slide.
        shades = np.asarray(picture)
        assert min(shades[-3:].min(), shades[:, -6:].min()) > 240


def test_every_number_is_that_of_the_state_on_the_command_line(shipped_case, slides, scenes):
    for slide, one in zip(slides, scenes, strict=True):
        at = one.what.view.at.date().isoformat()
        answer = CliRunner().invoke(commands, ["state", "--case", str(shipped_case), "--at", at, "--json"])
        state = json.loads(answer.output)
        cells = [
            cell.text
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
            for cell in row.cells
        ]
        for measure, label in (("arrivals", "crossed into Armenia"), ("registered", "registered in Armenia")):
            if measure in state["arrivals"] and any(label in cell for cell in cells):
                assert f"{state['arrivals'][measure]['value']:,.0f}" in cells
        days = {
            f"{route[key]:,} days"
            for route in state["routes"]
            for key in ("days", "days_without_ordinary")
            if route[key]
        }
        for value, label in zip(cells[::2], cells[1::2], strict=True):
            if "ordinary traffic" in label or ": closed" in label:
                assert value in days, (value, label)


def test_progress_is_told_and_an_export_can_be_stopped(order):
    heard = []

    def say(done, total, label):
        heard.append((done, total))
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        deck(Order(order.case, order.briefing, CREATED, say=say))
    assert heard == [(0, 8), (1, 8), (2, 8)]
