"""What a worker of the hard sandbox does before its first jobs, so that they are cheap, and what it must not do."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dlcourse.graders.engine.collect.collector import Collector
from dlcourse.graders.engine.collect.job import Job, Questions
from dlcourse.graders.engine.collect.sandbox import ProcessSandbox
from dlcourse.graders.engine.errors import BrokenGrader
from dlcourse.graders.engine.evidence.evidence import difference, same_evidence
from dlcourse.graders.engine.evidence.wire import Array

linux = pytest.mark.skipif(sys.platform != "linux", reason="workers fork on Linux")
number = st.floats() | st.integers(-(2**63), 2**63 - 1)


def in_one_thread(code: str) -> str:
    env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, "-P", "-c", code], env=env, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@linux
def test_practising_starts_no_thread_and_a_child_can_still_train():
    """A fork copies one thread only, so a worker must have no other."""
    code = """
import os
import torch, torch._dynamo
from dlcourse.graders.engine.worker.practice import practise
from dlcourse.graders.engine.worker.worker import _run
from dlcourse.graders.engine.evidence.wire import JOB_LIMITS, unpack
said = []
def train():
    practise(lambda payload: _run(unpack(payload, JOB_LIMITS), lambda tree, more=False: said.append(tree)))
    assert {frame["status"] for frame in said if frame["event"] == "probe"} == {"ok"}, said
train()
print(len(os.listdir("/proc/self/task")), flush=True)
if os.fork() == 0:
    train()
    print("trained", flush=True)
    os._exit(0)
os.wait()
"""
    assert in_one_thread(code) == "1\ntrained\n"


@linux
def test_collapsing_changes_no_value():
    """Huge pages, where the kernel gives them, hold what was there."""
    code = """
from dlcourse.graders.engine.worker.hugepages import collapse
kept = bytes(range(256)) * (1 << 16)
collapse()
print(kept == bytes(range(256)) * (1 << 16))
"""
    assert in_one_thread(code) == "True\n"


SPOILS = b"""
import sys
from dlcourse.graders import authoring

def total(values):
    values[:] = 0
    sys.modules["probes"].ask = sys.modules["probes"].__dict__["ask"] = None
    authoring.probe = None
    return 1.0
"""
ASKS = b"""
from dlcourse.graders.authoring import probe

@probe()
def ask(student, values):
    return {"total": student.total(values), "values": values}
"""
ADDS = b"def total(values):\n    return float(values.sum())\n"


@linux
def test_a_worker_keeps_the_questions_for_each_job_as_they_were_sent():
    """A submission that changes its inputs and its probes does it in its own process only."""
    questions = Questions(ASKS, {"ask": {"values": Array.of(np.arange(4.0))}})
    jobs = [Job(source, "numbers.py", questions, 20.0) for source in (ADDS, SPOILS, ADDS)]
    with (
        Collector(ProcessSandbox(forks=True)) as fresh,
        Collector(ProcessSandbox(forks=True), questions=[questions]) as kept,
    ):
        alone, first, spoiled, last = [fresh.collect(jobs[0]), *(kept.collect(job) for job in jobs)]
    assert [found["ask"].values["total"] for found in (alone, first, spoiled, last)] == [6.0, 6.0, 1.0, 6.0]
    assert same_evidence(first["ask"], alone["ask"])
    assert same_evidence(last["ask"], alone["ask"])


@linux
def test_questions_that_cannot_be_kept_fail_only_the_jobs_that_ask_them():
    """The error is the one that a job without kept questions has."""
    good, bad = Questions(ASKS, {"ask": {"values": Array.of(np.ones(3))}}), Questions(b"import torc\n", {"ask": {}})
    with Collector(ProcessSandbox(forks=True), questions=[bad, good]) as collector:
        assert collector.collect(Job(ADDS, "numbers.py", good, 20.0))["ask"].values["total"] == 3.0
        with pytest.raises(BrokenGrader, match=r"(?s)the probes cannot be loaded.*torc"):
            collector.collect(Job(ADDS, "numbers.py", bad, 20.0))
        assert collector.collect(Job(ADDS, "numbers.py", good, 20.0))["ask"].values["total"] == 3.0


@given(number, st.floats())
@example(float("inf"), float("inf"))
@example(float("-inf"), float("inf"))
@example(1.0, float("inf"))
@example(float("nan"), 1.0)
@example(1.7e308, -1.7e308)
def test_numbers_are_close_when_numpy_says_so(got, want):
    """A number alone is compared as one in an array is."""
    with np.errstate(all="ignore"):
        close = bool(np.isclose(got, want, rtol=1e-4, atol=1e-5, equal_nan=True))
    assert (difference(got, want, 1e-4, 1e-5) is None) == close
