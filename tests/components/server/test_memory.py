"""Threads share few of the C library's arenas, and what is free goes back to the system."""

import subprocess
import sys

import pytest

from components.server import memory
from components.server.foreign.pieces import MissingPieceError

# Sixteen threads that live at once each ask for memory; the C library prints its arenas.
PROGRAM = """
import ctypes, sys, threading
from components.server import memory
if sys.argv[1] == "few":
    memory.keep_arenas_few()
begun = threading.Barrier(17)
def ask():
    block = ctypes.CDLL(None).malloc(4096)
    begun.wait(20)
threads = [threading.Thread(target=ask) for _ in range(16)]
for thread in threads:
    thread.start()
begun.wait(20)
ctypes.CDLL(None).malloc_stats()
"""


def arenas(root, how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], cwd=root, capture_output=True, text=True, check=True
    )
    return sum(line.startswith("Arena ") for line in done.stderr.splitlines())


def test_threads_share_few_arenas(root):
    assert arenas(root, "few") <= memory.ARENAS < arenas(root, "as it is")


def test_what_is_free_is_returned_again_and_again(monkeypatch):
    class EndError(Exception):
        pass

    pauses, returned = [], []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            raise EndError

    monkeypatch.setattr(memory, "sleep", pause)
    monkeypatch.setattr(memory, "_of_glibc", lambda name: lambda kept: returned.append((name, kept)))
    with pytest.raises(EndError):
        memory.return_unused()
    assert returned == [("malloc_trim", 0)] * 2
    assert pauses == [memory.EVERY] * 3


def test_another_c_library_is_named_and_stops_nothing(monkeypatch):
    def absent(_path):
        raise OSError

    monkeypatch.setattr(memory.ctypes, "CDLL", absent)
    memory.return_unused()
    with pytest.raises(MissingPieceError, match="mallopt of the C library is missing"):
        memory.keep_arenas_few()
