"""Right but unusual solutions."""

import math

import torch

from dlcourse.graders.authoring import variant


@variant(of="count_parameters")
def by_shapes(model, trainable_only=False):
    """Multiplies the numbers of each shape; the product of an empty shape is 1."""
    total = 0
    for parameter in model.parameters():
        if parameter.requires_grad or not trainable_only:
            total += math.prod(parameter.shape)
    return total


@variant(of="count_parameters")
def by_unique_names(model, trainable_only=False):
    """Collects by identity, as if parameters() did not remove duplicates."""
    found = {id(p): p for _, p in model.named_parameters(remove_duplicate=False)}
    return sum(p.nelement() for p in found.values() if not trainable_only or p.requires_grad)


@variant(of="count_parameters")
def by_one_long_vector(model, trainable_only=False):
    """Concatenates all parameters into one vector."""
    kept = [p.detach().flatten() for p in model.parameters() if p.requires_grad or not trainable_only]
    return len(torch.cat([torch.empty(0), *kept]))


@variant(of="count_parameters")
def everything_less_what_is_frozen(model, trainable_only=False):
    """Counts all, and subtracts the frozen ones."""
    everything = sum(map(torch.numel, model.parameters()))
    frozen = sum(p.numel() for p in model.parameters() if not p.requires_grad)
    return everything - frozen * trainable_only
