"""The reference against autograd, and masks and counts worked out by hand."""

from __future__ import annotations

import pytest
import torch


@pytest.mark.parametrize("shape", [(), (5,), (3, 4)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [1, 100])
def test_sigmoid_prime(solution, shape, dtype, size):
    x = (size * torch.randn(shape, dtype=dtype)).requires_grad_()
    (slope,) = torch.autograd.grad(torch.sigmoid(x).sum(), x)
    torch.testing.assert_close(solution.sigmoid_prime(x.detach()), slope)


def test_slope_by_hand(solution):
    x = torch.tensor([-100.0, -10.0, -5.0, 0.0, 5.0, 10.0, 100.0])
    slopes = torch.tensor([0, 0.00005, 0.0066, 0.25, 0.0066, 0.00005, 0])
    torch.testing.assert_close(solution.sigmoid_prime(x), slopes, rtol=0, atol=5e-5)


@pytest.mark.parametrize(("tol", "edge"), [(1e-3, 6.906), (0.1, 2.063)])
def test_saturated(solution, tol, edge):
    x = torch.tensor([-10.0, -edge - 0.01, -edge + 0.01, 0.0, edge - 0.01, edge + 0.01, 10.0])
    assert solution.saturated(x, tol).tolist() == [True, True, False, False, False, True, True]


def test_saturated_by_default(solution):
    x = torch.tensor([[-10.0, 6.0], [-6.0, 10.0]])
    assert solution.saturated(x).tolist() == [[True, False], [False, True]]


@pytest.mark.parametrize(
    ("acts", "count"),
    [([[0, 1]], 1), ([[0, 1], [2, 0]], 0), ([[0, 0, 0], [0, 0, 3]], 2), ([[0, 0]], 2), ([[0.0], [1e-30]], 0)],
)
def test_dead_units(solution, acts, count):
    assert solution.dead_units(torch.tensor(acts, dtype=torch.float32)) == count
