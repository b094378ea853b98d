"""A job in a child of the warm worker (Linux only): the child's frames are relayed, and then all its processes are ended.

The child has one pipe, for its own job. The worker's pipes are closed in it, so a process that a job leaves behind cannot
answer for a later job.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

from dlcourse.graders.engine.worker import limits, namespaces, seccomp
from dlcourse.graders.engine.worker.protocol import DATA, END, KEEP, read_body, read_head, write_frame
from dlcourse.graders.engine.worker.relaying import relay


class RunJob(Protocol):
    """What a child does with a job. payload: the job's bytes. replies: gets its frames. mapped: bytes mapped before the job."""

    def __call__(self, payload: bytes, replies: IO[bytes], mapped: int) -> None: ...


@dataclass(frozen=True)
class Server:
    """Serves jobs, each in a child. nested: the child has its own namespaces.

    keep: takes packed questions. prepare: is called before the first child, and after `keep`.

    sandboxed: this is process 1 of the sandbox, and the child is confined. Without namespaces of its own the child can send
    signals to this process and see it in /proc, so this process is confined too.
    The child itself reads the job, so one submission is never in the process from which the next is forked.
    """

    requests: IO[bytes]
    replies: IO[bytes]
    run_job: RunJob
    keep: Callable[[bytes], None]
    prepare: Callable[[], None]
    sandboxed: bool
    nested: bool

    def serve(self) -> None:
        """Serve until `requests` ends."""
        if self.sandboxed:
            seccomp.program(job=True)  # made once, for all children
            if not self.nested:
                limits.confine(job=False)
        self.prepare()
        prepared = True
        while (head := read_head(self.requests)) is not None:
            if head[0] == KEEP:
                self.keep(read_body(self.requests, head[1]))
                prepared = False
            elif head[0] == DATA:  # a STOP can come too late, when its job has already ended
                if not prepared:
                    self.prepare()
                    prepared = True
                self._serve_in_child(head[1])

    def _serve_in_child(self, size: int) -> None:
        """Fork, run the job in the child, relay its frames, and end it. A frame in between means: stop it."""
        reading, writing = os.pipe()
        started, report_start = os.pipe()
        child = self._fork()
        if child == 0:
            self._be_the_child(size, writing, report_start, (reading, started))
        os.close(writing)
        os.close(report_start)
        death = os.pidfd_open(child)
        exceeded = b""
        try:
            has_started = os.read(started, 1)
            if has_started:
                watch = limits.Watch(child) if self.sandboxed else None
                exceeded = relay(reading, death, self.requests, self.replies, watch)
        finally:
            status = self._end(child)
            for descriptor in (death, reading, started):
                os.close(descriptor)
        if not has_started:
            os._exit(1)  # a part of the job may still be in the pipe, so a new worker must start
        write_frame(self.replies, END, exceeded or str(os.waitstatus_to_exitcode(status)).encode())

    def _fork(self) -> int:
        try:
            return namespaces.fork() if self.nested else os.fork()
        except OSError as error:
            print(f"A job's process cannot be started: {error}", file=sys.stderr, flush=True)  # for the supervisor
            os._exit(1)

    def _end(self, child: int) -> int:
        """End the job's processes and return the wait status of its first one. Outside a sandbox, some can get away."""
        for end, target in ((os.kill, -1),) if self.sandboxed else ((os.killpg, child), (os.kill, child)):
            with contextlib.suppress(ProcessLookupError):  # before the child's setsid there is no such group
                end(target, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if self.sandboxed:
            with contextlib.suppress(ChildProcessError):
                while True:
                    os.waitpid(-1, 0)
        return status

    def _be_the_child(self, size: int, writing: int, report_start: int, not_ours: tuple[int, ...]) -> None:
        code = 1
        try:
            namespaces.die_with_parent()  # a job that kills the worker ends with it
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.setsid()
            payload = read_body(self.requests, size)
            mapped = limits.mapped()  # `settle` empties /proc
            if self.nested:
                namespaces.settle(os.getuid(), os.getgid())
            elif self.sandboxed:
                namespaces.hide_memory(False)  # the worker must see how much memory it uses
            if self.sandboxed:
                limits.confine(job=True)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.write(report_start, b".")  # only now, inside the sandbox: an error before this is the grader's fault
            for descriptor in (self.requests.fileno(), self.replies.fileno(), report_start, *not_ours):
                os.close(descriptor)
            with os.fdopen(writing, "wb") as out:
                self.run_job(payload, out, mapped)
            code = 0
        except OSError as error:
            print(error, file=sys.stderr, flush=True)  # the supervisor shows it if the job did not begin
        finally:
            os._exit(code)  # in every case: the child must not go on as a second worker
