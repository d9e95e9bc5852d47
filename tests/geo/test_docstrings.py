"""What takes or gives numbers or geometry says so in numpydoc's sections, by the names it has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

MEASURED = {
    "int", "float", "ndarray", "NDArray", "DataFrame", "Series", "GeoDataFrame", "GeoSeries",
    "LineString", "Polygon", "Point", "Box", "Room", "Numbers", "Mask", "Levels", "Legs",
}  # fmt: skip
PARAMETERS, RAISES = "Parameters\n----------\n", "Raises\n------\n"
GIVEN = ("Returns\n-------\n", "Yields\n------\n")


def public(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions of a module and methods of its public classes that others may call; no properties."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    bodies = [tree.body, *(node.body for node in classes)]
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
            if "property" not in marks:
                yield node


def arguments(node: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs) if argument.arg != "self"]


def measured(node: ast.FunctionDef) -> bool:
    """Whether a signature names a number, an array, a table or a geometry.

    What is annotated with words of its own, as an option of the command line, is described by these.
    """
    notes = [argument.annotation for argument in (*node.args.args, *node.args.kwonlyargs)]
    texts = [ast.unparse(note) for note in (*notes, node.returns) if note]
    words = re.findall(r"\w+", " ".join(text for text in texts if not text.startswith("Annotated[")))
    return bool(MEASURED.intersection(words))


def says_what_it_gives(node: ast.FunctionDef, text: str) -> bool:
    """Whether a docstring has the section of what is given; of nothing there is nothing to say."""
    nothing = isinstance(node.returns, ast.Constant) and node.returns.value is None
    return nothing or any(head in text for head in GIVEN)


def raised(node: ast.FunctionDef) -> set[str]:
    """The errors by which a function refuses something itself."""
    errors = [part.exc for part in ast.walk(node) if isinstance(part, ast.Raise) and part.exc]
    return {ast.unparse(error.func if isinstance(error, ast.Call) else error) for error in errors}


def faults(source: str) -> list[str]:
    """Functions of a module whose sections are missing, or name other parameters than they have."""
    wrong = []
    for node in public(ast.parse(source)):
        text = ast.get_docstring(node) or ""
        _, given, rest = text.partition(PARAMETERS)
        heads = re.findall(r"^(\w+(?:, \w+)*)$", rest.partition("\n\n")[0], re.MULTILINE)
        named = [name for head in heads for name in head.split(", ")]
        if given and named != arguments(node):
            wrong.append(f"{node.name}: names {named}")
        elif measured(node) and not ((given or not arguments(node)) and says_what_it_gives(node, text)):
            wrong.append(f"{node.name}: no sections")
        elif measured(node) and raised(node) and RAISES not in text:
            wrong.append(f"{node.name}: does not say what it raises")
        wrong += [
            f"{node.name}: does not name {error}" for error in sorted(raised(node)) if error not in text
        ]
    return wrong


def test_public_functions_with_numbers_or_geometry_have_numpydoc_sections(root: Path) -> None:
    files = sorted((root / "geo").rglob("*.py"))
    assert len({file.parent for file in files}) > 1
    told = {str(file.relative_to(root)): faults(file.read_text("utf-8")) for file in files}
    assert {name: wrong for name, wrong in told.items() if wrong} == {}


def test_a_missing_section_and_a_parameter_of_another_name_are_seen() -> None:
    head = 'def size(box: Box) -> str:\n    """Its size.'
    sections = "\n\nParameters\n----------\narea\n    A box.\n\nReturns\n-------\nstr\n"
    wrong = f'{head}{indent(sections, "    ")}    """\n'
    assert faults(f'{head}"""\n') == ["size: no sections"]
    assert faults(wrong) == ["size: names ['area']"]
    right = wrong.replace("area", "box")
    assert faults(right) == []
    assert faults(right.replace("Returns\n    -------", "Yields\n    ------")) == []
    without = right.partition("\n    Returns")[0] + '    """\n'
    assert faults(without) == ["size: no sections"]
    assert faults(without.replace("-> str", "-> None")) == []


def test_an_error_that_is_not_told_of_is_seen() -> None:
    text = 'def size(box: Box) -> str:\n    """Its size.\n'
    text += "\n    Parameters\n    ----------\n    box\n        A box.\n\n    Returns\n    -------\n    str\n"
    end = '    """\n    raise ValueError\n'
    wrong = ["size: does not say what it raises", "size: does not name ValueError"]
    assert faults(text + end) == wrong
    assert faults(f"{text}\n    ValueError for none.\n{end}") == wrong[:1]
    assert faults(f"{text}\n    Raises\n    ------\n    ValueError\n{end}") == []


def test_words_of_the_command_line_stand_for_a_section() -> None:
    head = 'def size({}) -> None:\n    """Print a size."""\n'
    assert faults(head.format("metres: int")) == ["size: no sections"]
    assert faults(head.format("metres: Annotated[int, Option(help='How long.')]")) == []
