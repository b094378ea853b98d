import torch

from dlcourse.graders.authoring import variant


@variant(of="relu")
def relu_by_clamp(x):
    """Clamps."""
    return x.clamp(min=0)


@variant(of="cross_entropy")
def cross_entropy_of_torch(logits, targets):
    """Calls PyTorch's own."""
    return torch.nn.functional.cross_entropy(logits, targets)
