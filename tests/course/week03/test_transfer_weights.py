"""The reference against load_state_dict, and against copying by hand."""

from __future__ import annotations

import torch
from torch import nn


def test_equal_models(solution):
    source, target = (nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2)) for _ in range(2))
    source(torch.randn(8, 3))  # moves the running statistics
    copied = solution.transfer(source, target)
    assert sorted(copied) == sorted(source.state_dict())
    for name, entry in target.state_dict().items():
        assert torch.equal(entry, source.state_dict()[name])


def test_another_head(solution):
    source = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
    target = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 5))
    head = target[2].weight.detach().clone()
    assert sorted(solution.transfer(source, target)) == ["0.bias", "0.weight"]
    assert torch.equal(target[0].weight, source[0].weight)
    assert torch.equal(target[2].weight, head)
