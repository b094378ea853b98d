"""Optimizers: they move the parameters after backward() has computed the gradients.

An optimizer gets the parameters once, when it is made. Its `step()` moves all of them; each kind of optimizer has its
own rule. `zero_grad()` clears their gradients. SGD with momentum keeps a velocity v for each parameter p, which is 0 at
first:

    g = p.grad + weight_decay · p          v ← momentum · v + g          p ← p − lr · v
"""

from collections.abc import Iterable
from typing import Any

import torch


def make_optimizer(name: str, params: Iterable[torch.Tensor], lr: float = 1e-3, **kw: Any) -> torch.optim.Optimizer:
    """Return PyTorch's optimizer of this name.

    name: "sgd", "adam", "adamw", "rmsprop" or "adagrad", in upper or lower case or any mixture of them.
    params: the parameters that the optimizer moves. Any iterable is allowed, also one that can be gone through only
        once, such as model.parameters().
    lr: the learning rate. By default it is 0.001 for all five optimizers.
    kw: all other settings of the optimizer, such as momentum or weight_decay.
    Returns a new torch.optim.SGD, Adam, AdamW, RMSprop or Adagrad.

    Raises ValueError for any other name.

    >>> make_optimizer("Adam", [torch.zeros(2, requires_grad=True)], lr=0.01).defaults["lr"]
    0.01
    """
    ### BEGIN SOLUTION
    optimizers = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "adamw": torch.optim.AdamW,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    if name.lower() not in optimizers:
        raise ValueError(f"no optimizer {name!r}; there are {', '.join(optimizers)}")
    return optimizers[name.lower()](params, lr=lr, **kw)
    ### END SOLUTION


class SGDMomentum:
    """Stochastic gradient descent with momentum and weight decay, by the formula above.

    params: the tensors to move, each with requires_grad. Any iterable is allowed, also one that can be gone through
        only once, such as model.parameters().
    lr, momentum, weight_decay: the numbers of the formula.

    A class around torch.optim.SGD gives the same numbers, and is allowed; write the formula first.

    >>> w = torch.tensor([1.0], requires_grad=True)
    >>> optimizer = SGDMomentum([w], lr=0.1, momentum=0.5)
    >>> w.grad = torch.tensor([2.0])
    >>> optimizer.step()
    >>> optimizer.step()
    >>> w.detach()
    tensor([0.5000])
    """

    def __init__(
        self, params: Iterable[torch.Tensor], lr: float, momentum: float = 0.0, weight_decay: float = 0.0
    ) -> None:
        """Keep the parameters and the settings. Every parameter of every optimizer has a velocity of its own."""
        ### BEGIN SOLUTION
        self.params = list(params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.velocities = [torch.zeros_like(p) for p in self.params]
        ### END SOLUTION

    def step(self) -> None:
        """Move every parameter by the formula, in place: the tensors stay the same objects, as trainable as before.

        A parameter whose .grad is None stays as it is, and so does its velocity. The gradients are not changed.
        """
        ### BEGIN SOLUTION
        with torch.no_grad():
            for p, v in zip(self.params, self.velocities, strict=True):
                if p.grad is not None:
                    v *= self.momentum
                    v += p.grad + self.weight_decay * p
                    p -= self.lr * v
        ### END SOLUTION

    def zero_grad(self) -> None:
        """Clear the gradients of all parameters: set them to None, or to zeros. A gradient may be None already.

        The parameters and their velocities do not change.
        """
        ### BEGIN SOLUTION
        for p in self.params:
            p.grad = None
        ### END SOLUTION
