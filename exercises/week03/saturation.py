"""Saturated and dead neurons: where no gradient comes through.

Backpropagation multiplies by the slope of every activation on the way. The sigmoid's slope is never above 0.25, and far
from 0 it is next to nothing: the neuron is saturated. A ReLU's slope is 0 for negative inputs, and a neuron that is
negative for every sample is dead: it does not learn any more.

    slope of the sigmoid:   x   -10      -5      0      5      10
                               0.00005  0.007  0.25  0.007  0.00005
"""

import torch


def sigmoid_prime(x: torch.Tensor) -> torch.Tensor:
    """Return the derivative of the sigmoid at every element.

    x: a float tensor of any shape, also with no dimensions or with no elements. It is not changed, and a second call
        gives the same again.
    Returns a tensor of the same shape and dtype; no gradient needs to flow through it. It is right far from 0 too: at
    ±100 and beyond it is 0, not nan.

    >>> sigmoid_prime(torch.tensor([0.0, 2.0]))
    tensor([0.2500, 0.1050])
    """
    # TODO: your code here
    raise NotImplementedError("sigmoid_prime")


def saturated(x: torch.Tensor, tol: float = 1e-3) -> torch.Tensor:
    """Return a mask of the elements where the sigmoid is saturated: where its derivative is below tol.

    x: a float tensor of any shape, what goes into the sigmoid. It is not changed.
    tol: the derivative below which a neuron counts as saturated, from 0 to 0.25 without both.
    Returns a bool tensor of the same shape.

    >>> saturated(torch.tensor([-10.0, 0.0, 3.0]))
    tensor([ True, False, False])
    """
    # TODO: your code here
    raise NotImplementedError("saturated")


def dead_units(acts: torch.Tensor) -> int:
    """Return how many units of a layer are dead: 0 for every sample.

    acts: a float tensor (N, H) with N ≥ 1, the activations of H units after a ReLU, for N samples; none is negative.
        It is not changed. A unit that fires for one sample only, however weakly, is alive.
    Returns a plain int, from 0 to H.

    >>> dead_units(torch.tensor([[0.0, 2.0, 0.0], [0.0, 0.0, 1.0]]))
    1
    """
    # TODO: your code here
    raise NotImplementedError("dead_units")
