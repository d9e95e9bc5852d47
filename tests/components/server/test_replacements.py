"""Each part of another package that is used without a promise may go: the log names it, pages stand."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import pytest

from components.server.foreign.pieces import MissingPieceError, method, piece, put_in
from components.server.index_html import names
from tests.geo.small_case import write_case

# Each server is without one part of every replacement: a replacement that has two loses them in turn.
WITHOUT = (
    {
        "ServerPerMessageDeflateFactory": "a date step is compressed less",
        "_call_soon_on_event_loop": "handed over one by one",
        "_enqueued_some_message": "woken for each message",
        "max_message_size": "messages of a browser may be as large",
        "StarletteSessionClient": "drawn several times for each answer",
        "_get_inactive_file_ids": "drawn anew may not come",
        "get_script_run_ctx": "the map is loaded anew on each page",
    },
    {
        "AutoHTTPProtocol": "small messages may wait",
        "_event_loop": "handed over one by one",
        "need_send_data": "woken for each message",
        "serialize_forward_msg": "drawn several times for each answer",
        "_drop_deferred_id": "drawn anew may not come",
        "set_option": "uploads may be as large",
        "run_with_active_hash": "the map is loaded anew on each page",
    },
)


@pytest.mark.parametrize("renamed", WITHOUT, ids=["one part", "the other"])
def test_every_page_is_served_without_it_and_the_log_names_it(root, renamed, tmp_path):
    program = root / "tests" / "components" / "server" / "serve_without.py"
    done = subprocess.run(
        [sys.executable, str(program), *renamed],
        cwd=root,
        # Pages of few rows: what is looked at is that each is served.
        env={**os.environ, "PASSAGE_CASE": str(write_case(tmp_path))},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["statuses"] == dict.fromkeys(names(), 200)
    assert set(told["laid"]) == set(names())
    for page, laid in told["laid"].items():
        assert laid["ended well"], page
        assert laid["markdown"] > 3, page
        assert "exception" not in laid, page
    for name, words in renamed.items():
        [line] = [line for line in done.stderr.splitlines() if words in line]
        assert name in line


def test_everything_fits_the_packages_installed(root):
    code = (
        "import app, sys; from components.server import message_batching;"
        " from streamlit.runtime import Runtime; from streamlit.runtime.app_session import AppSession;"
        " print(AppSession._call_soon_on_event_loop is message_batching._call_soon,"
        " Runtime._enqueued_some_message is message_batching._something_to_send,"
        " sys.getswitchinterval() == message_batching.LET_GO)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3
    assert done.stderr == ""


@pytest.mark.parametrize(
    "address", ["no_such_package", "json.nothing", "json:nothing", "json:JSONDecoder.nothing"]
)
def test_a_missing_piece_is_named(address):
    with pytest.raises(MissingPieceError, match=f"^{address} is missing$"):
        piece(address)


def test_a_function_of_another_shape_is_named():
    assert method("json:dumps", "obj") is json.dumps
    with pytest.raises(MissingPieceError, match=r"json:dumps takes obj, .* instead of text"):
        method("json:dumps", "text")
    with pytest.raises(MissingPieceError, match="json:dumps does not read _secret"):
        method("json:dumps", reads=("_secret",))
    with pytest.raises(MissingPieceError, match="json:__name__ is not a function as known"):
        method("json:__name__")


def test_what_does_not_fit_is_said_once_and_stops_nothing(caplog):
    def absent():
        piece("json:nothing")

    assert not put_in(absent, "nothing is lost")
    assert caplog.messages == ["json:nothing is missing: nothing is lost."]
    assert put_in(lambda: None, "")


def test_only_the_server_room_touches_what_no_interface_promises(root):
    foreign = ("streamlit.runtime", "streamlit.web", "uvicorn", "websockets")
    files = [
        root / "app.py",
        *(file for folder in ("components", "geo", "pages") for file in (root / folder).rglob("*.py")),
    ]
    for file in files:
        if file.parent.name == "server":
            continue
        text = file.read_text(encoding="utf-8")
        assert "SLF001" not in text, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"setattr", "delattr", "vars"}, f"{file}:{node.lineno}"
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in modules if name.startswith(foreign)], f"{file}: {modules}"
