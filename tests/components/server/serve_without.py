"""Serve every page while Streamlit, uvicorn and websockets call some of their parts by another name.

Run: python tests/components/server/serve_without.py NAME... What is renamed is renamed in all they contain,
as their next version might do it; nothing is installed or written. Told is one line of JSON.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import time
import urllib.request
from importlib.machinery import SourceFileLoader
from pathlib import Path

PACKAGES = {"streamlit", "uvicorn", "websockets"}
SECONDS = 60


def rename(*old: str) -> None:
    """Let all modules of the packages that are read from now on say another name for each of these."""
    plain, known = SourceFileLoader.get_code, re.compile(rf"\b({'|'.join(old)})\b")

    def get_code(self: SourceFileLoader, fullname: str):
        if fullname.partition(".")[0] in PACKAGES:
            source = self.get_source(fullname)
            if known.search(source):
                return compile(known.sub(r"\1_by_another_name", source), self.path, "exec")
        return plain(self, fullname)

    SourceFileLoader.get_code = get_code


def serve() -> str:
    """Serve the application from a thread of its own, as any ASGI server would; return its address."""
    import uvicorn

    settings = {"ws": "websockets-sansio", "ws_per_message_deflate": True, "log_config": None}
    server = uvicorn.Server(uvicorn.Config("app:app", port=0, **settings))
    threading.Thread(target=server.run, daemon=True).start()
    ends = time.monotonic() + SECONDS
    while not server.started and time.monotonic() < ends:
        time.sleep(0.05)
    return f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def run(socket, page: str) -> dict[str, int]:
    """Run one page in a session; how many elements of each kind it laid, and how it ended."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    message = BackMsg()
    message.rerun_script.page_name = page
    socket.send(message.SerializeToString())
    laid: dict[str, int] = {}
    while True:
        answer = ForwardMsg.FromString(socket.recv(timeout=SECONDS))
        kind = answer.WhichOneof("type")
        if kind == "delta":
            element = answer.delta.new_element.WhichOneof("type")
            laid[element] = laid.get(element, 0) + 1
        elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            laid["ended well"] = int(answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
            return laid


def main(*parts: str) -> None:
    """Rename, serve, and ask for every page over HTTP and over a websocket."""
    sys.path.insert(0, str(Path.cwd()))
    rename(*parts)
    address = serve()
    from websockets.sync.client import connect

    from components.server.index_html import FIRST, names

    statuses, laid = {}, {}
    for page in names():
        with urllib.request.urlopen(f"http://{address}/{page}", timeout=SECONDS) as answer:
            statuses[page] = answer.status
    with connect(f"ws://{address}/_stcore/stream", max_size=None) as socket:
        for page in names():
            laid[page] = run(socket, "" if page == FIRST else page)
    print(json.dumps({"statuses": statuses, "laid": laid}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
