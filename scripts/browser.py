"""What the tests need beside Python: a Chromium, and readers of slides and PDF files that are not ours."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrap import say

# Chromium without a window's frame and menus, which a test pays for with each page it opens.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Letters of every script the maps write, so that what the tests see is what readers see.
DEBIAN_PACKAGES = (SHELL, "fonts-noto-core")
# Programs that open what is exported, each with its Debian package.
READERS = {"soffice": "libreoffice-impress", "pdftotext": "poppler-utils"}
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)


def find(environment: dict[str, str]) -> str | None:
    """A browser named by CHROMIUM, the first of those on the PATH, or where macOS keeps one."""
    named = environment.get("CHROMIUM")
    if named:
        if not Path(named).exists():
            sys.exit(f"CHROMIUM names {named}, and there is no such file")
        return named
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or next((str(path) for path in APPLICATIONS if path.exists()), None)


def install_from_debian() -> None:
    """Install Debian's Chromium and fonts, where this is a Debian and we may."""
    say("Installing Chromium and fonts with apt-get ...")
    apt_get(DEBIAN_PACKAGES)


def install_readers() -> None:
    """Install the readers that are missing; where that cannot be done, their tests say what they lack."""
    missing = [package for program, package in READERS.items() if shutil.which(program) is None]
    if missing:
        say(f"Installing {' and '.join(missing)} with apt-get, to read what is exported ...")
        apt_get(missing)


def is_root() -> bool:
    """Whether packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_get(packages: Sequence[str]) -> None:
    """Install Debian packages, where this is a Debian and we may."""
    if shutil.which("apt-get") is None:
        return
    if not is_root() and shutil.which("sudo") is None:
        return
    prefix = [] if is_root() else ["sudo"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, env=quiet)
    subprocess.run(
        [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )


def install_from_playwright(python: Path) -> str | None:
    """Let Playwright fetch its own Chromium; its path, or None when it could not."""
    say("Installing Chromium with Playwright ...")
    subprocess.run([python, "-m", "playwright", "install", "chromium"], check=False)
    ask = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run([python, "-c", ask], check=False, capture_output=True, text=True)
    path = answer.stdout.strip()
    return path if path and Path(path).exists() else None


def find_or_install(python: Path) -> str:
    """The browser for the tests; ends the program with one line when there is none to be had."""
    found = find(dict(os.environ))
    slow = (
        is_root() and shutil.which("apt-get") and not os.environ.get("CHROMIUM") and not shutil.which(SHELL)
    )
    if found is None or slow:
        install_from_debian()
        found = find(dict(os.environ)) or install_from_playwright(python)
    if found is None:
        sys.exit("No Chromium was found or could be installed: set CHROMIUM to the path of one")
    return found
