"""The reference against scikit-learn, from scores to probabilities and labels."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression


def classifier(classes: int) -> LogisticRegression:
    """Return a classifier whose decision function is the identity."""
    model = LogisticRegression()
    outputs = 1 if classes == 2 else classes
    model.classes_, model.coef_, model.intercept_ = np.arange(classes), np.eye(outputs), np.zeros(outputs)
    return model


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_binary_labels(solution, dtype):
    """With one logit, scikit-learn gives the same probabilities of class 1, and the same labels."""
    logits = torch.randn(50, 1, dtype=dtype) * 4
    probs, labels = solution.binary_labels(logits)
    model = classifier(2)
    np.testing.assert_allclose(probs[:, 0], model.predict_proba(logits.numpy())[:, 1], rtol=1e-5)
    np.testing.assert_array_equal(labels[:, 0], model.predict(logits.numpy()))
    assert probs.dtype == labels.dtype == dtype


@pytest.mark.parametrize("shape", [(), (0,), (1,), (7,), (1, 1), (3, 1), (2, 3, 4)])
def test_binary_labels_keeps_the_shape(solution, shape):
    probs, labels = solution.binary_labels(torch.randn(shape))
    assert probs.shape == labels.shape == shape


@pytest.mark.parametrize(("samples", "classes"), [(1, 3), (50, 4), (50, 10)])
def test_multiclass_labels(solution, samples, classes):
    """With several logits, scikit-learn gives the same probabilities and the same labels."""
    logits = torch.randn(samples, classes) * 4
    probs, labels = solution.multiclass_labels(logits)
    model = classifier(classes)
    np.testing.assert_allclose(probs, model.predict_proba(logits.numpy()), rtol=1e-4)
    np.testing.assert_array_equal(labels, model.predict(logits.numpy()))
    assert labels.dtype == torch.int64
