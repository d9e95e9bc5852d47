"""The rooms of the house and the arrows between them, stated once: what no import may run against."""

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

GROUND = "ground"
# A room may import from those named beside it, and from itself.
GEO = {
    GROUND: (),
    "case": (GROUND,),
    "intake": (GROUND, "case"),
    "store": (GROUND, "case", "intake"),
    "facts": (GROUND, "case"),
    "view": (GROUND, "case", "facts"),
    "report": (GROUND, "case", "facts", "view"),
    "picture": (GROUND, "case", "facts", "view", "report"),
    "changes": (GROUND, "case", "facts", "view", "report"),
    "export": (GROUND, "case", "facts", "view", "report", "picture"),
    "briefing": (GROUND, "case", "facts", "view", "report", "picture", "changes"),
    "cli": (
        GROUND,
        "case",
        "facts",
        "view",
        "report",
        "picture",
        "changes",
        "briefing",
        "export",
        "intake",
        "store",
    ),
}
COMPONENTS = {
    "session": (),
    # Inside the server's room, but below all that shows something: pieces of Streamlit taken with care.
    "foreign": ("session",),
    "map": ("session",),
    "widgets": ("session",),
    "plain": ("session", "map"),
    "charts": ("session", "widgets"),
    "present": ("session", "map"),
    "paper": ("session", "map", "present"),
    "intake": ("session", "widgets"),
    "sections": ("session", "foreign", "map", "widgets", "charts"),
    "brief": ("session", "map", "widgets", "charts", "sections", "present", "paper"),
    "shell": ("session", "foreign", "map", "widgets", "charts", "sections", "present", "brief"),
    "server": ("session", "foreign", "map", "present", "paper", "shell", "sections", "widgets", "plain"),
}
# geo/__main__.py joins the command that draws to the domain's: the one place above both.
ABOVE_ALL = "geo.__main__"
# Words that name nothing: a claim, a road, a row is called so.
DIALECT = frozenset(
    {"one", "told", "kept", "held", "given", "found", "made", "said", "basis", "rivals", "furniture", "film"}
)
# Lines of a module, and of a function without its docstring.
MOST_LINES, MOST_BODY = 400, 60


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in ("geo", "components", "pages", "data"):
        for file in sorted((root / folder).rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def imports(tree: ast.AST, names: frozenset[str]) -> Iterator[str]:
    """Every module of ours that a file imports, for types only or late by `import_module` as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in names else node.module for name in inner)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and node.value in names and "." in node.value:
            yield node.value


@pytest.fixture(scope="module")
def arrows(root: Path) -> nx.DiGraph:
    """Each module and what it imports."""
    found = dict(modules(root))
    graph = nx.DiGraph()
    for name, file in found.items():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for other in imports(tree, frozenset(found)):
            if other in found and other != name:
                graph.add_edge(name, other)
    return graph


def room(name: str) -> tuple[str, str]:
    """The folder and the room of a module."""
    folder, *inner = name.split(".")
    if folder == "geo":
        return folder, inner[0] if len(inner) > 1 or inner[:1] == ["cli"] or inner[0] in GEO else GROUND
    if inner[:2] == ["server", "foreign"]:
        return folder, "foreign"
    return folder, inner[0] if inner else ""


ORDER = ("data", "geo", "components", "pages")


def allowed(start: str, end: str) -> bool:
    """Whether a module of one room may import from another's."""
    (from_folder, from_room), (to_folder, to_room) = room(start), room(end)
    if from_folder != to_folder:
        return ORDER.index(from_folder) > ORDER.index(to_folder)
    if from_folder in ("pages", "data") or from_room == to_room:
        return True
    return to_room in {"geo": GEO, "components": COMPONENTS}[from_folder].get(from_room, ())


def test_no_arrow_between_rooms_runs_up(arrows: nx.DiGraph) -> None:
    up = [
        f"{start} -> {end}" for start, end in arrows.edges if start != ABOVE_ALL and not allowed(start, end)
    ]
    assert not up


def test_no_modules_import_each_other_in_a_circle(arrows: nx.DiGraph) -> None:
    circles = [sorted(part) for part in nx.strongly_connected_components(arrows) if len(part) > 1]
    assert not circles


def test_every_module_stands_in_a_room_of_the_plan(root: Path) -> None:
    folders = {
        (folder, file.relative_to(root / folder).parts[0])
        for folder in ("geo", "components")
        for file in (root / folder).rglob("*.py")
        if len(file.relative_to(root / folder).parts) > 1
    }
    assert {name for folder, name in folders if folder == "geo"} <= set(GEO)
    assert {name for folder, name in folders if folder == "components"} == set(COMPONENTS) - {"foreign"}


def test_no_file_name_stands_in_two_rooms(root: Path) -> None:
    seen: dict[str, str] = {}
    twice = []
    for name, file in modules(root):
        if name.startswith(("geo.", "components.")) and file.name != "__init__.py":
            other = seen.setdefault(file.name, name)
            twice += [(other, name)] if other != name else []
    assert not twice


def identifiers(tree: ast.AST) -> Iterator[str]:
    """The names a module gives to what it works with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


@pytest.mark.parametrize("folder", ["geo", "components"])
def test_things_are_called_what_the_field_calls_them(root: Path, folder: str) -> None:
    named = {
        name: DIALECT & {word.strip("_") for word in identifiers(ast.parse(file.read_text(encoding="utf-8")))}
        for name, file in modules(root)
        if name.startswith(f"{folder}.")
    }
    assert {name: words for name, words in named.items() if words} == {}


def long_bodies(source: str) -> list[str]:
    """Functions whose body, without its docstring, is longer than a screen."""
    bodies = (
        (node.name, node.body[1:] if ast.get_docstring(node) is not None else node.body, node.end_lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [name for name, body, end in bodies if body and (end or 0) - body[0].lineno >= MOST_BODY]


def test_no_module_and_no_body_is_long(root: Path) -> None:
    sources = {name: file.read_text(encoding="utf-8") for name, file in modules(root)}
    for script in sorted((root / "components").rglob("script/*.js")):
        sources[script.name] = script.read_text(encoding="utf-8")
    assert [name for name, text in sources.items() if len(text.splitlines()) > MOST_LINES] == []
    long = {name: long_bodies(text) for name, text in sources.items() if not name.endswith(".js")}
    assert {name: bodies for name, bodies in long.items() if bodies} == {}


def test_a_long_body_is_seen() -> None:
    body = "    pass\n" * MOST_BODY
    assert long_bodies(f'def fits():\n    """Says."""\n{body}') == []
    assert long_bodies(f"def grows():\n{body}    pass\n") == ["grows"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("geo.case.load", "geo.facts.state"),
        ("geo.facts.state", "geo.report.answer"),
        ("geo.dates", "geo.case.case"),
        ("geo.picture.base_picture", "components.map.show"),
        ("components.widgets.small_table", "components.charts.status_bars"),
        ("data.basemap", "geo.dates"),
    ],
)
def test_an_arrow_that_runs_up_is_seen(start: str, end: str) -> None:
    assert not allowed(start, end)
    assert allowed(end, start)


def test_an_import_for_types_only_and_a_late_one_are_seen() -> None:
    source = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from geo.facts.state import State\n"
        "import_module('components.map.embed')\n"
    )
    names = frozenset({"geo.facts.state", "components.map.embed"})
    assert set(imports(ast.parse(source), names)) >= names
