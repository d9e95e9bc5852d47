"""Run every test: make the environment and find a browser on the first run, then start pytest.

Anything after the command is passed to pytest, such as `-k dates` or `tests/browser`. Without it, one
process a core runs the tests, a file to a process, so that tests of one file share their server.
A browser test that failed then is run once more, with nothing beside it: what fails again is a fault.
"""

import json
import os
import sys
from pathlib import Path

from bootstrap import ROOT, TEST_LOCK, ready, run
from browser import find_or_install, install_readers

EVERY_CORE = ("--numprocesses", "auto", "--dist", "loadfile")
FAILED = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
# More than these are no matter of a busy machine.
FEW = 2


def worth_another_run(failed: Path) -> list[str]:
    """The tests that failed, where all of them drive a browser and they are few; none otherwise."""
    tests = sorted(json.loads(failed.read_text(encoding="utf-8"))) if failed.exists() else []
    few = len(tests) <= FEW and all(test.startswith("tests/browser/") for test in tests)
    return tests if few else []


def run_all(python: Path, environment: dict[str, str]) -> int:
    """Run every test, and what two browsers on one busy machine may have starved once more, alone."""
    FAILED.unlink(missing_ok=True)
    code = run([python, "-m", "pytest", *EVERY_CORE], environment)
    again = worth_another_run(FAILED) if code == 1 else []
    if not again:
        return code
    print(f"\n== failed beside others, now alone: {', '.join(again)}", flush=True)
    return run([python, "-m", "pytest", *again], environment)


if __name__ == "__main__":
    python = ready(TEST_LOCK)
    environment = {**os.environ, "CHROMIUM": find_or_install(python)}
    install_readers()
    asked = sys.argv[1:]
    sys.exit(run([python, "-m", "pytest", *asked], environment) if asked else run_all(python, environment))
