"""All that Passage replaces in other packages, put in place once as the server starts."""

from __future__ import annotations

from functools import cache

from components.server.foreign.pieces import put_in
from components.server.late_downloads import keep_files_available
from components.server.limits import limit_messages, limit_uploads
from components.server.memory import keep_arenas_few
from components.server.message_batching import call_back_together, wake_once
from components.server.one_frame import send_a_run_together
from components.server.websocket import look_back_a_whole_step, send_at_once

_ALL = (
    (look_back_a_whole_step, "a date step is compressed less"),
    (send_at_once, "small messages may wait 40 ms for the one before"),
    (call_back_together, "the messages of a run are handed over one by one"),
    (send_a_run_together, "a page is drawn several times for each answer"),
    (keep_files_available, "a file asked for while its page is drawn anew may not come"),
    (limit_uploads, "uploads may be as large as Streamlit lets them be"),
    (limit_messages, "messages of a browser may be as large as those to it (server.maxMessageSize)"),
    (wake_once, "the sending thread is woken for each message"),
    (keep_arenas_few, "memory of sessions that are gone may stay with the server"),
)


@cache
def put_in_place() -> None:
    """Put in each replacement that fits the installed packages; the log names each that does not."""
    for replace, without in _ALL:
        put_in(replace, without)
