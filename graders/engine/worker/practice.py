"""Practice jobs in the warm worker of the hard sandbox, before any child is forked from it.

Python and PyTorch do some work only the first few times in a process: they specialise code and fill caches. Here it is done
once, and not in every child, where it also makes the kernel copy each page that it writes to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from dlcourse.graders.engine.evidence.wire import Array, Tree, pack

TIMES: Final = 10  # Python specialises a function from its eighth call on
PLAIN: Final = (
    '''"""Practice."""

import math


def double(x):
    return 2 * x
''',
    """from dlcourse.graders.authoring import probe


def numbers(rng):
    return {"x": rng.normal(size=(2, 3))}


@probe(inputs=numbers)
def ask(student, x):
    return {"y": student.double(x), "x": x, "count": 3, "names": ["a", None, True, 0.5]}
""",
)
TORCH: Final = (
    '''"""Practice."""

import torch
from torch import nn


def double(X):
    model = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 3))
    classes, targets = torch.arange(8) % 3, torch.randn(8, 3)
    for optimizer in (torch.optim.SGD(model.parameters(), lr=0.01), torch.optim.Adam(model.parameters())):
        for _ in range(2):
            optimizer.zero_grad()
            outputs = model(X)
            loss = nn.CrossEntropyLoss()(outputs, classes) + nn.MSELoss()(outputs, targets)
            loss.backward()
            optimizer.step()
            loss.item()
    return outputs
''',
    PLAIN[1],
)


def practise(run_job: Callable[[bytes], None]) -> None:
    """Run a small job TIMES times, as children will. It starts no thread, because there is no GPU here."""
    source, probes = (text.encode() for text in (TORCH if "torch._dynamo" in sys.modules else PLAIN))
    inputs: Tree = {"x": _ones()}
    job: Tree = {
        "kind": "run",
        "source": source,
        "file": "practice.py",
        "questions": {"probes_source": probes, "inputs": {"ask": inputs}},
        "probes": [{"name": "ask", "exercises": ["double"], "seconds": 0.0}],
        "replace": None,
        "memory": 0,
        "threads": 1,
        "seconds": 0.0,
        "import_seconds": 0.0,
    }
    for _ in range(TIMES):
        run_job(pack(job, raw=True))


def _ones() -> Tree:
    """Return an input as the topics of this worker have them: a tensor, an ndarray, or a number if NumPy is not imported."""
    if "numpy" not in sys.modules:
        return 1.0
    import numpy as np  # noqa: PLC0415

    return Array.of(np.ones((8, 4), np.float32), "tensor" if "torch" in sys.modules else "ndarray")
