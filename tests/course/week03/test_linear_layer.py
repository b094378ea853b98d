"""The reference against torch's own layer."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn import functional as F


@pytest.mark.parametrize("samples", [0, 1, 5])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_linear(solution, samples, dtype):
    x, W, b = (torch.randn(shape, dtype=dtype) for shape in ((samples, 3), (2, 3), (2,)))
    torch.testing.assert_close(solution.linear(x, W, b), F.linear(x, W, b))
    torch.testing.assert_close(solution.linear(x, W), F.linear(x, W))


def test_linear_by_hand(solution):
    y = solution.linear(
        torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]]), torch.ones(2)
    )
    assert y.tolist() == [[5, 5]]


def test_gradients(solution):
    tensors = [torch.randn(shape, dtype=torch.float64, requires_grad=True) for shape in ((4, 3), (2, 3), (2,))]
    assert torch.autograd.gradcheck(solution.linear, tensors)


@pytest.mark.parametrize(("a", "b", "c"), [(3, 5, 2), (3, 3, 3), (1, 4, 1)])
def test_fuse(solution, a, b, c):
    l1, l2 = nn.Linear(a, b), nn.Linear(b, c)
    fused, x = solution.fuse(l1, l2), torch.randn(6, a)
    torch.testing.assert_close(fused(x), l2(l1(x)))
