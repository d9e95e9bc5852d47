"""The pages show what `python -m geo state` prints, on many pairs of as-at and as-known dates."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from components.session.text import plain
from geo.cli import main
from geo.dates import format_date, format_moment, parse_at
from geo.words import days, number
from tests.conftest import SHIPPED_CASE
from tests.page_texts import html_tables

# As-at and as-known date; empty means all that is known now.
PAIRS = [
    ("2022-12-12", ""), ("2022-12-31", "2023-01-02"), ("2023-01-31", "2023-02-05"),
    ("2023-03-24", "2023-03-24"), ("2023-04-23", ""),
    ("2023-05-15", "2023-05-16"), ("2023-06-15", ""), ("2023-06-25", "2023-06-25"),
    ("2023-07-26", ""), ("2023-07-28", "2023-07-29"), ("2023-08-15", "2023-08-16"), ("2023-09-12", ""),
    ("2023-09-18", "2023-09-19"), ("2023-09-20", "2023-09-20"), ("2023-09-24T22:00", "2023-09-25"),
    ("2023-09-28", "2023-09-28"), ("2023-09-28", ""), ("2023-09-30", "2023-10-02"),
    ("2023-10-04", "2023-10-04"), ("2023-10-04", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def apps(root: Path) -> dict[str, Any]:
    """The Situation and the Blockade page, opened once and asked for every date."""
    from streamlit.testing.v1 import AppTest

    opened = {}
    for page in ("situation", "blockade"):
        app = AppTest.from_file(str(root / "components" / "shell" / "shell.py"), default_timeout=120).run()
        opened[page] = app if page == "situation" else app.switch_page(f"../../pages/{page}.py").run()
    return opened


def moved(app: Any, at: str, known: str) -> Any:
    """The page at other dates, by its address."""
    app.query_params["at"] = at
    if known:
        app.query_params["known"] = known
    elif "known" in app.query_params:
        del app.query_params["known"]
    app.run()
    assert not app.exception
    assert app.session_state["view"].at == parse_at(at)
    assert (app.session_state["view"].known or "") == (date.fromisoformat(known) if known else "")
    return app


def printed(at: str, known: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the command prints for the dates."""
    asked = ["state", "--case", str(SHIPPED_CASE), "--at", at, "--json"]
    assert main([*asked, *(["--known", known] if known else [])]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def moment(text: str | None, otherwise: str = "not known") -> str:
    return format_moment(text) if text else otherwise


def day(text: str | None, otherwise: str) -> str:
    return format_date(date.fromisoformat(text)) if text else otherwise


@pytest.mark.parametrize(("at", "known"), PAIRS[::3])
def test_pages_and_command_tell_the_same_state(
    apps: dict[str, Any], capsys: pytest.CaptureFixture[str], at: str, known: str
) -> None:
    told = printed(at, known, capsys)
    blockade = moved(apps["blockade"], at, known)
    roads = next(one for one in html_tables(blockade) if one.index.name == "Road")
    assert list(roads.index) == [one["short_name"] for one in told["routes"]]
    for (_, shown), one in zip(roads.iterrows(), told["routes"], strict=True):
        faded = one["status"] != one["last_status"]
        since = None if faded or not one["since"] else one["since_moment"]
        assert shown["Since"] == ("Before the record" if since and one["before_record"] else moment(since))
        assert shown["Ordinary traffic until"] == moment(one["last_open_moment"], "none known")
        if one["status"] == "closed" and one["replaced_by"]:
            assert shown["State"] == f"replaced, out of use since {day(one['since'], '')}"
        elif one["status"] == "closed":
            length = f"for {days(one['days'])}" if one["days"] else "since before the record"
            inferred = " (inferred)" if one["inferred"] else ""
            assert shown["State"] == f"closed{inferred} {length}"
        assert (one["status"] == "unknown") == shown["State"].startswith("not known")
    passed = [one for one in html_tables(blockade) if one.index.name == "Kind"]
    assert sum(map(len, passed)) == len(told["passages"])
    for table in passed:
        shown_days = [day(one["on"], "") for one in told["passages"]]
        days_alone = [cell.split(" (")[0] for cell in table["Last passed"]]
        assert [cell.removeprefix("by ") for cell in days_alone] == shown_days
        assert [cell.startswith("by ") for cell in days_alone] == [one["by"] for one in told["passages"]]
        doubts = [one["uncertain"] for one in told["passages"]]
        assert ["uncertain" in cell.split(";")[0] for cell in table["Last passed"]] == doubts

    situation = moved(apps["situation"], at, known)
    texts = [line for one in situation.markdown for line in one.value.split("\n\n")]
    arrived = told["arrivals"].get("arrivals")
    subject = plain("people who crossed into Armenia")
    assert (subject in texts) == (arrived is not None)
    if arrived:
        assert texts[texts.index(subject) - 1] == plain(number(arrived["value"]))
    food = next(
        (one for one in told["deliveries"] if one["kind"] == "food or mixed aid" and not one["key"]), None
    )
    since = plain("since food or mixed aid last came, in these tables")
    assert any(one.startswith(since) for one in texts) == (food is not None)
    if food:
        place = next(number for number, one in enumerate(texts) if one.startswith(since))
        assert texts[place - 1] == plain(days(food["days_ago"]))
    held = [one for one in texts if one.startswith(plain("of aid held up"))]
    assert bool(held) == any(not one["faded"] for one in told["waiting"])
