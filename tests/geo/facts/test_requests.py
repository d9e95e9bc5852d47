"""Requests are the denominator: counted by answer, area, road, carrier and purpose, as the case words it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from geo.case.case import Case
from geo.case.load import load_case
from geo.facts.requests import NOT_STATED, answers, answers_by, requests
from tests.geo.gaza_access import write_gaza_access
from tests.geo.small_case import write_case

END = datetime(2024, 8, 31, 23, 59, 59)
AUGUST = (date(2024, 8, 1), date(2024, 8, 31))
HEADER = (
    "request_id,date_start,date_end,date_precision,carrier,route_id,place_id,purpose,requests,outcome,answered,"
    "consignment_id,source_ids,uncertain,doubt,note\n"
)


@pytest.fixture(scope="module")
def gaza(tmp_path_factory: pytest.TempPathFactory) -> Case:
    case = load_case(write_gaza_access(tmp_path_factory.mktemp("gaza") / "case"))
    assert case.set_aside == ()
    return case


def asked(tmp_path: Path, *rows: str, **changed: str) -> Case:
    return load_case(write_case(tmp_path / "case", requests=HEADER + "\n".join(rows) + "\n", **changed))


def test_the_figures_of_the_published_snapshot_come_out(gaza: Case) -> None:
    rows = requests(gaza, *AUGUST, END)
    every = answers(gaza, rows)
    assert every.asked == 598
    assert every.by_outcome == {"facilitated": 250, "impeded": 99, "denied": 176, NOT_STATED: 73}
    assert list(every.by_outcome) == ["facilitated", "impeded", "denied", NOT_STATED]
    # "46 per cent of humanitarian movements have been either denied or impeded"
    assert round(100 * (99 + 176) / every.asked) == 46
    south, north = answers_by(gaza, rows, "place_id")
    assert (south.key, south.asked, north.key, north.asked) == ("south", 395, "north", 203)
    assert south.by_outcome == {"facilitated": 176, "impeded": 61, "denied": 102, NOT_STATED: 56}
    assert north.by_outcome == {"facilitated": 74, "impeded": 38, "denied": 74, NOT_STATED: 17}
    fuel = next(one for one in answers_by(gaza, rows, "purpose") if one.key == "fuel for health facilities")
    assert (fuel.asked, fuel.by_outcome) == (9, {"facilitated": 1, "impeded": 4, "denied": 4})
    assert every.source_ids == ("ocha-snapshot",)


def test_a_month_counts_once_it_is_over(gaza: Case) -> None:
    assert requests(gaza, *AUGUST, datetime(2024, 8, 20, 23, 59, 59)) == ()
    assert requests(gaza, date(2024, 9, 1), date(2024, 9, 30), datetime(2024, 9, 30)) == ()


def test_an_answer_is_not_told_before_it_was_given_and_days_are_counted_to_it(tmp_path: Path) -> None:
    case = asked(
        tmp_path,
        "q1,2023-09-01,,day,ICRC,road,town,medicine,,facilitated,2023-09-04,,s1,no,,",
        "q2,2023-09-02,,day,ICRC,road,town,medicine,3,denied,2023-09-09,,s1,no,,",
        "q3,2023-09-03,,day,Armenia,,town,,2,,,,s1,no,,",
    )
    assert case.set_aside == ()
    period = date(2023, 9, 1), date(2023, 9, 30)
    early = answers(case, requests(case, *period, datetime(2023, 9, 5, 23, 59, 59)))
    assert early.by_outcome == {"facilitated": 1, NOT_STATED: 5}
    assert early.days_waited == 3
    late = answers(case, requests(case, *period, datetime(2023, 9, 30, 23, 59, 59)))
    assert late.by_outcome == {"facilitated": 1, "denied": 3, NOT_STATED: 2}
    assert late.days_waited == 7
    by_carrier = answers_by(case, requests(case, *period, datetime(2023, 9, 30, 23, 59, 59)), "carrier")
    assert [(one.key, one.asked, one.days_waited) for one in by_carrier] == [
        ("ICRC", 4, 7),
        ("Armenia", 2, None),
    ]
    by_road = answers_by(case, requests(case, *period, datetime(2023, 9, 30, 23, 59, 59)), "route_id")
    assert [(one.key, one.asked) for one in by_road] == [("road", 4), ("", 2)]


def test_the_words_of_answers_are_the_case_s_own_and_others_are_noted(tmp_path: Path) -> None:
    toml = """
id = "small"
period = { from = "2023-01-01", to = "2023-12-31" }
[requests]
outcomes = ["let through", "refused"]
"""
    rows = (
        "q1,2023-09-01,,day,ICRC,road,town,,1,refused,,,s1,no,,",
        "q2,2023-09-01,,day,ICRC,road,town,,1,forgotten,,,s1,no,,",
    )
    case = asked(tmp_path, *rows, case=toml)
    (note,) = case.set_aside
    assert (note.file, note.row, note.column, note.value, note.scope) == (
        "requests.csv", 3, "outcome", "forgotten", "note",
    )  # fmt: skip
    assert "let through, refused" in note.remedy
    counted = answers(case, requests(case, date(2023, 9, 1), date(2023, 9, 1), END))
    assert list(counted.by_outcome.items()) == [("refused", 1), ("forgotten", 1)]


def test_a_case_without_requests_has_none_and_nothing_is_told(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "case"))
    assert case.set_aside == ()
    assert requests(case, *AUGUST, END) == ()
    assert answers(case, ()).asked == 0
