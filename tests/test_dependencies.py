"""The lock files, what pyproject.toml declares and what the code imports agree."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-test.lock")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
OWN = {"app", "browser", "components", "data", "geo", "pages", "scripts", "serve_without", "tests"}
OWN |= {
    path.stem for name in ("bench", "scripts") for path in (Path(__file__).parent.parent / name).rglob("*.py")
}


def pins(lock: Path) -> dict[str, str]:
    found = (PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(pin["name"]): pin["version"] for pin in found if pin}


def declared(root: Path, *extras: str) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def imported(*folders: Path) -> set[str]:
    names = set()
    for file in (file for folder in folders for file in sorted(folder.rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - OWN


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_pin_with_hashes_and_names_no_host(root, name):
    text = (root / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not (PIN.match(line) or HASH.match(line))] == []
    assert "://" not in text
    for previous, line in zip(lines, [*lines[1:], "end==0 \\"], strict=True):
        assert not (PIN.match(previous) and PIN.match(line)), f"{previous} has no hash"


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("test",))])
def test_what_is_declared_is_locked_and_nothing_else(root, name, extras):
    locked = pins(root / name)
    waiting = declared(root, *extras)
    assert waiting
    reached = set()
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name)
        if key not in locked:
            # Needed on another system or Python only: then this machine cannot follow it further.
            assert wanted.marker is not None, f"{wanted} is not in {name}"
            assert not wanted.marker.evaluate({"extra": ""}), f"{wanted} is not in {name}"
            continue
        assert wanted.specifier.contains(locked[key], prereleases=True), f"{wanted} in {name}"
        if (key, *sorted(wanted.extras)) in reached:
            continue
        reached.add((key, *sorted(wanted.extras)))
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            waiting += needs(wanted)
    unreached = set(locked) - {key for key, *_ in reached}
    assert unreached <= elsewhere(root / name), f"nothing needs {unreached}"


def needs(wanted: Requirement) -> list[Requirement]:
    """What an installed distribution needs, with the extras asked for, on any system."""
    found = []
    for line in requires(wanted.name) or []:
        need = Requirement(line)
        extras = [*wanted.extras, ""]
        for_extra = "extra" in str(need.marker or "")
        if not for_extra or any(need.marker.evaluate({"extra": extra}) for extra in extras):
            found.append(need)
            if for_extra:
                need.marker = None
    return found


def elsewhere(lock: Path) -> set[str]:
    """Names locked with a marker: they are for other systems, and cannot be followed here."""
    found = (PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(pin["name"]) for pin in found if pin and pin["marker"]}


def test_both_locks_hold_the_same_versions(root):
    run, test = (pins(root / name) for name in LOCKS)
    assert run
    assert {name: test.get(name) for name in run} == run


def test_this_environment_is_the_locked_one(root):
    locked = pins(root / LOCKS[1])
    for wanted in declared(root, "test"):
        assert version(wanted.name) == locked[canonicalize_name(wanted.name)]


def test_what_the_application_imports_is_declared_and_what_is_declared_is_imported(root):
    names = imported(*(root / folder for folder in ("components", "data", "geo", "pages")))
    owners = packages_distributions()
    used = {canonicalize_name(owner) for name in names for owner in owners[name]}
    listed = {canonicalize_name(wanted.name) for wanted in declared(root)}
    # pandas reads the first for time zones where the system has none; foreign/pieces.py looks the
    # others up by name, so that the application starts where they have another shape.
    indirect = {"tzdata", "uvicorn", "websockets"}
    # Distributions that share the name `xstatic`; the last one is the benchmarks'.
    shared = {"xstatic-jquery", "xstatic-leaflet-markercluster"}
    assert used - shared - listed == set(), "imported but not declared"
    assert listed - used - indirect == set(), "declared but never imported"


def test_what_is_replaced_or_read_inside_has_an_upper_bound(root):
    bounded = {"branca", "folium", "starlette", "streamlit", "streamlit-folium", "uvicorn", "websockets"}
    wanted = {one.name: one.specifier for one in declared(root) if one.name in bounded}
    assert set(wanted) == bounded
    for name, specifier in wanted.items():
        assert not specifier.contains("999"), name


def test_what_the_tests_import_is_declared(root):
    names = imported(root / "tests", root / "bench", root / "scripts")
    owners = packages_distributions()
    used = {canonicalize_name(name) for one in names for name in owners.get(one, [one])}
    listed = {canonicalize_name(wanted.name) for wanted in declared(root, "test", "bench")}
    own = {"conftest", "pip", "xstatic-jquery"}
    assert used - own - listed == set()


def test_the_python_versions_agree(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert "OLDEST = (3, 11)" in (root / "scripts" / "bootstrap.py").read_text(encoding="utf-8")
