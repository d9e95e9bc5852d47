"""A date step is small on every page, as the websocket sends it: each step looks back over the one before."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

# Days on which much changes at once: roads reopen, aid comes, people leave, parties meet.
BUSY = "from=2022-12-12&to=2023-10-04&at=2023-09-20"
WARM_UP, STEPS, MOST = 2, 6, 8_000
# The first step after opening has nothing to look back to, but no table or chart goes out anew with it.
MOST_AT_FIRST = 20_000
LABEL = "day ›"


@dataclass
class Reader:
    """One browser's part in Streamlit's protocol, and what the server's compression makes of its messages."""

    socket: ClientConnection
    page: str
    query: str = BUSY
    script: str = ""
    button: str = ""
    kept: set[str] = field(default_factory=set)
    dates: list[str] = field(default_factory=list)
    packer: zlib._Compress = field(
        default_factory=lambda: zlib.compressobj(wbits=-zlib.MAX_WBITS, level=zlib.Z_DEFAULT_COMPRESSION)
    )

    async def run(self, pressed: str = "") -> int:
        """One run of the page, with a button pressed or none: its bytes on the wire."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = self.script
        asked.rerun_script.page_name = "" if self.script else self.page
        asked.rerun_script.cached_message_hashes.extend(self.kept)
        if pressed:
            asked.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
        await self.socket.send(asked.SerializeToString())
        sent, over = 0, False
        while not over:
            raw = await self.socket.recv()
            assert isinstance(raw, bytes)
            sent += len(self.packer.compress(raw) + self.packer.flush(zlib.Z_SYNC_FLUSH))
            over = self.ends(ForwardMsg.FromString(raw))
        return sent

    def ends(self, told: ForwardMsg) -> bool:
        """Take one message; whether the run is over with it."""
        kind = told.WhichOneof("type")
        if told.metadata.cacheable:
            self.kept.add(told.hash)
        if kind == "navigation":
            self.script = told.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
            self.dates.append(self.query)
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "button":
            found = told.delta.new_element.button
            self.button = found.id if found.label == LABEL else self.button
        # The first run of a session only asks for the map's frame and begins anew: that is not the end.
        return kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


async def steps(url: str, page: str) -> list[int]:
    """The bytes of date steps in a row; the first two fill the window."""
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with connect(address, max_size=None, max_queue=None) as socket:
        reader = Reader(socket, page)
        await reader.run()
        sent = [await reader.run(reader.button) for _ in range(WARM_UP + STEPS)]
        assert len(set(reader.dates)) >= WARM_UP + STEPS, "the date did not move"
        return sent


@pytest.mark.parametrize("page", ["", "blockade", "aid", "displacement", "diplomacy", "events", "sources"])
def test_a_date_step_sends_less_than_eight_kilobytes_for_the_whole_page(server, awaited, page):
    sent = awaited(steps(server.url, page))
    assert max(sent[WARM_UP:]) < MOST, sent
    assert sent[0] < MOST_AT_FIRST, sent
