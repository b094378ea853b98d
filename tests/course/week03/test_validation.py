"""The reference against NumPy and numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

REGRESSION = [
    (torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])),
    (torch.tensor([[3.0]]), torch.tensor([[6.0]])),
]


def test_validate_by_hand(solution):
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    loss = solution.validate(model, REGRESSION, nn.MSELoss())
    assert loss == (10 + 36) / 2


def test_validate_against_numpy(solution):
    model = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Dropout(0.9))
    batches = [(torch.randn(n, 4), torch.randint(3, (n,))) for n in (5, 5, 1)]
    found = solution.validate(model, batches, nn.CrossEntropyLoss())
    weight, bias = (p.detach().double().numpy() for p in model[0].parameters())
    losses = []
    for X, y in batches:
        z = (X.double().numpy() @ weight.T + bias) / np.sqrt(1 + model[1].eps)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        losses.append(-log_p[np.arange(len(y)), y.numpy()].mean())
    assert found == pytest.approx(np.mean(losses), abs=1e-5)


@pytest.mark.parametrize("n", [3, 10, 61, 99, 100, 101, 1797])
@pytest.mark.parametrize(
    "fractions", [(0.7, 0.2, 0.1), (0.6, 0.3, 0.1), (0.8, 0.1, 0.1), (0.5, 0.25, 0.25), (0.5, 0.5, 0)]
)
def test_split(solution, n, fractions):
    parts = solution.split(n, fractions, 5)
    assert sorted(torch.cat(parts).tolist()) == list(range(n))
    for part, fraction in zip(parts, fractions, strict=True):
        assert part.dtype == torch.int64
        assert part.ndim == 1
        assert abs(len(part) - n * fraction) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("train", "val", "tol", "word"),
    [
        ([0.9, 0.4], [0.9, 0.9], 0.2, "underfit"),
        ([0.9, 0.1], [0.9, 0.5], 0.2, "overfit"),
        ([0.9, 0.1], [0.2, 0.25], 0.2, "ok"),
        ([0.1], [0.05], 0.2, "ok"),
    ],
)
def test_diagnose(solution, train, val, tol, word):
    assert solution.diagnose(train, val, tol) == word
