from math import prod


def count_parameters(model, trainable_only=False):
    return sum(prod(p.shape) for p in model.parameters() if p.requires_grad >= trainable_only)
