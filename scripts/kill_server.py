"""The real server killed again and again while two sessions edit a briefing: is anything accepted lost.

`python scripts/kill_server.py --kills 300` serves a copy of a case (on Linux or macOS: each server is forked
from a process that has read the libraries, which saves their seconds). Over Streamlit's own protocol two
sessions open the Briefing page and type headlines, each into a scene of its own; kill -9 ends the server at
some moment of that. What it had answered before must be in the file: the text accepted last, or the one under
way. The file must be whole, and beside it may lie its versions only once the next server has begun. Exit
code 1 where something is lost or left.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300.0
LIBRARIES = ("geopandas", "folium", "streamlit.web.cli", "uvicorn", "geo.case.load", "geo.report.explain")
ALLOWED = {"briefing.toml", "briefing.versions"}


@dataclass
class Editor:
    """One session on the Briefing page, and what it typed into the headline of its own scene."""

    name: str
    number: int
    """Which of the scenes it words, from 0."""
    typed: str = ""
    accepted: str = ""
    saves: int = 0
    buttons: dict[str, str] = field(default_factory=dict)
    """Ids of the buttons last shown, by their own keys."""
    texts: dict[str, str] = field(default_factory=dict)
    """What stands in the fields last shown, by their ids."""
    refused: bool = False
    said: list[str] = field(default_factory=list)
    """What stands in the boxes of the page."""

    async def edit(self, port: int) -> None:
        """Open the page and type one headline after the other until the server is gone."""
        try:
            async with connect(f"ws://127.0.0.1:{port}/_stcore/stream", max_size=None) as socket_:
                await self._run(socket_)
                if not any(key.startswith("scene_edit_") for key in self.buttons):
                    print(f"{self.name} saw no scene at first: {' '.join(self.said)}", flush=True)
                    await self._run(socket_)
                opener = [key for key in self.buttons if key.startswith("scene_edit_")]
                await self._run(socket_, button=self.buttons[opener[self.number]])
                while True:
                    self.typed = f"{self.name} {self.saves}"
                    headline = next(id_ for id_ in self.texts if "-scene_title_" in id_)
                    await self._run(socket_, text_in=headline)
                    if not self.refused:
                        self.accepted = self.typed
                        self.saves += 1
                    self.texts[headline] = self.typed
        except (ConnectionClosed, OSError):
            return

    async def _run(self, socket_: ClientConnection, button: str = "", text_in: str = "") -> None:
        message = BackMsg()
        message.rerun_script.page_name = "briefing"
        if button:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = button, True
        # As a browser does: with the one that was typed into go all the fields as they stand.
        for id_, text in self.texts.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = id_, self.typed if id_ == text_in else text
        self.buttons, self.texts, self.refused, self.said = {}, {}, False, []
        await socket_.send(message.SerializeToString())
        while not self._ends(await asyncio.wait_for(socket_.recv(), PATIENCE)):
            pass

    def _ends(self, raw: str | bytes) -> bool:
        if isinstance(raw, str):
            return False
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "delta":
            element = message.delta.new_element
            what = element.WhichOneof("type")
            if what == "button":
                self.buttons[element.button.id.split("-", 2)[-1]] = element.button.id
            elif what in ("text_input", "text_area"):
                field_ = getattr(element, what)
                self.texts[field_.id] = field_.value if field_.set_value else field_.default
            elif what == "alert":
                self.said.append(element.alert.body)
                self.refused |= element.alert.format == Alert.ERROR
        return bool(kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)


def serve(port: int, log: Path) -> int:
    """Fork a real server, as `streamlit run app.py` makes it; its process id."""
    process = os.fork()
    if process:
        return process
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    try:
        flags = {"server_port": port, "server_address": "127.0.0.1", "server_headless": True}
        import_module("streamlit.web.cli")._main_run(str(ROOT / "app.py"), [], flags)  # noqa: SLF001
    finally:
        os._exit(1)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def listening(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the server does not answer")


async def edit_until_killed(editors: list[Editor], port: int, process: int, dice: random.Random) -> None:
    """Let both type, and kill the server some moment after each has had a text accepted."""
    before = [editor.saves for editor in editors]
    tasks = [asyncio.create_task(editor.edit(port)) for editor in editors]
    deadline = time.monotonic() + PATIENCE
    while any(editor.saves == saves for editor, saves in zip(editors, before, strict=True)):
        await asyncio.sleep(0.01)
        if time.monotonic() > deadline or any(task.done() for task in tasks):
            break
    await asyncio.sleep(dice.uniform(0, 0.5))
    os.kill(process, signal.SIGKILL)
    await asyncio.to_thread(os.waitpid, process, 0)
    await asyncio.gather(*tasks)


def faults_of(folder: Path, editors: list[Editor]) -> list[str]:
    """What of the accepted is not in the file, and what else lies in the folder."""
    scenes = tomllib.loads((folder / "briefing.toml").read_text(encoding="utf-8"))["scene"]
    faults = [
        f"{editor.name}: {scenes[editor.number]['title']!r} stands where {editor.accepted!r} was accepted"
        for editor in editors
        if editor.saves and scenes[editor.number]["title"] not in (editor.accepted, editor.typed)
    ]
    names = {path.name for path in folder.iterdir() if "briefing" in path.name}
    return faults + [f"{name} was left behind" for name in sorted(names - ALLOWED)]


def left_behind(folder: Path, port: int, log: Path) -> int:
    """Begin one more server; 1 where a draft still lies there once it is ready."""
    process = serve(port, log)
    draft = folder / "briefing.versions" / "draft"
    deadline = time.monotonic() + PATIENCE
    while draft.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    if draft.exists():
        print("a draft was left behind")
    return int(draft.exists())


def main() -> None:
    """Kill so many servers, say each fault, and how many texts were accepted."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--case", type=Path, default=ROOT / "data" / "karabakh")
    wanted = asked.parse_args()
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    for library in LIBRARIES:
        import_module(library)
    dice, faults = random.Random(1), 0  # noqa: S311 - spreads the moments of the kills
    with tempfile.TemporaryDirectory() as room:
        folder, log = Path(room) / "case", Path(room) / "log"
        shutil.copytree(wanted.case, folder)
        os.environ["PASSAGE_CASE"] = str(folder)
        editors = [Editor("First", 0), Editor("Second", 1)]
        for kill in range(wanted.kills):
            port = free_port()
            process = serve(port, log)
            listening(port)
            asyncio.run(edit_until_killed(editors, port, process, dice))
            found = faults_of(folder, editors)
            faults += len(found)
            print(
                f"{kill + 1}: {sum(editor.saves for editor in editors)} accepted {' '.join(found)}",
                flush=True,
            )
        faults += left_behind(folder, port, log)
    print(f"{wanted.kills} kills, {sum(editor.saves for editor in editors)} texts accepted, {faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
