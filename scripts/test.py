"""Run every test: make the environment and find a browser on the first run, then start pytest.

Anything after the command is passed to pytest, such as `-k dates` or `tests/browser`. Without it, one
process a core runs the tests, a file to a process, so that tests of one file share their server.
"""

import os
import sys

from bootstrap import TEST_LOCK, ready, run
from browser import find_or_install, install_readers

EVERY_CORE = ("--numprocesses", "auto", "--dist", "loadfile")

if __name__ == "__main__":
    python = ready(TEST_LOCK)
    browser = find_or_install(python)
    install_readers()
    sys.exit(
        run([python, "-m", "pytest", *(sys.argv[1:] or EVERY_CORE)], {**os.environ, "CHROMIUM": browser})
    )
