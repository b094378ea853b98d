"""Inputs and calls for Accuracy. The number of right predictions is fixed; which ones they are, and the scores, are
drawn.
"""

import numpy as np
import torch

from dlcourse.graders.authoring import error_of, probe


def batch(rng, labels, wrong, classes=3):
    """Scores and labels, in random order; the first `wrong` of these labels are predicted wrong."""
    labels = np.array(labels)
    predicted = np.where(np.arange(len(labels)) < wrong, (labels + 1) % classes, labels)
    scores = rng.uniform(-2, 1, (len(labels), classes))
    scores[np.arange(len(labels)), predicted] = rng.uniform(1.2, 3, len(labels))
    order = rng.permutation(len(labels))
    return scores[order], labels[order]


def one_hot(labels, classes=3):
    return np.eye(classes)[labels]


def number(accuracy):
    """Return an accuracy as a number, if it is a tensor or a NumPy number; another check looks at its type."""
    return accuracy.item() if hasattr(accuracy, "item") else accuracy


def two_batches(rng):
    scores, labels = zip(batch(rng, [0, 0, 0, 1, 1, 2], wrong=1), batch(rng, [0, 1], wrong=2), strict=True)
    return {"scores": list(scores), "labels": list(labels), "one_hot": [one_hot(y) for y in labels]}


def two_epochs(rng):
    scores, labels = zip(batch(rng, [0, 1, 1, 2, 2], wrong=4), batch(rng, [2, 0, 1, 1], wrong=1), strict=True)
    return {"scores": list(scores), "labels": list(labels)}


def as_many_samples_as_classes(rng):
    scores, labels = zip(batch(rng, [2, 0, 1], wrong=0), batch(rng, [1], wrong=1), strict=True)
    return {"scores": list(scores), "labels": list(labels)}


def three_samples(rng):
    """In this order, the highest entries of columns and of rows are never the same."""
    scores, labels = batch(rng, [1, 1, 0], wrong=0)
    order = np.argsort(-labels)
    return {"scores": scores[order], "one_hot": one_hot(labels[order])}


def four_classes(rng):
    scores, labels = batch(rng, [3, 0, 1, 1, 2], wrong=2, classes=4)
    return {"scores": scores, "labels": labels, "one_hot": one_hot(labels, 4).astype(np.int64)}


def two_classes_only(rng):
    """All scores of the first four samples are above 0.5, and all of the other three below -0.5."""
    scores, labels = batch(rng, [0, 1, 1, 0, 0, 0, 1], wrong=3, classes=2)
    return {"scores": scores + np.where(np.arange(7) < 4, 4, -5)[:, None], "labels": labels}


def one_wrong_sample(rng):
    """Predicted as class 0, a number that the one-hot target holds twice."""
    scores, labels = batch(rng, [2], wrong=1)
    return {"scores": scores, "one_hot": one_hot(labels)}


@probe(inputs=two_batches)
def unequal_batches(student, scores, labels):
    """3 classes; a batch of 6 samples, 5 of them right, then a batch of 2, none of them right; labels of shape (N,)"""
    accuracy = student.Accuracy(num_classes=3)
    for X, y in zip(scores, labels, strict=True):
        accuracy.update(X, y)
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=two_batches)
def type_of_accuracy(student, scores, labels):
    """3 classes; a batch of 6 samples, 5 of them right; labels of shape (N,)"""
    accuracy = student.Accuracy(num_classes=3)
    accuracy.update(scores[0], labels[0])
    return {"accuracy": accuracy.compute()}


@probe(inputs=two_batches)
def one_hot_batches(student, scores, one_hot):
    """3 classes; a batch of 6 samples, 5 of them right, then a batch of 2, none of them right; one-hot targets"""
    accuracy = student.Accuracy(num_classes=3)
    for X, y in zip(scores, one_hot, strict=True):
        accuracy.update(X, y)
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=two_epochs)
def second_epoch(student, scores, labels):
    """3 classes; a batch of 5 samples, 1 of them right; reset(); a batch of 4, 3 of them right"""
    accuracy = student.Accuracy(num_classes=3)
    accuracy.update(scores[0], labels[0])
    accuracy.reset()
    accuracy.update(scores[1], labels[1])
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=two_epochs)
def computed_on_the_way(student, scores, labels):
    """3 classes; a batch of 5 samples, 1 of them right; compute() twice; a batch of 4, 3 of them right; compute()"""
    accuracy = student.Accuracy(num_classes=3)
    accuracy.update(scores[0], labels[0])
    found = [number(accuracy.compute()), number(accuracy.compute())]
    accuracy.update(scores[1], labels[1])
    return {"accuracies": [*found, number(accuracy.compute())]}


@probe()
def nothing_seen(student):
    """compute() without any batch"""
    accuracy = student.Accuracy(num_classes=3)
    return {"raised": error_of(accuracy.compute) or "no error"}


@probe(inputs=two_epochs)
def nothing_seen_since_reset(student, scores, labels):
    """a batch, compute(), reset(), compute()"""
    accuracy = student.Accuracy(num_classes=3)
    accuracy.update(scores[0], labels[0])
    accuracy.compute()
    accuracy.reset()
    return {"raised": error_of(accuracy.compute) or "no error"}


@probe(inputs=two_epochs)
def side_by_side(student, scores, labels):
    """two objects: the first gets a batch with 1 of 5 right, the second gets a batch with 3 of 4 right"""
    one, other = student.Accuracy(num_classes=3), student.Accuracy(num_classes=3)
    one.update(scores[0], labels[0])
    other.update(scores[1], labels[1])
    return {"first": number(one.compute()), "second": number(other.compute())}


@probe(inputs=two_epochs)
def other_columns(student, scores, labels):
    """scores with 3 columns, given to an object for 4 classes and to an object for 2 classes"""
    four, two = student.Accuracy(num_classes=4), student.Accuracy(num_classes=2)
    return {
        "raised for 4 classes": error_of(four.update, scores[0], labels[0]) or "no error",
        "raised for 2 classes": error_of(two.update, scores[1], labels[1]) or "no error",
    }


@probe(inputs=as_many_samples_as_classes)
def square_batch(student, scores, labels):
    """3 classes; a batch of 3 samples, all of them right, then a batch of 1, which is wrong; labels of shape (N,)"""
    accuracy = student.Accuracy(num_classes=3)
    for X, y in zip(scores, labels, strict=True):
        accuracy.update(X, y)
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=three_samples)
def square_batch_one_hot(student, scores, one_hot):
    """3 classes; a batch of 3 samples, all of them right; one-hot targets"""
    accuracy = student.Accuracy(num_classes=3)
    accuracy.update(scores, one_hot)
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=two_classes_only)
def two_classes(student, scores, labels):
    """2 classes; 7 samples, 4 of them right; labels of shape (N,)"""
    accuracy = student.Accuracy(num_classes=2)
    accuracy.update(scores, labels)
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=one_wrong_sample)
def one_sample_one_hot(student, scores, one_hot):
    """3 classes; a batch of 1 sample, which is wrong; a one-hot target of shape (1, 3)"""
    accuracy = student.Accuracy(num_classes=3)
    accuracy.update(scores, one_hot)
    return {"accuracy": number(accuracy.compute())}


@probe(inputs=four_classes)
def kinds_of_tensors(student, scores, labels, one_hot):
    """4 classes; 5 samples, 3 of them right: as float64, as a transposed tensor, as scores that require gradients, and
    multiplied by 1000; the targets are labels and one-hot ints
    """
    accuracy = student.Accuracy(num_classes=4)
    transposed = scores.T.contiguous().T
    found = []
    learning = scores.clone().requires_grad_()
    for X, y in [(scores.double(), labels), (transposed, one_hot), (learning, labels), (1000 * scores, labels)]:
        accuracy.update(X, y)
        found.append(number(accuracy.compute()))
    return {"accuracies": found}


@probe(inputs=four_classes)
def inputs_of_update(student, scores, labels, one_hot):
    """4 classes; 5 samples"""
    accuracy = student.Accuracy(num_classes=4)
    given = [scores.clone(), labels.clone(), one_hot.clone()]
    accuracy.update(given[0], given[1])
    accuracy.update(given[0], given[2])
    return {
        name: torch.equal(now, before)
        for name, now, before in zip(
            ("scores as before", "labels as before", "one-hot targets as before"),
            given,
            (scores, labels, one_hot),
            strict=True,
        )
    }
