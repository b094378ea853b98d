"""The networks of the course notes, and the reference against its own layers."""

from __future__ import annotations

import pytest
import torch
from torch import nn


@pytest.mark.parametrize(
    ("sizes", "parameters"), [([10, 18, 20, 5], 683), ([6, 4, 1], 33), ([11, 20, 12, 6, 4], 598), ([4, 4, 4], 40)]
)
def test_parameters(solution, sizes, parameters):
    assert sum(p.numel() for p in solution.mlp(sizes).parameters()) == parameters


@pytest.mark.parametrize(
    ("final", "function"),
    [(None, lambda y: y), ("sigmoid", torch.sigmoid), ("softmax", lambda y: y.exp() / y.exp().sum(1, keepdim=True))],
)
@pytest.mark.filterwarnings("error")
def test_output(solution, final, function):
    model = solution.mlp([3, 5, 2], final)
    X = torch.randn(4, 3)
    y = X
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            y = y @ layer.weight.T + layer.bias
    torch.testing.assert_close(model(X), function(y))
