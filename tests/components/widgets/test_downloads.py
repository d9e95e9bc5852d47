"""A file is made once it is asked for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_no_button_holds_a_file_that_the_next_run_would_take_away_from_under_a_press(root: Path) -> None:
    """The address of a ready-made file is dead once the page runs again with other content."""
    calls = [
        (path.name, call)
        for path in sorted((root / "components").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.download_button"
    ]
    assert len(calls) > 5
    for name, call in calls:
        content = next((one.value for one in call.keywords if one.arg == "data"), None) or call.args[1]
        is_making = isinstance(content, ast.Lambda) or ast.unparse(content).startswith("partial(")
        assert is_making, f"{name}, line {call.lineno}: the file is made before anybody asks for it"
