"""Relays a job's frames (Linux) without a trace of them in the process from which the next job is forked.

The answers of one submission may be right, and the next gets the same questions. In freed memory of the worker, a forked
child could search for them. So frames go through pages that the kernel gets back at the job's end, and never through a
Python object.
"""

from __future__ import annotations

import mmap
import os
import select
import time
from typing import IO, Final

from dlcourse.graders.engine.worker import limits
from dlcourse.graders.engine.worker.protocol import DATA, MAX_FRAME, read_frame

HEAD: Final = 9  # bytes
CHUNK: Final = 1 << 20  # bytes of one read


def relay(reading: int, death: int, requests: IO[bytes], replies: IO[bytes], watch: limits.Watch | None) -> bytes:
    """Pass on whole frames until the job is dead, closes its pipe, sends something else than frames, or must stop.

    reading: the job's pipe. death: its pidfd. Returns what the job used too much of (see `Watch.exceeded`), if it must stop
    because of that.
    """
    checked = time.monotonic()
    with mmap.mmap(-1, HEAD + MAX_FRAME + CHUNK, mmap.MAP_PRIVATE) as pages, memoryview(pages) as pending:
        filled = 0
        while True:
            wait = limits.CHECK_SECONDS if watch else None
            ready, _, _ = select.select([reading, death, requests.fileno()], [], [], wait)
            if watch and time.monotonic() - checked > limits.CHECK_SECONDS / 2:
                if exceeded := watch.exceeded():
                    return exceeded
                checked = time.monotonic()
            if requests.fileno() in ready:
                read_frame(requests)  # STOP, or the end of the stream because the supervisor is gone
                return b""
            if reading in ready:
                size = _fill(reading, pending, filled)
                left = _pass_on(pending, filled + size, replies)
                if size == 0 or left is None:
                    return b""
                filled = left
            elif death in ready:
                return b""


def _fill(reading: int, pending: memoryview, filled: int) -> int:
    with pending[filled : filled + CHUNK] as room:
        return os.readv(reading, [room])


def _pass_on(pending: memoryview, filled: int, replies: IO[bytes]) -> int | None:
    """Relay the whole frames and move the rest to the front. Return the size of the rest; None if it is not a frame."""
    start = 0
    while filled - start >= HEAD:
        end = start + HEAD + int.from_bytes(pending[start + 1 : start + HEAD], "little")
        if pending[start] != DATA[0] or end - start > HEAD + MAX_FRAME:
            return None
        if end > filled:
            break
        while start < end:
            with pending[start:end] as frame:
                start += os.write(replies.fileno(), frame)
    if start:
        pending[: filled - start] = pending[start:filled]
    return filled - start
