"""The collector and a worker that says anything: fake workers send frames of their own choice."""

from __future__ import annotations

import itertools
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.graders.engine.collect import collector as collecting
from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.job import Job, Questions
from dlcourse.graders.engine.collect.sandbox import Worker, WorkerGone
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import Failure, TopicEvidence
from dlcourse.graders.engine.evidence.wire import JOB_LIMITS, Tree, pack, unpack
from dlcourse.graders.engine.worker.protocol import DATA, END, STOP

PROBES = ("first", "second")
JOB = Job(b"", "topic.py", Questions(b"", {name: {} for name in PROBES}), seconds=5.0)
SILENCE, DEATH = b"silence", b"death"  # how a script can end
Script = Sequence[tuple[bytes, bytes]]


def data(**frame: Tree) -> tuple[bytes, bytes]:
    return DATA, pack(frame)


def started(name: str) -> tuple[bytes, bytes]:
    return data(event="started", probe=name)


def answer(name: str, **change: Tree) -> tuple[bytes, bytes]:
    frame = {"probe": name, "status": "ok", "values": {"y": 1}, "error": None, "seconds": 0.1, "output": ""}
    return data(event="probe", **frame | change)


def importing(status: str = "error", **change: Tree) -> tuple[bytes, bytes]:
    failure = vars(Failure(type="ValueError", text="no", place="student"))
    return data(event="import", **{"status": status, "error": failure} | change)


READY, IMPORTED, OVER = data(event="ready"), data(event="imported"), (END, b"0")
DONE = data(event="done", heavy=[])
REFUSED = data(event="refused", error="forged")
HONEST: Script = [READY, IMPORTED, started("first"), answer("first"), started("second"), answer("second"), DONE, OVER]


class Scripted:
    """A worker that answers each job with the next script, whatever the job is; after the last it only dies."""

    def __init__(self, scripts: list[Script], keeps_clean: bool) -> None:
        self.scripts = scripts
        self.keeps_clean = keeps_clean
        self.frames: list[tuple[bytes, bytes]] = []
        self.ended = False

    def send(self, _: bytes) -> None:
        assert not self.ended
        self.frames += self.scripts.pop(0) if self.scripts else [READY, (DEATH, b"")]

    def receive(self, seconds: float) -> tuple[bytes, bytes]:
        assert not self.ended
        if seconds <= 0 or not self.frames or self.frames[0][0] == SILENCE:
            raise TimeoutError
        if self.frames[0][0] == DEATH:
            raise WorkerGone
        return self.frames.pop(0)

    def stop_job(self) -> None:
        self.frames = [frame for frame in self.frames if frame[0] in (SILENCE, DEATH)][:1] or [OVER]

    def end(self) -> None:
        self.ended = True

    def last_words(self) -> str:
        return ""


class Theatre:
    """A sandbox of scripted workers."""

    name = "theatre"

    def __init__(self, scripts: list[Script], keeps_clean: bool) -> None:
        self.scripts = scripts
        self.keeps_clean = keeps_clean
        self.opened = 0

    def open(self, preload: Sequence[str] = ()) -> Any:
        self.opened += 1
        return Scripted(self.scripts, self.keeps_clean)


def collect(*scripts: Script, keeps_clean: bool = True) -> tuple[TopicEvidence, Theatre]:
    theatre = Theatre(list(scripts), keeps_clean)
    with Collector(theatre) as collector:
        return collector.collect(JOB), theatre


def outcomes(*scripts: Script, keeps_clean: bool = True) -> list[str]:
    evidence, _ = collect(*scripts, keeps_clean=keeps_clean)
    return [evidence[name].outcome for name in PROBES]


both = pytest.mark.parametrize("keeps_clean", [True, False], ids=["forks", "one process"])
TAIL = [started("second"), answer("second"), DONE, OVER]
BAD_ANSWERS: dict[str, tuple[bytes, bytes]] = {
    "a status of the judge's": answer("first", status="passed"),
    "a status of the collector's": answer("first", status="timeout", error=vars(Failure())),
    "a status and an error": answer("first", error=vars(Failure())),
    "an error without its report": answer("first", status="error"),
    "no values": answer("first", values=None),
    "a list of values": answer("first", values=[1]),
    "a time of no end": answer("first", seconds=float("inf")),
    "the answer to another probe": answer("second"),
    "the answer to no probe": answer("third"),
    "the answer to a list": data(event="probe", probe=["first"]),
    "a second start": started("first"),
    "the start of another": started("second"),
    "done": DONE,
    "done, with more to load": data(event="done", heavy={"torch": 1}),
    "imported again": IMPORTED,
    "a failed import": importing(),
    "ready": READY,
    "refused": REFUSED,
    "broken": data(event="broken", probe="first", error="the grader failed"),
    "no event": data(probe="first"),
    "an event of no text": data(event=1),
    "no map": (DATA, pack(["probe"])),
    "no tree": (DATA, b"\0" * 20),
    "nothing": (DATA, b""),
    "more than evidence may have": (DATA, bytes(9 << 20)),
}


@both
def test_an_honest_worker_gives_its_evidence(keeps_clean: bool) -> None:
    """Frames in order become evidence, and the worker is kept for the next job."""
    theatre = Theatre([HONEST, HONEST], keeps_clean)
    with Collector(theatre) as collector:
        for _ in range(2):
            assert [item.outcome for item in collector.collect(JOB).values()] == ["ok", "ok"]
    assert theatre.opened == 1


@both
@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_an_odd_answer_is_malformed_evidence(name: str, keeps_clean: bool) -> None:
    """In the place of an answer each of these spoils its own probe, and the rest is asked for again."""
    bad = [READY, IMPORTED, started("first"), BAD_ANSWERS[name], answer("first"), *TAIL]
    assert outcomes(bad, [READY, IMPORTED, *TAIL], keeps_clean=keeps_clean) == ["malformed", "ok"]


@pytest.mark.parametrize("frame", [answer("first"), answer("second"), started("second"), IMPORTED, DONE], ids=range(5))
def test_an_answer_without_a_start_is_malformed(frame: tuple[bytes, bytes]) -> None:
    """A probe that has not started has no evidence, however good."""
    assert outcomes([READY, IMPORTED, frame], [READY, IMPORTED, *TAIL]) == ["malformed", "ok"]


@pytest.mark.parametrize(
    "frame",
    [
        started("first"),
        answer("first"),
        DONE,
        READY,
        REFUSED,
        importing("ok"),
        importing(error=None),
        importing("passed"),
    ],
    ids=range(8),
)
def test_odd_frames_before_the_import_spoil_everything(frame: tuple[bytes, bytes]) -> None:
    """Until the file is imported, only news of its import are in order."""
    assert outcomes([READY, frame, *HONEST[1:]]) == ["malformed", "malformed"]


def late(line: Any = 7, **change: Any) -> tuple[bytes, bytes]:
    return data(event="late", error={**vars(Failure()), "callers": [], "line": line, "code": "while True:"} | change)


def test_a_timeout_has_the_line_that_ran() -> None:
    """What a call that takes long says of its place is told with its timeout, and forgotten where it ends in time."""
    evidence, _ = collect([READY, IMPORTED, started("first"), late(), (SILENCE, b"")], [READY, IMPORTED, *TAIL])
    failure = evidence["first"].failure
    assert failure is not None
    assert (evidence["first"].outcome, failure.line, failure.code) == ("timeout", 7, "while True:")
    evidence, _ = collect(
        [READY, IMPORTED, started("first"), late(), answer("first"), started("second"), (SILENCE, b"")]
    )
    assert [item.failure and item.failure.line for item in evidence.values()] == [None, 0]


def test_after_a_timeout_the_exercises_other_probes_get_less_time() -> None:
    """They get 20 times what the reference took, at least a second and never more than the limit; others get all."""

    class Asked(Scripted):
        def send(self, payload: bytes) -> None:
            super().send(payload)
            limits.append({probe["name"]: probe["seconds"] for probe in unpack(payload, JOB_LIMITS)["probes"]})

    class Asking(Theatre):
        def open(self, preload: Sequence[str] = ()) -> Any:
            return Asked(self.scripts, self.keeps_clean)

    limits: list[dict[str, float]] = []
    exercises = {"loops": ["f"], "fast": ["f"], "slow": ["g", "f"], "slower": ["f"], "other": ["g"]}
    job = Job(
        b"", "topic.py", Questions(b"", {name: {} for name in exercises}), 5.0, exercises, {"slow": 0.1, "slower": 0.4}
    )
    loop = [READY, IMPORTED, started("loops"), (SILENCE, b"")]
    rest = [
        READY,
        IMPORTED,
        *(frame for name in list(exercises)[1:] for frame in (started(name), answer(name))),
        DONE,
        OVER,
    ]
    with Collector(Asking([loop, rest], keeps_clean=True)) as collector:
        evidence = collector.collect(job)
    assert [item.outcome for item in evidence.values()] == ["timeout", "ok", "ok", "ok", "ok"]
    assert limits == [dict.fromkeys(exercises, 5.0), {"fast": 1.0, "slow": 2.0, "slower": 5.0, "other": 5.0}]


@pytest.mark.parametrize(
    "frames",
    [(late(), late()), (late(-1),), (late("7"),), (late(type=7),), (data(event="late"), late(), late())],
    ids=["twice", "below 0", "a text", "another form", "nothing, and twice"],
)
def test_an_odd_place_is_malformed_evidence(frames: tuple[tuple[bytes, bytes], ...]) -> None:
    """A worker says once where a call is, and in a form that is checked."""
    bad = [READY, IMPORTED, started("first"), *frames, answer("first"), *TAIL]
    assert outcomes(bad, [READY, IMPORTED, *TAIL]) == ["malformed", "ok"]


@both
@pytest.mark.parametrize("status", ["error", "not_started"])
def test_a_failed_import_is_the_end_of_all_probes(status: str, keeps_clean: bool) -> None:
    """Each probe gets the error of the import, told to be one."""
    evidence, _ = collect([READY, importing(status), OVER], keeps_clean=keeps_clean)
    assert [(item.outcome, item.failure and item.failure.place) for item in evidence.values()] == [
        (status, "import")
    ] * 2


@both
@pytest.mark.parametrize(
    ("end", "outcome"), [(SILENCE, "timeout"), (DEATH, "error"), (END, "error"), (STOP, "error")], ids=str
)
def test_a_worker_that_ends_spoils_what_runs(end: bytes, outcome: str, keeps_clean: bool) -> None:
    """Silence is a timeout and an end is an error: of all while importing, else of the one probe that runs."""
    last = (end, b"")
    assert outcomes([READY, last], keeps_clean=keeps_clean) == [outcome, outcome]
    halfway = [READY, IMPORTED, started("first"), last]
    assert outcomes(halfway, [READY, IMPORTED, *TAIL], keeps_clean=keeps_clean) == [outcome, "ok"]
    assert outcomes([*HONEST[:5], last], keeps_clean=keeps_clean) == ["ok", outcome]
    assert outcomes([*HONEST[:6], last], keeps_clean=keeps_clean) == ["ok", "ok"]


@pytest.mark.parametrize(("keeps_clean", "opened"), [(True, 1), (False, 2)])
def test_a_job_that_ends_early_costs_only_a_worker_that_does_not_fork(keeps_clean: bool, opened: int) -> None:
    """Where a job has a process of its own, its end is not the warm worker's."""
    _, theatre = collect([READY, IMPORTED, started("first"), OVER], [READY, IMPORTED, *TAIL], keeps_clean=keeps_clean)
    assert theatre.opened == opened


@pytest.mark.parametrize(
    "first", [REFUSED, DONE, (DATA, b""), (DATA, pack("ready")), OVER, (DEATH, b""), (SILENCE, b"")]
)
def test_a_used_process_is_not_believed(first: tuple[bytes, bytes]) -> None:
    """What a process says first, after an earlier topic's student code ran in it, only gets it replaced."""
    theatre = Theatre([HONEST, [first], HONEST], keeps_clean=False)
    with Collector(theatre) as collector:
        collector.collect(JOB)
        assert [item.outcome for item in collector.collect(JOB).values()] == ["ok", "ok"]
    assert theatre.opened == 2


@both
def test_probes_that_cannot_be_loaded_break_the_grader(keeps_clean: bool) -> None:
    """A fresh worker that refuses the course's own probes is believed: it has run nothing else."""
    with pytest.raises(BrokenGrader, match="forged"):
        collect([REFUSED], keeps_clean=keeps_clean)


@pytest.mark.parametrize("end", [SILENCE, DEATH])
def test_a_worker_that_never_starts_breaks_the_grader(end: bytes) -> None:
    """After a few tries the collector says that the process does not start, instead of trying for ever."""
    with pytest.raises(BrokenGrader, match="does not start"):
        collect(*[[(end, b"")]] * 50)


FRAMES = st.sampled_from(
    [
        *HONEST,
        OVER,
        DONE,
        READY,
        REFUSED,
        importing(),
        importing("not_started"),
        (SILENCE, b""),
        (DEATH, b""),
        (STOP, b""),
        *list(BAD_ANSWERS.values())[:-1],
    ]
)
SCRIPTS = st.lists(
    st.builds(
        lambda honest, rest: [READY, *HONEST[1 : 1 + honest], *rest], st.integers(0, 7), st.lists(FRAMES, max_size=8)
    ),
    max_size=6,
)


@settings(max_examples=600)
@given(SCRIPTS, st.booleans())
def test_any_frames_in_any_order_end_in_evidence(scripts: list[Script], keeps_clean: bool) -> None:
    """Whatever a worker sends, each probe asked for has one evidence, and `ok` was earned in order."""
    evidence, theatre = collect(*scripts, keeps_clean=keeps_clean)
    assert list(evidence) == list(PROBES)
    assert theatre.opened <= 2 * len(PROBES) + 2
    for name in PROBES:
        fitting = [started(name), answer(name)]
        earned = any(list(pair) == fitting for script in scripts for pair in itertools.pairwise(script))
        assert earned or evidence[name].outcome != "ok"


FAKES: dict[str, tuple[str, str]] = {
    "ends at once": ("", "error"),
    "ends amid a frame": ("out.write(b'D' + (99).to_bytes(8, 'little') + b'x')", "error"),
    "sends text": ("print('passed', flush=True)", "error"),
    "claims 2**63 bytes": ("out.write(b'D' + (2**63).to_bytes(8, 'little')); idle()", "error"),
    "claims what never comes": ("out.write(b'D' + (60 << 20).to_bytes(8, 'little')); idle()", "timeout"),
    "says nothing": ("idle()", "timeout"),
    "closes its pipe and stays": ("os.close(1); out.close(); idle()", "error"),
    "sends zeros for ever": ("while True: out.write(bytes(1 << 20))", "error"),
    "sends empty frames for ever": ("while True: out.write(b'D' + bytes(8))", "malformed"),
    "sends the largest frames": ("while True: out.write(b'D' + (64 << 20).to_bytes(8, 'little') + bytes(64 << 20))", "malformed"),
    "ends the job for ever": ("while True: out.write(b'E' + bytes(8))", "error"),
    "trickles": ("for i in range(10**6): out.write(b'D'); out.flush(); time.sleep(1)", "timeout"),
}  # fmt: skip
FAKE = """
import os, sys, time
out = os.fdopen(os.dup(1), "wb", buffering=0)
def idle():
    time.sleep(60)
os.read(0, 9)
out.write({ready!r})
{body}
"""


class Fakes:
    """A sandbox whose every worker is a script of ours."""

    name = "fakes"

    def __init__(self, body: str, keeps_clean: bool) -> None:
        kind, payload = READY
        ready = kind + len(payload).to_bytes(8, "little") + payload
        self.code = FAKE.format(ready=ready, body=textwrap.dedent(body))
        self.keeps_clean = keeps_clean

    def open(self, preload: Sequence[str] = ()) -> Worker:
        return Worker([sys.executable, "-I", "-S", "-c", self.code], keeps_clean=self.keeps_clean)


@both
@pytest.mark.parametrize("name", FAKES)
def test_a_process_that_is_no_worker_costs_only_its_probes(
    name: str, keeps_clean: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real process that floods, stalls, lies about lengths or dies is ended, and its probes have an end."""
    monkeypatch.setattr(collecting, "STOP_SECONDS", 0.2)
    body, expected = FAKES[name]
    with Collector(Fakes(body, keeps_clean)) as collector:
        job = Job(b"", "topic.py", Questions(b"", {"first": {}}), seconds=0.4 if expected == "timeout" else 60)
        assert collector.collect(job)["first"].outcome == expected


def test_a_flood_of_frames_in_order_does_not_outrun_the_clock() -> None:
    """Frames that keep arriving cannot hold a job open once its time is over."""
    worker = Fakes(FAKES["sends empty frames for ever"][0], keeps_clean=True).open()
    try:
        worker.send(b"")
        assert [worker.receive(60) for _ in range(3)] == [READY, (DATA, b""), (DATA, b"")]
        with pytest.raises(TimeoutError):
            worker.receive(0)
    finally:
        worker.end()
