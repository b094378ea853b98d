"""The reference against torch's own functions."""

from __future__ import annotations

import math

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


@pytest.mark.parametrize(
    ("logits", "index", "loss"), [([-0.1211, 0.1059], 0, 0.8131), ([0.1, 6.0, -2.0, 3.2], 2, 8.0619)]
)
def test_values_by_hand(solution, logits, index, loss):
    assert solution.cross_entropy(torch.tensor([logits]), torch.tensor([index])).item() == pytest.approx(loss, abs=5e-5)


def test_gradient_is_softmax_minus_target(solution):
    logits, target = torch.randn(5, 3, requires_grad=True), torch.tensor([0, 1, 2, 2, 0])
    solution.cross_entropy(logits, target).backward()
    torch.testing.assert_close(logits.grad, (logits.detach().softmax(dim=1) - F.one_hot(target, 3)) / 5)


@pytest.mark.parametrize("shape", [(), (6,), (4, 1), (3, 2)])
def test_binary_cross_entropy(solution, shape):
    p, y = torch.empty(shape, dtype=torch.float64).uniform_(0.01, 0.99), torch.randint(2, shape).double()
    torch.testing.assert_close(solution.binary_cross_entropy(p, y), F.binary_cross_entropy(p, y))
    assert torch.autograd.gradcheck(lambda p: solution.binary_cross_entropy(p, y), (p.requires_grad_(),))


@pytest.mark.parametrize(("p", "y"), [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
def test_binary_cross_entropy_of_certainty(solution, p, y):
    loss = solution.binary_cross_entropy(torch.tensor([p]), torch.tensor([y])).item()
    assert math.isfinite(loss)
    assert loss < 0.01 if p == y else loss > 5


@pytest.mark.parametrize("shape", [(), (4,), (1, 4), (2, 2)])
def test_binary_cross_entropy_of_other_shapes(solution, shape):
    with pytest.raises(ValueError, match="shape"):
        solution.binary_cross_entropy(torch.full((4, 1), 0.5), torch.ones(shape))
