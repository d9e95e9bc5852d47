"""The rules of the test run itself hold: no silent skip in CI, warnings are errors."""

import subprocess
import sys
from pathlib import Path

import pytest


def run_pytest(folder: Path, root: Path, body: str, *, ci: str) -> subprocess.CompletedProcess[str]:
    conftest = (root / "tests" / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_inner.py").write_text(body, encoding="utf-8")
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-c",
            root / "pyproject.toml",
            "--rootdir",
            folder,
            folder,
        ],
        env={"CI": ci, "PATH": "", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


SKIP_INSIDE = "import pytest\ndef test_it():\n    pytest.skip('no browser')\n"
SKIP_MODULE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"
WARNS = "import warnings\ndef test_it():\n    warnings.warn('old', DeprecationWarning)\n"


@pytest.mark.parametrize("body", [SKIP_INSIDE, SKIP_MODULE])
def test_a_skipped_test_fails_in_ci_and_only_there(tmp_path, root, body):
    assert run_pytest(tmp_path, root, body, ci="true").returncode not in {0, 5}
    assert run_pytest(tmp_path, root, body, ci="").returncode in {0, 5}


def test_a_warning_fails(tmp_path, root):
    assert run_pytest(tmp_path, root, WARNS, ci="").returncode == 1
