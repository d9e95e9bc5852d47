"""Run every test: make the environment and find a browser on the first run, then start pytest.

Anything after the command is passed to pytest, such as `-k dates` or `tests/browser`.
"""

import os
import sys

from bootstrap import TEST_LOCK, ready, run
from browser import find_or_install

if __name__ == "__main__":
    python = ready(TEST_LOCK)
    browser = find_or_install(python)
    sys.exit(run([python, "-m", "pytest", *sys.argv[1:]], {**os.environ, "CHROMIUM": browser}))
