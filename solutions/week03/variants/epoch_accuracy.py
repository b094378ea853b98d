"""Right but unusual solutions."""

import numpy as np
import torch
from torch import nn

from dlcourse.graders.authoring import variant


@variant(of="Accuracy")
class AccuracyByTorchmetrics:
    """Counts with torchmetrics, micro average."""

    def __init__(self, num_classes):
        import torchmetrics  # noqa: PLC0415  slow to import

        self.num_classes = num_classes
        self.metric = torchmetrics.Accuracy(task="multiclass", num_classes=num_classes)
        self.empty = True

    def update(self, scores, target):
        if scores.size(-1) != self.num_classes:
            raise ValueError("columns")
        self.metric(scores, target if target.dim() == 1 else target.argmax(dim=-1))
        self.empty = False

    def compute(self):
        if self.empty:
            raise ValueError("empty")
        return self.metric.compute().item()

    def reset(self):
        self.metric.reset()
        self.empty = True


@variant(of="Accuracy")
class AccuracyByLists:
    """Keeps every prediction; returns a NumPy float."""

    def __init__(self, num_classes):
        self.num_classes = num_classes
        self.right = []

    def update(self, scores, target):
        assert_columns = scores.shape == (len(target), self.num_classes)
        if not assert_columns:
            raise ValueError(scores.shape)
        for row, one in zip(scores.tolist(), target.tolist(), strict=True):
            label = one.index(1) if isinstance(one, list) else one
            self.right.append(row.index(max(row)) == label)

    def compute(self):
        if not self.right:
            raise ValueError("empty")
        return np.mean(self.right)

    def reset(self):
        self.right.clear()


@variant(of="Accuracy")
class AccuracyByConfusionMatrix(nn.Module):
    """A module with a confusion matrix as its buffer."""

    def __init__(self, num_classes):
        super().__init__()
        self.register_buffer("matrix", torch.zeros(num_classes, num_classes, dtype=torch.int64))

    @torch.no_grad()
    def update(self, scores, target):
        classes = len(self.matrix)
        if scores.shape[1] != classes:
            raise ValueError("columns")
        hot = target if target.ndim == 2 else nn.functional.one_hot(target, classes)
        predicted = nn.functional.one_hot(scores.argmax(1), classes)
        self.matrix += hot.long().T @ predicted

    def compute(self):
        if not self.matrix.any():
            raise ValueError("empty")
        return (self.matrix.trace() / self.matrix.sum()).item()

    def reset(self):
        self.matrix.zero_()


class NoSamples(ValueError):
    """A kind of ValueError."""


@variant(of="Accuracy.compute")
def compute_by_exception(self):
    """Raises its own kind of ValueError; computes the mean from the counts."""
    try:
        return float(torch.tensor(self.right, dtype=torch.float64) / self.seen) if self.seen else 1 / 0
    except ZeroDivisionError as error:
        raise NoSamples from error


@variant(of="Accuracy.update")
def update_by_topk(self, scores, target):
    """Takes the best class of each row, and looks it up in one-hot targets."""
    if scores.shape[-1] != self.num_classes:
        raise ValueError("columns")
    best = scores.topk(1, dim=-1).indices
    right = target.gather(1, best) == 1 if target.dim() > 1 else best == target[:, None]
    self.right += int(right.sum())
    self.seen += right.numel()


@variant(of="Accuracy.reset")
def reset_by_init(self):
    """Sets both counts in one call."""
    self.__dict__.update(right=0, seen=0)


@variant(of="Accuracy")
class AccuracyByBincount:
    """Counts wrong and right predictions in a tensor; finds the classes of one-hot targets by the positions of the
    ones.
    """

    def __init__(self, num_classes):
        self.num_classes = num_classes
        self.reset()

    def reset(self):
        self.counts = torch.zeros(2, dtype=torch.int64)

    def update(self, scores, target):
        _, columns = scores.shape
        if columns != self.num_classes:
            raise ValueError("columns")
        labels = target if target.dim() == 1 else target.nonzero()[:, 1]
        self.counts = self.counts + torch.bincount((scores.max(dim=1).indices == labels).int(), minlength=2)

    def compute(self):
        wrong, right = self.counts.tolist()
        if wrong + right == 0:
            raise ValueError("empty")
        return right / (wrong + right)
