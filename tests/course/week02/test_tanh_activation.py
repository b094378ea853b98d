"""The reference against Python's and torch's own functions."""

from __future__ import annotations

import math

import pytest
import torch

NUMBERS = [0.0, 1e-9, 0.3, -0.3, 2.0, -2.0, 19.0, -40.0, 1000.0, -1000.0]


@pytest.mark.parametrize("x", NUMBERS)
def test_tanh(solution, x):
    assert solution.tanh(x) == pytest.approx(math.tanh(x), abs=1e-15)


@pytest.mark.parametrize("x", NUMBERS)
@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_slopes(solution, x, name):
    """torch finds the same slopes."""
    at = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    getattr(torch, name)(at).backward()
    assert at.grad is not None
    assert getattr(solution, f"{name}_grad")(x) == pytest.approx(at.grad.item(), abs=1e-15)


def test_value(solution):
    """Two nodes that use the same one add up, as in torch."""
    x = solution.Value(0.7)
    first, second = x.tanh(), x.tanh()
    first.grad, second.grad = 2.0, -0.5
    first.pass_back()
    second.pass_back()
    at = torch.tensor(0.7, dtype=torch.float64, requires_grad=True)
    (2 * at.tanh() - 0.5 * at.tanh()).backward()
    assert at.grad is not None
    assert x.grad == pytest.approx(at.grad.item())
    assert first.data == pytest.approx(math.tanh(0.7))
    assert first.parents == (x,)
