"""Transferring weights: a network starts from what another one has learnt.

The `state_dict()` of a model holds its parameters and buffers by name. Two networks with the same body and different
heads share most names and shapes. You can copy the entries that they share; the other entries keep their values.

    source   0.weight (6, 4)   0.bias (6,)   2.weight (1, 6)   2.bias (1,)
    target   0.weight (6, 4)   0.bias (6,)   2.weight (3, 6)   2.bias (3,)
             copied            copied        kept              kept
"""

import torch
from torch import nn


def transfer(source: nn.Module, target: nn.Module) -> list[str]:
    """Copy every entry of the source for which the target has an entry with the same name and shape.

    source: the model to copy from. It is not changed.
    target: the model to copy into, with the same dtypes. It is changed in place and shares no memory with the source:
        its parameters stay the same objects, trainable or frozen as before. All other entries keep their values.
    Entries are those of `state_dict()`: parameters, and buffers such as the running mean of a batch norm.
    Returns the names of the entries that were copied, in any order; none if there is nothing to copy.
    load_state_dict is allowed. With strict=False, it keeps what you do not give; it always refuses entries of other shapes.

    >>> source = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 1))
    >>> target = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 3))
    >>> sorted(transfer(source, target))
    ['0.bias', '0.weight']
    """
    # TODO: your code here
    raise NotImplementedError("transfer")
