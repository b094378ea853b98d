"""Several grading processes at once. The next student goes to a process that is free."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from dlcourse.graders.engine.batch.messages import Ended, Reply, Summary, Task, Work
from dlcourse.graders.engine.collect.sandbox import kill_tree
from dlcourse.graders.engine.errors import BrokenGrader, CourseError
from dlcourse.graders.engine.intake.submissions import Submission
from dlcourse.graders.engine.results.records import NOT_JSON

TRIES = 2
END_SECONDS = 5.0


@dataclass(frozen=True)
class Started:
    """A student's turn has come."""

    student: str


class GradingProcess:
    """One running process. Its replies go into `replies` with itself, and None when it has ended."""

    def __init__(self, task: Task, replies: queue.Queue[tuple[GradingProcess, Reply | None]]) -> None:
        self.submission: Submission | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "dlcourse.graders.engine.batch.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONUTF8": "1"},
            start_new_session=True,  # so that Ctrl-C reaches only the command, which then ends its processes
        )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin
        self._send(task)
        threading.Thread(target=self._read, args=(replies,), daemon=True).start()

    def _send(self, message: Task | Work) -> None:
        with contextlib.suppress(OSError):  # if the process has ended, `_read` reports it
            self._stdin.write(msgspec.json.encode(message) + b"\n")
            self._stdin.flush()

    def _read(self, replies: queue.Queue[tuple[GradingProcess, Reply | None]]) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(*NOT_JSON):  # a process with invalid replies is handled like one that has ended
            for line in self._process.stdout:
                replies.put((self, msgspec.json.decode(line, type=Reply)))
        replies.put((self, None))

    def grade(self, submission: Submission, *, again: bool) -> None:
        """Send one student's files to be graded."""
        self.submission = submission
        files = {topic: file.read() for topic, file in submission.files.items()}
        self._send(Work(submission.student, files, again))

    def close(self) -> None:
        """End the input: there is no more to do."""
        with contextlib.suppress(OSError):
            self._stdin.close()

    def end(self) -> None:
        """End the process and all that it has started. An idle one gets time to end by itself and clean up."""
        self.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS if self.submission is None else 0)
        if self._process.poll() is None:
            kill_tree(self._process.pid)
        self._process.wait()


def grade_in_processes(
    task: Task, submissions: Sequence[Submission], count: int, again: Collection[str] = ()
) -> Iterator[Started | Summary]:
    """Grade these submissions in `count` processes. Yield Started for a student's turn, and a summary when it is done.

    If a process ends unexpectedly, a new one tries its student once more; after that the student's summary has an error.
    again: students of whom everything is collected again. Closing the iterator ends all processes.
    Raises CourseError if a process cannot go on (a full disk, a broken course).
    """
    replies: queue.Queue[tuple[GradingProcess, Reply | None]] = queue.Queue()
    waiting = list(reversed(submissions))
    tries: dict[str, int] = {}
    left = len(submissions)
    processes = [GradingProcess(task, replies) for _ in range(min(count, len(submissions)))]
    free = list(processes)
    try:
        while left:
            while free and waiting:
                process, submission = free.pop(), waiting.pop()
                yield Started(submission.student)
                process.grade(submission, again=submission.student in again)
            process, reply = replies.get()
            match reply:
                case Ended(error, exit_code):
                    raise BrokenGrader(error) if exit_code == BrokenGrader.exit_code else CourseError(error)
                case Summary():
                    process.submission = None
                    free.append(process)
                    left -= 1
                    yield reply
                case None:  # it has ended; it may have been idle, and must not get more work
                    lost, process.submission = process.submission, None
                    processes.remove(process)
                    if process in free:
                        free.remove(process)
                    process.end()
                    if lost is not None:
                        tries[lost.student] = tries.get(lost.student, 0) + 1
                        if tries[lost.student] < TRIES:
                            waiting.append(lost)
                        else:
                            left -= 1
                            why = f"the grader's own process ended {TRIES} times on this submission"
                            yield Summary(student=lost.student, error=why)
                    if waiting:
                        processes.append(GradingProcess(task, replies))
                        free.append(processes[-1])
    finally:
        for process in processes:
            process.close()
        for process in processes:
            process.end()
