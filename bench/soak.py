"""Whether a server's memory comes back once many sessions have gone: before, during and after ten minutes.

The same sessions as `sessions.py` come twice. A short visit first fills what is kept for all of them; what
the server takes once they have been forgotten is "before". Then they stay for the ten minutes, and go.

Run: python bench/soak.py [--sessions 40] [--seconds 600]; exit code 1 where memory has grown by a tenth.
Needs the packages of the extra "bench".
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time

import psutil
from sessions import memory, opened, serving, stepping

from measure import ROOT, listening, machine, server

# Streamlit keeps a session for two minutes after its connection has ended.
FORGOTTEN = 150.0
# Long enough for what is kept of a case, up to its bound, to be there before.
VISIT = 120.0
MOST = 1.10


async def stay(url: str, process: psutil.Process, sessions: int, seconds: float) -> tuple[int, float]:
    """Let sessions come, step and go; the steps they took, and memory in MB while all are there."""
    every = [await opened(url) for _ in range(sessions)]
    dice = random.Random(1)  # noqa: S311 - only spreads the steps
    await asyncio.gather(*(stepping(session, seconds, dice) for session in every))
    there = memory(process)
    for session in every:
        await session.socket.close()
    return sum(len(session.seconds) for session in every), there


def main() -> None:
    """Measure, print one line, and fail where a tenth or more has stayed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sessions", type=int, default=40)
    asked.add_argument("--seconds", type=float, default=600)
    wanted = asked.parse_args()
    with server(PASSAGE_CASE=str(ROOT / "data" / "karabakh")) as url:
        listening(url)
        process = serving(url)
        asyncio.run(stay(url, process, wanted.sessions, VISIT))
        time.sleep(FORGOTTEN)
        before = memory(process)
        steps, during = asyncio.run(stay(url, process, wanted.sessions, wanted.seconds))
        time.sleep(FORGOTTEN)
        after = memory(process)
    print(f"{machine()}.")
    print(f"{wanted.sessions} sessions, {wanted.seconds:g} s, {steps:,} steps.")
    print(f"MB before {before:,.0f}, with all {during:,.0f}, after {after:,.0f} ({after / before - 1:+.1%}).")
    sys.exit(after > before * MOST)


if __name__ == "__main__":
    main()
