"""The answers against what they are about: models that run, counts, and metrics."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score
from torch import nn


def test_sequential_order(solution):
    lines = solution.sequential_order.__doc__.splitlines()
    lines = {int(line.split(".")[0]): line.split(". ", 1)[1] for line in lines if line.strip()[:1].isdigit()}
    model = eval("\n".join(lines[number] for number in solution.sequential_order()), {"nn": nn})
    assert len(model) == 4
    assert model(torch.randn(7, 5)).shape == (7, 2)


def test_parameter_count(solution):
    lines = [line for line in solution.parameter_count.__doc__.splitlines() if "nn." in line or line.strip() == ")"]
    model = eval("\n".join(line.strip() for line in lines), {"nn": nn})
    assert solution.parameter_count() == sum(parameter.numel() for parameter in model.parameters())


@pytest.mark.parametrize("guess", [0, 1])
def test_imbalanced_metric(solution, guess):
    """Of the four, one metric is low for both classifiers, and the others are high for one, or say nothing."""
    y = np.arange(1000) < 20
    few, all_or_none = np.arange(1000) < 1, np.full(1000, bool(guess))
    metrics = {"accuracy": accuracy_score, "recall": recall_score, "F1": f1_score}
    worst = {name: max(metric(y, all_or_none), metric(y, few)) for name, metric in metrics.items()}
    worst["precision"] = precision_score(y, few)
    assert worst[solution.imbalanced_metric()] < 0.1


def test_answers_that_nothing_calculates(solution):
    assert sorted(solution.true_statements()) == ["A", "C", "D"]
    assert solution.fine_tuning_order() == [4, 3, 2, 1, 5]
