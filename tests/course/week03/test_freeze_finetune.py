"""The reference against steps that were worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch import nn


def trainable(model):
    return {name for name, parameter in model.named_parameters() if parameter.requires_grad}


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ([], {"0.weight", "0.bias", "2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}),
        (["0"], {"2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}),
        (["2"], {"0.weight", "0.bias"}),
        (["2.1", "0"], {"2.0.weight", "2.0.bias"}),
        (["1"], {"0.weight", "0.bias", "2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}),
    ],
)
def test_freeze(solution, names, left):
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3)))
    solution.freeze(model, names)
    assert trainable(model) == left


def test_finetune_by_hand(solution):
    """The gradient is always 1, so each of six steps subtracts lr from w. The loss is w less the mean of y."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    batches = [(torch.ones(2, 1), torch.tensor([[1.0], [2.0]])), (torch.ones(1, 1), torch.tensor([[-1.0]]))]
    history = solution.finetune(model, batches, lambda prediction, y: (prediction - y).mean(), 0.1, 3)
    assert history == pytest.approx([(-1.5 + 0.9) / 2, (-1.7 + 0.7) / 2, (-1.9 + 0.5) / 2])
    assert model.weight.item() == pytest.approx(-0.6)
