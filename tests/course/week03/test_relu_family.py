"""The reference against torch's own functions."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

SHAPES = [(), (0,), (5,), (3, 4), (2, 3, 4)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_relu(solution, shape, dtype):
    x = torch.randn(shape, dtype=dtype)
    torch.testing.assert_close(solution.relu(x), F.relu(x), rtol=0, atol=0)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("slope", [0.0, 0.01, 0.3, 1.0])
def test_leaky_relu(solution, shape, slope):
    x = torch.randn(shape)
    torch.testing.assert_close(solution.leaky_relu(x, slope), F.leaky_relu(x, slope))


@pytest.mark.parametrize("name", ["relu", "leaky_relu"])
def test_gradients(solution, name):
    x = torch.randn(3, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(getattr(solution, name), (x,))
