"""What every test shares: the folders, and in CI no test may be skipped."""

import asyncio
import os
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import geo.case.load
from components.session import run_lock
from geo.case.case import Case

# For scripts/mutate.py, which runs the same tests some hundred times.
hypothesis.settings.register_profile("few", max_examples=12, deadline=None, database=None)
ROOT = Path(__file__).resolve().parent.parent
SHIPPED_CASE = ROOT / "data" / "karabakh"


def pytest_addoption(parser: pytest.Parser) -> None:
    help_ = "how often a process that writes a briefing is killed (300 for a full trial)"
    parser.addoption("--kills", default="30", help=help_)
    dates_help = "how many dates tests/browser/test_named_on_the_map.py paints at each size, up to 20"
    parser.addoption("--map-dates", default="2", help=dates_help)
    for walk, pages in (("known", "2"), ("at", "1")):
        walks_help = (
            f"how many pages tests/browser/test_as_{walk}_walk.py opens as {walk} a date, 108 for all"
        )
        parser.addoption(f"--{walk}-walks", default=pages, help=walks_help)
    scenes_help = (
        "how many scenes nobody arranged tests/components/paper draws of each case, 30 for a full trial"
    )
    parser.addoption("--scenes", default="4", help=scenes_help)


@pytest.fixture(scope="session", autouse=True)
def _data_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests change out of the data folder of whoever runs them; servers inherit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PASSAGE_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _no_rest() -> Iterator[None]:
    """Let no run of a page rest: here nothing is painted meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_lock, "sleep", lambda _: None)
        yield


_read = geo.case.load._case
_read_once = cache(_read)


@pytest.fixture(scope="session", autouse=True)
def _shipped_cases_read_once() -> Iterator[None]:
    """Read a case that ships with Passage once a process, however often commands and pages ask for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            geo.case.load, "_case", lambda at: (_read_once if at.parent == SHIPPED_CASE.parent else _read)(at)
        )
        yield


def shipped() -> Case:
    """The case that ships with Passage, read once a process; for tests by hypothesis and tables of cases."""
    return _read_once(SHIPPED_CASE)


@pytest.fixture(scope="session")
def shipped_case() -> Path:
    """The folder of the case that ships with Passage."""
    return SHIPPED_CASE


@pytest.fixture
def open_page(root: Path) -> Callable[..., Any]:
    """Open a page at a query, without a browser: `open_page("events", q="Шуши")`; `_from` is `from`.

    With the popovers and sections open that are `opened`: what stands in one is there only then.
    """
    from streamlit.testing.v1 import AppTest

    def opener(page: str = "situation", *, opened: tuple[str, ...] = (), **query: str) -> Any:
        app = AppTest.from_file(str(root / "components" / "shell" / "shell.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name.strip("_")] = value
        if page != "situation":
            app.switch_page(f"../../pages/{page}.py")
        app.run()
        for popover in opened:
            app.session_state[popover] = True
        if opened:
            app.run()
        assert not app.exception, app.exception
        return app

    return opener


@pytest.fixture
def another_case(monkeypatch: pytest.MonkeyPatch) -> Generator[Callable[[Path], None], None, None]:
    """Let the pages opened next show the case in another folder."""
    import streamlit as st

    from components.session import session_case

    yield lambda folder: monkeypatch.setenv("PASSAGE_CASE", str(folder))
    session_case._loaded.cache_clear()
    st.cache_resource.clear()


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a skip is a failure: what did not run must not look like what passed."""
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, which counts as failed: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture
def awaited() -> Iterator[Callable[[Any], Any]]:
    """`awaited(coroutine)`: its result, from a thread of its own: Playwright has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda coroutine: thread.submit(asyncio.run, coroutine).result()
