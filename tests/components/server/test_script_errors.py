"""A button whose action fails says so in our words, and the page stands under it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def test_the_page_stands_below_what_failed(root):
    program = root / "tests" / "components" / "server" / "fail_in_a_button.py"
    done = subprocess.run(
        [sys.executable, str(program)], cwd=root, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    [alert] = told["alerts"]
    said = alert.replace("\\", "")
    assert said.startswith("What was asked for could not be done. ")
    assert "under the code " in said
    assert "the words of the fault" not in said
    assert "exception" not in told["kinds"]
    assert {"component_instance", "dataframe", "page_link"} <= set(told["kinds"])
    code = said.rstrip(".").rpartition(" ")[2]
    assert f"{code}: What was asked for: could not be done" in done.stderr


@pytest.mark.parametrize(
    "setting",
    [
        'showErrorDetails = "none"',
        'toolbarMode = "minimal"',
        "showErrorLinks = false",
        "disableDataExport = true",
        "gatherUsageStats = false",
    ],
)
def test_nothing_of_streamlits_own_is_shown_or_sent(root, setting):
    assert setting in (root / ".streamlit" / "config.toml").read_text("utf-8").splitlines()
