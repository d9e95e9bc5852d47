"""Slides, 13.333 x 7.5 inches, one a scene: map, headline, two lines, figures to edit; then every source."""

from __future__ import annotations

import io
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pptx
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from components.paper import pen, slide_map, typefaces
from components.paper.pen import text_width, wrapped
from components.paper.scene_sheet import alternative, figures, scene_sheets
from geo.dates import format_date
from geo.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.paper.scene_sheet import Order, SceneSheet
    from geo.briefing.scene import Series

WIDTH, HEIGHT = 13.333, 7.5
POINTS = 72
LINE_HEIGHT = 1.2  # times the size of the text
EDGE = 0.4
# The map runs to the slide's edges and takes three fifths of it; its row of legend stands below.
MAP_WIDTH, MAP_HEIGHT = slide_map.WIDTH, slide_map.HEIGHT
SIDE = MAP_WIDTH + 0.35
SIDE_WIDTH = WIDTH - SIDE - EDGE
SIDE_TOP, SIDE_BOTTOM = 0.35, 6.72
FOOT_TOP = MAP_HEIGHT + 0.04
# Title and lines in the largest type that leaves room for figures.
TYPE = ((28, 18), (28, 16), (24, 16), (24, 14), (20, 14), (18, 12))
VALUE, VALUE_IN_WORDS, LABEL, SOURCE, SMALLEST = 20, 14, 12, 10, 9
ROW_AIR = 0.16  # inches between the words of two rows
LONGEST_NUMBER = 14  # letters of a value that is no state in words
VALUE_WIDTHS = (1.4, 1.55)
MOST_FIGURES, LEAST_FIGURES = 4, 2
CHART_HEIGHT = 1.55
DAYS_A_LABEL = 3
SOURCE_TOP, SOURCE_BOTTOM, SOURCE_COLUMNS, SOURCE_GAP = 1.0, 7.1, 2, 0.4
INK, SOFT, RULE = (colour.lstrip("#") for colour in (pen.INK, pen.SOFT, pen.RULE))
ACCENT = "1F66B0"

Rows = list[tuple[str, str, str]]


def deck(order: Order) -> bytes:
    """Return the briefing as a presentation; each scene is one slide."""
    show = pptx.Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    about = show.core_properties
    about.title, about.author = order.briefing.title, "Passage"
    about.created = about.modified = order.created.replace(tzinfo=None)
    sheets = list(scene_sheets(order))
    for sheet in sheets:
        _slide(show, sheet)
    _sources(show, sheets)
    for slide in show.slides:
        _set_scripts(slide)
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _slide(show: Any, sheet: SceneSheet) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5])  # title only
    _map(slide, sheet)
    series = sheet.what.series
    room = SIDE_BOTTOM - SIDE_TOP - (0.0 if series is None else CHART_HEIGHT)
    (title, body), rows = _fitted(sheet, room)
    top = _title(slide, sheet.scene.title, title)
    top = _lines(slide, sheet.scene.lines, body, top)
    top = _table(slide, rows, top)
    if series is not None:
        _chart(slide, series, top)
    _foot(slide, sheet)
    notes = slide.notes_slide.notes_text_frame
    notes.text = _notes(sheet)
    for paragraph in notes.paragraphs:
        _aligned(paragraph, paragraph.text)


def _fitted(sheet: SceneSheet, room: float) -> tuple[tuple[int, int], Rows]:
    """The sizes of title and lines, and as many key figures as stand below them in so many inches."""
    every = figures(sheet.what)[:MOST_FIGURES]
    rows: Rows = []
    for sizes in TYPE:
        left = room - _title_height(sheet.scene.title, sizes[0]) - _lines_height(sheet.scene.lines, sizes[1])
        rows = list(every)
        while rows and _table_height(rows) > left:
            rows.pop()
        # A chart's title tells its own figure.
        if len(rows) >= min(LEAST_FIGURES - (sheet.what.series is not None), len(every)):
            return sizes, rows
    return TYPE[-1], rows


def _map(slide: Any, sheet: SceneSheet) -> None:
    content, _ = slide_map.picture(sheet.what)
    place = [Inches(side) for side in (0, 0, MAP_WIDTH, MAP_HEIGHT)]
    shape = slide.shapes.add_picture(io.BytesIO(content), *place)
    _describe(shape.element.nvPicPr.cNvPr, "Map", alternative(sheet))


def _title(slide: Any, text: str, size: int) -> float:
    """The headline; where it ends, inches from the top."""
    title, height = slide.shapes.title, _title_height(text, size)
    title.left, title.top = Inches(SIDE), Inches(SIDE_TOP)
    title.width, title.height = Inches(SIDE_WIDTH), Inches(height)
    _write(title.text_frame, [(text, size, True, INK)], anchor=MSO_ANCHOR.TOP)
    title.text_frame.margin_top = title.text_frame.margin_bottom = 0
    return SIDE_TOP + height


def _title_height(text: str, size: int) -> float:
    return _rows(text, size, SIDE_WIDTH, bold=True) * size * LINE_HEIGHT / POINTS + 0.15


def _lines(slide: Any, lines: Sequence[str], size: int, top: float) -> float:
    """The lines under the headline; where they end, inches from the top."""
    height = _lines_height(lines, size)
    box = _box(slide, SIDE, top, SIDE_WIDTH, max(height, 0.1))
    _write(box, [(line, size, False, INK) for line in lines], after=6)
    return top + height


def _lines_height(lines: Sequence[str], size: int) -> float:
    rows = sum(_rows(line, size, SIDE_WIDTH) * size * LINE_HEIGHT + 6 for line in lines)
    return rows / POINTS + 0.1


def _rows(text: str, size: int, inches: float, *, bold: bool = False) -> int:
    """Rows a text takes, set in a face at least as wide as what is likely to show it."""
    return len(wrapped(text, size, inches * POINTS, bold=bold))


def _chart(slide: Any, series: Series, top: float) -> None:
    """A native line of the count's last value each day below the figures, which anybody can edit."""
    by_day = {moment.date(): value for moment, value in series.points}
    data = CategoryChartData(number_format="#,##0")
    data.categories = list(by_day)
    data.add_series(series.title, list(by_day.values()))
    place = [Inches(side) for side in (SIDE, top + 0.05, SIDE_WIDTH, CHART_HEIGHT - 0.05)]
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    _describe(frame.element.nvGraphicFramePr.cNvPr, "Chart", _chart_words(series))
    chart = frame.chart
    chart.has_legend, chart.has_title = False, True
    day, value = series.points[-1]
    title = f"{series.title}: {number(value)} by {format_date(day.date())}"
    _write(chart.chart_title.text_frame, [(title, SMALLEST, True, SOFT)])
    chart.font.size, chart.font.name = Pt(SMALLEST), typefaces.USUAL
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


def _table(slide: Any, rows: Rows, top: float) -> float:
    """The key figures as a native table; where it ends, inches from the top."""
    if not rows:
        return top
    widths, heights = _widths(rows), [_row_height(row, rows) for row in rows]
    place = [Inches(side) for side in (SIDE, top, SIDE_WIDTH, sum(heights))]
    frame = slide.shapes.add_table(len(rows), 2, *place)
    words = "; ".join(f"{label}: {value}, {when}" for value, label, when in rows)
    _describe(frame.element.nvGraphicFramePr.cNvPr, "Key figures", words)
    table = frame.table
    table.first_row = table.horz_banding = False
    for column, width in enumerate(widths):
        table.columns[column].width = Inches(width)
    for place_, row in enumerate(rows):
        table.rows[place_].height = Inches(heights[place_])
        for column, (text, size, bold) in enumerate(_cells(row, rows)):
            _cell(table.cell(place_, column), text, size, bold=bold)
    return top + sum(heights)


def _cells(row: tuple[str, str, str], rows: Rows) -> tuple[tuple[str, int, bool], tuple[str, int, bool]]:
    """Text, size and weight of a figure's two cells: its value, and what it counts when."""
    value, label, when = row
    size = VALUE_IN_WORDS if _in_words(rows) else VALUE
    return (value, size, True), (f"{label}, {when}" if when and when not in value else label, LABEL, False)


def _in_words(rows: Rows) -> bool:
    """Whether a value of the table is a state in words, not a number."""
    return any(len(value) > LONGEST_NUMBER for value, _, _ in rows)


def _widths(rows: Rows) -> tuple[float, float]:
    first = VALUE_WIDTHS[_in_words(rows)]
    return first, SIDE_WIDTH - first


def _row_height(row: tuple[str, str, str], rows: Rows) -> float:
    """Inches a row of the table takes."""
    cells = zip(_cells(row, rows), _widths(rows), strict=True)
    tall = max(
        _rows(text, size, width - 0.1, bold=bold) * size * LINE_HEIGHT for (text, size, bold), width in cells
    )
    return tall / POINTS + ROW_AIR


def _table_height(rows: Rows) -> float:
    return sum(_row_height(row, rows) for row in rows)


def _cell(cell: Any, text: str, size: int, *, bold: bool) -> None:
    cell.fill.background()
    cell.margin_left = cell.margin_right = Inches(0.05)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame, [(text, size, bold, INK)])


def _foot(slide: Any, sheet: SceneSheet) -> None:
    """Dates, sources and disclaimer on every slide."""
    words, across = sheet.words, WIDTH - 2 * EDGE
    dates = f"{_capital(words.dates)}. "
    sources = _publishers(words.sources, across * POINTS - text_width(dates, SMALLEST, bold=True))
    rows = [
        (f"{words.imprint} · {words.version}. {words.attribution}", SMALLEST, False, SOFT),
        (words.disclaimer, SMALLEST, False, SOFT),
    ]
    frame = _box(slide, EDGE, FOOT_TOP, across, HEIGHT - FOOT_TOP - 0.06)
    _write(frame, [(dates, SMALLEST, True, INK), *rows])
    _run(frame.paragraphs[0], sources, SMALLEST, bold=False, colour=SOFT)


def _publishers(sources: Sequence[str], points: float) -> str:
    """As many publishers as stand in so many points, and how many more there are."""
    names = [source.partition(": ")[0] for source in sources]
    if not names:
        return "Sources: none"
    whole = f"Sources: {'; '.join(names)}"
    if text_width(whole, SMALLEST) <= points:
        return whole
    rest = f"; and {len(names)} more, all at the end"
    left = points - text_width(f"Sources: {rest}", SMALLEST)
    shown = bisect_right(list(accumulate(text_width(f"; {name}", SMALLEST) for name in names)), left)
    if not shown:
        return f"Sources: {len(names)}, all at the end"
    return f"Sources: {'; '.join(names[:shown])}; and {len(names) - shown} more, all at the end"


def _sources(show: Any, sheets: Sequence[SceneSheet]) -> None:
    """Every source in full with the scenes it is cited in, in columns on as many slides as it takes."""
    scenes: dict[str, list[str]] = {}
    for sheet in sheets:
        for source in sheet.words.sources:
            scenes.setdefault(source, []).append(str(sheet.number))
    lines = [f"{source} [{', '.join(scenes[source])}]" for source in sorted(scenes, key=str.casefold)]
    width = (WIDTH - 2 * EDGE - SOURCE_GAP) / SOURCE_COLUMNS
    columns = _columns(lines, width)
    for first in range(0, len(columns), SOURCE_COLUMNS):
        slide = show.slides.add_slide(show.slide_layouts[5])
        title = slide.shapes.title
        title.left, title.top = Inches(EDGE), Inches(0.3)
        title.width, title.height = Inches(WIDTH - 2 * EDGE), Inches(0.55)
        words = "Sources, with the slides that cite them"
        _write(title.text_frame, [(words, TYPE[0][0], True, INK)], anchor=MSO_ANCHOR.MIDDLE)
        for place, column in enumerate(columns[first : first + SOURCE_COLUMNS]):
            left = EDGE + place * (width + SOURCE_GAP)
            box = _box(slide, left, SOURCE_TOP, width, SOURCE_BOTTOM - SOURCE_TOP)
            _write(box, [(line, SOURCE, False, INK) for line in column], after=2)


def _columns(lines: Sequence[str], width: float) -> list[list[str]]:
    """The lines in columns of the height a slide of sources has."""
    columns: list[list[str]] = []
    room = 0.0
    for line in lines:
        height = (_rows(line, SOURCE, width) * SOURCE * LINE_HEIGHT + 2) / POINTS
        if height > room or not columns:
            columns.append([])
            room = SOURCE_BOTTOM - SOURCE_TOP
        columns[-1].append(line)
        room -= height
    return columns


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
        f"{_capital(words.dates)}\n{words.imprint} · {words.version}\n{words.report}",
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
        _aligned(paragraph, text)
        _run(paragraph, text, size, bold=bold, colour=colour)


def _run(paragraph: Any, text: str, size: int, *, bold: bool, colour: str) -> None:
    for words, face in typefaces.runs(typefaces.set_in_order(text)):
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, face
        run.font.color.rgb = RGBColor.from_string(colour)


def _aligned(paragraph: Any, text: str) -> None:
    """Set a paragraph to the side its script begins at."""
    paragraph.alignment = PP_ALIGN.RIGHT if typefaces.to_the_left(text) else PP_ALIGN.LEFT


def _set_scripts(slide: Any) -> None:
    """Name each run's typeface for every kind of script, and turn paragraphs written from right to left.

    python-pptx has words for Latin letters alone, so this is written into the slide as it stands.
    """
    notes = slide.notes_slide.shapes if slide.has_notes_slide else ()
    for paragraph in [own for shape in (*slide.shapes, *notes) for own in shape.element.iter(qn("a:p"))]:
        if typefaces.to_the_left("".join(piece.text or "" for piece in paragraph.iter(qn("a:t")))):
            paragraph.get_or_add_pPr().set("rtl", "1")
        for latin in list(paragraph.iter(qn("a:latin"))):
            # Which of the three a letter is set in is up to its script: each names the one that has it.
            for slot in ("a:cs", "a:ea"):
                other = OxmlElement(slot)
                other.set("typeface", latin.get("typeface"))
                latin.addnext(other)


def _describe(properties: Any, name: str, text: str) -> None:
    properties.set("name", name)
    properties.set("descr", text)
