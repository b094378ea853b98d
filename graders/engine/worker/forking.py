"""A job in a child of the warm worker (Linux only): the child's frames are relayed, its leftovers ended.

The child holds one pipe, for its own job; the worker's own pipes are closed in it. So nothing that a job leaves
behind can speak for a later one.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
from dataclasses import dataclass
from typing import IO, Final, Protocol

from dlcourse.graders.engine.worker import limits, namespaces, seccomp
from dlcourse.graders.engine.worker.libc import LIBC
from dlcourse.graders.engine.worker.protocol import DATA, END, MEMORY, read_body, read_head, write_frame
from dlcourse.graders.engine.worker.relaying import relay

PR_SET_PDEATHSIG: Final = 1  # of <linux/prctl.h>


class RunJob(Protocol):
    """What a child does with a job: its bytes, where its frames go, and how many bytes were mapped before."""

    def __call__(self, payload: bytes, replies: IO[bytes], mapped: int) -> None: ...


@dataclass(frozen=True)
class Server:
    """Serves jobs, each in a child; `sandboxed`: confined; `nested`: in namespaces of its own.

    The job is read by the child: what one submission holds never was in the process that the next is forked from.
    """

    requests: IO[bytes]
    replies: IO[bytes]
    run_job: RunJob
    sandboxed: bool
    nested: bool

    def serve(self) -> None:
        """Serve until `requests` ends."""
        if self.sandboxed:
            seccomp.program()  # here, for all children
        while (head := read_head(self.requests)) is not None:
            if head[0] == DATA:  # a STOP can come too late, when its job has ended by itself
                self._serve_in_child(head[1])

    def _serve_in_child(self, size: int) -> None:
        """Fork, run the job in the child, relay its frames, and end it; a frame meanwhile means: stop it."""
        reading, writing = os.pipe()
        told, telling = os.pipe()
        child = namespaces.fork() if self.nested else os.fork()
        if child == 0:
            self._be_the_child(size, writing, telling, (reading, told))
        os.close(writing)
        os.close(telling)
        death = os.pidfd_open(child)
        greedy = False
        try:
            taken = os.read(told, 1)
            if taken:
                watch = limits.Watch(child) if self.sandboxed else None
                greedy = relay(reading, death, self.requests, self.replies, watch)
        finally:
            for end in (os.killpg, os.kill):  # before its own setsid there is no such group
                with contextlib.suppress(ProcessLookupError):
                    end(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            for descriptor in (death, reading, told):
                os.close(descriptor)
        if not taken:
            os._exit(1)  # part of a job may still be in the pipe: a new worker starts clean
        write_frame(self.replies, END, MEMORY if greedy else str(os.waitstatus_to_exitcode(status)).encode())

    def _be_the_child(self, size: int, writing: int, telling: int, foreign: tuple[int, ...]) -> None:
        code = 1
        try:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # a job that kills the worker ends with it
            os.setsid()
            payload = read_body(self.requests, size)
            mapped = limits.mapped()  # while there is a /proc
            if self.nested:
                namespaces.settle(os.getuid(), os.getgid())
            elif self.sandboxed:
                namespaces.hide_memory(False)  # the worker that watches must see how much it is
            if self.sandboxed:
                limits.confine()
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.write(telling, b".")  # not before the walls stand: what goes wrong until here is the grader's fault
            for descriptor in (self.requests.fileno(), self.replies.fileno(), telling, *foreign):
                os.close(descriptor)
            with os.fdopen(writing, "wb") as out:
                self.run_job(payload, out, mapped)
            code = 0
        except OSError as error:
            print(error, file=sys.stderr, flush=True)  # the supervisor quotes it if the job did not begin
        finally:
            os._exit(code)  # whatever happened, the child never goes on as a second worker
