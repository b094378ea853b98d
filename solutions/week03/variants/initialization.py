"""Right but unusual solutions."""

import math

import numpy as np
import torch
from torch import nn

from dlcourse.graders.authoring import variant


@variant(of="init_uniform")
def init_by_nn_init(layer, low=-0.1, high=0.1):
    """Uses torch.nn.init."""
    nn.init.uniform_(layer.weight, low, high)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


@variant(of="init_uniform")
def init_by_numpy(layer, low=-0.1, high=0.1):
    """Draws with NumPy and copies; sets the bias first."""
    generator = np.random.default_rng()
    with torch.no_grad():
        if layer.bias is not None:
            layer.bias.fill_(0)
        layer.weight.copy_(torch.from_numpy(generator.uniform(low, high, layer.weight.shape)))
    return layer


@variant(of="init_uniform")
def init_by_scaling(layer, low=-0.1, high=0.1):
    """Scales and shifts draws between 0 and 1, through `.data`."""
    layer.weight.data = low + (high - low) * torch.rand_like(layer.weight)
    if layer.bias is not None:
        layer.bias.data.mul_(0)
    return layer


@variant(of="init_uniform")
def init_by_a_generator_of_its_own(layer, low=-0.1, high=0.1):
    """Draws from its own generator, with a random seed."""
    generator = torch.Generator()
    generator.seed()
    with torch.no_grad():
        layer.weight.uniform_(low, high, generator=generator)
        if layer.bias is not None:
            layer.bias *= 0
    return layer


@variant(of="initial_loss")
def loss_by_probability(num_classes):
    """The negative logarithm of 1 / C, as a NumPy float."""
    return -np.log(1 / num_classes)


@variant(of="initial_loss")
def loss_by_cross_entropy(num_classes):
    """Calls the loss itself, with outputs that are all 0."""
    return nn.functional.cross_entropy(torch.zeros(1, num_classes), torch.tensor([0])).item()


@variant(of="initial_loss")
def loss_by_entropy(num_classes):
    """Adds up C equal parts."""
    return sum(math.log(num_classes) / num_classes for _ in range(num_classes))
