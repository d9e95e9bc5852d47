"""Many events on paper: one sign a cell tells of all of them, as on screen; few keep their own."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from components.paper import event_density
from components.paper.map_panel import draw
from components.paper.slide_map import compose
from geo.briefing.scene import shown
from geo.case.load import load_case
from geo.case.synth.synth import write_case
from geo.picture.grammar import DENSITY
from geo.picture.legend import DENSITY_ENTRY
from geo.picture.spots import event_ids
from geo.view.view import opening

BOX = (0.0, 0.0, 700.0, 500.0)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """What a page shows of a case whose 3,000 events would be hundreds of signs."""
    folder = tmp_path_factory.mktemp("many")
    write_case(folder, 3000, 400, seed=4)
    case = load_case(folder)
    return shown(case, "events", opening(case.settings))


def drawn_on(picture, box=BOX):
    figure = Figure(figsize=(box[2] / 72, box[3] / 72))
    return figure, draw(figure, box, picture, 12)


def test_each_event_in_sight_is_told_by_one_cell_the_largest_first(many):
    picture = replace(many.picture, home=(-179.0, -80.0, 179.0, 80.0))
    _, drawn = drawn_on(picture)
    assert event_density.cells(drawn.frame, picture) == ()  # all in a few cells, seen from so far
    frame = drawn_on(many.picture)[1].frame
    cells = event_density.cells(frame, many.picture)
    counts = [cell.count for cell in cells]
    assert counts == sorted(counts, reverse=True)
    assert len(event_ids(many.picture)) * 0.5 < sum(counts) <= len(event_ids(many.picture))
    assert {cell.going for cell in cells} == {True, False}
    assert all(0 <= cell.at[0] < frame.width and 0 <= cell.at[1] < frame.height for cell in cells)


def test_the_legend_says_so_and_explains_nothing_of_single_events(many):
    _, drawn = drawn_on(many.picture)
    assert DENSITY_ENTRY in drawn.legend
    assert not {"hollow", "single", "ring", "outline"} & {entry.sign for entry in drawn.legend}
    few = replace(
        many.picture, categories=("detention",), window=replace(many.picture.window, start=many.view.at)
    )
    _, drawn = drawn_on(few)
    assert DENSITY_ENTRY not in drawn.legend


def test_a_larger_cell_has_a_larger_sign_and_its_number_where_no_words_are(many):
    _, drawn = drawn_on(many.picture)
    cells = event_density.cells(drawn.frame, many.picture)
    numbers = [text for text, _ in drawn.words if text.replace(",", "").isdigit()]
    assert len(numbers) > DENSITY["numbered"] / 3
    assert set(numbers) <= {f"{cell.count:,}" for cell in cells}


def test_a_slide_of_many_events_draws_no_more_than_can_be_read(many):
    figure, drawn = compose(many)
    assert DENSITY_ENTRY in drawn.legend
    assert sum(len(axes.patches) + len(axes.texts) for axes in figure.axes) < 400
