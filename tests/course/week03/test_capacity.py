"""The reference against a count of what it builds."""

from __future__ import annotations

import pytest
import torch
from torch import nn


def count(model):
    return sum(parameter.numel() for parameter in model.parameters())


@pytest.mark.parametrize(("n_in", "n_out"), [(8, 2), (1, 1), (4, 3), (64, 10)])
@pytest.mark.parametrize("hidden", [1, 2, 7, 100])
def test_every_size_of_one_hidden_layer(solution, n_in, n_out, hidden):
    size = count(nn.Sequential(nn.Linear(n_in, hidden), nn.Linear(hidden, n_out)))
    model = solution.mlp_within(n_in, n_out, size, size)
    assert count(model) == size
    assert model(torch.randn(5, n_in)).shape == (5, n_out)
