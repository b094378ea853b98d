"""A job for a worker, and the state of an attempt at it. Of what a worker sends, order, names, sizes and times are checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from dlcourse.graders.engine.evidence.evidence import (
    REPORTABLE,
    Evidence,
    Failure,
    Outcome,
    TopicEvidence,
    read_failure,
)
from dlcourse.graders.engine.evidence.wire import Limits, Malformed, Tree, pack, unpack
from dlcourse.graders.engine.files import digest
from dlcourse.graders.engine.text import one_line
from dlcourse.graders.engine.worker.protocol import FILES, HEAVY, MAX_FILES, MEMORY

TOPIC_FACTOR: Final = 3.0
# Once a call of an exercise has run into its limit, the limit of the exercise's other probes: so many times the reference's
# time, and at least so many seconds. An endless loop then costs one limit, and not one for each probe.
LOOP_FACTOR: Final = 20.0
LOOP_SECONDS: Final = 1.0
EVIDENCE_LIMITS: Final = Limits(total_bytes=8 << 20)  # for one message, and its size for all of a job


@dataclass(frozen=True)
class Questions:
    """What jobs on one topic ask: probes.py, and the inputs of each probe by name. A worker can keep them for many jobs."""

    probes_source: bytes
    inputs: Mapping[str, Tree]

    @property
    def tree(self) -> Tree:
        """Return them as a job holds them if the worker does not keep them."""
        return {"probes_source": self.probes_source, "inputs": dict(self.inputs)}

    @cached_property
    def digest(self) -> str:
        return digest([pack(self.tree, raw=True)])

    def packed(self) -> bytes:
        """Return the frame that asks a worker to keep them."""
        return pack({"digest": self.digest, "questions": self.tree}, raw=True)


@dataclass(frozen=True)
class Job:
    """One submission's file for one topic, and what to ask it.

    seconds: limits the import and each probe; three times that limits the whole job.
    exercises: those that a probe calls. reference_seconds: how long the reference took for a probe, if that is long.
    replace: for reference runs, the mistake or variant that replaces an exercise of `source`.
    probes_file: where the probes are from, for errors.
    """

    source: bytes
    file: str
    questions: Questions
    seconds: float
    exercises: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reference_seconds: Mapping[str, float] = field(default_factory=dict)
    replace: Tree = None
    memory: int = 0  # in MB; 0 for no limit
    threads: int = 1  # that PyTorch may use within an operation
    probes_file: Path | str = ""

    def packed(self, limits: Mapping[str, float] | None = None, *, kept: bool = False) -> bytes:
        """Return the frame that asks a worker.

        limits: the seconds of each probe to call; None for all probes. kept: whether the worker keeps the questions.
        """
        limits = dict.fromkeys(self.questions.inputs, self.seconds) if limits is None else limits
        return pack(
            {
                "kind": "run",
                "source": self.source,
                "file": self.file,
                "questions": self.questions.digest if kept else self.questions.tree,
                "probes": [
                    {"name": name, "exercises": list(self.exercises.get(name, ())), "seconds": seconds}
                    for name, seconds in limits.items()
                ],
                "replace": self.replace,
                "memory": self.memory,
                "threads": self.threads,
                "seconds": TOPIC_FACTOR * self.seconds,
                "import_seconds": self.seconds,
            },
            raw=True,
        )


@dataclass
class Attempt:
    """The state of a job. If a probe ends the worker's process, another worker runs the job from the next probe on.

    pending: the names of the probes that are not done.
    phase: "importing" the submission, "between" two probes, "running" the first of `pending`, or "done".
    since: when the phase began. starts: how many workers were asked.
    expires: when the time for the whole job is over; 0 until the first worker is ready.
    late: where the submission was when its time was nearly over. received: bytes of all messages.
    slow: the exercises of the calls that have run into their limit.
    """

    job: Job
    ready: Callable[[], None]
    pending: list[str]
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

    def packed(self, *, kept: bool) -> bytes:
        """Return the frame that asks a worker for what is pending."""
        return self.job.packed({name: self._limit(name) for name in self.pending}, kept=kept)

    def _limit_now(self) -> float:
        return self._limit(self.pending[0]) if self.phase == "running" else self.job.seconds

    def _limit(self, probe: str) -> float:
        """Return the seconds that a probe has: less if an earlier call of one of its exercises has run into its limit."""
        if self.slow.isdisjoint(self.job.exercises.get(probe, ())):
            return self.job.seconds
        usual = LOOP_FACTOR * self.job.reference_seconds.get(probe, 0.0)
        return min(self.job.seconds, max(LOOP_SECONDS, usual))

    def take(self, payload: bytes) -> None:
        """Take a message of the worker. Raises Malformed if it cannot be read or cannot come in this phase."""
        frame = read_event(payload)
        self.received += len(payload)
        if self.received > EVIDENCE_LIMITS.total_bytes:
            text = f"All values together take more than {EVIDENCE_LIMITS.total_bytes >> 20} MB."
            self.fail("malformed", Failure(text=text), everything=True)
            self._enter("done")
            return
        name = self.pending[0] if self.pending else ""
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
        for name in self.pending[:] if everything or self.importing else self.pending[:1]:
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
            exercises = self.job.exercises.get(self.pending[0], ())
            if seconds < self.job.seconds:
                slow = " and ".join(name for name in exercises if name in self.slow)
                text += f" It got no more time because an earlier call of {slow} had not ended after {self.job.seconds:g} s."
            self.slow.update(exercises)
        failure = Failure(text=text, place=self._place)
        if self.late is not None:
            failure = replace(failure, line=self.late.line, code=self.late.code, callers=self.late.callers)
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


def read_event(payload: bytes) -> dict[str, Tree]:
    frame = unpack(payload, EVIDENCE_LIMITS)
    if not isinstance(frame, dict) or not isinstance(frame.get("event"), str):
        raise Malformed("a message of an unknown form")
    return frame


def _at_import(failure: Failure) -> Failure:
    return Failure(**{**vars(failure), "place": "import", "text": one_line(failure.text, 1000)})


def _too_slow(what: str, seconds: float) -> str:
    return f"{what} had not ended after {seconds:g} s."
