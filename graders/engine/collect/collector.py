"""Asks a worker for evidence, and believes nothing that it sends: order, names, sizes and times are checked here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np

from dlcourse.graders.engine.collect.sandbox import Sandbox, Worker, WorkerGone
from dlcourse.graders.engine.course.reading import line_of
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import (
    REPORTABLE,
    Evidence,
    Failure,
    Outcome,
    TopicEvidence,
    read_failure,
)
from dlcourse.graders.engine.evidence.wire import Array, Limits, Malformed, Tree, pack, unpack
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.worker.protocol import DATA, FILES, HEAVY, MAX_FILES, MEMORY

START_SECONDS: Final = 120.0
STOP_SECONDS: Final = 5.0
TOPIC_FACTOR: Final = 3.0
# Once a call of an exercise has run into its limit, the limit of the exercise's other probes: so many times the reference's
# time, and at least so many seconds. An endless loop then costs one limit, and not one for each probe.
LOOP_FACTOR: Final = 20.0
LOOP_SECONDS: Final = 1.0
ASK_SECONDS: Final = 0.05  # how often to ask `given_up`
EVIDENCE_LIMITS: Final = Limits(total_bytes=8 << 20)  # for one message, and its size for all of a job


class GivenUp(Exception):
    """The caller no longer needs the evidence."""


@dataclass(frozen=True)
class Job:
    """One submission's file for one topic, and the probes to call on it.

    requests: (probe name, inputs). seconds: limits the import and each probe; three times that limits the whole job.
    exercises: those that a probe calls. reference_seconds: how long the reference took for a probe, if that is long.
    replace: for reference runs, the mistake or variant that replaces an exercise of `source`.
    probes_file: where `probes_source` is from, for errors.
    """

    source: bytes
    file: str
    probes_source: bytes
    requests: Sequence[tuple[str, Tree]]
    seconds: float
    exercises: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reference_seconds: Mapping[str, float] = field(default_factory=dict)
    replace: Tree = None
    memory: int = 0  # in MB; 0 for no limit
    threads: int = 1  # that PyTorch may use within an operation
    probes_file: Path | str = ""

    def packed(self, requests: Sequence[tuple[str, Tree]], limits: Mapping[str, float]) -> bytes:
        """Return the frame that asks a worker. limits: the seconds of each probe."""
        return pack(
            {
                "kind": "run",
                "source": as_array(self.source),
                "file": self.file,
                "probes_source": as_array(self.probes_source),
                "probes": [
                    {
                        "name": name,
                        "exercises": list(self.exercises.get(name, ())),
                        "inputs": inputs,
                        "seconds": limits[name],
                    }
                    for name, inputs in requests
                ],
                "replace": self.replace,
                "memory": self.memory,
                "threads": self.threads,
                "seconds": TOPIC_FACTOR * self.seconds,
                "import_seconds": self.seconds,
            }
        )


class _JobEnded(Exception):
    """The job's process ended before the job was done. end: what the worker said of its end."""

    def __init__(self, end: bytes) -> None:
        super().__init__(end)
        self.end = end


@dataclass
class _Attempt:
    """The state of a job. If a probe ends the worker's process, another worker runs the job from the next probe on.

    phase: "importing" the submission, "between" two probes, "running" the first of `pending`, or "done".
    since: when the phase began. starts: how many workers were asked.
    expires: when the time for the whole job is over; 0 until the first worker is ready.
    late: where the submission was when its time was nearly over. received: bytes of all messages.
    slow: the exercises of the calls that have run into their limit.
    """

    job: Job
    ready: Callable[[], None]
    pending: list[tuple[str, Tree]]
    evidence: TopicEvidence = field(default_factory=dict)
    heavy: tuple[str, ...] = ()
    starts: int = 0
    expires: float = 0.0
    phase: Literal["importing", "between", "running", "done"] = "importing"
    since: float = 0.0
    late: Failure | None = None
    received: int = 0
    slow: set[str] = field(default_factory=set)

    @property
    def importing(self) -> bool:
        return self.phase == "importing"

    def begin(self, waited: float) -> None:
        """A worker begins with the import. waited: for how many seconds it started, which are not the submission's."""
        self._enter("importing")
        self.expires = self.expires + waited if self.expires else self.since + TOPIC_FACTOR * self.job.seconds

    def _enter(self, phase: Literal["importing", "between", "running", "done"]) -> None:
        self.phase, self.since, self.late = phase, time.monotonic(), None

    def seconds_left(self) -> float:
        """Return how long the worker may still be silent."""
        return min(self.since + self._limit_now(), self.expires) - time.monotonic()

    def packed(self) -> bytes:
        """Return the frame that asks a worker for what is pending."""
        return self.job.packed(self.pending, {name: self._limit(name) for name, _ in self.pending})

    def _limit_now(self) -> float:
        return self._limit(self.pending[0][0]) if self.phase == "running" else self.job.seconds

    def _limit(self, probe: str) -> float:
        """Return the seconds that a probe has: less if an earlier call of one of its exercises has run into its limit."""
        if self.slow.isdisjoint(self.job.exercises.get(probe, ())):
            return self.job.seconds
        usual = LOOP_FACTOR * self.job.reference_seconds.get(probe, 0.0)
        return min(self.job.seconds, max(LOOP_SECONDS, usual))

    def take(self, payload: bytes) -> None:
        """Take a message of the worker. Raises Malformed if it cannot be read or cannot come in this phase."""
        frame = _event(payload)
        self.received += len(payload)
        if self.received > EVIDENCE_LIMITS.total_bytes:
            text = f"All values together take more than {EVIDENCE_LIMITS.total_bytes >> 20} MB."
            self.fail("malformed", Failure(text=text), everything=True)
            self._enter("done")
            return
        name = self.pending[0][0] if self.pending else ""
        match self.phase, frame["event"]:
            case "importing", "imported":
                self._enter("between")
            case "importing", "import":
                failure = read_failure(frame.get("error"))
                if frame.get("status") not in ("not_started", "error") or failure is None:
                    raise Malformed("a failed import without an error")
                self.fail(frame["status"], _at_import(failure))
                self._enter("done")
            case "between", "started" if name and frame.get("probe") == name:
                self._enter("running")
            case "importing" | "running", "late" if self.late is None:
                self.late = read_failure(frame.get("error")) or Failure()
            case "running", "probe" if frame.get("probe") == name:
                self._settle(Evidence.from_tree(frame, REPORTABLE))
                self._enter("between")
            case "between", "done" if not self.pending:
                heavy = frame.get("heavy")
                self.heavy = tuple(n for n in HEAVY if n in heavy) if isinstance(heavy, list) else ()
                self._enter("done")
            case _:
                raise Malformed("a message in the wrong order")

    def fail(self, outcome: Outcome, failure: Failure, *, seconds: float = 0.0, everything: bool = False) -> None:
        """Give the running probe this outcome; during the import, or with `everything`, all pending ones."""
        for name, _ in self.pending[:] if everything or self.importing else self.pending[:1]:
            self._settle(Evidence(name, outcome, failure=failure, seconds=seconds))

    def _settle(self, item: Evidence) -> None:
        self.evidence[item.probe] = item
        self.pending.pop(0)

    def time_is_up(self) -> None:
        """The worker was silent for too long."""
        seconds = self._limit_now()
        text = _too_slow("The import" if self.importing else "This call", seconds)
        if time.monotonic() >= self.expires:
            text = self.all_too_slow
        elif self.phase == "running":
            exercises = self.job.exercises.get(self.pending[0][0], ())
            if seconds < self.job.seconds:
                slow = " and ".join(name for name in exercises if name in self.slow)
                text += f" It got no more time because an earlier call of {slow} had not ended after {self.job.seconds:g} s."
            self.slow.update(exercises)
        failure = Failure(text=text, place=self._place)
        if self.late is not None:
            failure = replace(failure, line=self.late.line, code=self.late.code)
        self.fail("timeout", failure, seconds=seconds)

    @property
    def all_too_slow(self) -> str:
        return _too_slow("All exercises together", self.job.seconds * TOPIC_FACTOR)

    def job_ended(self, end: bytes = b"") -> None:
        """The process has ended. end: MEMORY or FILES if it was ended because it used too much, else nothing says why."""
        if end == MEMORY:
            what, text = "MemoryError", f"All processes together used more than {self.job.memory} MB of memory."
        elif end == FILES:
            what, text = "OSError", f"Your code made more than {MAX_FILES} files."
        else:
            when = "while the file was imported" if self.importing else "during this call"
            what, text = "Exit", f"The Python process ended {when}."
        self.fail("error", Failure(type=what, text=text, place=self._place))

    @property
    def _place(self) -> str:
        return "import" if self.importing else "outside"


class Collector:
    """Gives jobs to workers of one sandbox, and keeps one warm between jobs. Use as a context manager.

    given_up: is called often; if it returns True, the running job is stopped.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        preload: Sequence[str] = (),
        given_up: Callable[[], bool] | None = None,
    ) -> None:
        self._sandbox = sandbox
        self.preload = tuple(preload)
        self._given_up = given_up
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
            self._touched = False
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
        attempt = _Attempt(job, ready, list(job.requests))
        while attempt.pending:
            with self._dropped_if_broken():
                self._run(attempt)
            if attempt.pending and attempt.expires and time.monotonic() >= attempt.expires:
                attempt.fail("timeout", Failure(text=attempt.all_too_slow), everything=True)
        self.heavy = attempt.heavy
        return attempt.evidence

    def draw(self, probes_file: Path, draws: dict[str, list[int]], *, tensors: bool) -> dict[str, dict[str, Tree]]:
        """Return the inputs of each input function, drawn from its seed. Trusted code only.

        Raises BrokenGrader if they cannot be drawn.
        """
        with self._dropped_if_broken():
            return self._draw(probes_file, draws, tensors=tensors)

    def _draw(self, probes_file: Path, draws: dict[str, list[int]], *, tensors: bool) -> dict[str, dict[str, Tree]]:
        worker = self.warm_up()
        source = as_array(probes_file.read_bytes())
        job = {"kind": "draw", "probes_source": source, "draws": draws, "tensors": tensors}
        worker.send(pack(job))
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

    def _run(self, attempt: _Attempt) -> None:
        """Run the job for the pending probes, until all are done or one has failed with its process."""
        asked = time.monotonic()
        worker = self.warm_up()
        with contextlib.suppress(WorkerGone):  # noticed below, because nothing arrives
            worker.send(attempt.packed())
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

    def _begins(self, worker: Worker, attempt: _Attempt) -> bool:
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
            frame = _event(payload) if kind == DATA else {}
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


def _event(payload: bytes) -> dict[str, Tree]:
    frame = unpack(payload, EVIDENCE_LIMITS)
    if not isinstance(frame, dict) or not isinstance(frame.get("event"), str):
        raise Malformed("a message of an unknown form")
    return frame


def _refused(message: str, frame: dict[str, Tree], file: Path | str) -> BrokenGrader:
    """Return the error of a worker that refused the course's own code: where it was raised, and the traceback."""
    line, raised = frame.get("line"), str(frame.get("raised", ""))
    details = str(frame.get("error"))
    return BrokenGrader(message, file=file, line=line if isinstance(line, int) else 0, raised=raised, details=details)


def _at_import(failure: Failure) -> Failure:
    return Failure(**{**vars(failure), "place": "import", "text": one_line(failure.text, 1000)})


def _too_slow(what: str, seconds: float) -> str:
    return f"{what} had not ended after {seconds:g} s."


def as_array(data: bytes) -> Array:
    """Return bytes as a tree can hold them."""
    return Array.of(np.frombuffer(data, dtype=np.uint8))
