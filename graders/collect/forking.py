"""A job in a child of the warm worker (Linux only): the child's frames are relayed, its leftovers ended.

The child holds one pipe, for its own job; the worker's own pipes are closed in it. So nothing that a job leaves
behind can speak for a later one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import select
import signal
from typing import IO, Final

from dlcourse.graders.collect.framing import DATA, END, MAX_FRAME, read_frame, write_frame

PR_SET_PDEATHSIG: Final = 1  # of <linux/prctl.h>


def serve_in_child(payload: bytes, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Fork, run the job in the child, relay its frames, and end it; a frame on `requests` meanwhile means: stop it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(payload, writing, (reading, requests.fileno(), replies.fileno()))
    os.close(writing)
    death = os.pidfd_open(child)
    try:
        _relay(reading, death, requests, replies)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # before its own setsid there is no such group
        _, status = os.waitpid(child, 0)
        os.close(death)
        os.close(reading)
    write_frame(replies, END, str(os.waitstatus_to_exitcode(status)).encode())


def _be_the_child(payload: bytes, writing: int, foreign: tuple[int, ...]) -> None:
    from dlcourse.graders.collect.worker import run_job  # noqa: PLC0415  worker imports this module

    code = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a job that kills the worker ends with it
        os.setsid()
        for descriptor in foreign:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with os.fdopen(writing, "wb") as replies:
            run_job(payload, replies)
        code = 0
    finally:
        os._exit(code)  # whatever happened, the child never goes on as a second worker


def _relay(reading: int, death: int, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Pass on whole frames until the child is dead or silent for good, talks nonsense, or must stop."""
    pending = bytearray()
    while True:
        ready, _, _ = select.select([reading, death, requests.fileno()], [], [])
        if requests.fileno() in ready:
            read_frame(requests)  # STOP, or the end of the stream where the supervisor is gone
            return
        if reading in ready:
            chunk = os.read(reading, 1 << 20)
            if not chunk:
                return
            pending += chunk
            if not _pass_on(pending, replies):
                return
        elif death in ready:
            return


def _pass_on(pending: bytearray, replies: IO[bytes]) -> bool:
    """Relay and remove the whole frames in `pending`; False where the stream is none of frames."""
    while len(pending) >= 9:
        size = int.from_bytes(pending[1:9], "little")
        if pending[:1] != DATA or size > MAX_FRAME:
            return False
        if len(pending) < 9 + size:
            return True
        write_frame(replies, DATA, bytes(pending[9 : 9 + size]))
        del pending[: 9 + size]
    return True
