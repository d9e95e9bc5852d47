"""Start Passage: make its environment on the first run, then serve it on this machine.

Anything after the command is passed to `streamlit run`, such as `--server.port 8600`.
"""

import sys

from bootstrap import RUN_LOCK, ready, run

if __name__ == "__main__":
    sys.exit(run([ready(RUN_LOCK), "-m", "streamlit", "run", "app.py", *sys.argv[1:]]))
