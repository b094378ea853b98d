"""Right but unusual solutions."""

import numpy as np
import torch

from dlcourse.graders.authoring import variant


@variant(of="to_float")
def to_float_by_as_tensor(data):
    """Shares memory first, then copies."""
    try:
        return torch.as_tensor(data).clone().to(torch.float32)
    except TypeError as error:
        raise ValueError("ragged lists") from error


@variant(of="to_float")
def to_float_by_cases(data):
    """Has one case for each kind of data."""
    if isinstance(data, torch.Tensor):
        return data.float() + 0
    if isinstance(data, np.ndarray):
        return torch.from_numpy(data.copy()).float()
    try:
        return torch.tensor(data, dtype=torch.float32)
    except (TypeError, ValueError):
        raise ValueError("ragged lists") from None


@variant(of="to_float")
def to_float_by_recursion(data):
    """Stacks the tensors of the parts."""
    if not isinstance(data, list):
        return torch.tensor(data, dtype=torch.float32) if not isinstance(data, torch.Tensor) else data.mul(1.0).float()
    if not data:
        return torch.zeros(0)
    parts = [to_float_by_recursion(part) for part in data]
    if len({part.shape for part in parts}) > 1:
        raise ValueError("ragged lists")
    return torch.stack(parts)


@variant(of="matmul_shape")
def matmul_shape_on_meta_tensors(a, b):
    """Multiplies tensors without numbers, and returns torch.Size."""
    try:
        return torch.matmul(a.to("meta"), b.to("meta")).shape
    except RuntimeError as error:
        raise ValueError("no product") from error


@variant(of="matmul_shape")
def matmul_shape_by_rule(a, b):
    """Multiplies nothing: turns vectors into matrices, compares, broadcasts, and removes the added dimensions."""
    if not a.shape or not b.shape:
        raise ValueError("a number has no matrix product")
    left = (1, *a.shape) if a.dim() == 1 else tuple(a.shape)
    right = (*b.shape, 1) if b.dim() == 1 else tuple(b.shape)
    if left[-1] != right[-2]:
        raise ValueError("the sizes to sum over differ")
    try:
        batch = torch.broadcast_shapes(left[:-2], right[:-2])
    except RuntimeError as error:
        raise ValueError("the batches differ") from error
    rows = left[-2:-1] if a.dim() > 1 else ()
    columns = right[-1:] if b.dim() > 1 else ()
    return (*batch, *rows, *columns)


@variant(of="matmul_shape")
def matmul_shape_by_numpy(a, b):
    """Lets NumPy multiply, which raises ValueError by itself."""
    return np.matmul(a.numpy(), b.numpy()).shape
