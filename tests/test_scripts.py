"""The two commands work from nothing, do their work once, and say plainly what is in the way."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pip
import pytest


@pytest.fixture
def load(root, monkeypatch):
    monkeypatch.syspath_prepend(root / "scripts")

    def module(name):
        spec = importlib.util.spec_from_file_location(name, root / "scripts" / f"{name}.py")
        loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
        return loaded

    return module


@pytest.fixture
def lock(tmp_path):
    """A lock file that asks for nothing, so that installing it needs no network."""
    path = tmp_path / "requirements.lock"
    path.write_text("# nothing\n", encoding="utf-8")
    return path


def test_an_environment_is_made_once_and_again_when_the_lock_changes(load, lock, tmp_path, capsys):
    bootstrap = load("bootstrap")
    venv = tmp_path / "venv"
    python = bootstrap.install(lock, venv)
    assert bootstrap.works(python)
    assert "Making venv" in capsys.readouterr().err
    assert bootstrap.install(lock, venv) == python
    assert capsys.readouterr().err == ""
    lock.write_text("# nothing still\n", encoding="utf-8")
    bootstrap.install(lock, venv)
    said = capsys.readouterr().err
    assert "Installing" in said
    assert "Making" not in said


def test_a_package_without_the_locked_hash_is_refused(load, lock, tmp_path):
    bootstrap = load("bootstrap")
    (tmp_path / "setup.py").write_text("from setuptools import setup; setup(name='stray', version='1')")
    lock.write_text(f"stray @ file://{tmp_path.as_posix()}\n", encoding="utf-8")
    with pytest.raises(bootstrap.BootstrapError, match="could not install"):
        bootstrap.install(lock, tmp_path / "venv")
    assert not list((tmp_path / "venv").glob("installed-*"))


def test_where_python_has_no_ensurepip_pip_itself_fills_the_environment(load, monkeypatch, tmp_path):
    bootstrap = load("bootstrap")
    venv = tmp_path / "venv"
    asked = []
    real = subprocess.run

    def run(command, **options):
        asked.append([str(part) for part in command])
        if "venv" in asked[-1] and "--without-pip" not in asked[-1]:
            return subprocess.CompletedProcess(command, 1, "", "ensurepip is not available")
        if "--python" in asked[-1]:
            # What the system's pip takes from the network is copied here from the pip that runs the tests.
            target = next(venv.rglob("site-packages"))
            shutil.copytree(Path(pip.__file__).parent, target / "pip")
            return subprocess.CompletedProcess(command, 0)
        return real(command, **options)

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    bootstrap.create(venv)
    assert bootstrap.works(bootstrap.venv_python(venv))
    assert any(command[1:4] == ["-m", "pip", "--python"] for command in asked)


def test_an_old_python_is_refused_in_one_line(load, monkeypatch):
    bootstrap = load("bootstrap")
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 12))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        bootstrap.ready("requirements.lock")


def test_the_browser_named_is_taken_and_a_wrong_one_refused(load, tmp_path):
    browser = load("browser")
    own = tmp_path / "chromium"
    own.write_text("", encoding="utf-8")
    assert browser.find({"CHROMIUM": str(own)}) == str(own)
    with pytest.raises(SystemExit, match="no such file"):
        browser.find({"CHROMIUM": str(tmp_path / "none")})


def test_without_a_browser_one_is_installed_and_else_the_reason_given(load, monkeypatch, tmp_path):
    browser = load("browser")
    there = []
    monkeypatch.setattr(browser, "find", lambda _: there[0] if there else None)
    monkeypatch.setattr(browser, "install_from_debian", lambda: there.append("/usr/bin/chromium"))
    assert browser.find_or_install(tmp_path) == "/usr/bin/chromium"
    there.clear()
    monkeypatch.setattr(browser, "install_from_debian", lambda: None)
    monkeypatch.setattr(browser, "install_from_playwright", lambda _: None)
    with pytest.raises(SystemExit, match="set CHROMIUM"):
        browser.find_or_install(tmp_path)


def test_only_the_readers_that_are_missing_are_installed(load, monkeypatch):
    browser = load("browser")
    asked = []
    monkeypatch.setattr(browser, "apt_get", asked.append)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None if name == "pdftotext" else "/usr/bin/x")
    browser.install_readers()
    assert asked == [["poppler-utils"]]
    monkeypatch.setattr(browser.shutil, "which", "/usr/bin/{}".format)
    browser.install_readers()
    assert len(asked) == 1


TWO = ["tests/browser/test_a.py::test_a", "tests/browser/test_b.py::test_b[/aid]"]


@pytest.mark.parametrize(
    ("failed", "codes", "alone", "ends"),
    [
        ([], [0], None, 0),
        (TWO, [1, 0], TWO, 0),
        (TWO, [1, 1], TWO, 1),
        ([*TWO, "tests/browser/test_c.py::test_c"], [1], None, 1),
        ([TWO[0], "tests/geo/test_dates.py::test_d"], [1], None, 1),
        (TWO, [2], None, 2),
    ],
)
def test_only_a_few_browser_tests_run_once_more_alone_and_what_fails_again_fails(
    failed, codes, alone, ends, load, monkeypatch, tmp_path, capsys
):
    script, ran = load("test"), []
    monkeypatch.setattr(script, "FAILED", tmp_path / "lastfailed")

    def run(command, environment):
        ran.append((command[3:], environment))
        if len(ran) == 1 and failed:
            script.FAILED.write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")
        return codes[len(ran) - 1]

    monkeypatch.setattr(script, "run", run)
    script.FAILED.write_text(json.dumps({"tests/browser/test_old.py::test_old": True}), encoding="utf-8")
    assert script.run_all("python", {"CI": "true"}) == ends
    assert ran[0] == (list(script.EVERY_CORE), {"CI": "true"})
    assert [command for command, _ in ran[1:]] == ([alone] if alone else [])
    out = capsys.readouterr().out
    assert all(test in out for test in alone or [])


def test_a_program_is_run_in_the_projects_folder_and_its_exit_code_kept(load, root, tmp_path):
    bootstrap = load("bootstrap")
    note = tmp_path / "note.txt"
    code = f"import os; open({str(note)!r}, 'w').write(os.getcwd() + os.environ['X']); raise SystemExit(3)"
    assert bootstrap.run([sys.executable, "-c", code], {"X": "!"}) == 3
    assert note.read_text(encoding="utf-8") == f"{root}!"
