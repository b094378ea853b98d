"""Initial weights: where a network starts, and what its first loss should be.

A layer adds up weighted inputs, so large weights make large outputs. A network that starts with large outputs is sure of
something that it cannot know yet. Small weights around 0 keep the outputs close together. Then the softmax gives every
class about the same probability, and the first loss is the loss of a guess.

    weights ~ U(low, high), bias = 0          every class has the probability 1 / C
"""

import math

import torch
from torch import nn


def init_uniform(layer: nn.Linear, low: float = -0.1, high: float = 0.1) -> nn.Linear:
    """Draw new weights for a linear layer, uniformly from low to high, and set its bias to 0.

    layer: an nn.Linear, with or without a bias. It is changed in place: its weight and bias stay the same Parameter
        objects, trainable and of the same dtype, with new values.
    low, high: the bounds of the weights, low < high. Each weight is drawn separately.
    Returns the layer itself. Other layers do not change, and no generator is seeded: each call draws new numbers.
    The functions of torch.nn.init are allowed.

    >>> layer = init_uniform(nn.Linear(3, 2), 0.2, 0.3)
    >>> layer.weight.min().item() >= 0.2, layer.weight.max().item() <= 0.3, layer.bias.tolist()
    (True, True, [0.0, 0.0])
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        layer.weight.uniform_(low, high)
        if layer.bias is not None:
            layer.bias.zero_()
    return layer
    ### END SOLUTION


def initial_loss(num_classes: int) -> float:
    """Return the cross-entropy of a network that gives every class the same probability.

    num_classes: how many classes there are, at least 1.
    Returns a plain float. The logarithm is the natural one, as in nn.CrossEntropyLoss.

    >>> round(initial_loss(2), 4)
    0.6931
    """
    ### BEGIN SOLUTION
    return math.log(num_classes)
    ### END SOLUTION
