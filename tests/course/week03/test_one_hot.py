"""The reference against torch's own function."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F


def test_of_the_course_notes(solution):
    assert solution.one_hot(torch.tensor(0), 3).tolist() == [1, 0, 0]


@pytest.mark.parametrize("shape", [(), (0,), (5,), (2, 3), (2, 1, 3)])
@pytest.mark.parametrize("dtype", [torch.int8, torch.uint8, torch.int32, torch.int64])
def test_one_hot(solution, shape, dtype):
    labels = torch.randint(0, 4, shape)
    y = solution.one_hot(labels.to(dtype), 6)
    assert y.dtype == torch.int64
    assert torch.equal(y, F.one_hot(labels, 6))


def test_many_classes(solution):
    labels = torch.tensor([100, 0], dtype=torch.int8)
    assert torch.equal(solution.one_hot(labels, 300), F.one_hot(labels.long(), 300))
