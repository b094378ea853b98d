"""The reference against torch's own functions."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F


@pytest.mark.parametrize(("n", "classes"), [(1, 2), (4, 4), (7, 3)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [1, 10000])
def test_cross_entropy(solution, n, classes, dtype, size):
    logits = size * torch.randn(n, classes, dtype=dtype)
    indices = torch.randint(classes, (n,))
    soft = torch.rand(n, classes, dtype=dtype).softmax(dim=1)
    for target in (indices, F.one_hot(indices, classes).to(dtype), soft):
        torch.testing.assert_close(solution.cross_entropy(logits, target), F.cross_entropy(logits, target))


def test_value_by_hand(solution):
    logits, index = torch.tensor([[0.1, 6.0, -2.0, 3.2]]), torch.tensor([2])
    assert solution.cross_entropy(logits, index).item() == pytest.approx(8.0619, abs=5e-5)


def test_gradient_is_softmax_minus_target(solution):
    logits, target = torch.randn(5, 3, requires_grad=True), torch.tensor([0, 1, 2, 2, 0])
    solution.cross_entropy(logits, target).backward()
    torch.testing.assert_close(logits.grad, (logits.detach().softmax(dim=1) - F.one_hot(target, 3)) / 5)


@pytest.mark.parametrize("shape", [(), (6,), (4, 1), (3, 2)])
def test_binary_cross_entropy(solution, shape):
    p, y = torch.empty(shape, dtype=torch.float64).uniform_(0.01, 0.99), torch.randint(2, shape).double()
    torch.testing.assert_close(solution.binary_cross_entropy(p, y), F.binary_cross_entropy(p, y))
    assert torch.autograd.gradcheck(lambda p: solution.binary_cross_entropy(p, y), (p.requires_grad_(),))
