"""What a worker of the hard sandbox does before its first jobs, so that they are cheap, and what it must not do."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dlcourse.graders.engine.evidence.evidence import difference

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
from dlcourse.graders.engine.evidence.wire import unpack
said = []
def train():
    practise(lambda payload: _run(unpack(payload), lambda tree, more=False: said.append(tree)))
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
