"""The training loop: forward, loss, backward, step, batch after batch.

A model learns from one batch at a time: it predicts, a loss says how wrong it is, backpropagation says how the loss
depends on every parameter, and the optimizer moves each parameter a little. One pass through all batches is an epoch.

    p  ←  p − lr · ∂loss(model(X), y) / ∂p          for each batch (X, y), with SGD
"""

from collections.abc import Callable, Iterable

import torch
from torch import nn


def train_one_epoch(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> float:
    """Train on every batch once, in the loader's order, and return the epoch's loss.

    model: takes a batch X and returns predictions. It is put into train mode and stays in train mode.
    loader: yields batches (X, y), as a DataLoader does; they may differ in size. len(loader) is their number. Go
        through it once for each epoch. Pass X and y on to the model and to the criterion as they come, in their own
        shape and dtype.
    criterion: takes (predictions, y), in this order, and returns a loss, a tensor with a single number. Examples are
        nn.MSELoss() and nn.CrossEntropyLoss(), which expects the model's plain outputs, without a softmax.
    optimizer: holds the parameters to train, and makes one step for each batch, from the gradient of that batch alone.
        The parameters have no gradients at first. The optimizer's state, such as momentum, is kept from call to call.
    Returns the mean of the batch losses, as a plain float: their sum divided by the number of batches, whatever the
        sizes of the batches are.

    Frozen parameters stay frozen. torch's random state is not reset, so a loader that shuffles has a new order in every
    epoch.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> first = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])
    >>> second = torch.tensor([[3.0]]), torch.tensor([[6.0]])
    >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> train_one_epoch(model, [first, second], nn.MSELoss(), optimizer)  # the losses are 10 and 9
    9.5
    >>> round(model.weight.item(), 4)  # from 0 to 1.0 to 2.8
    2.8
    """
    ### BEGIN SOLUTION
    model.train()
    losses = []
    for X, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)
    ### END SOLUTION


def fit(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
    epochs: int,
) -> list[float]:
    """Train for a number of epochs, and return the list of their losses, from first to last.

    model, loader, criterion, optimizer: as for train_one_epoch. The optimizer keeps its state from epoch to epoch.
    epochs: the number of epochs, 0 or more.
    Returns a list of `epochs` plain floats, each the mean of its epoch's batch losses.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> first = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])
    >>> second = torch.tensor([[3.0]]), torch.tensor([[6.0]])
    >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> losses = fit(model, [first, second], nn.MSELoss(), optimizer, epochs=2)
    >>> [round(loss, 3) for loss in losses]
    [9.5, 1.52]
    """
    ### BEGIN SOLUTION
    return [train_one_epoch(model, loader, criterion, optimizer) for _ in range(epochs)]
    ### END SOLUTION
