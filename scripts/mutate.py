"""Small faults, one at a time: does a test of the room see each? Prints those that none sees.

`python scripts/mutate.py --faults 300 --seed 1` puts a seeded sample of faults into the rooms of `geo/`, runs
on each the tests of its room that call its function, and ends with the share that was seen. Nothing is
written into the sources: a child process compiles the faulty text in place of the file.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import copy
import os
import pickle
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("facts", "changes", "case")
# Processor time of one fault's tests: those of the slowest room take a third of it without a fault.
SECONDS = 240
MISSED, SEEN, BROKEN = 0, 1, 2
# The name under which a function notes that it was called.
CALLED = "__passage_called__"
# The file and first line of a function, and the test files that call it.
Reached = dict[tuple[str, int], list[Path]]

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault: where it is, in which function, which node of the tree it changes, and what it does."""

    file: Path
    line: int
    function: int
    """The function's first line, that of a decorator before it."""
    node: int
    kind: str

    def __str__(self) -> str:
        """Say where and what."""
        return f"{self.file.relative_to(ROOT)}:{self.line} {self.kind}"


def changes_of(node: ast.AST) -> Iterator[str]:
    """The kinds of fault a node of the tree can take."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        yield "comparison"
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATE and not _text(node):
        yield "operator"
    elif isinstance(node, ast.BoolOp):
        yield "and/or"
    elif isinstance(node, ast.IfExp):
        yield "condition"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "number"
    elif isinstance(node, ast.Return) and not _is_nothing(node.value):
        yield "returns nothing"


def _is_nothing(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _text(node: ast.BinOp) -> bool:
    """Whether it joins texts or types, where another operator is no small fault."""
    return any(isinstance(part, ast.JoinedStr) or _is_text(part) for part in (node.left, node.right))


def _is_text(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


def faults(file: Path) -> list[Fault]:
    """Every fault the functions of a file can take."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    # Inner functions come after outer ones, and are called by themselves.
    function_of = {
        id(node): _first_line(function)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    # `zip(strict=True)` and `copy=False` guard and spare; another value answers the same.
    guards = {
        id(keyword.value)
        for keyword in ast.walk(tree)
        if isinstance(keyword, ast.keyword) and keyword.arg in {"strict", "copy"}
    }
    return [
        Fault(file, node.lineno, function_of[id(node)], number, kind)
        for number, node in enumerate(ast.walk(tree))
        if id(node) in function_of and id(node) not in guards and isinstance(node, ast.expr | ast.stmt)
        for kind in changes_of(node)
    ]


def faulty(fault: Fault) -> ast.Module:
    """The tree of the file with the fault in it."""
    tree = ast.parse(fault.file.read_text(encoding="utf-8"))
    node = list(ast.walk(tree))[fault.node]
    if isinstance(node, ast.Compare):
        node.ops[0] = _COMPARE[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp):
        node.op = _OPERATE[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), copy.deepcopy(node.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    return ast.fix_missing_locations(tree)


def test_files(room: str) -> list[Path]:
    """The test files of a room."""
    return sorted((ROOT / "tests" / "geo" / room).rglob("test_*.py"))


def reached_by_tests(room: str) -> Reached:
    """For each function of a room the test files that call it, the quickest first, all without a fault."""
    called: dict[Path, set[tuple[str, int]]] = {}
    seconds: dict[Path, float] = {}
    for file in test_files(room):
        with tempfile.NamedTemporaryFile() as notes:
            begun = time.perf_counter()
            code = in_child(partial(_called, room, file, Path(notes.name)))
            seconds[file] = time.perf_counter() - begun
            if code != MISSED:
                sys.exit(f"{file.relative_to(ROOT)} fails without any fault: mend it first")
            called[file] = pickle.loads(Path(notes.name).read_bytes())  # noqa: S301 - written a moment ago
    reached: Reached = defaultdict(list)
    for file in sorted(called, key=seconds.__getitem__):
        for function in called[file]:
            reached[function].append(file)
    return reached


def _called(room: str, file: Path, notes: Path) -> int:
    called: set[tuple[str, int]] = set()
    inside = ROOT / "geo" / room
    builtins.__dict__[CALLED] = called.add
    with _compiled_by(lambda path, data: _noting(path, data) if path.is_relative_to(inside) else None):
        for source in inside.rglob("*.py"):
            _forget_bytecode(source)
        code = _pytest([file])
    notes.write_bytes(pickle.dumps(called))
    return code


def _noting(path: Path, data: object) -> ast.Module:
    """The tree of a file in which each function first notes that it was called."""
    tree = ast.parse(data if isinstance(data, bytes) else path.read_bytes())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            note = ast.parse(f"{CALLED}(({str(path)!r}, {_first_line(function)}))").body[0]
            function.body.insert(1 if ast.get_docstring(function) is not None else 0, note)
    return ast.fix_missing_locations(tree)


def _first_line(function: ast.FunctionDef) -> int:
    return min(function.lineno, *(part.lineno for part in function.decorator_list), function.lineno)


@contextmanager
def _compiled_by(change: Callable[[Path, object], ast.Module | None]) -> Iterator[None]:
    """Let files be compiled from the tree a change makes of them; None leaves a file as it is."""
    plain = SourceFileLoader.source_to_code

    def source_to_code(loader: SourceFileLoader, data: object, path: str, **more: int) -> object:
        tree = change(Path(str(path)).resolve(), data)
        return plain(loader, data, path, **more) if tree is None else compile(tree, str(path), "exec")  # type: ignore[arg-type]

    SourceFileLoader.source_to_code = source_to_code  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        SourceFileLoader.source_to_code = plain  # type: ignore[method-assign]


def tests_of(fault: Fault, reached: Reached) -> list[Path]:
    """The tests that call the fault's function, the quickest first."""
    return reached.get((str(fault.file), fault.function), [])


def in_child(work: Callable[[], int]) -> int:
    """What a piece of work gives back in a process of its own; SEEN where it never ends."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        try:
            os._exit(work())
        finally:
            os._exit(BROKEN)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    # Whoever waits for a fault that never ends notices it.
    return SEEN if code in {-signal.SIGXCPU, -signal.SIGKILL} else code


def _tested(fault: Fault, files: list[Path]) -> int:
    _forget_bytecode(fault.file)
    with _compiled_by(lambda path, _: faulty(fault) if path == fault.file else None):
        return _pytest(files)


def _pytest(files: list[Path]) -> int:
    import pytest  # noqa: PLC0415

    sys.dont_write_bytecode = True
    sys.path.insert(0, str(ROOT))
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        quiet = [
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--no-header",
            "--hypothesis-profile",
            "few",
        ]
        code = pytest.main([*quiet, "--rootdir", str(ROOT), *map(str, files)])
    return {pytest.ExitCode.OK: MISSED, pytest.ExitCode.TESTS_FAILED: SEEN}.get(pytest.ExitCode(code), BROKEN)


def _forget_bytecode(file: Path) -> None:
    """Let the file be compiled anew: a cached copy would be without the fault."""
    for cached in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        cached.unlink(missing_ok=True)


def main() -> None:
    """Draw the sample, try each fault and say what share of them was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=ROOMS)
    wanted = parser.parse_args()
    import geopandas  # noqa: F401, PLC0415 - read once, before the children are made

    rooms = wanted.room or ROOMS
    reached = {function: files for room in rooms for function, files in reached_by_tests(room).items()}
    every = [
        fault
        for room in rooms
        for file in sorted((ROOT / "geo" / room).rglob("*.py"))
        for fault in faults(file)
    ]
    sample = random.Random(wanted.seed).sample(every, min(wanted.faults, len(every)))  # noqa: S311 - a sample
    counts: Counter[int] = Counter()
    for number, fault in enumerate(sample, 1):
        files = tests_of(fault, reached)
        result = in_child(partial(_tested, fault, files)) if files else MISSED
        counts[result] += 1
        if result == MISSED:
            print(f"not seen: {fault}", flush=True)
        elif result == BROKEN:
            print(f"ends before the tests: {fault}", flush=True)
        print(f"{number}/{len(sample)}", end="\r", file=sys.stderr, flush=True)
    seen = len(sample) - counts[MISSED]
    print(f"{seen} of {len(sample)} faults seen ({seen / max(len(sample), 1):.0%})")


if __name__ == "__main__":
    main()
