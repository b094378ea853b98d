"""Several jobs at once: each is a process that collects and judges; the next student goes to whichever is free."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

import msgspec

from dlcourse.graders.batch.job import Summary, Task
from dlcourse.graders.collect.sandbox import kill_tree
from dlcourse.graders.errors import BrokenGrader, CourseError
from dlcourse.graders.records import NOT_JSON

TRIES = 2
LEAVE_SECONDS = 5.0


class Job:
    """One running job process."""

    def __init__(self, task: Task, answers: queue.Queue[tuple[Job, Summary | None]]) -> None:
        self.student: str | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "dlcourse.graders.batch.job"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONUTF8": "1"},
            start_new_session=True,  # Ctrl-C is for the command, which then ends its jobs
        )
        assert self._process.stdin is not None
        self._stdin = self._process.stdin
        self._send(msgspec.json.encode(task))
        threading.Thread(target=self._read, args=(answers,), daemon=True).start()

    def _send(self, line: bytes) -> None:
        with contextlib.suppress(OSError):  # that it is gone shows in the answers
            self._stdin.write(line + b"\n")
            self._stdin.flush()

    def _read(self, answers: queue.Queue[tuple[Job, Summary | None]]) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(*NOT_JSON):  # what talks nonsense is ended like what ends
            for line in self._process.stdout:
                answers.put((self, msgspec.json.decode(line, type=Summary)))
        answers.put((self, None))

    def grade(self, student: str) -> None:
        """Ask for one student."""
        self.student = student
        self._send(student.encode())

    def dismiss(self) -> None:
        """Say that there is no more to do."""
        with contextlib.suppress(OSError):
            self._stdin.close()

    def end(self) -> None:
        """End the process and all that it started; one that is idle leaves by itself, and clears up behind it."""
        self.dismiss()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(LEAVE_SECONDS if self.student is None else 0)
        if self._process.poll() is None:
            kill_tree(self._process.pid)
        self._process.wait()


def run_jobs(
    task: Task, students: Sequence[str], count: int, begin: Callable[[str], None] = lambda _: None
) -> Iterator[Summary]:
    """Grade these students in `count` processes and yield a summary of each as it is done.

    A process that dies is started again, and its student tried once more; then the student's summary says so. Raises
    CourseError where a job cannot go on at all (a full disk, a broken course). Closing the iterator ends all jobs.
    begin: gets each student's name as their turn comes.
    """

    def give_next(job: Job) -> None:
        student = waiting.pop()
        begin(student)
        job.grade(student)

    answers: queue.Queue[tuple[Job, Summary | None]] = queue.Queue()
    waiting = list(reversed(students))
    tries: dict[str, int] = {}
    jobs = [Job(task, answers) for _ in range(min(count, len(students)))]
    try:
        for job in jobs:
            give_next(job)
        open_students = len(students)
        while open_students:
            job, said = answers.get()
            if said is not None and not said.student:
                raise BrokenGrader(said.error) if said.exit_code == BrokenGrader.exit_code else CourseError(said.error)
            if said is not None:
                job.student = None
                open_students -= 1
                yield said
            else:  # it ended; an idle one too must get no more work
                student, job.student = job.student, None
                jobs.remove(job)
                job.end()
                if student is not None:
                    tries[student] = tries.get(student, 0) + 1
                    if tries[student] < TRIES:
                        waiting.append(student)
                    else:
                        open_students -= 1
                        yield Summary(student, error="the grader's own process ended twice on this submission")
                if waiting:
                    job = Job(task, answers)
                    jobs.append(job)
            if waiting and job in jobs and job.student is None:
                give_next(job)
    finally:
        for job in jobs:
            job.dismiss()
        for job in jobs:
            job.end()
