"""The reference against torch's own cross-entropy, and the catalogue's figures."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional as F


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.1), (0.5, 2.0)])
def test_init_uniform(solution, bias, low, high):
    torch.manual_seed(0)
    layer = nn.Linear(200, 100, bias=bias)
    weight = solution.init_uniform(layer, low, high).weight
    assert low <= weight.min()
    assert weight.max() <= high
    assert weight.mean().item() == pytest.approx((low + high) / 2, abs=0.02 * (high - low))
    assert weight.std().item() == pytest.approx((high - low) / 12**0.5, rel=0.02)
    assert not bias or layer.bias.eq(0).all()


@pytest.mark.parametrize("num_classes", [1, 2, 3, 10, 1000])
def test_initial_loss(solution, num_classes):
    loss = F.cross_entropy(torch.zeros(1, num_classes), torch.tensor([0]))
    assert solution.initial_loss(num_classes) == pytest.approx(loss.item(), abs=1e-6)


def test_loss_of_three_classes(solution):
    assert round(solution.initial_loss(3), 4) == 1.0986
