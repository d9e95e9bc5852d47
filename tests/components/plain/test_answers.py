"""What is read before any script: words, figures, sources and light map of every page, and the lite pages."""

import re
from datetime import date, timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.plain import answers
from components.plain.lite_tables import ROWS
from components.plain.map_svg import HEIGHT, WIDTH, framed
from components.server.index_html import front_pages
from components.session import session_case
from geo.briefing.scene import shown
from geo.picture.registry import TOPICS, title_of
from geo.view.view import read
from tests.hostile_case import write_hostile_case

NAMES = [topic.key for topic in TOPICS]
WITH_ANSWER = ("situation", "blockade", "aid", "displacement", "diplomacy")
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def client():
    with TestClient(Starlette(routes=front_pages()), base_url="http://localhost") as client:
        yield client


def text(html: str) -> str:
    """What a text browser shows."""
    html = re.sub(r"<(style|script|svg).*?</\1>", " ", html, flags=re.DOTALL)
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("page", WITH_ANSWER)
def test_the_page_carries_its_own_answer_before_any_script(client, page):
    path = "/" if page == NAMES[0] else f"/{page}"
    html = client.get(path, params={"at": "2023-09-18"}).text
    words = text(html[html.index('<main id="first-words"') : html.index("</main>")])
    case = session_case.full_case()
    view, _ = read({"at": "2023-09-18"}, case.settings, session_case.terms(case))
    what = shown(case, page, view)
    assert what.answer.sentences
    for sentence in what.answer.sentences:
        assert " ".join(sentence.text.split()) in re.sub(r"( \[\d+\])+", "", words)
    for figure in what.answer.figures:
        assert figure.value in words
        assert figure.label in words
    assert "as at 18 Sept 2023" in words
    assert "do not imply endorsement" in words
    assert html.index("first-words") < html.index('<div id="root">')


@pytest.mark.parametrize("page", NAMES)
def test_every_page_can_be_read_without_a_script_in_sixty_kilobytes(client, page):
    first, last = (
        session_case.full_case().settings.period.first,
        session_case.full_case().settings.period.last,
    )
    # The last day has most to tell.
    for days in range(0, (last - first).days + 1, (last - first).days // 5):
        path = "/" if page == NAMES[0] else f"/{page}"
        at = {"from": first, "to": last, "at": first + timedelta(days), "lite": "1"}
        answer = client.get(path, params=at)
        assert answer.status_code == 200
        assert len(answer.content) <= MOST_BYTES
        assert "<script" not in answer.text
        assert f"<h1>{title_of(page)}</h1>" in answer.text
        assert "76 rows outside the case&#x27;s period" in answer.text


def test_the_whole_list_of_events_is_read_part_by_part(client):
    whole = {"from": "2020-09-27", "to": "2023-12-31", "lite": "1"}
    page = client.get("/events", params=whole).text
    total = int(re.search(rf"Events of the period, 1 to {ROWS} of (\d+)", page)[1])
    titles = set(session_case.full_case().events["title"])
    seen = set[str]()
    for part in range(1, total // ROWS + 2):
        words = text(client.get("/events", params={**whole, "part": part}).text)
        seen |= {title for title in titles if " ".join(title.split()) in words}
    assert total > ROWS
    assert len(seen) >= len(titles) - 3  # events outside the period


def test_the_first_places_are_named_on_the_light_map(client):
    for day in ("2022-12-13", "2023-06-16", "2023-09-24"):
        svg = re.search(r"<svg.*?</svg>", client.get("/blockade", params={"at": day}).text, re.DOTALL)[0]
        for name in ("Stepanakert / Khankendi", "Goris", "Aghdam"):
            assert name in svg, day


def test_what_an_address_asks_wrongly_is_said(client):
    words = text(client.get("/", params={"at": "2023-09-18", "cat": "<b>nothing</b>"}).text)
    assert "nothing" in words
    assert "<b>nothing" not in client.get("/", params={"cat": "<b>nothing</b>"}).text


def test_no_text_of_a_case_becomes_html(client, another_case, tmp_path):
    another_case(write_hostile_case(tmp_path))
    for page in NAMES:
        for lite in ({}, {"lite": "1"}):
            html = client.get("/" if page == NAMES[0] else f"/{page}", params=lite).text
            assert "<img" not in html
            assert "<script>window.hit" not in html


def test_the_steps_lead_to_the_day_before_and_after(client):
    html = client.get("/aid", params={"at": "2023-09-18", "lite": "1"}).text
    ways = re.findall(r'href="([^"]+)">(?:‹ the day before|the day after ›)', html)
    assert [way.replace("&amp;", "&") for way in ways] == [
        f"./aid?at={date(2023, 9, day)}&lite=1" for day in (17, 19)
    ]


def test_a_fault_ahead_of_the_scripts_leaves_the_page_as_it_was(client, monkeypatch, caplog):
    def fault(*_args):
        raise ArithmeticError("no words")

    monkeypatch.setattr(answers, "shown", fault)
    html = client.get("/aid", params={"at": "2023-01-03"}).text
    assert '<main id="first-words" class="plain"></main>' in html
    assert "no words" not in html
    assert "no words" in caplog.text


@pytest.mark.parametrize(
    "home", [(44.0, 38.0, 48.0, 42.0), (-180.0, -85.0, 180.0, 85.0), (10.0, 78.0, 10.1, 78.1)]
)
def test_a_frame_holds_its_whole_box(home):
    frame = framed(home)
    for lon, lat in ((home[0], home[1]), (home[2], home[3])):
        x, y = frame.at(lon, lat)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
