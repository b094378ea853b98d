"""One step of gradient descent, by hand.

The gradient points to where the loss grows, so a step goes the other way. The learning rate says how far. This is all
that plain SGD does in its `step()`.

    p  ←  p − lr · ∂loss/∂p          for every parameter p
"""

import torch
from torch import nn


def sgd_step(model: nn.Module, lr: float) -> None:
    """Move every parameter of the model that has a gradient: p becomes p - lr * p.grad.

    model: any nn.Module, for which backward() has already computed gradients. It is changed in place. All its
        parameters take part, also the biases, and each of them once, also one that two modules share. They stay the
        same Parameter objects, of the same dtype, as trainable as before, and the next backward() works as usual. A
        parameter whose .grad is None stays as it is. The values in .grad are not changed: clearing them is up to the
        caller.
    lr: the learning rate, above 0.
    Returns None. An optimizer of torch is allowed too, but the two lines that it saves you are the exercise.

    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.constant_(model.weight, 1.0)
    >>> model(torch.tensor([[3.0]])).sum().backward()
    >>> sgd_step(model, lr=0.1)
    >>> model.weight.detach()
    tensor([[0.7000]])
    """
    # TODO: your code here
    raise NotImplementedError("sgd_step")
