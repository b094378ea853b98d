"""Accuracy over an epoch: what share of all the samples does the model get right?

A model sees an epoch in batches, and the last batch is often smaller. The accuracy of the epoch is the accuracy of all
its samples together, not the mean of the accuracies of its batches. So count in each batch, and divide at the end.

    accuracy = right predictions in all batches / samples in all batches
"""

import torch


class Accuracy:
    """Counts right predictions over many batches.

    num_classes: the number of classes C, at least 2.

    Several objects can count at the same time: no object changes the counts of another one. A torchmetrics metric inside
    is allowed, if your class does what is said here.

    >>> accuracy = Accuracy(num_classes=3)
    >>> accuracy.update(torch.tensor([[0.1, 0.7, 0.2], [2.0, 9.0, -1.0], [0.3, 0.3, 0.4]]), torch.tensor([1, 1, 0]))
    >>> accuracy.update(torch.tensor([[5.0, 1.0, 1.0]]), torch.tensor([[1, 0, 0]]))
    >>> accuracy.compute()
    0.75
    >>> accuracy.reset()
    """

    def __init__(self, num_classes: int) -> None:
        ### BEGIN SOLUTION
        self.num_classes = num_classes
        self.reset()
        ### END SOLUTION

    def update(self, scores: torch.Tensor, target: torch.Tensor) -> None:
        """Count one batch.

        scores: (N, C) floats with N ≥ 1: the outputs of the model, or probabilities. The predicted class of a sample
            is the one with the highest score; no two scores of a sample are equal. scores is not changed.
        target: the right classes, either (N,) int64 labels from 0 to C - 1, or (N, C) one-hot, ints or floats: 1 for
            the right class and 0 for all others. target is not changed.

        Raises ValueError if scores does not have C columns.
        """
        ### BEGIN SOLUTION
        if scores.shape[1] != self.num_classes:
            raise ValueError(f"scores has {scores.shape[1]} columns, but there are {self.num_classes} classes")
        labels = target.argmax(dim=1) if target.ndim == 2 else target
        self.right += (scores.argmax(dim=1) == labels).sum().item()
        self.seen += len(labels)
        ### END SOLUTION

    def compute(self) -> float:
        """Return the share of right predictions among all samples since the start or the last reset.

        Returns a plain float from 0 to 1. Every sample counts the same. The counts do not change: a second call
        returns the same number, and later batches add to the earlier ones.

        Raises ValueError if there is no sample.
        """
        ### BEGIN SOLUTION
        if self.seen == 0:
            raise ValueError("no sample has been counted yet")
        return self.right / self.seen
        ### END SOLUTION

    def reset(self) -> None:
        """Forget all batches, for the next epoch."""
        ### BEGIN SOLUTION
        self.right = 0
        self.seen = 0
        ### END SOLUTION
