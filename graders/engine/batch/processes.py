"""Several grading processes at once: the next student goes to whichever is free."""

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
LEAVE_SECONDS = 5.0


@dataclass(frozen=True)
class Begun:
    """It is a student's turn."""

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
            start_new_session=True,  # Ctrl-C is for the command, which then ends its processes
        )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin
        self._send(task)
        threading.Thread(target=self._read, args=(replies,), daemon=True).start()

    def _send(self, message: Task | Work) -> None:
        with contextlib.suppress(OSError):  # that it is gone shows in its replies
            self._stdin.write(msgspec.json.encode(message) + b"\n")
            self._stdin.flush()

    def _read(self, replies: queue.Queue[tuple[GradingProcess, Reply | None]]) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(*NOT_JSON):  # what talks nonsense is ended like what ends
            for line in self._process.stdout:
                replies.put((self, msgspec.json.decode(line, type=Reply)))
        replies.put((self, None))

    def grade(self, submission: Submission, *, again: bool) -> None:
        """Ask for one student."""
        self.submission = submission
        files = {topic: file.read() for topic, file in submission.files.items()}
        self._send(Work(submission.student, files, again))

    def dismiss(self) -> None:
        """Say that there is no more to do."""
        with contextlib.suppress(OSError):
            self._stdin.close()

    def end(self) -> None:
        """End the process and all that it started; one that is idle leaves by itself, and clears up behind it."""
        self.dismiss()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(LEAVE_SECONDS if self.submission is None else 0)
        if self._process.poll() is None:
            kill_tree(self._process.pid)
        self._process.wait()


def grade_in_processes(
    task: Task, submissions: Sequence[Submission], count: int, again: Collection[str] = ()
) -> Iterator[Begun | Summary]:
    """Grade these submissions in `count` processes; yield when a student's turn begins, and a summary when it is done.

    A process that dies is started again, and its student tried once more; then the student's summary says so.
    again: students of whom everything is collected again. Closing the iterator ends all processes.
    Raises CourseError where a process cannot go on at all (a full disk, a broken course).
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
                yield Begun(submission.student)
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
                case None:  # it ended; an idle one too must get no more work
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
            process.dismiss()
        for process in processes:
            process.end()
