"""The reference against NumPy, and the shapes of the course notes."""

from __future__ import annotations

import numpy as np
import pytest
import torch


@pytest.mark.parametrize(
    "data",
    [
        3,
        2.5,
        [],
        [1, 2],
        [[1, 2.5], [-3, 4]],
        (1, 2),
        np.arange(6).reshape(2, 3).T,
        np.arange(3.0)[::-1],
        np.float64(2),
    ],
)
def test_to_float(solution, data):
    y = solution.to_float(data)
    assert y.dtype == torch.float32
    np.testing.assert_array_equal(y.numpy(), np.asarray(data, dtype=np.float32))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.int8, torch.bool])
def test_to_float_of_tensors(solution, dtype):
    x = torch.tensor([[0, 1, 1]]).to(dtype)
    assert torch.equal(solution.to_float(x), torch.tensor([[0.0, 1.0, 1.0]]))


@pytest.mark.parametrize(
    ("a", "b", "shape"),
    [
        ((3,), (3,), ()),
        ((3, 4), (4,), (3,)),
        ((10, 3, 4), (4,), (10, 3)),
        ((10, 3, 4), (10, 4, 5), (10, 3, 5)),
        ((10, 3, 4), (4, 5), (10, 3, 5)),
        ((4,), (10, 4, 5), (10, 5)),
        ((2, 1, 3, 4), (7, 4, 5), (2, 7, 3, 5)),
    ],
)
def test_matmul_shape(solution, a, b, shape):
    assert solution.matmul_shape(torch.randn(a), torch.randn(b)) == shape
