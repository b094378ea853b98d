"""Overfitting one batch: the first test of a new model.

Before you train for hours, train on a few samples, again and again. A model that is large enough must learn them by
heart: its loss falls to almost 0. If it does not, there is a bug in the model, the loop or the data, and you know it
after a few seconds.

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
    """Train on the first batch of a loader only, and return the loss at the end.

    model: takes a batch X and returns predictions. Put it into train mode, and leave it there.
    loader: yields batches (X, y). The order may differ each time you go through it, and some loaders work only once.
        Use the first batch that it yields for all steps, with all its samples. Give X and y to the model and to the
        criterion unchanged, in their own shape and dtype.
    criterion: takes (predictions, y), in this order, and returns the loss, a tensor with a single number. Examples are
        nn.MSELoss() and nn.CrossEntropyLoss(), which needs the outputs of the model without a softmax.
    optimizer: holds the parameters to train, which have no gradients at the start. It makes `steps` steps, each from the
        gradient of that step alone, even if the loss is very small or rises.
    steps: the number of steps, at least 1.
    Returns a plain float, the loss of the batch at the last step: before or after the parameters move in that step, as
        you like.

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
