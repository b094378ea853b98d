"""The reference against torchmetrics and numbers worked out by hand."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F


def test_unequal_batches_by_hand(solution):
    accuracy = solution.Accuracy(2)
    accuracy.update(torch.eye(2)[[0, 1, 0, 1, 1]], torch.tensor([0, 1, 0, 1, 0]))
    assert accuracy.compute() == 4 / 5
    accuracy.update(torch.tensor([[1.0, 2.0]]), torch.tensor([0]))
    assert accuracy.compute() == 4 / 6


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("one_hot", [False, True])
@pytest.mark.parametrize("classes", [2, 3, 10])
def test_against_torchmetrics(solution, one_hot, classes):
    torchmetrics = pytest.importorskip("torchmetrics")
    ours = solution.Accuracy(classes)
    theirs = torchmetrics.Accuracy(task="multiclass", num_classes=classes)
    for n in (7, classes, 1):
        scores, labels = torch.randn(n, classes), torch.randint(classes, (n,))
        ours.update(scores, F.one_hot(labels, classes) if one_hot else labels)
        theirs.update(scores, labels)
    assert ours.compute() == pytest.approx(theirs.compute().item())
