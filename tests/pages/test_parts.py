"""A page never dies: a fault in any part of it is told in its place, and the rest stands."""

from __future__ import annotations

import ast
import logging
import re
from collections import Counter
from importlib import import_module

import pytest
from streamlit.testing.v1 import AppTest

import components.map.show
import components.shell.filters
from components.session.compartment import FAULTS, code_of
from geo.picture.registry import TOPICS, topic_of

PAGES = tuple(topic.key for topic in TOPICS)
CODE = re.compile(r"under the code ([0-9A-F]{6})")


class FaultError(Exception):
    """What nobody foresaw."""


@pytest.fixture(autouse=True)
def _no_fault_of_before():
    """What fails here on purpose is nothing that /health should tell of in another test."""
    yield
    FAULTS.clear()


def parts(root, page):
    """Every call of a component on a page: its module and its name."""
    head = "components.sections.topic_head"
    yield from (call for call in calls(root / "pages" / f"{page}.py") if call[0] != head)
    topic = topic_of(page)
    opens = {"answer_block": topic.answer, "page_note": True, "view_map": topic.picture}
    for module, name in calls(root / "components" / "sections" / "topic_head.py"):
        if page != "briefing" and opens[module.rpartition(".")[2]]:
            yield module, name


def calls(file):
    """Every call of a component in a file: its module and its name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module.startswith("components"):
            modules |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        call = node.func if isinstance(node, ast.Call) else None
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id in modules:
            module = modules[call.value.id]
            if "session" not in module:
                yield module, call.attr


def unescaped(text):
    return text.replace("\\", "").replace("\u2060", "")


def said(app):
    return [unescaped(box.value) for box in app.error]


def offers(app):
    """The ways out of a page of which a part is missing."""
    top = {page.capitalize() for page in PAGES} | {"About Passage"}
    labels = [link.proto.label for link in app.get("page_link")]
    return [label for label in labels if label not in top and not label.startswith("Open")]


def laid(app):
    """How many elements of each kind stand on the page."""
    kinds = ("markdown", "button", "html", "dataframe", "vega_lite_chart", "component_instance", "popover")
    return {kind: len(app.get(kind)) for kind in kinds}


@pytest.mark.parametrize("page", PAGES)
def test_a_fault_in_any_part_is_told_there_and_the_rest_stands(open_page, root, monkeypatch, page):
    app = open_page(page, at="2023-09-28T20:00", _from="2023-09-12", to="2023-10-04")
    components, called, broken = sorted(set(parts(root, page))), Counter(), set()
    assert components

    def wrapped(component, real):
        def call(*args, **kwargs):
            called[component] += 1
            if component in broken:
                raise FaultError("in a part")
            return real(*args, **kwargs)

        return call

    for module, name in components:
        owner = import_module(module)
        monkeypatch.setattr(owner, name, wrapped((module, name), getattr(owner, name)))
    app.run()
    assert (said(app), offers(app)) == ([], [])
    whole, elements = Counter(called), laid(app)
    for component in whole:
        called.clear()
        broken = {component}
        app.run()
        assert not app.exception, component
        assert called == whole, component
        told = said(app)
        assert len(told) == whole[component], told
        assert all("cannot be shown" in line and CODE.search(line) for line in told), told
        assert "Fault" not in "".join(told)
        assert "Data: what was set aside, and how to mend it" in offers(app)
    broken = set()
    app.run()
    assert (said(app), laid(app)) == ([], elements)


def test_what_several_parts_need_takes_down_these_alone(open_page, monkeypatch):
    app = open_page("blockade")

    def fault(*_args):
        raise FaultError("no state")

    for module in ("geo.facts.state", "components.sections.topic_head"):
        monkeypatch.setattr(f"{module}.state", fault)
    app.run()
    assert not app.exception
    names = {line.split(" cannot be shown")[0] for line in said(app)}
    assert {"The answer", "The map", "The table of roads", "The table of passages"} == names
    assert len(app.get("vega_lite_chart")) == 2


@pytest.mark.parametrize(
    ("owner", "name", "part"),
    [
        (components.shell.filters, "show", "The filter bar"),
        (components.shell.filters, "in_words", "The line of dates"),
        (components.map.show, "show", "The map"),
    ],
)
def test_the_shell_has_parts_too(open_page, monkeypatch, owner, name, part):
    app = open_page(opened=("events_list",))

    def fault(*_args, **_kwargs):
        raise FaultError("in the shell")

    monkeypatch.setattr(owner, name, fault)
    app.run()
    assert not app.exception
    [line] = said(app)
    assert line.startswith(f"{part} cannot be shown.")
    assert len(app.dataframe) == 1


def test_the_log_has_one_entry_with_the_traceback_under_the_code_that_is_shown(
    open_page, monkeypatch, caplog
):
    app = open_page()

    def fault(*_args, **_kwargs):
        raise FaultError("the words of the fault")

    monkeypatch.setattr("components.sections.answer_block.show", fault)
    with caplog.at_level(logging.ERROR, "passage.page"):
        app.run()
    [line] = said(app)
    code = CODE.search(line)[1]
    [record] = [one for one in caplog.records if one.name == "passage.page"]
    assert record.getMessage() == f"{code}: The answer: cannot be shown"
    assert "the words of the fault" in caplog.text
    assert "Traceback" in caplog.text
    assert "Nothing was set aside of this case" in line


def test_a_code_tells_faults_apart_and_stays():
    def first():
        raise FaultError

    def second():
        raise FaultError

    codes = []
    for fault in (first, first, second):
        try:
            fault()
        except FaultError as error:
            codes.append(code_of(error))
    assert codes[0] == codes[1] != codes[2]


def test_the_last_view_that_was_shown_whole_is_offered(open_page, monkeypatch):
    app = open_page("aid", at="2023-09-28")
    table = "components.widgets.small_table.show"

    def fault(*_args, **_kwargs):
        raise FaultError("at another date")

    monkeypatch.setattr(table, fault)
    app.button(key="as_at_on").click().run()
    [offered] = [link.proto for link in app.get("page_link") if "shown whole" in link.proto.label]
    assert offered.page == "aid"
    assert "2023-09-28" in offered.query_string


def test_what_was_set_aside_is_named_as_the_first_place_to_look(
    open_page, monkeypatch, another_case, tmp_path, shipped_case
):
    import shutil

    folder = tmp_path / "case"
    shutil.copytree(shipped_case, folder)
    events = folder / "events.csv"
    events.write_bytes(events.read_bytes().replace(b"ev019,2022-12-12", b"ev019,2022-13-12", 1))
    another_case(folder)

    def fault(*_args, **_kwargs):
        raise FaultError("in a part")

    monkeypatch.setattr("components.sections.answer_block.show", fault)
    app = open_page()
    [line] = said(app)
    assert "The case has 1 report on events.csv: the Data page says what to mend." in line


@pytest.mark.parametrize("made", ["missing", "empty", "broken"])
def test_a_case_that_cannot_be_opened_is_told_in_one_sentence_without_its_folders(
    root, another_case, tmp_path, made
):
    folder = tmp_path / made
    if made != "missing":
        folder.mkdir()
    if made == "broken":
        (folder / "case.toml").write_bytes(b"title = ")
    another_case(folder)
    app = AppTest.from_file(str(root / "components" / "shell" / "shell.py"), default_timeout=60).run()
    assert not app.exception
    [line] = said(app)
    assert made in line
    assert str(tmp_path) not in line
