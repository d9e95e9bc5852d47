"""Slides, 13.333 x 7.5 inches, one a scene: map, headline, two lines, and figures that can be edited."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pptx
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from components.paper import pen, slide_map
from components.paper.pen import text_width, wrapped
from components.paper.scene_sheet import alternative, figures, scene_sheets
from geo.dates import format_date
from geo.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.scene_sheet import Order, SceneSheet
    from geo.briefing.scene import Series

WIDTH, HEIGHT = 13.333, 7.5
FONT = "Arial"
TITLE, BODY, SMALL, SMALLEST = 36, 24, 14, 12
EDGE = 0.45
MAP_TOP, MAP_WIDTH, MAP_HEIGHT, MAP_OVER_CHART = 1.12, 7.35, 5.0, 3.6
SIDE, SIDE_WIDTH = 8.05, 4.85
LINE_HEIGHT = 1.2  # times the size of the text
SMALLER_TITLE = 28  # of one that is too long for a line
NARROWER = 0.9  # bold faces of office programs against the one words are measured in
POINTS = 72
ROWS = 4
DAYS_A_LABEL = 2
INK, SOFT, RULE = (colour.lstrip("#") for colour in (pen.INK, pen.SOFT, pen.RULE))
ACCENT = "1F66B0"


def deck(order: Order) -> bytes:
    """Return the briefing as a presentation; each scene is one slide."""
    show = pptx.Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    about = show.core_properties
    about.title, about.author = order.briefing.title, "Passage"
    about.created = about.modified = order.created.replace(tzinfo=None)
    for item in scene_sheets(order):
        _slide(show, item)
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _slide(show: Any, sheet: SceneSheet) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5])  # title only
    title, across = slide.shapes.title, WIDTH - 2 * EDGE
    title.left, title.top = Inches(EDGE), Inches(0.28)
    title.width, title.height = Inches(across), Inches(0.75)
    fits = text_width(sheet.scene.title, TITLE, bold=True) * NARROWER <= across * POINTS
    size = TITLE if fits else SMALLER_TITLE
    _write(title.text_frame, [(sheet.scene.title, size, True, INK)], anchor=MSO_ANCHOR.MIDDLE)
    series = sheet.what.series
    _map(slide, sheet, MAP_HEIGHT if series is None else MAP_OVER_CHART)
    if series is not None:
        _chart(slide, series)
    _table(slide, sheet, _lines(slide, sheet))
    _foot(slide, sheet)
    slide.notes_slide.notes_text_frame.text = _notes(sheet)


def _map(slide: Any, sheet: SceneSheet, height: float) -> None:
    content, _ = slide_map.picture(sheet.what, MAP_WIDTH, height)
    place = [Inches(side) for side in (EDGE, MAP_TOP, MAP_WIDTH, height)]
    shape = slide.shapes.add_picture(io.BytesIO(content), *place)
    _describe(shape.element.nvPicPr.cNvPr, "Map", alternative(sheet))


def _lines(slide: Any, sheet: SceneSheet) -> float:
    """The two lines in large type; where they end, inches from the top."""
    height = (
        sum(_rows(line, BODY, SIDE_WIDTH) * BODY * LINE_HEIGHT + 6 for line in sheet.scene.lines) / POINTS
    )
    box = _box(slide, SIDE, MAP_TOP - 0.05, SIDE_WIDTH, max(height, 0.3))
    _write(box, [(line, BODY, False, INK) for line in sheet.scene.lines], after=6)
    return float(MAP_TOP + height + 0.1)


def _rows(text: str, size: int, inches: float, *, bold: bool = False) -> int:
    """Rows a text takes, set in a face at least as wide as what is likely to show it."""
    return len(wrapped(text, size, inches * POINTS, bold=bold))


def _chart(slide: Any, series: Series) -> None:
    """A native line of the count's last value each day under the map, which anybody can edit."""
    by_day = {moment.date(): value for moment, value in series.points}
    data = CategoryChartData(number_format="#,##0")
    data.categories = list(by_day)
    data.add_series(series.title, list(by_day.values()))
    top = MAP_TOP + MAP_OVER_CHART + 0.05
    place = [Inches(side) for side in (EDGE, top, MAP_WIDTH, MAP_TOP + MAP_HEIGHT - top)]
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    _describe(frame.element.nvGraphicFramePr.cNvPr, "Chart", _chart_words(series))
    chart = frame.chart
    chart.has_legend, chart.has_title = False, True
    day, value = series.points[-1]
    said = f"{series.title}: {number(value)} by {format_date(day.date())}"
    _write(chart.chart_title.text_frame, [(said, SMALLEST, True, SOFT)])
    chart.font.size, chart.font.name = Pt(SMALLEST), FONT
    _axes(chart, most=max(by_day.values()))
    line = chart.plots[0].series[0]
    line.smooth = False
    line.format.line.color.rgb, line.format.line.width = RGBColor.from_string(ACCENT), Pt(2.25)


def _axes(chart: Any, most: float) -> None:
    up, days = chart.value_axis, chart.category_axis
    up.has_major_gridlines = False
    up.minimum_scale, up.maximum_scale = 0, most * 1.1
    up.major_unit = 10 ** (len(str(int(most))) - 1) / 2
    for axis, form in ((up, "#,##0"), (days, "d mmm")):
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    step = OxmlElement("c:majorUnit")
    step.set("val", str(DAYS_A_LABEL))
    # python-pptx has no words for the step of a date axis.
    chart.element.xpath(".//c:dateAx")[0].append(step)


def _chart_words(series: Series) -> str:
    (first, least), (last, most) = series.points[0], series.points[-1]
    return f"{series.title}: {number(least)} on {first:%d.%m.%Y}, {number(most)} on {last:%d.%m.%Y}."


def _table(slide: Any, sheet: SceneSheet, top: float) -> None:
    """The key figures as a native table: as many rows as there is room for."""
    rows = figures(sheet.what)[:ROWS]
    words = any(len(value) > 14 for value, _, _ in rows)  # noqa: PLR2004 - a state in words, not a number
    widths = (2.1, 1.45, 1.3) if words else (1.25, 2.2, 1.4)
    heights = [_row_height(row, widths, words=words) for row in rows]
    while rows and sum(heights) > MAP_TOP + MAP_HEIGHT - top:
        rows, heights = rows[:-1], heights[:-1]
    if not rows:
        return
    place = [Inches(side) for side in (SIDE, top, SIDE_WIDTH, sum(heights))]
    frame = slide.shapes.add_table(len(rows), 3, *place)
    row_words = "; ".join(f"{label}: {value}, {when}" for value, label, when in rows)
    _describe(frame.element.nvGraphicFramePr.cNvPr, "Key figures", row_words)
    table = frame.table
    table.first_row = table.horz_banding = False
    for column, width in enumerate(widths):
        table.columns[column].width = Inches(width)
    for place_, row in enumerate(rows):
        table.rows[place_].height = Inches(heights[place_])
        for column, text in enumerate(row):
            _cell(table.cell(place_, column), text, _cell_size(column, words=words), bold=column == 0)


def _cell_size(column: int, *, words: bool) -> int:
    return SMALL + 2 if column == 0 and not words else SMALLEST


def _row_height(row: tuple[str, str, str], widths: Sequence[float], *, words: bool) -> float:
    """Inches a row of the table takes."""
    tall = 0.0
    for column, (text, width) in enumerate(zip(row, widths, strict=True)):
        size = _cell_size(column, words=words)
        tall = max(tall, _rows(text, size, width - 0.1, bold=column == 0) * size * LINE_HEIGHT)
    return tall / POINTS + 0.08


def _cell(cell: Any, text: str, size: int, *, bold: bool) -> None:
    cell.fill.background()
    cell.margin_left = cell.margin_right = Inches(0.05)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame, [(text, size, bold, INK)])


def _foot(slide: Any, sheet: SceneSheet) -> None:
    """Dates, sources and disclaimer on every slide."""
    words, across = sheet.words, WIDTH - 2 * EDGE
    dates = _box(slide, EDGE, 6.17, across, 0.28)
    _write(dates, [(_capital(words.dates), SMALL, True, INK)])
    rows = [
        (_sources(words.sources, across), SMALLEST, False, SOFT),
        (f"{words.made} · {words.version}", SMALLEST, False, SOFT),
        (f"{words.disclaimer} {words.attribution}", SMALLEST, False, SOFT),
    ]
    _write(_box(slide, EDGE, 6.46, across, 0.95), rows)


def _sources(sources: Sequence[str], inches: float) -> str:
    """As many publishers as stand in one line, and how many more there are."""
    names = [_publisher(source) for source in sources]
    for shown in range(len(names), 0, -1):
        more = len(names) - shown
        rest = f"; and {more} more, all in the notes" if more else ""
        line = f"Sources: {'; '.join(names[:shown])}{rest}"
        if text_width(line, SMALLEST) <= inches * POINTS:
            return line
    return f"Sources: {len(names)}, all in the notes"


def _publisher(source: str) -> str:
    return source.partition(": ")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notes(sheet: SceneSheet) -> str:
    """What the speaker sees: own notes, what the data say, figures, every source, and the scene's link."""
    words = sheet.words
    parts = [
        sheet.scene.notes,
        "From the tables:\n" + "\n".join(sentence.text for sentence in sheet.what.answer.sentences),
        "Figures:\n" + "\n".join(f"{value}: {label} ({when})" for value, label, when in figures(sheet.what)),
        "\n".join(sheet.what.picture.notes),
        "Sources:\n" + "\n".join(words.sources),
        f"{_capital(words.dates)}\n{words.made} · {words.version}\n{words.report}",
        f"This scene: {sheet.link}",
    ]
    return "\n\n".join(part for part in parts if part.strip())


def _box(slide: Any, left: float, top: float, width: float, height: float) -> Any:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _write(
    frame: Any, rows: Sequence[tuple[str, int, bool, str]], after: int = 0, anchor: Any = None
) -> None:
    """Paragraphs of text, size in points, whether bold, and colour."""
    frame.word_wrap = True
    if anchor is not None:
        frame.vertical_anchor = anchor
        frame.margin_left = frame.margin_right = 0
    for number_, (text, size, bold, colour) in enumerate(rows):
        paragraph = frame.paragraphs[0] if number_ == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(after)
        paragraph.alignment = 1  # left
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour)


def _describe(properties: Any, name: str, text: str) -> None:
    properties.set("name", name)
    properties.set("descr", text)
