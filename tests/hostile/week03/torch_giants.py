"""Tensors of terabytes: expanded without memory, on the meta device, sparse, and for real."""

import torch


def relu(x):
    return torch.zeros(1).expand(1 << 20, 1 << 20)


def leaky_relu(x, negative_slope=0.01):
    return torch.zeros(1 << 40)
