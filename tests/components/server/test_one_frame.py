"""What a run says leaves in one frame, in order and whole, and never waits long."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.server import one_frame
from components.server.one_frame import MARK, Together, packed


def begins() -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.name = "a run"
    return message


def says(words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.text.body = words
    return message


def ended() -> ForwardMsg:
    return ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)


def rests() -> ForwardMsg:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = False
    return message


def taken_apart(frame: bytes) -> list[ForwardMsg]:
    assert frame.startswith(MARK)
    at, messages = len(MARK), []
    while at < len(frame):
        length = int.from_bytes(frame[at : at + 4], "little")
        messages.append(ForwardMsg.FromString(frame[at + 4 : at + 4 + length]))
        at += 4 + length
    return messages


def sent(*said: ForwardMsg | float) -> list[list[ForwardMsg]]:
    """The frames that leave while these are said, a number for seconds between, and soon after."""
    frames: list[bytes] = []

    async def run() -> None:
        together = Together(frames.append)
        for each in said:
            if isinstance(each, float):
                await asyncio.sleep(each)
            elif together.awaits(each):
                together.add(each, each.SerializeToString())
            else:
                frames.append(packed([each.SerializeToString()]))
        await asyncio.sleep(3 * one_frame.LAST)

    # In a thread of its own: Playwright has a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()
    return [taken_apart(frame) for frame in frames]


def test_a_run_leaves_in_one_frame_in_the_order_it_was_said_in():
    run = [begins(), *(says(f"element {at}") for at in range(70)), ended(), rests()]
    assert sent(*run) == [run]


def test_the_frame_of_a_run_that_does_not_say_it_rests_leaves_soon_after_its_end():
    run = [begins(), says("an element"), ended()]
    assert sent(*run) == [run]


def test_a_run_begun_anew_before_its_end_loses_nothing():
    run = [begins(), says("before"), ended(), begins(), says("after"), ended(), rests()]
    assert [message for frame in sent(*run) for message in frame] == run


def test_a_long_run_is_sent_in_pieces_as_it_goes(monkeypatch):
    monkeypatch.setattr(one_frame, "LONGEST", 0.02)
    first, second = [begins(), says("at once"), says("soon")], [says("late"), ended(), rests()]
    assert sent(*first, 0.1, *second) == [first, second]


def test_what_belongs_to_no_run_leaves_alone_and_at_once():
    upload = ForwardMsg()
    upload.file_urls_response.response_id = "a file"
    assert sent(upload, begins(), ended(), rests(), upload) == [
        [upload],
        [begins(), ended(), rests()],
        [upload],
    ]


def test_no_message_of_streamlits_begins_as_a_frame_of_several_does():
    # A message begins with the number of a field and its kind: seven bits a byte, the lowest first.
    number = (MARK[0] & 127 | MARK[1] << 7) >> 3
    assert number not in {field.number for field in ForwardMsg.DESCRIPTOR.fields}
