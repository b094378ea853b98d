"""The reference against torch's own functions."""

from __future__ import annotations

import pytest
import torch

SHAPES = [(), (0,), (5,), (3, 4), (2, 3, 4)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [1, 10, 1000])
def test_sigmoid(solution, shape, dtype, size):
    x = size * torch.randn(shape, dtype=dtype)
    torch.testing.assert_close(solution.sigmoid(x), torch.sigmoid(x))


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape and 0 not in shape])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("size", [1, 10, 1000])
def test_softmax(solution, shape, dtype, size):
    x = size * torch.randn(shape, dtype=dtype)
    torch.testing.assert_close(solution.softmax(x), torch.softmax(x, -1))
    for dim in range(-len(shape), len(shape)):
        torch.testing.assert_close(solution.softmax(x, dim), torch.softmax(x, dim))


@pytest.mark.parametrize("name", ["sigmoid", "softmax"])
def test_gradients(solution, name):
    x = torch.randn(3, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(getattr(solution, name), (x,))


@pytest.mark.parametrize("name", ["sigmoid", "softmax"])
def test_gradients_of_large_numbers(solution, name):
    x = torch.tensor([[1000.0, 1001.0, 999.0], [-1000.0, -999.0, -1001.0]], requires_grad=True)
    getattr(solution, name)(x)[:, 0].sum().backward()
    assert torch.isfinite(x.grad).all()
