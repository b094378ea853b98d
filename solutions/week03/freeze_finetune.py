"""Freezing and fine-tuning: keep what a network knows, and teach it the rest.

A network that has learnt a similar task is a better start than random weights, most of all if there is little data. Its
first layers are often frozen, so they do not change; the others go on learning, with a small learning rate.

    p  ←  p − lr · gradient     if p.requires_grad
    p  ←  p                     if p is frozen
"""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import nn


def freeze(model: nn.Module, names: Sequence[str]) -> None:
    """Freeze modules of a model, so that no optimizer moves any of their parameters.

    model: it is changed in place.
    names: names of modules as in model.named_modules(), such as "0" or "encoder.1". All parameters of a named module
        are frozen, also its bias and the parameters of modules inside it. "1" means only module "1", not "10". What was
        frozen before stays frozen; the other modules do not change.

    A frozen parameter has requires_grad False and its .grad is None. With an old gradient in .grad, an optimizer that
    holds the parameter would still move it.

    Raises KeyError if the model has no module with one of the names. A module without parameters, such as nn.ReLU(), is
    allowed: nothing in it needs freezing.

    >>> model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    >>> freeze(model, ["0"])
    >>> [name for name, parameter in model.named_parameters() if parameter.requires_grad]
    ['1.weight', '1.bias']
    """
    ### BEGIN SOLUTION
    modules = dict(model.named_modules())
    for name in names:
        for parameter in modules[name].parameters():
            parameter.requires_grad_(False)
            parameter.grad = None
    ### END SOLUTION


def finetune(
    model: nn.Module,
    loader: Iterable[tuple[torch.Tensor, torch.Tensor]],
    criterion: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    lr: float,
    epochs: int,
) -> list[float]:
    """Train a model further from the weights that it has, and return the loss of each epoch.

    model: it is changed in place: put it into train mode, and leave it there. Every parameter with requires_grad True
        learns. The frozen ones keep exactly their values, and stay frozen. At the start no parameter has a gradient.
    loader: yields batches (X, y) in the order to train in. The order may differ from epoch to epoch. len(loader) is the
        number of batches. Go through it once for each epoch. Give X and y to the model and the criterion unchanged.
    criterion: takes (predictions, y), in this order, and returns the loss, a tensor with a single number.
    lr: the learning rate of torch.optim.SGD or torch.optim.Adam, as you like, without other settings. One such
        optimizer makes all the steps: one for each batch of each epoch, from the gradient of that batch alone.
    Returns a list of `epochs` plain floats: for each epoch the mean of its batch losses. Compute the loss of a batch
        before its step. Every batch counts the same.

    torch's random state is not reset.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> batch = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])
    >>> finetune(model, [batch], nn.MSELoss(), lr=0.1, epochs=1)
    [10.0]
    """
    ### BEGIN SOLUTION
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        losses = []
        for X, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(X), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
    ### END SOLUTION
