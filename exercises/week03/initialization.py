"""Initial weights: what a network starts from, and what its first loss should be.

A layer adds up weighted inputs, so large weights make large outputs, and a network that starts with large outputs is
sure of something that it cannot know yet. Small weights around 0 keep the outputs close together: the softmax makes
about the same probability of each of them, and the first loss is that of a fair guess.

    weights ~ U(low, high), bias = 0          every class has the probability 1 / C
"""

import math

import torch
from torch import nn


def init_uniform(layer: nn.Linear, low: float = -0.1, high: float = 0.1) -> nn.Linear:
    """Draw the weights of a linear layer anew, uniformly from low to high, and set its bias to 0.

    layer: an nn.Linear, with or without a bias. It is changed in place: its weight and bias stay the same Parameter
        objects, trainable and of the same dtype, with new values.
    low, high: the bounds of the weights, low < high. Each weight gets a draw of its own.
    Returns the layer itself. Other layers stay as they are, and no generator is seeded: each call draws anew.

    >>> layer = init_uniform(nn.Linear(3, 2), 0.2, 0.3)
    >>> layer.weight.min().item() >= 0.2, layer.weight.max().item() <= 0.3, layer.bias.tolist()
    (True, True, [0.0, 0.0])
    """
    # TODO: your code here
    raise NotImplementedError("init_uniform")


def initial_loss(num_classes: int) -> float:
    """Return the cross-entropy of a network that gives every class the same probability.

    num_classes: how many classes there are, at least 1.
    Returns a plain float, with the natural logarithm, as nn.CrossEntropyLoss has it.

    >>> round(initial_loss(2), 4)
    0.6931
    """
    # TODO: your code here
    raise NotImplementedError("initial_loss")
