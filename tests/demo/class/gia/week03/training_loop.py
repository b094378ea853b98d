"""The training loop: forward, loss, backward, step, over and over."""

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

    model: takes a batch X and returns predictions. It is put into train mode and left in it.
    loader: yields batches (X, y).
    criterion: takes (predictions, y), in this order, and returns a 0-d loss, such as nn.MSELoss() or
        nn.CrossEntropyLoss(), which wants the model's plain outputs, without a softmax.
    optimizer: holds the parameters to train. It makes one step for each batch, from the gradient of that batch alone.
    Returns the mean of the batch losses, as a plain float: their sum divided by the number of batches, however
        large each batch is.

    Example: a Linear(1, 1) without bias, w = 0, MSE, SGD with lr 0.1, the batches x = [1, 2] and x = [3], y = 2x:
    w goes from 0 to 1.0 to 2.8, the batch losses are 10 and 9, and 9.5 is returned.
    """
    # TODO: your code here
    raise NotImplementedError("train_one_epoch")


def fit(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
    epochs: int,
) -> list[float]:
    """Train for a number of epochs and return the loss of each, first to last.

    The arguments are those of train_one_epoch; the optimizer keeps its state (momentum, say) from epoch to epoch.
    Returns a list of `epochs` plain floats.
    """
    # TODO: your code here
    raise NotImplementedError("fit")
