"""The reference against sizes that were worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch import nn


def normed():
    """9·16 + 16, 2·16, 16·8 + 8, 2·8 and 8 + 1 parameters; the buffers of its batch norms do not count."""
    return nn.Sequential(nn.Linear(9, 16), nn.BatchNorm1d(16), nn.Linear(16, 8), nn.BatchNorm1d(8), nn.Linear(8, 1))


@pytest.mark.parametrize(
    ("model", "count"),
    [
        (nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2)), 46),
        (nn.Sequential(nn.Linear(16, 4), nn.Linear(4, 2), nn.Linear(2, 1)), 81),
        (normed(), 353),
        (nn.Sequential(nn.Conv2d(3, 5, 2), nn.Sequential(nn.ReLU(), nn.Linear(5, 2, bias=False))), 3 * 5 * 4 + 5 + 10),
        (nn.ParameterList([torch.tensor(1.0), torch.ones(2, 3, 4)]), 25),
        (nn.Sequential(), 0),
    ],
    ids=["two layers", "three layers", "batch norms", "nested", "parameters of any shape", "none"],
)
def test_count(solution, model, count):
    assert solution.count_parameters(model) == count
    assert solution.count_parameters(model, trainable_only=True) == count


def test_frozen(solution):
    model = nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2))
    model[0].requires_grad_(False)
    assert solution.count_parameters(model) == 46
    assert solution.count_parameters(model, trainable_only=True) == 10


def test_shared(solution):
    layer = nn.Linear(3, 3)
    assert solution.count_parameters(nn.Sequential(layer, layer)) == 12
    tied = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    tied[1].weight = tied[0].weight
    assert solution.count_parameters(tied) == 9 + 3 + 3
