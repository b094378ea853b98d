"""The reference against torch's gradients, and against numbers by hand."""

from __future__ import annotations

import math

import pytest
import torch

FUNCTIONS = (lambda x: x**3, lambda x: x**2 / (1 + x**4), lambda x: 2**x - x)


def gradient(f, x: float) -> float:
    """Return torch's derivative of f at x."""
    point = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    f(point).backward()
    return point.grad.item()


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("x", [-1.5, 0.3, 2.0])
def test_differences(solution, f, x):
    assert solution.forward_difference(f, x) == pytest.approx(gradient(f, x), abs=1e-4)
    assert solution.central_difference(f, x) == pytest.approx(gradient(f, x), abs=1e-8)


@pytest.mark.parametrize("k", [6, 1, 0, -2.5])
@pytest.mark.parametrize("x", [-2.0, 0.0, 0.7])
def test_d_sin(solution, k, x):
    assert solution.d_sin(k, x) == pytest.approx(gradient(lambda point: torch.sin(k * point), x), abs=1e-12)


def test_by_hand(solution):
    """The forward difference of x² is 2x + eps, and the central one of x³ is 3x² + eps²."""
    assert solution.forward_difference(lambda x: x**2, 3.0, eps=0.25) == 6.25
    assert solution.central_difference(lambda x: x**3, 2.0, eps=0.5) == 12.25
    assert solution.d_sin(6, math.pi / 6) == pytest.approx(-6)
