"""Two submissions after each other in the hard sandbox: the second finds nothing of the first, whoever starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dlcourse.graders.engine.collect.bwrap import BwrapSandbox
from dlcourse.graders.engine.errors import CourseError

HOSTILE = Path(__file__).parents[2] / "hostile" / "basics"
TOKEN = "token-51c9"
PROBES = """
from dlcourse.graders.authoring import probe

@probe()
def look(student):
    found = student.total([1.0])
    return found if isinstance(found, dict) else {"y": found}
"""
SCRIPT = """
import json, sys
from dlcourse.graders.engine.collect.bwrap import BwrapSandbox
from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.job import Job, Questions

sources, probes, single, same_student = json.load(sys.stdin)
questions = Questions(probes.encode(), {"look": {}})
with Collector(BwrapSandbox(single=single), ["numpy"], questions=[questions]) as collector:
    for source in sources:
        if not same_student:
            collector.next_submission()
        job = Job(source.encode(), "numbers.py", questions, 20.0, memory=500)
        found = collector.collect(job)["look"]
        print(json.dumps([found.outcome, str(found.values or found.failure)]))
"""
# Searches the warm worker's memory: what is there, freed or not, is in the child that runs the next submission.
SEARCH = """
    import psutil
    found = []
    for process in psutil.Process().children(recursive=True):
        with open(f"/proc/{process.pid}/mem", "rb", buffering=0) as memory:
            for line in open(f"/proc/{process.pid}/maps"):
                ends, rights, *_, name = [*line.split(), ""]
                start, end = (int(number, 16) for number in ends.split("-"))
                if "w" in rights and name not in ("[vvar]", "[vsyscall]"):
                    memory.seek(start)
                    data = memory.read(end - start) or b""
                    found += [word for word in (b"token" + b"-51c9", b"dlcourse.graders.engine.worker.relaying") if word in data]
    print(json.dumps(["search", str(sorted(set(found)))]))
"""
TELLS = f"""
import numpy as np

def total(values):
    print("{TOKEN}")
    return {{"{TOKEN}": "{TOKEN}", "array": np.frombuffer(b"{TOKEN}" * 1000, dtype=np.uint8)}}
"""
RAISES = f"""
def total(values):
    raise ValueError("{TOKEN}" * 20)
"""

LIMITED = """
import os, resource

def total(values):
    kinds = [getattr(resource, f"RLIMIT_{name}") for name in ("RTPRIO", "NICE", "MEMLOCK", "CORE", "SIGPENDING")]
    got = []
    for name, take in (
        ("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))), ("nice", lambda: os.nice(-1))
    ):
        try:
            take()
            got.append(name)
        except OSError:
            pass
    return {"limits": [resource.getrlimit(kind)[1] for kind in kinds], "got": got}
"""
ENDED_FIRST = """
from pathlib import Path

def total(values):
    file = Path("/proc/self/oom_score_adj")
    before = int(file.read_text())
    try:
        file.write_text("0")
    except OSError:
        pass
    return {"before": before, "after": int(file.read_text())}
"""
ORPHANS = """
import os, time

def total(values):
    started = 0
    for _ in range(150):
        child = os.fork()
        if child == 0:
            os.fork()
            os._exit(0)
        os.waitpid(child, 0)
        started += 1
        time.sleep(0.02)
    return {"started": started}
"""
LEAVES_A_PROCESS = """
import os, time

def total(values):
    for _ in range(3):
        if os.fork() == 0:
            os.setpgid(0, 0)
            if os.fork() == 0:
                time.sleep(60)
            os._exit(0)
    return {}
"""
LISTS_PROCESSES = """
import os

def total(values):
    return {"others": [name for name in os.listdir("/proc") if name.isdecimal() and int(name) != os.getpid()]}
"""
WHO = """
import os

def total(values):
    return {"user": os.getuid()}
"""
FORTY_PROCESSES = """
import os, time

def total(values):
    started = 0
    for _ in range(40):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        started += 1
    time.sleep(3)
    return {"started": started}
"""

pytestmark = [pytest.mark.bwrap, pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")]


@pytest.fixture(scope="module", autouse=True)
def _bwrap() -> None:
    try:
        _ = BwrapSandbox().report
    except CourseError as error:
        pytest.skip(str(error))


def collecting(
    *sources: str, single: bool = False, same_student: bool = False, through: Sequence[str] = (), then: str = ""
) -> subprocess.Popen[str]:
    """Start to collect evidence from submissions in one sandbox. through: a command that runs a command, such as `as_user`."""
    command = [*through, sys.executable, "-P", "-c", SCRIPT + then]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps([sources, PROBES, single, same_student]))
    process.stdin.close()
    process.stdin = None
    return process


def evidence(process: subprocess.Popen[str]) -> list[tuple[str, str]]:
    """Return what the submissions left: for each, how it ended, and its values or its failure."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return [tuple(json.loads(line)) for line in out.splitlines()]


def collect(*sources: str, **options: Any) -> list[tuple[str, str]]:
    return evidence(collecting(*sources, **options))


@pytest.fixture(params=[False, True], ids=["as-is", "as-user"])
def through(request: pytest.FixtureRequest) -> list[str]:
    """Nothing, and what runs a command as an ordinary user."""
    return request.getfixturevalue("as_user") if request.param else []


both = pytest.mark.parametrize("single", [False, True], ids=["nested", "single"])


@both
def test_nothing_is_left_for_the_next_student(single: bool, through: list[str]) -> None:
    """Files, shared memory, queues, keys, sockets, processes, modules: the next one finds none of it."""
    leaves, looks, files, python = (
        (HOSTILE / f"{name}.py").read_text()
        for name in ("leaves_marks", "looks_for_marks", "leaves_files", "poisons_python")
    )
    found = collect(leaves, looks, files, python, looks, single=single, through=through)
    assert found[0][0] == "ok"
    assert "loot: nothing" in found[1][1]
    assert "left in /dev/shm /scratch" in found[2][1]
    assert "left in nothing" in found[3][1]
    assert "loot: nothing" in found[4][1]


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root may look into the warm worker")
def test_the_warm_worker_remembers_no_submission() -> None:
    """Neither source nor evidence is in its memory, not even where that was freed: the next is forked from it."""
    *told, search = collect(TELLS, RAISES, "\n" * 10_000 + TELLS, then=SEARCH)
    assert [outcome for outcome, _ in told] == ["ok", "error", "ok"]
    assert search[1] == "[b'dlcourse.graders.engine.worker.relaying']"  # it did look, and found only what must be there


@both
def test_a_greedy_family_is_ended_with_a_reason(single: bool) -> None:
    """Many processes, each below the limit, count together."""
    (outcome, said), (after, _) = collect((HOSTILE / "memory_in_many_processes.py").read_text(), TELLS, single=single)
    assert (outcome, after) == ("error", "ok")
    assert "All processes together used more than 500 MB" in said


@both
def test_a_job_has_no_way_to_more_priority_or_locked_memory(single: bool, through: list[str]) -> None:
    """Also where the instructor's session has limits that would let it have both (only some roots can try that)."""
    generous = ["prlimit", "--rtprio=50", "--nice=40", "--memlock=unlimited", "--"]
    allowed = subprocess.run([*generous, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    ((outcome, said),) = collect(LIMITED, single=single, through=[*(generous if allowed else ()), *through])
    assert (outcome, said) == ("ok", "{'limits': [0, 0, 0, 0, 256], 'got': []}")


def test_a_single_sandbox_is_ended_first_when_memory_is_short(through: list[str]) -> None:
    """The job cannot change that."""
    ((outcome, said),) = collect(ENDED_FIRST, single=True, through=through)
    assert (outcome, said) == ("ok", "{'before': 1000, 'after': 1000}")


def test_a_single_sandbox_removes_orphans_that_have_ended(through: list[str]) -> None:
    """They would count to the limit of processes, so process 1 waits for them."""
    ((outcome, said),) = collect(ORPHANS, single=True, through=through)
    assert (outcome, said) == ("ok", "{'started': 150}")


def test_nothing_runs_on_into_the_next_topic_of_a_student(through: list[str]) -> None:
    """A single sandbox is for all topics of a student, and yet a topic's processes end with it."""
    (first, _), (second, said) = collect(
        LEAVES_A_PROCESS, LISTS_PROCESSES, single=True, same_student=True, through=through
    )
    assert (first, second, said) == ("ok", "ok", "{'others': ['1']}")


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can become another user")
def test_the_next_single_sandbox_has_another_user() -> None:
    """Processes of the one before may still be ending: they do not count to the next one's limit, so that it can start."""
    found = collect(*[WHO] * 3, single=True)
    assert len(set(found)) == 3


@pytest.mark.parametrize("user", [False, True], ids=["as-is", "as-user"])
def test_two_single_sandboxes_share_no_limit(user: bool, request: pytest.FixtureRequest) -> None:
    """The processes of one do not count to the limit of the other."""
    through = request.getfixturevalue("as_user") if user else []
    many = [collecting(FORTY_PROCESSES, single=True, through=through) for _ in range(2)]
    assert [evidence(process) for process in many] == [[("ok", "{'started': 40}")]] * 2


def test_there_is_no_sandbox_without_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where bwrap is missing, nothing is run, and the message says what to install."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CourseError, match="apt-get install bubblewrap"):
        _ = BwrapSandbox().report
