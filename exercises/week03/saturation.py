"""Saturated and dead neurons: little or no gradient passes through them.

Backpropagation multiplies the gradient by the slope of every activation that it passes. The slope of the sigmoid is at
most 0.25, and far from 0 it is almost 0: the neuron is saturated. The slope of ReLU is 0 for negative inputs. A neuron
whose input to ReLU is negative for every sample is dead: it no longer learns.

    slope of the sigmoid:   x   -10      -5      0      5      10
                               0.00005  0.007  0.25  0.007  0.00005
"""

import torch


def sigmoid_prime(x: torch.Tensor) -> torch.Tensor:
    """Return the derivative of the sigmoid at every element.

    x: a float tensor of any shape, also without dimensions (a single number) or without elements. It is not changed,
        and a second call gives the same result.
    Returns a tensor of the same shape and dtype. No gradient needs to flow through it. Far from 0 it is right too: at
    ±100 and beyond it is 0, not nan. torch.sigmoid is allowed, and so is autograd.

    >>> sigmoid_prime(torch.tensor([0.0, 2.0]))
    tensor([0.2500, 0.1050])
    """
    # TODO: your code here
    raise NotImplementedError("sigmoid_prime")


def saturated(x: torch.Tensor, tol: float = 1e-3) -> torch.Tensor:
    """Return a mask of the elements where the sigmoid is saturated: its derivative there is below tol.

    x: a float tensor of any shape, the inputs of the sigmoid. It is not changed.
    tol: a neuron counts as saturated if its derivative is below this number. It is above 0 and below 0.25.
    Returns a bool tensor of the same shape.

    >>> saturated(torch.tensor([-10.0, 0.0, 3.0]))
    tensor([ True, False, False])
    """
    # TODO: your code here
    raise NotImplementedError("saturated")


def dead_units(acts: torch.Tensor) -> int:
    """Return how many units of a layer are dead: 0 for every sample.

    acts: a float tensor (N, H) with N ≥ 1, the activations of H units after a ReLU, for N samples; none is negative.
        It is not changed. A unit is alive if it fires (is above 0) for at least one sample, however weakly.
    Returns a plain int, from 0 to H.

    >>> dead_units(torch.tensor([[0.0, 2.0, 0.0], [0.0, 0.0, 1.0]]))
    1
    """
    # TODO: your code here
    raise NotImplementedError("dead_units")
