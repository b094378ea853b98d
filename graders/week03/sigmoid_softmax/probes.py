"""How sigmoid and softmax are called. No gradient at x = 0: solutions with |x| are right everywhere except there."""

import numpy as np
import torch

from dlcourse.graders.authoring import probe


def logits(rng):
    return {"x": rng.uniform(0.5, 5, (2, 3)) * rng.permuted([[-1, 1, 1], [-1, -1, 1]], axis=1)}


def far_logits(rng):
    return {"x": rng.uniform(200, 1500, (2, 2)) * [-1, 1]}


def square(rng):
    """As many rows as columns: a softmax along the wrong dimension still has the right shape."""
    return {"x": rng.permuted([[-1.0, 0.5, 2.0]] * 3, axis=1) + rng.uniform(-0.5, 0.5, (3, 3)) + [[-1], [0], [1]]}


def rows_and_weights(rng):
    return {"x": rng.normal(size=(2, 3)), "w": rng.uniform(1, 2, (2, 3)) * [-1, 1, 2]}


def table_and_block(rng):
    return {"table": rng.normal(size=(3, 4)), "block": rng.normal(size=(2, 3, 4))}


def far_rows(rng):
    """Each row varies by some units around numbers for which e to that power is inf or 0 in float32."""
    centres = np.array([[1000] * 3, [-1000] * 3, [-1000, 1000, 1000]])
    return {"x": centres + rng.uniform(-2, 2, (3, 3)), "w": rng.uniform(1, 2, (3, 3)) * [-1, 1, 2]}


def three_dimensions(rng):
    return {"x": rng.normal(size=(2, 3, 4))}


@probe(inputs=logits)
def sigmoid_values(student, x):
    return {"y": student.sigmoid(x), "x after sigmoid": x}


@probe(inputs=logits)
def sigmoid_gradient(student, x):
    """The gradient of (y * y).sum() with respect to x"""
    x.requires_grad_()
    y = student.sigmoid(x)
    (y * y).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=far_logits)
def sigmoid_far(student, x):
    return {"y": student.sigmoid(x)}


@probe(inputs=far_logits)
def sigmoid_far_gradient(student, x):
    """The gradient of y.sum() with respect to x"""
    x.requires_grad_()
    student.sigmoid(x).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=three_dimensions)
def sigmoid_shapes(student, x):
    """Three dimensions, and none; a transposed table; zeros; float64"""
    double = x.double()
    sums = student.sigmoid(double) + student.sigmoid(-double)
    return {
        "three dimensions": student.sigmoid(x),
        "a number": student.sigmoid(x[0, 0, 0]),
        "transposed": student.sigmoid(x[1].T),
        "zeros": student.sigmoid(torch.zeros(2)),
        "float64": student.sigmoid(double),
        "float64, sigmoid(x) + sigmoid(-x) is 1 to twelve digits": bool(((sums - 1).abs() < 1e-12).all()),
    }


@probe(inputs=square)
def softmax_rows(student, x):
    return {"y": student.softmax(x), "x after softmax": x}


@probe(inputs=table_and_block)
def softmax_dim(student, table, block):
    return {
        "along 0": student.softmax(table, dim=0),
        "along 1": student.softmax(block, 1),
    }


@probe(inputs=rows_and_weights)
def softmax_graph(student, x):
    """x.requires_grad is True"""
    x.requires_grad_()
    return {"y.requires_grad": student.softmax(x).requires_grad}


@probe(inputs=rows_and_weights)
def softmax_gradient(student, x, w):
    """The gradient of (y * w).sum() with respect to x"""
    x.requires_grad_()
    (student.softmax(x) * w).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=far_rows)
def softmax_far(student, x):
    return {"y": student.softmax(x)}


@probe(inputs=far_rows)
def softmax_far_gradient(student, x, w):
    """The gradient of (y * w).sum() with respect to x"""
    x.requires_grad_()
    (student.softmax(x) * w).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=three_dimensions)
def softmax_shapes(student, x):
    """One dimension, a single row, a transposed table, three dimensions: along the last one, and along -2; float64"""
    sums = student.softmax(x.double()).sum(dim=-1)
    return {
        "one dimension": student.softmax(x[0, 0]),
        "a single row": student.softmax(x[0, :1]),
        "transposed": student.softmax(x[1].T),
        "three dimensions": student.softmax(x),
        "along -2": student.softmax(x, dim=-2),
        "float64": student.softmax(x[0].double()),
        "float64, the sums are 1 to twelve digits": bool(((sums - 1).abs() < 1e-12).all()),
    }
