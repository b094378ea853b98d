"""Overfitting one batch: the first test of a new model.

Before you train for hours, train on a few samples, again and again. A model that is large enough must learn them by heart:
its loss goes to almost 0. If it does not, there is a bug in the model, the loop or the data, and you have found it in seconds.

    the same X, y  →  forward, loss, backward, step  →  the same X, y  →  …        loss → 0
"""

from collections.abc import Callable, Iterable

import torch
from torch import nn


def overfit_one_batch(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
    steps: int = 1000,
) -> float:
    """Train on the first batch of a loader, and nothing else, and return the loss at the end.

    model: takes a batch X and returns predictions. It is put into train mode and left in it.
    loader: yields batches (X, y), perhaps in another order each time it is gone through; perhaps it can be gone through
        only once. The first batch that it yields is used for all steps, and all of its samples are. X and y go to the
        model and to the criterion as they come, in their own shape and dtype.
    criterion: takes (predictions, y), in this order, and returns a 0-d loss, such as nn.MSELoss() or
        nn.CrossEntropyLoss(), which wants the model's plain outputs, without a softmax.
    optimizer: holds the parameters to train, which come without gradients. It makes `steps` steps, each from the gradient
        of that step alone, however small the loss becomes, and even if it rises.
    steps: how many, at least 1.
    Returns a plain float, the loss of the batch at the last step: computed before the parameters move in it or after
        that, as you like.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> batches = [(torch.tensor([[2.0]]), torch.tensor([[6.0]])), (torch.tensor([[1.0]]), torch.tensor([[9.0]]))]
    >>> loss = overfit_one_batch(model, batches, nn.MSELoss(), torch.optim.SGD(model.parameters(), lr=0.1), steps=50)
    >>> round(loss, 3), round(model.weight.item(), 3)
    (0.0, 3.0)
    """
    ### BEGIN SOLUTION
    X, y = next(iter(loader))
    model.train()
    for _ in range(steps):
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()
    ### END SOLUTION
