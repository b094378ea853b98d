"""Freezing and fine-tuning: keep what a network knows, and teach it the rest."""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import nn


def freeze(model: nn.Module, names: Sequence[str]) -> None:
    """Freeze modules of a model, so that no optimizer moves any of their parameters.

    model: is changed in place.
    names: names of modules as in model.named_modules(), such as "0" or "encoder.1". All parameters of a named module
        are frozen, its bias and those of modules inside it too. "1" is module "1" alone, not "10". Whatever was
        frozen before stays frozen; the other modules stay as they are.

    A frozen parameter has requires_grad False and no gradient left over: with a stale one in .grad, an optimizer that
    holds the parameter would still move it.

    Raises KeyError if the model has no module of a name.
    """
    # TODO: your code here
    raise NotImplementedError("freeze")


def finetune(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    lr: float,
    epochs: int,
) -> list[float]:
    """Go on training a model from the weights it has, and return the loss of each epoch.

    Only parameters with requires_grad True move; the frozen ones stay the same to the last bit, and stay frozen.
    loader: yields batches (X, y), in the order to train in; one step for each.
    criterion: takes (predictions, y) and returns a 0-d loss.
    lr: the learning rate of torch.optim.SGD or torch.optim.Adam, whichever you like, with no other settings.
    Returns `epochs` plain floats: for each epoch, the mean of its batch losses.
    """
    # TODO: your code here
    raise NotImplementedError("finetune")
