"""The project's own Python environment, made with the standard library and pip alone.

`python3 scripts/bootstrap.py [requirements-test.lock]` makes `.venv` or brings it up to date.
A second run with an unchanged lock file costs nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
OLDEST = (3, 11)


class BootstrapError(Exception):
    """The environment cannot be made; the message says what to do."""


def say(line: str) -> None:
    """Tell the person waiting what is going on; standard output is for results."""
    print(line, file=sys.stderr, flush=True)


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter inside a virtual environment, on any system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path) -> str:
    """What an environment made from this lock file by this Python would be marked with."""
    version = sys.version.split()[0]
    return f"{version} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def works(python: Path) -> bool:
    """Whether an environment's interpreter starts and has pip."""
    if not python.exists():
        return False
    probe = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return probe.returncode == 0


def create(venv: Path) -> None:
    """Make an empty environment with pip in it.

    Debian takes `ensurepip` out of Python into a package of its own. There the environment is
    made without pip, and the system's pip puts one in.
    """
    plain = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", venv], check=False, capture_output=True, text=True
    )
    if plain.returncode == 0 and works(venv_python(venv)):
        return
    shutil.rmtree(venv, ignore_errors=True)
    bare = subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=False)
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(venv_python(venv)),
        "install",
        "--quiet",
    ]
    filled = bare.returncode == 0 and subprocess.run([*command, "pip"], check=False).returncode == 0
    if not (filled and works(venv_python(venv))):
        shutil.rmtree(venv, ignore_errors=True)
        reason = (plain.stderr or plain.stdout).strip()
        message = f"no virtual environment could be made with {sys.executable}: {reason}"
        raise BootstrapError(message)


def install(lock: Path, venv: Path = VENV) -> Path:
    """Bring the environment to what the lock file says and return its interpreter.

    Every file pip takes must have one of the hashes in the lock file. An environment that was
    made from the same lock file by the same Python is left as it is.
    """
    python = venv_python(venv)
    mark = venv / f"installed-{lock.name}"
    wanted = fingerprint(lock)
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted and python.exists():
        return python
    if not works(python):
        say(f"Making {venv.name} with Python {sys.version.split()[0]} ...")
        create(venv)
    say(f"Installing what {lock.name} lists ...")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "--requirement", str(lock)], check=False)
    if done.returncode != 0:
        message = f"pip could not install {lock.name}; its message stands above"
        raise BootstrapError(message)
    # What a browser loads is packed once, as small as can be; without it a server does so as it is asked.
    subprocess.run([python, "-m", "components.server.packing"], cwd=ROOT, check=False, capture_output=True)
    mark.write_text(wanted, encoding="utf-8")
    return python


def ready(lock_name: str) -> Path:
    """The interpreter of an up-to-date environment; ends the program with one line if none."""
    if sys.version_info < OLDEST:
        sys.exit("Passage needs Python 3.11 or later; this is " + sys.version.split()[0])
    try:
        return install(ROOT / lock_name)
    except BootstrapError as error:
        sys.exit(f"Passage: {error}")


def run(command: list[str | Path], environment: dict[str, str] | None = None) -> int:
    """Run a program from the project's folder, stop with it, and return its exit code."""
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})}) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                # Ctrl+C reaches the child as well; it closes by itself.
                continue


if __name__ == "__main__":
    print(ready(sys.argv[1] if len(sys.argv) > 1 else RUN_LOCK))
