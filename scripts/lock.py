"""Write the two lock files anew from pyproject.toml. For maintainers: needs `uv` and the network.

Versions already locked are kept; add `--upgrade` to take the newest.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.lock": (),
    # The application's versions are the same in both, so that what is tested is what is started.
    "requirements-test.lock": ("--extra", "test", "--constraints", "requirements.lock"),
}


def compile_lock(name: str, options: tuple[str, ...]) -> None:
    """Resolve pyproject.toml for Python 3.11 and later, on every system, into one lock file."""
    command = ["uv", "pip", "compile", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-annotate", "--quiet"]
    command += ["--custom-compile-command", "python scripts/lock.py"]
    subprocess.run(
        [*command, *options, *sys.argv[1:], "pyproject.toml", "--output-file", name],
        cwd=ROOT,
        check=True,
    )


if __name__ == "__main__":
    for lock, lock_options in LOCKS.items():
        compile_lock(lock, lock_options)
        print(f"wrote {lock}")
