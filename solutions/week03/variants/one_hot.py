"""Right but unusual solutions."""

import torch
from torch.nn import functional as F

from dlcourse.graders.authoring import variant


@variant(of="one_hot")
def one_hot_by_torch(labels, num_classes):
    """Checks first, then leaves the rest to torch."""
    if labels.is_floating_point() or any(not 0 <= label < num_classes for label in labels.flatten().tolist()):
        raise ValueError("no classes")
    return F.one_hot(labels.to(torch.int64), num_classes)


@variant(of="one_hot")
def one_hot_by_identity(labels, num_classes):
    """Picks rows of the identity matrix."""
    if labels.dtype.is_floating_point:
        raise ValueError("floats")
    labels = labels.long()
    if labels.numel() and (labels.min() < 0 or labels.max() >= num_classes):
        raise ValueError("out of range")
    return torch.eye(num_classes, dtype=torch.long)[labels]


@variant(of="one_hot")
def one_hot_by_scatter(labels, num_classes):
    """Writes the ones into zeros; torch raises its own error for labels that are too large."""
    if "float" in str(labels.dtype):
        raise ValueError("floats")
    places = labels.long()[..., None]
    try:
        if not torch.all(places >= 0):
            raise ValueError("negative")
        return torch.zeros(*labels.shape, num_classes, dtype=torch.long).scatter_(-1, places, 1)
    except RuntimeError as error:
        raise ValueError("too large") from error


@variant(of="one_hot")
def one_hot_by_loop(labels, num_classes):
    """Encodes one label after the other."""
    rows = []
    for label in labels.flatten().tolist():
        if type(label) is not int or label not in range(num_classes):
            raise ValueError(label)
        rows.append([int(c == label) for c in range(num_classes)])
    return torch.tensor(rows, dtype=torch.int64).reshape(*labels.shape, num_classes)


@variant(of="one_hot")
def one_hot_by_comparing_upwards(labels, num_classes):
    """Label l reaches the classes up to l, but not those after it: the difference is the 1."""
    if labels.is_floating_point() or not torch.all((labels >= 0) & (labels.long() < num_classes)):
        raise ValueError("no classes")
    reached = (labels.unsqueeze(-1) >= torch.arange(num_classes + 1)).to(torch.int64)
    return reached[..., :-1] - reached[..., 1:]


@variant(of="one_hot")
def one_hot_by_recursion(labels, num_classes):
    """Stacks the vectors of the parts."""
    if labels.is_floating_point():
        raise ValueError("floats")
    if labels.ndim and len(labels):
        return torch.stack([one_hot_by_recursion(part, num_classes) for part in labels])
    if labels.ndim:
        return torch.zeros((*labels.shape, num_classes), dtype=torch.int64)
    if not 0 <= labels.item() < num_classes:
        raise ValueError(f"no class: {labels}")
    return torch.arange(num_classes).eq(labels).long()
