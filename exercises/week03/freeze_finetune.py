"""Freezing and fine-tuning: keep what a network knows, and teach it the rest.

A network that has learnt a similar task is a better start than random weights, above all where there is little data.
Its first layers often stay as they are, frozen; the others go on learning, with a small learning rate.

    p  ←  p − lr · gradient     where p.requires_grad
    p  ←  p                     where p is frozen
"""

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

    Raises KeyError if the model has no module of a name. A module without parameters, such as nn.ReLU(), is fine: there
    is nothing to do for it.

    >>> model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    >>> freeze(model, ["0"])
    >>> [name for name, parameter in model.named_parameters() if parameter.requires_grad]
    ['1.weight', '1.bias']
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

    model: is changed in place, put into train mode and left in it. Every parameter with requires_grad True learns; the
        frozen ones stay the same to the last bit, and stay frozen. The parameters come without gradients.
    loader: yields batches (X, y), in the order to train in, which may be another one in each epoch; len(loader) is their
        number. Go through it once for each epoch. X and y go to the model and to the criterion as they come.
    criterion: takes (predictions, y), in this order, and returns a 0-d loss.
    lr: the learning rate of torch.optim.SGD or torch.optim.Adam, whichever you like, with no other settings. One such
        optimizer makes all the steps: one for each batch of each epoch, from the gradient of that batch alone.
    Returns a list of `epochs` plain floats: for each epoch, the mean of its batch losses, each of them found before the
        batch's step, and each counting the same.

    torch's random state is not reset.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> batch = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])
    >>> finetune(model, [batch], nn.MSELoss(), lr=0.1, epochs=1)
    [10.0]
    """
    # TODO: your code here
    raise NotImplementedError("finetune")
