"""Gives jobs to workers, watches the time, and replaces a worker that ended. What a worker sends is checked in `job`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from dlcourse.graders.engine.collect.job import Attempt, Job, Questions, read_event
from dlcourse.graders.engine.collect.sandbox import Sandbox, Worker, WorkerGone
from dlcourse.graders.engine.course.reading import line_of
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Failure, TopicEvidence
from dlcourse.graders.engine.evidence.wire import Malformed, Tree, pack, unpack
from dlcourse.graders.engine.worker.protocol import DATA

START_SECONDS: Final = 120.0
STOP_SECONDS: Final = 5.0
ASK_SECONDS: Final = 0.05  # how often to ask `given_up`


class GivenUp(Exception):
    """The caller no longer needs the evidence."""


class _JobEnded(Exception):
    """The job's process ended before the job was done. end: what the worker said of its end."""

    def __init__(self, end: bytes) -> None:
        super().__init__(end)
        self.end = end


class Collector:
    """Gives jobs to workers of one sandbox, and keeps one warm between jobs. Use as a context manager.

    given_up: is called often; if it returns True, the running job is stopped.
    questions: of many jobs to come. A worker that keeps clean gets them once, and has them ready for each job.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        preload: Sequence[str] = (),
        given_up: Callable[[], bool] | None = None,
        questions: Sequence[Questions] = (),
    ) -> None:
        self._sandbox = sandbox
        self.preload = tuple(preload)
        self._given_up = given_up
        self._questions = {each.digest: each for each in questions}
        self._kept = False  # by the worker
        self._worker: Worker | None = None
        self._touched = False  # student code has run in the worker's own process
        self.heavy: tuple[str, ...] = ()  # modules that the last job had to import, and that are worth preloading

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def warm_up(self) -> Worker:
        """Start a worker if there is none. It imports while the caller goes on."""
        if self._worker is None:
            self._worker = self._sandbox.open(self.preload)
            self._touched = self._kept = False
        return self._worker

    def next_submission(self) -> None:
        """Make sure that the worker holds nothing of the last submission."""
        if self._worker is not None and self._touched and not self._worker.keeps_clean:
            self._drop()

    def collect(self, job: Job, ready: Callable[[], None] = lambda: None) -> TopicEvidence:
        """Return evidence for every request of the job, whatever the submission does.

        ready: is called when a warm worker starts the submission.
        Raises GivenUp, and BrokenGrader if the worker cannot start or the probes cannot be loaded.
        """
        attempt = Attempt(job, ready, list(job.questions.inputs))
        while attempt.pending:
            with self._dropped_if_broken():
                self._run(attempt)
            if attempt.pending and attempt.expires and time.monotonic() >= attempt.expires:
                attempt.fail("timeout", Failure(text=attempt.all_too_slow), everything=True)
        self.heavy = attempt.heavy
        return attempt.evidence

    def draw(self, probes_file: Path, draws: dict[str, list[int]], *, arrays: str) -> dict[str, dict[str, Tree]]:
        """Return the inputs of each input function, drawn from its seed. Trusted code only.

        Raises BrokenGrader if they cannot be drawn.
        """
        with self._dropped_if_broken():
            return self._draw(probes_file, draws, arrays=arrays)

    def _draw(self, probes_file: Path, draws: dict[str, list[int]], *, arrays: str) -> dict[str, dict[str, Tree]]:
        worker = self.warm_up()
        source = probes_file.read_bytes()
        job = {"kind": "draw", "probes_source": source, "draws": draws, "arrays": arrays}
        worker.send(pack(job, raw=True))
        drawn: dict[str, dict[str, Tree]] = {}
        while True:
            kind, payload = self._receive(worker, START_SECONDS)
            if kind != DATA:
                if missing := sorted(draws.keys() - drawn.keys()):
                    says = f"the inputs of the probes cannot be drawn: the process ended in {missing[0]}."
                    raise BrokenGrader(says, file=probes_file, line=line_of(probes_file, missing[0]))
                return drawn
            try:
                frame = unpack(payload)
            except Malformed as error:
                raise BrokenGrader(f"the inputs of the probes cannot be sent: {error}.", file=probes_file) from error
            if frame["event"] == "refused":
                raise _refused("the inputs of the probes cannot be drawn", frame, probes_file)
            drawn[frame["draw"]] = frame["inputs"]

    @contextlib.contextmanager
    def _dropped_if_broken(self) -> Iterator[None]:
        """Drop the worker on BrokenGrader: the rest of its frames must not be taken for an answer to the next job."""
        try:
            yield
        except BrokenGrader:
            self._drop()
            raise

    def _run(self, attempt: Attempt) -> None:
        """Run the job for the pending probes, until all are done or one has failed with its process."""
        asked = time.monotonic()
        worker = self.warm_up()
        with contextlib.suppress(WorkerGone):  # noticed below, because nothing arrives
            worker.send(attempt.packed(kept=self._keeps(worker, attempt.job)))
        if not self._begins(worker, attempt):
            return
        attempt.begin(time.monotonic() - asked)
        try:
            while attempt.phase != "done":
                kind, payload = self._wait(worker, attempt.seconds_left())
                if kind != DATA:
                    raise _JobEnded(payload)
                attempt.take(payload)
            self._finish(worker)
        except _JobEnded as ended:
            attempt.job_ended(ended.end)
            if not worker.keeps_clean:
                self._drop()
        except TimeoutError:
            attempt.time_is_up()
            self._stop(worker)
        except WorkerGone:
            attempt.job_ended()
            self._drop()
        except Malformed as error:
            attempt.fail("malformed", Failure(text=f"What came back could not be read: {error}."))
            self._stop(worker)

    def _keeps(self, worker: Worker, job: Job) -> bool:
        """Return whether the worker has the job's questions ready. A new worker gets them here."""
        if not worker.keeps_clean:
            return False
        if not self._kept:
            for questions in self._questions.values():
                worker.keep(questions.packed())
            self._kept = True
        return bool(self._questions) and job.questions.digest in self._questions

    def _begins(self, worker: Worker, attempt: Attempt) -> bool:
        """Return whether the worker is ready for the submission; if not, it was dropped and another one must try.

        Its first frame comes before the job's student code runs. Only an earlier job in the same process can have forged it,
        so a worker in which one ran is not believed but replaced.
        """
        attempt.starts += 1
        believed = worker.keeps_clean or not self._touched
        self._touched = True
        frame: dict[str, Tree] = {}
        with contextlib.suppress(WorkerGone, TimeoutError, Malformed):
            kind, payload = self._wait(worker, START_SECONDS if believed else attempt.job.seconds + STOP_SECONDS)
            frame = read_event(payload) if kind == DATA else {}
        if frame.get("event") == "ready":
            attempt.ready()
            return True
        if believed and frame.get("event") == "refused":
            raise _refused("the probes cannot be loaded", frame, attempt.job.probes_file)
        words = worker.last_words()
        self._drop()
        if attempt.starts > 2 * len(attempt.evidence) + 2:
            raise BrokenGrader(f"The process that runs the submissions does not start.\n{words}".rstrip())
        return False

    def _wait(self, worker: Worker, seconds: float) -> tuple[bytes, bytes]:
        """Return the worker's next frame as `receive` does. Raises GivenUp soon after `given_up` returns True."""
        if self._given_up is None:
            return worker.receive(seconds)
        until = time.monotonic() + seconds
        while True:
            if self._given_up():
                self._stop(worker)
                raise GivenUp
            with contextlib.suppress(TimeoutError):
                return worker.receive(min(ASK_SECONDS, until - time.monotonic()))
            if time.monotonic() >= until:
                raise TimeoutError

    def _receive(self, worker: Worker, seconds: float) -> tuple[bytes, bytes]:
        try:
            return worker.receive(seconds)
        except (WorkerGone, TimeoutError) as error:
            words = worker.last_words()
            self._drop()
            raise BrokenGrader(f"The process that runs the course's own code ended.\n{words}".rstrip()) from error

    def _finish(self, worker: Worker) -> None:
        """Wait for the end of a job that reports that it is done."""
        try:
            kind, _ = worker.receive(STOP_SECONDS)
            if kind == DATA:
                self._stop(worker)
        except (TimeoutError, WorkerGone):
            self._drop()

    def _stop(self, worker: Worker) -> None:
        """End the running job. End the worker too, unless it keeps clean and stops the job itself."""
        if worker.keeps_clean:
            worker.stop_job()
            until = time.monotonic() + STOP_SECONDS
            with contextlib.suppress(TimeoutError, WorkerGone):
                while True:
                    kind, _ = worker.receive(until - time.monotonic())
                    if kind != DATA:
                        return
        self._drop()

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _refused(message: str, frame: dict[str, Tree], file: Path | str) -> BrokenGrader:
    """Return the error of a worker that refused the course's own code: where it was raised, and the traceback."""
    line, raised = frame.get("line"), str(frame.get("raised", ""))
    details = str(frame.get("error"))
    return BrokenGrader(message, file=file, line=line if isinstance(line, int) else 0, raised=raised, details=details)
