"""Two submissions after each other in the hard sandbox: the second finds nothing of the first, whoever starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.graders.engine.collect.bwrap import BwrapSandbox
from dlcourse.graders.engine.errors import CourseError

HOSTILE = Path(__file__).parents[2] / "hostile" / "basics"
TOKEN = "token-51c9"
PROBES = """
from dlcourse.graders.authoring import probe

@probe()
def look(student):
    return {"y": student.total([1.0])}
"""
SCRIPT = """
import json, sys
from dlcourse.graders.engine.collect.bwrap import BwrapSandbox
from dlcourse.graders.engine.collect.collector import Collector, Job

class Flat(BwrapSandbox):
    nested = False

sources, probes, flat = json.load(sys.stdin)
with Collector((Flat if flat else BwrapSandbox)(), ["numpy"]) as collector:
    for source in sources:
        collector.next_submission()
        job = Job(source.encode(), "numbers.py", probes.encode(), [("look", {})], 20.0, memory=500)
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

pytestmark = [pytest.mark.bwrap, pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")]


@pytest.fixture(scope="module", autouse=True)
def _bwrap() -> None:
    try:
        _ = BwrapSandbox().report
    except CourseError as error:
        pytest.skip(str(error))


def collect(*sources: str, flat: bool = False, user: bool = False, then: str = "") -> list[tuple[str, str]]:
    """Collect evidence from submissions in one sandbox; `user`: as an ordinary user, where the tests run as root."""
    command = [sys.executable, "-P", "-c", SCRIPT + then]
    if user and os.getuid() == 0:
        command = ["unshare", "--user", "--map-user=1500", "--map-group=1500", "--", *command]
    done = subprocess.run(
        command, input=json.dumps([sources, PROBES, flat]), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("flat", [False, True], ids=["nested", "fresh"])
@pytest.mark.parametrize("user", [False, True], ids=["as-is", "as-user"])
def test_nothing_is_left_for_the_next_student(flat: bool, user: bool) -> None:
    """Files, shared memory, queues, keys, sockets, processes, modules: the next one finds none of it."""
    if user and not shutil.which("unshare"):
        pytest.skip("the program unshare is missing")
    leaves, looks, files, python = (
        (HOSTILE / f"{name}.py").read_text()
        for name in ("leaves_marks", "looks_for_marks", "leaves_files", "poisons_python")
    )
    found = collect(leaves, looks, files, python, looks, flat=flat, user=user)
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


@pytest.mark.parametrize("flat", [False, True], ids=["nested", "fresh"])
def test_a_greedy_family_is_ended_with_a_reason(flat: bool) -> None:
    """Many processes, each below the limit, count together."""
    (outcome, said), (after, _) = collect((HOSTILE / "memory_in_many_processes.py").read_text(), TELLS, flat=flat)
    assert (outcome, after) == ("error", "ok")
    assert "All processes together used more than 500 MB" in said


def test_there_is_no_sandbox_without_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where bwrap is missing, nothing is run, and the message says what to install."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CourseError, match="apt-get install bubblewrap"):
        _ = BwrapSandbox().report
