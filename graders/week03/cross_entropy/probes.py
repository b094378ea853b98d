"""How the two losses are called. Three classes and five samples: a mean over the wrong dimension has a wrong value."""

import math

import numpy as np
import torch

from dlcourse.graders.authoring import error_of, probe


def in_words(loss):
    """Return a very small or large loss in words: how far p stays away from 0 and 1, and so its value, is up to the student."""
    loss = float(loss)
    if not math.isfinite(loss):
        return str(loss)
    return "below 0.01" if abs(loss) < 0.01 else "above 5" if loss > 5 else loss


def single_samples(rng):
    first, second = rng.uniform(-1, 1, (1, 2)).round(2), rng.uniform(-6, 6, (1, 4)).round(1)
    classes = {"class_of_first": rng.integers(0, 2, 1), "class_of_second": rng.integers(1, 3, 1)}
    return {"first": first, "second": second} | classes


def five_samples(rng):
    """Every class occurs; soft targets are never one-hot."""
    target = rng.permutation([0, 1, 2, int(rng.integers(3)), int(rng.integers(3))])
    return {
        "logits": rng.normal(size=(5, 3)) * 2,
        "target": target,
        "one_hot": np.eye(3)[target],
        "probabilities": rng.dirichlet([2, 2, 2], 5) * 0.9 + 1 / 30,
    }


def large_logits(rng):
    """One sample right by far, one wrong by far, one wrong by some tens beside a large logit; whole numbers, so that no
    digit is lost."""
    gap = int(rng.integers(30, 60))
    logits = np.array([[10000.0, 0, -10000], [0, 10000, -10000], [10000, 10000 - gap, 0]])
    return {"logits": logits, "target": np.array([0, 2, 1]), "one_hot": np.eye(3)[[0, 2, 1]]}


def large_logits_apart(rng):
    """One row far above 0 and one far below: the maximum of the whole tensor is far from the second row."""
    rows = rng.integers(-9, 10, (2, 3)) + np.array([[10000.0], [-10000]])
    return {"logits": rows, "target": rng.permutation(3)[:2]}


def answers(rng):
    return {"p": rng.uniform(0.05, 0.95, 6), "y": rng.permutation([0.0, 0.0, 1.0, 1.0, 1.0, float(rng.integers(2))])}


def columns(rng):
    return {"p": rng.uniform(0.05, 0.95, (4, 1)), "y": rng.permutation([[0.0], [0.0], [1.0], [1.0]])}


def certain_answers(rng):
    """p is 0 or 1 with each y, and between them twice."""
    p = np.array([0, 1, 0, 1, *rng.uniform(0.1, 0.9, 2).round(2)])
    y = np.array([0.0, 1, 1, 0, 0, 1])
    order = rng.permutation(6)
    return {"p": p[order], "y": y[order]}


def two_certain_answers(rng):
    p, y = np.array([0, round(rng.uniform(0.1, 0.6), 2), 1]), np.array([0.0, 1, 1])
    order = rng.permutation(3)
    return {"p": p[order], "y": y[order]}


def tables(rng):
    return {"p": rng.uniform(0.05, 0.95, (3, 2)), "y": rng.permuted([[0.0, 1.0]] * 3, axis=1)}


@probe(inputs=single_samples)
def one_sample(student, first, class_of_first, second, class_of_second):
    """The logits of one sample with two classes, and of one with four"""
    return {
        "loss of first": student.cross_entropy(first, class_of_first),
        "loss of second": student.cross_entropy(second, class_of_second),
    }


@probe(inputs=five_samples)
def indices(student, logits, target):
    return {"loss": student.cross_entropy(logits, target), "logits": logits}


@probe(inputs=five_samples)
def one_hot_targets(student, logits, one_hot):
    return {"loss": student.cross_entropy(logits, one_hot)}


@probe(inputs=five_samples)
def soft_targets(student, logits, probabilities):
    return {"loss": student.cross_entropy(logits, probabilities)}


@probe(inputs=five_samples)
def logits_gradient(student, logits, target):
    """The gradient of the loss with respect to the logits"""
    logits.requires_grad_()
    student.cross_entropy(logits, target).backward()
    return {"logits.grad": logits.grad}


@probe(inputs=large_logits)
def far_values(student, logits, target):
    """One sample after the other"""
    return {
        "first": student.cross_entropy(logits[:1], target[:1]),
        "second": student.cross_entropy(logits[1:2], target[1:2]),
        "third": student.cross_entropy(logits[2:], target[2:]),
    }


@probe(inputs=large_logits)
def far_gradient(student, logits, target):
    """The gradient of the loss with respect to the logits"""
    logits.requires_grad_()
    student.cross_entropy(logits, target).backward()
    return {"logits.grad": logits.grad}


@probe(inputs=large_logits_apart)
def far_apart(student, logits, target):
    """The logits of one sample are far above 0, those of the other far below; the loss and its gradient"""
    logits.requires_grad_()
    loss = student.cross_entropy(logits, target)
    loss.backward()
    return {"loss": loss.detach(), "logits.grad": logits.grad}


@probe(inputs=large_logits)
def far_probabilities(student, logits, one_hot):
    return {"loss": student.cross_entropy(logits, one_hot)}


@probe(inputs=five_samples)
def soft_gradient(student, logits, probabilities):
    """The gradient of the loss with respect to the logits"""
    logits.requires_grad_()
    student.cross_entropy(logits, probabilities).backward()
    return {"logits.grad": logits.grad}


@probe(inputs=five_samples)
def targets_after(student, logits, target, probabilities):
    student.cross_entropy(logits, target)
    student.cross_entropy(logits, probabilities)
    return {"target": target, "probabilities": probabilities}


@probe(inputs=five_samples)
def double_precision(student, logits, target):
    """float64; then a single sample of a transposed tensor"""
    return {
        "float64": student.cross_entropy(logits.double(), target),
        "transposed": student.cross_entropy(logits.T.contiguous().T[:1], target[:1]),
    }


@probe(inputs=answers)
def binary_values(student, p, y):
    return {"loss": student.binary_cross_entropy(p, y)}


@probe(inputs=answers)
def binary_gradient(student, p, y):
    """The gradient of the loss with respect to p"""
    p.requires_grad_()
    student.binary_cross_entropy(p, y).backward()
    return {"p.grad": p.grad}


@probe(inputs=columns)
def binary_shapes(student, p, y):
    """p has the shape (4, 1), y[:, 0] has the shape (4,)"""
    error = error_of(student.binary_cross_entropy, p, y[:, 0])
    loss = None if error else student.binary_cross_entropy(p, y[:, 0])
    return {"result": error or (loss if isinstance(loss, torch.Tensor | float) else f"{type(loss).__name__}, returned")}


@probe(inputs=columns)
def binary_other_shapes(student, p, y):
    """One number with four; four numbers in two shapes; a column with a table"""
    return {
        "(4, 1) and ()": error_of(student.binary_cross_entropy, p, y[0, 0]),
        "(2, 2) and (4, 1)": error_of(student.binary_cross_entropy, p.reshape(2, 2), y),
        "(4, 1) and (1, 4)": error_of(student.binary_cross_entropy, p, y.T),
        "(4, 1) and (4, 2)": error_of(student.binary_cross_entropy, p, torch.cat([y, y], dim=1)),
    }


@probe(inputs=certain_answers)
def certain(student, p, y):
    """Each element alone; p is 0 or 1 for four of them"""
    return {"losses": [in_words(student.binary_cross_entropy(p[i : i + 1], y[i : i + 1])) for i in range(6)]}


@probe(inputs=tables)
def binary_table(student, p, y):
    """A table; the same table transposed; the same table in float64"""
    return {
        "table": student.binary_cross_entropy(p, y),
        "transposed": student.binary_cross_entropy(p.T, y.T),
        "float64": student.binary_cross_entropy(p.double(), y.double()),
    }


@probe(inputs=two_certain_answers)
def binary_inputs(student, p, y):
    """Two elements are certain and right, the third costs -log p; p and y afterwards, and how many numbers in p are
    not 0, and not 1"""
    loss = student.binary_cross_entropy(p, y)
    return {"loss": loss, "p": p, "y": y, "not 0": int(p.count_nonzero()), "not 1": int((1 - p).count_nonzero())}
