"""The Aid page of a case with requests: how many were asked for, by answer and by area."""

from pathlib import Path

from components.charts.requests_chart import pieces_of
from geo.case.load import load_case
from geo.dates import parse_at
from geo.facts.requests import answers, answers_by, requests
from geo.facts.state import state
from geo.report import aid_answer
from geo.view.view import opening
from tests.geo.gaza_access import write_gaza_access
from tests.page_texts import html_tables


def test_the_sentence_names_every_answer_and_the_rest(tmp_path: Path) -> None:
    case = load_case(write_gaza_access(tmp_path / "case"))
    view = opening(case.settings)
    told = aid_answer.answer(case, view, state(case, view.at))
    assert told.sentences[0].text == (
        "Since 1 Aug 2024, 598 movements were asked for: 250 were facilitated, 99 impeded and 176 denied;"
        " of 73 no outcome is stated."
    )
    assert (told.figures[0].value, told.figures[0].label) == ("250 of 598", "movements facilitated")


def test_the_chart_cuts_each_area_by_answer_end_to_end(tmp_path: Path) -> None:
    case = load_case(write_gaza_access(tmp_path / "case"))
    rows = requests(case, case.settings.period.first, case.settings.period.last, parse_at("2024-08-31"))
    bars = [answers(case, rows), *answers_by(case, rows, "place_id")]
    pieces = pieces_of(bars, {"": "All", "north": "North", "south": "South"})
    assert pieces.groupby("who", sort=False)["end"].max().to_dict() == {
        "All": 598,
        "South": 395,
        "North": 203,
    }
    north = pieces[pieces["who"] == "North"].set_index("answer")
    assert north["count"].to_dict() == {
        "facilitated": "74", "impeded": "38", "denied": "74", "outcome not stated": "17",
    }  # fmt: skip
    assert north["start"].tolist() == [0, 74, 112, 186]
    assert north["dark"].is_monotonic_decreasing


def test_the_page_shows_the_requests_of_a_case_that_has_some(open_page, another_case, tmp_path: Path) -> None:
    another_case(write_gaza_access(tmp_path / "case"))
    app = open_page("aid", at="2024-08-31", _from="2024-08-01", to="2024-08-31")
    texts = "\n".join(block.value for block in app.markdown)
    assert "Movements asked for, by answer" in texts
    area = next(one for one in html_tables(app) if "Asked" in one)
    assert area["Asked"].tolist() == ["395", "203"]


def test_without_a_table_of_places_areas_are_called_by_their_ids(
    open_page, another_case, tmp_path: Path
) -> None:
    folder = write_gaza_access(tmp_path / "case")
    places = (folder / "places.csv").read_text("utf-8")
    (folder / "places.csv").write_text(places.replace("name_en", "called", 1), "utf-8")
    another_case(folder)
    app = open_page("aid", at="2024-08-31", _from="2024-08-01", to="2024-08-31")
    assert not [error.value for error in app.error if "requests" in error.value]
    assert any("south" in table.index for table in html_tables(app))


def test_the_page_of_a_case_without_requests_says_nothing_of_them(open_page) -> None:
    shipped = open_page("aid", at="2023-09-18", _from="2022-12-12", to="2023-10-04")
    assert "Movements asked for" not in "\n".join(block.value for block in shipped.markdown)
