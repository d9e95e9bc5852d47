"""Serve the Events page and press a button whose action fails: what then stands there, as a line of JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

SECONDS = 60


def elements(socket, pressed: str = "") -> list:
    """Every element that one run of the page sends."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    message = BackMsg()
    message.rerun_script.page_name = "events"
    if pressed:
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = pressed, True
    socket.send(message.SerializeToString())
    sent = []
    while True:
        answer = ForwardMsg.FromString(socket.recv(timeout=SECONDS))
        kind = answer.WhichOneof("type")
        if kind == "delta":
            sent.append(answer.delta.new_element)
        elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return sent


def main() -> None:
    """Press the button that steps a day back, while every change of the view fails."""
    sys.path.insert(0, str(Path.cwd()))
    from serve_without import serve

    address = serve()
    from websockets.sync.client import connect

    from components.session import view_url

    def fault(*_args: object) -> None:
        raise ValueError("the words of the fault")

    view_url.change = fault
    with connect(f"ws://{address}/_stcore/stream", max_size=None) as socket:
        buttons = [element.button for element in elements(socket) if element.HasField("button")]
        back = next(button.id for button in buttons if button.label == "‹ day")
        after = elements(socket, back)
    kinds = [element.WhichOneof("type") for element in after]
    alerts = [element.alert.body for element in after if element.HasField("alert")]
    print(json.dumps({"kinds": kinds, "alerts": alerts}))  # noqa: T201


if __name__ == "__main__":
    main()
