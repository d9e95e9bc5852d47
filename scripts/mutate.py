"""Small faults, one at a time: does a test of the room see each? Prints those that none sees.

`python scripts/mutate.py --faults 300 --seed 1` puts a seeded sample of faults into the rooms of `geo/`, runs
the tests of the fault's room on each, and ends with the share that was seen. Nothing is written into the
sources: a child process compiles the faulty text in place of the file.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("facts", "changes", "case")
# Tests that read a whole room at once, slow for one fault; those of the room's own modules come first.
SECONDS = 120
MISSED, SEEN, BROKEN = 0, 1, 2
NOTHING = "no fault"

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault: the file, the line, which node of the tree it changes, and what it does there."""

    file: Path
    line: int
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
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "returns nothing"


def _text(node: ast.BinOp) -> bool:
    """Whether it joins texts or types, where another operator is no small fault."""
    return any(isinstance(part, ast.JoinedStr) or _is_text(part) for part in (node.left, node.right))


def _is_text(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


def faults(file: Path) -> list[Fault]:
    """Every fault the functions of a file can take."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = {
        id(node) for body in ast.walk(tree) if isinstance(body, ast.FunctionDef) for node in ast.walk(body)
    }
    return [
        Fault(file, getattr(node, "lineno", 0), number, kind)
        for number, node in enumerate(ast.walk(tree))
        if id(node) in inside and hasattr(node, "lineno")
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


def tests_of(fault: Fault) -> list[str]:
    """The tests of the fault's room, those of its own module first."""
    folder = ROOT / "tests" / fault.file.parent.relative_to(ROOT)
    own = folder / f"test_{fault.file.stem}.py"
    others = [file for file in sorted(folder.rglob("test_*.py")) if file != own]
    return [str(file) for file in ([own] if own.exists() else []) + others]


def run(fault: Fault) -> int:
    """Run the tests with the fault in a child process: SEEN, or MISSED."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(_tested(fault))
        finally:
            os._exit(BROKEN)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    # A fault that never ends is noticed by whoever waits for it.
    return SEEN


def _tested(fault: Fault) -> int:
    import pytest  # noqa: PLC0415

    plain = SourceFileLoader.source_to_code

    def source_to_code(loader: SourceFileLoader, data: object, path: str, **more: int) -> object:
        mine = fault.kind != NOTHING and Path(str(path)).resolve() == fault.file
        return compile(faulty(fault), str(path), "exec") if mine else plain(loader, data, path, **more)  # type: ignore[arg-type]

    SourceFileLoader.source_to_code = source_to_code  # type: ignore[method-assign,assignment]
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(ROOT))
    _forget_bytecode(fault.file)
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
        code = pytest.main([*quiet, "--rootdir", str(ROOT), *tests_of(fault)])
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

    files = [file for room in wanted.room or ROOMS for file in sorted((ROOT / "geo" / room).rglob("*.py"))]
    for room in wanted.room or ROOMS:
        sound = Fault(next((ROOT / "geo" / room).glob("*.py")), 0, 0, NOTHING)
        if run(sound) != MISSED:
            sys.exit(f"the tests of {room} fail without any fault: mend them first")
    every = [fault for file in files for fault in faults(file)]
    sample = random.Random(wanted.seed).sample(every, min(wanted.faults, len(every)))  # noqa: S311 - a sample
    counts: Counter[int] = Counter()
    for number, fault in enumerate(sample, 1):
        result = run(fault)
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
