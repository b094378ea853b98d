"""Gradient descent: a neuron with weights that are drawn by chance finds the line that the data come from.

prediction     w[0] · x[0] + w[1] · x[1] + … + b
loss           the mean of (prediction - y)² over all samples
a step         w[i] -= lr · (derivative of the loss by w[i])         b -= lr · (derivative of the loss by b)
"""

import random


class Neuron:
    """A neuron without an activation function: a weight for each input, and a bias.

    w: a list of floats. b: a float. They may be set from outside; a call uses what they are now.

    >>> neuron = Neuron(2, seed=0)
    >>> neuron.w, neuron.b = [3.0, -1.0], 0.5
    >>> neuron([1.0, 2.0])
    1.5
    """

    def __init__(self, n_in: int, seed: int) -> None:
        """Make w, a list of n_in floats between -1 and 1, drawn by chance, and b, which is 0.0.

        The same seed gives the same weights, and other seeds give others. The weights of one neuron differ, and lie anywhere
        in the range. The random state of the module `random` does not change: make a generator with random.Random(seed).

        >>> len(Neuron(3, seed=0).w), Neuron(3, seed=0).b
        (3, 0.0)
        """
        # TODO: your code here
        raise NotImplementedError("Neuron.__init__")

    def __call__(self, x: list[float]) -> float:
        """Return the prediction for one sample x, a list with a number for each weight."""
        # TODO: your code here
        raise NotImplementedError("Neuron.__call__")


def fit(neuron: Neuron, xs: list[list[float]], ys: list[float], lr: float, steps: int) -> list[float]:
    """Train a neuron with gradient descent, and return the loss of each step.

    neuron: its w and b change; afterwards w is a list of floats, and b a float. xs: the samples, a list of numbers each; ys:
        the number to predict for each sample. Both are not changed. lr: the learning rate. steps: how many steps, 0 or more.
    Each step uses all samples. It computes the loss and all derivatives first, with the same w and b, and then changes all
        weights and the bias. The loss is the mean of (prediction - y)² over all samples.
    Returns a list of `steps` floats: the loss before each step.

    How you find the derivatives is up to you: by a formula, or with your `Value`, which you may paste into this file.

    >>> neuron = Neuron(1, seed=0)
    >>> neuron.w, neuron.b = [0.0], 0.0
    >>> losses = fit(neuron, xs=[[1.0], [2.0]], ys=[2.0, 4.0], lr=0.1, steps=2)
    >>> [round(loss, 2) for loss in losses]
    [10.0, 1.06]
    >>> round(neuron.w[0], 2), round(neuron.b, 2)
    (1.32, 0.78)
    """
    # TODO: your code here
    raise NotImplementedError("fit")
