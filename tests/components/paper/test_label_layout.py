"""Words in a box beside a sign: their lead keeps off other words wherever there is room."""

from matplotlib.figure import Figure

from components.paper.label_layout import Taken, plate, road_plate
from components.paper.map_panel import pen_over
from geo.picture.name_room import boxes_along, clear, rim

AT, HALF = (300.0, 200.0), 8.5
WIDE, HIGH = 600.0, 400.0
SIGN = (AT[0] - HALF, AT[1] - HALF, AT[0] + HALF, AT[1] + HALF)


def lead_of(taken):
    """The small boxes between the sign and the words last written beside it."""
    _, box = taken.words[-1]
    return boxes_along(AT, rim(box, AT), HALF + 4)


def written(*others):
    """What is taken once a sign's words are written beside others' words."""
    taken = Taken((0, 0, WIDE, HIGH), firm=[SIGN, *others], boxes=[SIGN, *others], plates=list(others))
    pen = pen_over(Figure(figsize=(WIDE / 72, HIGH / 72)), (0, 0, WIDE, HIGH), 1.0)
    assert plate(pen, taken, [AT], "about 361 tonnes", "#1b7a3d", 12, off=HALF + 4)
    return taken


def test_the_sign_itself_is_not_in_the_way_of_its_own_words():
    _, box = written().words[-1]
    assert box[0] - AT[0] < 20


def test_a_lead_goes_round_other_words():
    right = (320.0, 150.0, 420.0, 250.0)
    taken = written(right)
    assert all(clear(item, [right]) for item in lead_of(taken))
    assert clear(taken.words[-1][1], [right])


def test_a_lead_runs_over_dots_before_it_runs_over_words():
    words = [(320, 0, 420, 400), (0, 0, 280, 400), (280, 220, 320, 400)]
    dot = (290.0, 170.0, 310.0, 180.0)
    taken = Taken((0, 0, WIDE, HIGH), firm=[SIGN, dot, *words], boxes=[SIGN, dot, *words], plates=words)
    pen = pen_over(Figure(figsize=(WIDE / 72, HIGH / 72)), (0, 0, WIDE, HIGH), 1.0)
    assert plate(pen, taken, [AT], "40", "#1b7a3d", 12, off=HALF + 4)
    assert all(clear(item, words) for item in lead_of(taken))


def test_words_that_fit_neither_in_the_middle_nor_at_a_corner_are_moved_along_their_side():
    shaft = [
        (0, 0, 296, 190),
        (0, 212, 600, 400),
        (320, 100, 600, 212),
        (0, 190, 290, 212),
        (445, 0, 600, 100),
    ]
    _, box = written(*shaft).words[-1]
    assert box[3] <= 100
    assert box[0] >= 296


def test_long_words_are_set_in_more_lines_where_the_map_has_no_room_for_few():
    text = "People who crossed into Armenia at Kornidzor: 100,632 (24 Sept - 4 Oct 2023)"
    walls = [(0, 0, 280, 400), (500, 0, 600, 400), (280, 225, 500, 400)]
    taken = Taken((0, 0, WIDE, HIGH), firm=[SIGN, *walls], boxes=[SIGN, *walls], plates=list(walls))
    pen = pen_over(Figure(figsize=(WIDE / 72, HIGH / 72)), (0, 0, WIDE, HIGH), 1.0)
    assert plate(pen, taken, [AT], text, "#1b7a3d", 12)
    assert taken.words[-1][1][2] <= 500


def test_what_must_be_named_is_set_in_more_lines_rather_than_with_a_lead_over_words():
    walls = [(0, 0, 280, 400), (430, 0, 600, 400), (280, 228, 430, 400), (280, 0, 430, 172)]
    taken = Taken((0, 0, WIDE, HIGH), firm=[SIGN, *walls], boxes=[SIGN, *walls], plates=list(walls))
    pen = pen_over(Figure(figsize=(WIDE / 72, HIGH / 72)), (0, 0, WIDE, HIGH), 1.0)
    assert road_plate(pen, taken, [AT], "Sétif / Mostaganem", "#1b2733", 12, in_use=True)
    assert [item.get_text() for item in pen.axes.texts] == ["Sétif /", "Mostaganem"]
    _, box = taken.words[-1]
    assert clear(box, walls)
    assert all(clear(item, walls) for item in lead_of(taken))


def test_words_that_count_say_the_count_alone_where_there_is_room_for_no_more():
    walls = [(0, 0, 280, 400), (430, 0, 600, 400), (280, 228, 430, 400), (280, 0, 430, 172)]
    taken = Taken((0, 0, WIDE, HIGH), firm=[SIGN, *walls], boxes=[SIGN, *walls], plates=list(walls))
    pen = pen_over(Figure(figsize=(WIDE / 72, HIGH / 72)), (0, 0, WIDE, HIGH), 1.0)
    text = "People who crossed at the bridge: 78,354"
    assert plate(pen, taken, [AT], text, "#1b7a3d", 12)
    assert clear(taken.words[-1][1], walls)
    assert [item.get_text() for item in pen.axes.texts] == ["78,354"]


def test_words_of_a_sign_rather_go_unsaid_than_hide_what_others_count_and_a_road_in_use_does_not():
    # Plates with counts all over the map, which nothing says may never be covered.
    counts = [(left, low, left + 50, low + 30) for left in range(0, 600, 55) for low in range(0, 400, 35)]
    pen = pen_over(Figure(figsize=(WIDE / 72, HIGH / 72)), (0, 0, WIDE, HIGH), 1.0)
    taken = Taken((0, 0, WIDE, HIGH), boxes=counts)
    assert not plate(pen, taken, [AT], "about 361 tonnes", "#1b7a3d", 12, off=HALF + 4)
    assert taken.words == []
    assert road_plate(pen, taken, [AT], "The road: closed\nfor 6 days", "#b2182b", 12, in_use=True)
