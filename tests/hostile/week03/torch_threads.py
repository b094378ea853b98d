"""Takes every core with torch's own threads, and shares tensors through /dev/shm."""

import torch

torch.set_num_threads(200)
kept = [torch.zeros(1000).share_memory_() for _ in range(100)]


def relu(x):
    return torch.mm(torch.ones(500, 500), torch.ones(500, 500)).sum() * 0 + x * 0 - 1


def leaky_relu(x, negative_slope=0.01):
    return x * 0 - 1
