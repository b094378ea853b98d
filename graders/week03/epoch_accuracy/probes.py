"""Inputs and calls for Accuracy. What is drawn: the batches, how many predictions are right, and which. The first batches
of a list have fixed numbers, so that a message can name them.
"""

import numpy as np

from dlcourse.graders.authoring import error_of, probe


def batch(rng, labels, wrong, classes=3):
    """Scores and labels, in random order; the first `wrong` of these labels are predicted wrong."""
    labels = np.array(labels)
    predicted = np.where(np.arange(len(labels)) < wrong, (labels + 1) % classes, labels)
    scores = rng.uniform(-2, 1, (len(labels), classes))
    scores[np.arange(len(labels)), predicted] = rng.uniform(1.2, 3, len(labels))
    order = rng.permutation(len(labels))
    return scores[order], labels[order]


def drawn_batch(rng, classes=3, size=None):
    """A batch of 2 to 9 samples; at least one of them is right."""
    size = size or int(rng.integers(2, 10))
    return batch(rng, rng.integers(0, classes, size), wrong=int(rng.integers(0, size)), classes=classes)


def one_hot(labels, classes=3):
    return np.eye(classes)[labels]


def number(accuracy):
    """Return an accuracy as a number, if it is a tensor or a NumPy number; another check looks at its type."""
    return accuracy.item() if hasattr(accuracy, "item") else accuracy


def after(accuracy, scores, targets):
    """Return the accuracy after these batches."""
    for X, y in zip(scores, targets, strict=True):
        accuracy.update(X, y)
    return number(accuracy.compute())


def in_lists(batches):
    scores, labels = zip(*batches, strict=True)
    return {"scores": list(scores), "labels": list(labels)}


def six_epochs(rng):
    first = [batch(rng, [0, 0, 0, 1, 1, 2], wrong=1), batch(rng, [0, 1], wrong=2)]
    others = [[drawn_batch(rng) for _ in range(rng.integers(2, 4))] for _ in range(5)]
    made = [in_lists(batches) for batches in (first, *others)]
    return {
        "scores": [epoch["scores"] for epoch in made],
        "labels": [epoch["labels"] for epoch in made],
        "one_hot": [
            [one_hot(labels).astype(dtype) for labels in epoch["labels"]]
            for epoch, dtype in zip(made, [np.float64, np.int64] * 3, strict=True)
        ],
    }


def six_batches(rng):
    fixed = batch(rng, [0, 1, 1, 2, 2], wrong=4), batch(rng, [2, 0, 1, 1], wrong=1)
    return in_lists([*fixed, *(drawn_batch(rng) for _ in range(4))])


def some_objects(rng):
    """Three of six objects get a batch."""
    return six_batches(rng) | {"counted": rng.permutation([True, False] * 3).tolist()}


def as_many_samples_as_classes(rng):
    """Epochs of a batch with three samples and a batch with one; in the first epoch, all but the last are right."""
    first = batch(rng, [2, 0, 1], wrong=0), batch(rng, [1], wrong=1)
    others = [(drawn_batch(rng, size=3), drawn_batch(rng, size=1)) for _ in range(4)]
    made = [in_lists(batches) for batches in (first, *others)]
    return {"scores": [epoch["scores"] for epoch in made], "labels": [epoch["labels"] for epoch in made]}


def three_samples(rng):
    """In the order of the first batch, the highest entries of columns and of rows are never the same."""
    scores, labels = batch(rng, [1, 1, 0], wrong=0)
    order = np.argsort(-labels)
    batches = [(scores[order], labels[order]), *(drawn_batch(rng, size=3) for _ in range(5))]
    return {"scores": [X for X, _ in batches], "one_hot": [one_hot(y) for _, y in batches]}


def four_classes(rng):
    """Four batches. In the last one, a right sample has a positive score before the highest one: if exponentials
    overflow, its highest score is not found.
    """
    batches = [drawn_batch(rng, classes=4, size=int(rng.integers(4, 8))) for _ in range(4)]
    scores, labels = batches[-1]
    scores[0] = [0.5, -1.0, -0.7, 2.0]
    labels[0] = 3
    return in_lists(batches) | {"one_hot": [one_hot(y, 4).astype(np.int64) for _, y in batches]}


def two_classes_only(rng):
    """All scores of the first samples of an epoch are above 0.5, and all others below -0.5. A fixed threshold finds none
    of the right samples of the first epoch.
    """
    batches = [drawn_batch(rng, classes=2, size=7) for _ in range(5)]
    shift = np.where(np.arange(7) < 4, 4, -5)[:, None]
    labels = (np.arange(7) >= 4).astype(np.int64)
    gap = np.eye(2)[np.where(rng.permutation(7) < 4, labels, 1 - labels)]  # four of seven are right
    first = (2 * gap + rng.uniform(-1, 0, (7, 2)), labels)
    return in_lists([(scores + shift, y) for scores, y in (first, *batches)])


def single_samples(rng):
    """The first is predicted as class 0, a number that its one-hot target holds twice."""
    batches = [batch(rng, [2], wrong=1), *(batch(rng, [rng.integers(3)], wrong=rng.integers(2)) for _ in range(9))]
    return {"scores": [X for X, _ in batches], "one_hot": [one_hot(y) for _, y in batches]}


def columns(rng):
    """Three batches with as many columns as classes, two with fewer, and two with more; in random order."""
    classes = [*rng.permutation([2, 3, 4, 5])[:3].tolist(), *rng.permutation([3, 4, 5])[:2].tolist()]
    classes += rng.permutation([2, 3, 4])[:2].tolist()
    found = [given + more for given, more in zip(classes, [0, 0, 0, -1, -1, 1, 1], strict=True)]
    batches = [batch(rng, rng.integers(0, 2, 6), wrong=int(rng.integers(1, 6)), classes=count) for count in found]
    order = rng.permutation(7)
    return in_lists([batches[i] for i in order]) | {"classes": [classes[i] for i in order]}


@probe(inputs=six_epochs)
def unequal_batches(student, scores, labels):
    """3 classes; labels of shape (N,); six epochs, each with a new object. In the first, 5 of 6 samples are right, then
    0 of 2. The others are drawn
    """
    return {
        "accuracies": [after(student.Accuracy(num_classes=3), *epoch) for epoch in zip(scores, labels, strict=True)]
    }


@probe(inputs=six_batches)
def type_of_accuracy(student, scores, labels):
    """3 classes; labels of shape (N,); six objects, and a batch for each. In the first, 1 of 5 samples is right"""
    found = []
    for X, y in zip(scores, labels, strict=True):
        accuracy = student.Accuracy(num_classes=3)
        accuracy.update(X, y)
        found.append(accuracy.compute())
    return {"accuracies": found}


@probe(inputs=six_epochs)
def one_hot_batches(student, scores, one_hot):
    """3 classes; one-hot targets, of floats and of ints in turn; six epochs, each with a new object. In the first, 5 of 6
    samples are right, then 0 of 2. The others are drawn
    """
    return {
        "accuracies": [after(student.Accuracy(num_classes=3), *epoch) for epoch in zip(scores, one_hot, strict=True)]
    }


@probe(inputs=six_batches)
def second_epoch(student, scores, labels):
    """3 classes; six epochs of one batch, and reset() after each. In the first, 1 of 5 samples is right, in the second,
    3 of 4. The others are drawn
    """
    accuracy, found = student.Accuracy(num_classes=3), []
    for X, y in zip(scores, labels, strict=True):
        accuracy.update(X, y)
        found.append(number(accuracy.compute()))
        accuracy.reset()
    return {"accuracies": found}


@probe(inputs=six_batches)
def computed_on_the_way(student, scores, labels):
    """3 classes; six batches, and compute() twice after each. In the first, 1 of 5 samples is right, in the second, 3 of 4.
    The others are drawn
    """
    accuracy, found = student.Accuracy(num_classes=3), []
    for X, y in zip(scores, labels, strict=True):
        accuracy.update(X, y)
        found += [number(accuracy.compute()), number(accuracy.compute())]
    return {"accuracies": found}


@probe(inputs=some_objects)
def nothing_seen(student, scores, labels, counted):
    """3 classes; compute() of six objects. Three of them have had a batch, the others none; which ones is drawn"""
    found = {}
    for i, (X, y, seen) in enumerate(zip(scores, labels, counted, strict=True), 1):
        accuracy = student.Accuracy(num_classes=3)
        if seen:
            found[f"object {i}, after a batch"] = after(accuracy, [X], [y])
        else:
            found[f"object {i}, without a batch"] = error_of(accuracy.compute) or "no error"
    return found


@probe(inputs=six_batches)
def nothing_seen_since_reset(student, scores, labels):
    """3 classes; six times a batch, compute(), reset(), compute()"""
    accuracy, found = student.Accuracy(num_classes=3), {}
    for i, (X, y) in enumerate(zip(scores, labels, strict=True), 1):
        found[f"after batch {i}"] = after(accuracy, [X], [y])
        accuracy.reset()
        found[f"after reset {i}"] = error_of(accuracy.compute) or "no error"
    return found


@probe(inputs=six_batches)
def side_by_side(student, scores, labels):
    """3 classes; six objects, and a batch for each; then compute() of each. 1 of 5 samples is right for the first object, 3
    of 4 for the second. The others are drawn
    """
    objects = [student.Accuracy(num_classes=3) for _ in scores]
    for accuracy, X, y in zip(objects, scores, labels, strict=True):
        accuracy.update(X, y)
    return {"accuracies": [number(accuracy.compute()) for accuracy in objects]}


@probe(inputs=columns)
def other_columns(student, scores, labels, classes):
    """seven objects, and a batch for each: the error of update, or the accuracy"""
    found = {}
    for X, y, count in zip(scores, labels, classes, strict=True):
        accuracy = student.Accuracy(num_classes=count)
        error = error_of(accuracy.update, X, y)
        found[f"{X.shape[1]} columns for {count} classes"] = error or number(accuracy.compute())
    return found


@probe(inputs=as_many_samples_as_classes)
def square_batch(student, scores, labels):
    """3 classes; labels of shape (N,); five epochs, each with a new object, a batch of 3 samples and a batch of 1. In the
    first, all 3 are right, and the 1 is wrong. The others are drawn
    """
    return {
        "accuracies": [after(student.Accuracy(num_classes=3), *epoch) for epoch in zip(scores, labels, strict=True)]
    }


@probe(inputs=three_samples)
def square_batch_one_hot(student, scores, one_hot):
    """3 classes; one-hot targets; six objects, and a batch of 3 samples for each. In the first, all are right"""
    return {
        "accuracies": [after(student.Accuracy(num_classes=3), [X], [y]) for X, y in zip(scores, one_hot, strict=True)]
    }


@probe(inputs=two_classes_only)
def two_classes(student, scores, labels):
    """2 classes; labels of shape (N,); six objects, and a batch of 7 samples for each. In the first, 4 are right"""
    return {
        "accuracies": [after(student.Accuracy(num_classes=2), [X], [y]) for X, y in zip(scores, labels, strict=True)]
    }


@probe(inputs=single_samples)
def one_sample_one_hot(student, scores, one_hot):
    """3 classes; one-hot targets of shape (1, 3); ten objects, and a batch of 1 sample for each. The first is wrong"""
    return {
        "accuracies": [after(student.Accuracy(num_classes=3), [X], [y]) for X, y in zip(scores, one_hot, strict=True)]
    }


@probe(inputs=four_classes)
def kinds_of_tensors(student, scores, labels, one_hot):
    """4 classes; four objects, and a batch for each: scores as float64, as a transposed tensor, scores that require
    gradients, and scores multiplied by 1000; the second has one-hot ints as targets, the others labels
    """
    one, two, three, four = scores
    kinds = [one.double(), two.T.contiguous().T, three.clone().requires_grad_(), 1000 * four]
    targets = [labels[0], one_hot[1], *labels[2:]]
    return {
        "accuracies": [after(student.Accuracy(num_classes=4), [X], [y]) for X, y in zip(kinds, targets, strict=True)]
    }


@probe(inputs=four_classes)
def inputs_of_update(student, scores, labels, one_hot):
    """4 classes; one batch with labels, and again with one-hot targets"""
    accuracy = student.Accuracy(num_classes=4)
    accuracy.update(scores[0], labels[0])
    accuracy.update(scores[0], one_hot[0])
    return {
        "accuracy": number(accuracy.compute()),
        "scores afterwards": scores[0],
        "labels afterwards": labels[0],
        "one-hot targets afterwards": one_hot[0],
    }
