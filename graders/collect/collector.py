"""Asking a worker for evidence, and believing nothing it says: order, names, sizes and time are checked here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from dlcourse.graders.collect.framing import DATA, MEMORY
from dlcourse.graders.collect.sandbox import Sandbox, Worker, WorkerGone
from dlcourse.graders.collect.worker import HEAVY
from dlcourse.graders.errors import BrokenGrader
from dlcourse.graders.evidence import REPORTABLE, Evidence, Outcome, TopicEvidence, Trouble, read_trouble
from dlcourse.graders.text import one_line
from dlcourse.graders.wire import Array, Limits, Malformed, Tree, pack, unpack

START_SECONDS: Final = 120.0
STOP_SECONDS: Final = 5.0
TOPIC_FACTOR: Final = 3.0
ASK_SECONDS: Final = 0.05  # between two questions whether the evidence is still wanted
EVIDENCE_LIMITS: Final = Limits(total_bytes=8 << 20)


class GivenUp(Exception):
    """Nobody wants the evidence any more."""


@dataclass(frozen=True)
class Job:
    """One submission's file for one topic, and what to ask of it.

    `requests`: (probe name, inputs). `seconds` limits the import and each probe; three times that limits the whole.
    `replace`: for reference runs, the mistake or variant that replaces an exercise of `source`.
    """

    source: bytes
    file: str
    probes_source: bytes
    requests: Sequence[tuple[str, Tree]]
    seconds: float
    replace: Tree = None
    memory: int = 0  # in MB; 0 for no limit
    threads: int = 1  # that PyTorch may use within an operation

    def packed(self, requests: Sequence[tuple[str, Tree]]) -> bytes:
        return pack(
            {
                "kind": "run",
                "source": as_array(self.source),
                "file": self.file,
                "probes_source": as_array(self.probes_source),
                "probes": [{"name": name, "inputs": inputs} for name, inputs in requests],
                "replace": self.replace,
                "memory": self.memory,
                "threads": self.threads,
                "seconds": TOPIC_FACTOR * self.seconds,
                "each": self.seconds,
            }
        )


@dataclass
class _Attempt:
    """How far one run of a job has come."""

    evidence: TopicEvidence
    pending: list[tuple[str, Tree]]
    expires: float = field(default=0.0)  # of the whole job; set when it is first ready
    heavy: tuple[str, ...] = ()
    starts: int = 0

    def settle(self, item: Evidence) -> None:
        self.evidence[item.probe] = item
        self.pending.pop(0)

    def fail(self, outcome: Outcome, trouble: Trouble, *, seconds: float = 0.0, everything: bool = False) -> None:
        """Give the probe that is running, or all that are left, this end."""
        for name, _ in self.pending[:] if everything else self.pending[:1]:
            self.settle(Evidence(name, outcome, trouble=trouble, seconds=seconds))


class Collector:
    """Hands jobs to workers of one sandbox, keeping a warm one between them. Use as a context manager.

    ready: is told when a worker, warm by then, turns to a submission.
    given_up: is asked now and then whether nobody wants the evidence any more.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        preload: Sequence[str] = (),
        ready: Callable[[], None] = lambda: None,
        given_up: Callable[[], bool] | None = None,
    ) -> None:
        self._sandbox = sandbox
        self.preload = tuple(preload)
        self._ready = ready
        self._given_up = given_up
        self._worker: Worker | None = None
        self._touched = False  # student code has run in the worker's own process
        self.heavy: tuple[str, ...] = ()  # what the last job had to import and could have found warm

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def warm_up(self) -> Worker:
        """Start a worker if there is none; it imports while the caller goes on."""
        if self._worker is None:
            self._worker = self._sandbox.open(self.preload)
            self._touched = False
        return self._worker

    def next_submission(self) -> None:
        """Make sure that nothing of the last submission is left in the worker."""
        if self._worker is not None and self._touched and not self._worker.keeps_clean:
            self._drop()

    def collect(self, job: Job) -> TopicEvidence:
        """Return evidence for every request of the job, whatever the submission does.

        Raises GivenUp where nobody wants it any more, BrokenGrader where the worker cannot start or the probes cannot
        be loaded.
        """
        attempt = _Attempt({}, list(job.requests))
        while attempt.pending:
            self._attempt(job, attempt)
            if attempt.pending and attempt.expires and time.monotonic() >= attempt.expires:
                trouble = Trouble(text=_too_slow("All exercises together", job.seconds * TOPIC_FACTOR))
                attempt.fail("timeout", trouble, everything=True)
        self.heavy = attempt.heavy
        return attempt.evidence

    def draw(self, probes_source: bytes, draws: dict[str, list[int]], *, tensors: bool) -> dict[str, dict[str, Tree]]:
        """Return the inputs of each input function, drawn from its seed. Trusted code only."""
        worker = self.warm_up()
        job = {"kind": "draw", "probes_source": as_array(probes_source), "draws": draws, "tensors": tensors}
        worker.send(pack(job))
        drawn: dict[str, dict[str, Tree]] = {}
        while True:
            kind, payload = self._receive(worker, START_SECONDS)
            if kind != DATA:
                if missing := sorted(draws.keys() - drawn.keys()):
                    raise BrokenGrader(f"The inputs of the probes cannot be drawn: the process ended in {missing[0]}.")
                return drawn
            try:
                frame = unpack(payload)
            except Malformed as error:
                raise BrokenGrader(f"The inputs of the probes cannot be sent: {error}.") from error
            if frame["event"] == "refused":
                raise BrokenGrader(f"The inputs of the probes cannot be drawn:\n{frame['error']}")
            drawn[frame["draw"]] = frame["inputs"]

    def _attempt(self, job: Job, attempt: _Attempt) -> None:
        """Run the job for what is pending until it is done or one probe has ended badly."""
        worker = self.warm_up()
        with contextlib.suppress(WorkerGone):  # it shows below, when nothing arrives
            worker.send(job.packed(attempt.pending))
        if not self._begins(worker, job, attempt):
            return
        start = time.monotonic()
        attempt.expires = attempt.expires or start + TOPIC_FACTOR * job.seconds
        importing, running = True, False
        late: Trouble | None = None
        while True:
            name = attempt.pending[0][0] if attempt.pending else ""
            try:
                limit = min(start + job.seconds, attempt.expires) - time.monotonic()
                kind, payload = self._wait(worker, limit)
                if kind != DATA:
                    trouble = _greedy(importing, job.memory) if payload == MEMORY else _exit(importing)
                    attempt.fail("error", trouble, everything=importing)
                    if not worker.keeps_clean:
                        self._drop()
                    return
                frame = _event(payload)
                match frame["event"]:
                    case "imported" if importing:
                        importing = False
                    case "import" if importing:
                        told = read_trouble(frame.get("error"))
                        if frame.get("status") not in ("not_started", "error") or told is None:
                            raise Malformed("an import that is neither right nor wrong")
                        attempt.fail(frame["status"], _at_import(told), everything=True)
                        self._finish(worker)
                        return
                    case "started" if name and not (importing or running) and frame.get("probe") == name:
                        running, late = True, None
                        start = time.monotonic()
                    case "late" if (importing or running) and late is None:
                        late = read_trouble(frame.get("error")) or Trouble()
                    case "probe" if running and frame.get("probe") == name:
                        attempt.settle(Evidence.from_tree(frame, REPORTABLE))
                        running = False
                        start = time.monotonic()
                    case "done" if not attempt.pending:
                        heavy = frame.get("heavy")
                        attempt.heavy = tuple(n for n in HEAVY if n in heavy) if isinstance(heavy, list) else ()
                        self._finish(worker)
                        return
                    case _:
                        raise Malformed("a message out of order")
            except TimeoutError:
                text = _too_slow("The import" if importing else "This call", job.seconds)
                trouble = Trouble(text=text, place=_place(importing))
                if late is not None:
                    trouble = replace(trouble, line=late.line, code=late.code)
                attempt.fail("timeout", trouble, seconds=job.seconds, everything=importing)
                self._stop(worker)
                return
            except WorkerGone:
                attempt.fail("error", _exit(importing), everything=importing)
                self._drop()
                return
            except Malformed as error:
                attempt.fail(
                    "malformed", Trouble(text=f"What came back could not be read: {error}."), everything=importing
                )
                self._stop(worker)
                return

    def _begins(self, worker: Worker, job: Job, attempt: _Attempt) -> bool:
        """Return whether the worker is ready for the submission; False where it has been dropped and another must try.

        Its first frame comes before the job's student code. Only an earlier job in the same process can have forged
        it: such a worker is not believed, but replaced.
        """
        attempt.starts += 1
        believed = worker.keeps_clean or not self._touched
        self._touched = True
        frame: dict[str, Tree] = {}
        with contextlib.suppress(WorkerGone, TimeoutError, Malformed):
            kind, payload = self._wait(worker, START_SECONDS if believed else job.seconds + STOP_SECONDS)
            frame = _event(payload) if kind == DATA else {}
        if frame.get("event") == "ready":
            self._ready()
            return True
        if believed and frame.get("event") == "refused":
            raise BrokenGrader(f"The probes cannot be loaded:\n{frame.get('error')}")
        words = worker.last_words()
        self._drop()
        if attempt.starts > 2 * len(attempt.evidence) + 2:
            raise BrokenGrader(f"The process that runs the submissions does not start.\n{words}".rstrip())
        return False

    def _wait(self, worker: Worker, seconds: float) -> tuple[bytes, bytes]:
        """Return the worker's next frame as `receive` does; raises GivenUp soon after somebody has."""
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
        """Wait for the end of a job that says it is done."""
        try:
            kind, _ = worker.receive(STOP_SECONDS)
            if kind == DATA:
                self._stop(worker)
        except (TimeoutError, WorkerGone):
            self._drop()

    def _stop(self, worker: Worker) -> None:
        """End the running job, and the worker with it unless it keeps clean and obeys."""
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
        raise Malformed("a message of no known form")
    return frame


def _at_import(trouble: Trouble) -> Trouble:
    return Trouble(**{**vars(trouble), "place": "import", "text": one_line(trouble.text, 1000)})


def _place(importing: bool) -> str:
    return "import" if importing else "outside"


def _too_slow(what: str, seconds: float) -> str:
    return f"{what} had not ended after {seconds:g} s."


def _exit(importing: bool) -> Trouble:
    when = "while the file was imported" if importing else "during this call"
    return Trouble(type="Exit", text=f"The Python process ended {when}.", place=_place(importing))


def _greedy(importing: bool, memory: int) -> Trouble:
    text = f"All processes together used more than {memory} MB of memory."
    return Trouble(type="MemoryError", text=text, place=_place(importing))


def as_array(data: bytes) -> Array:
    """Return bytes as a tree can carry them."""
    return Array.of(np.frombuffer(data, dtype=np.uint8))
