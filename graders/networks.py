"""For probes and mistakes on networks: given weights, and tensors in batches. The sandbox shows this module to every job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from torch.utils.data import DataLoader, TensorDataset

if TYPE_CHECKING:
    import torch
    from torch import nn


def loaded(model: nn.Module, weights: Mapping[str, torch.Tensor]) -> nn.Module:
    """Return the model with these weights, by the names of its `state_dict()`."""
    model.load_state_dict(weights)
    return model


def batches(X: torch.Tensor, y: torch.Tensor, size: int) -> DataLoader[tuple[torch.Tensor, ...]]:
    """Return a DataLoader over the rows of X and y in their order, `size` rows a batch; the last one may be smaller.

    X: (N, …). y: (N, …).
    """
    return DataLoader(TensorDataset(X, y), batch_size=size)
