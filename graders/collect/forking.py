"""A job in a child of the warm worker (Linux only): the child's frames are relayed, its leftovers ended.

The child holds one pipe, for its own job; the worker's own pipes are closed in it. So nothing that a job leaves
behind can speak for a later one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from typing import IO, Final

from dlcourse.graders.collect import hugepages, limits, namespaces
from dlcourse.graders.collect.framing import DATA, END, MEMORY, read_body, read_head, write_frame
from dlcourse.graders.collect.relaying import relay

PR_SET_PDEATHSIG: Final = 1  # of <linux/prctl.h>
MANY_JOBS: Final = 30


def serve(requests: IO[bytes], replies: IO[bytes], *, sandboxed: bool, nested: bool) -> None:
    """Serve jobs until `requests` ends, each in a child; `sandboxed`: confined; `nested`: in namespaces of its own.

    The job is read by the child: what one submission holds never was in the process that the next is forked from.
    """
    served = 0
    while (head := read_head(requests)) is not None:
        if head[0] == DATA:  # a STOP can come too late, when its job has ended by itself
            _serve_in_child(head[1], requests, replies, sandboxed=sandboxed, nested=nested)
            served += 1
            if served == MANY_JOBS:  # it takes half a second, which a small class would not get back
                hugepages.collapse()


def _serve_in_child(size: int, requests: IO[bytes], replies: IO[bytes], *, sandboxed: bool, nested: bool) -> None:
    """Fork, run the job in the child, relay its frames, and end it; a frame on `requests` meanwhile means: stop it."""
    reading, writing = os.pipe()
    told, telling = os.pipe()
    child = namespaces.fork() if nested else os.fork()
    if child == 0:
        _be_the_child(size, requests, replies, writing, telling, (reading, told), sandboxed=sandboxed, nested=nested)
    os.close(writing)
    os.close(telling)
    death = os.pidfd_open(child)
    greedy = False
    try:
        taken = os.read(told, 1)
        if taken:
            greedy = relay(reading, death, requests, replies, limits.Watch(child) if sandboxed else None)
    finally:
        for end in (os.killpg, os.kill):  # before its own setsid there is no such group
            with contextlib.suppress(ProcessLookupError):
                end(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        for descriptor in (death, reading, told):
            os.close(descriptor)
    if not taken:
        os._exit(1)  # part of a job may still be in the pipe: a new worker starts clean
    write_frame(replies, END, MEMORY if greedy else str(os.waitstatus_to_exitcode(status)).encode())


def _be_the_child(
    size: int,
    requests: IO[bytes],
    replies: IO[bytes],
    writing: int,
    telling: int,
    foreign: tuple[int, ...],
    *,
    sandboxed: bool,
    nested: bool,
) -> None:
    from dlcourse.graders.collect.worker import run_job  # noqa: PLC0415  worker imports this module

    code = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a job that kills the worker ends with it
        os.setsid()
        payload = read_body(requests, size)
        mapped = limits.mapped()  # while there is a /proc
        if nested:
            namespaces.settle(os.getuid(), os.getgid())
        elif sandboxed:
            namespaces.hide_memory(False)  # the worker that watches must see how much it is
        if sandboxed:
            limits.confine()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.write(telling, b".")  # not before the walls stand: what goes wrong until here is the grader's fault
        for descriptor in (requests.fileno(), replies.fileno(), telling, *foreign):
            os.close(descriptor)
        with os.fdopen(writing, "wb") as out:
            run_job(payload, out, mapped)
        code = 0
    except OSError as error:
        print(error, file=sys.stderr, flush=True)  # the supervisor quotes it if the job did not begin
    finally:
        os._exit(code)  # whatever happened, the child never goes on as a second worker
