"""Programs that are not ours, to read what is exported: LibreOffice and poppler."""

import shutil
import subprocess

import pytest


def needed(program):
    """The program's path; a test that lacks it fails and says what to install."""
    found = shutil.which(program)
    if found is None:
        pytest.fail(f"{program} is needed to read exports: python3 scripts/test.py installs it on Debian")
    return found


def as_pdf(path):
    """A presentation as LibreOffice shows it, as a PDF beside it."""
    profile = path.parent / "office"
    command = [needed("soffice"), f"-env:UserInstallation=file://{profile}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf")


def pages(path):
    """The text of each page of a PDF, words apart by one space."""
    done = subprocess.run([needed("pdftotext"), "-layout", str(path), "-"], check=True, capture_output=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def flowing(path):
    """The text of each page in reading order, so that a line broken in two is whole again."""
    done = subprocess.run([needed("pdftotext"), str(path), "-"], check=True, capture_output=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def pictures(path, width=640):
    """Each page of a PDF as a picture."""
    from PIL import Image

    command = [needed("pdftoppm"), "-png", "-scale-to-x", str(width), "-scale-to-y", "-1"]
    subprocess.run([*command, str(path), str(path.with_suffix(""))], check=True, capture_output=True)
    return [Image.open(one).convert("RGB") for one in sorted(path.parent.glob(f"{path.stem}-*.png"))]
