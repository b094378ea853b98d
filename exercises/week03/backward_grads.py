"""Backpropagation: from one number, the loss, to a gradient for every parameter.

A gradient says how the loss changes if its parameter grows a little. `backward()` computes the gradients by the chain
rule, from the last layer to the first, and adds each of them to the `.grad` of its parameter.

    loss ← layer 2 ← layer 1 ← layer 0          p.grad  +=  ∂loss / ∂p
"""

import torch
from torch import nn


def layer_gradients(model: nn.Module, loss: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return the gradient of the loss for each parameter of the model, by the parameter's name.

    model: any nn.Module. The values of its parameters, and whether they are trainable, are not changed. You may change
        their .grad.
    loss: a tensor with a single number (no dimensions) that was computed with the model. You may use up its graph.
    Returns a dict from names as in model.named_parameters(), such as "0.weight", to tensors of the parameters' shapes
        and dtypes. They are the gradients of this loss alone, whatever earlier calls of backward() have left in .grad.
        They do not change when the gradients of the model are cleared or computed again. Parameters that are frozen,
        and those that the loss does not depend on, are left out.
    Both loss.backward() and torch.autograd.grad are allowed.

    >>> model = nn.Linear(2, 1)
    >>> found = layer_gradients(model, model(torch.tensor([[3.0, 4.0]])).sum())
    >>> found["weight"]
    tensor([[3., 4.]])
    """
    # TODO: your code here
    raise NotImplementedError("layer_gradients")
