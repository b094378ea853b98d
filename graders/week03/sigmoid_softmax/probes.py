"""What sigmoid and softmax are asked. Gradients never at x = 0: solutions by |x| are right everywhere but there."""

import numpy as np

from dlcourse.graders.authoring import probe


def logits(rng):
    return {"x": rng.uniform(0.5, 5, (2, 3)) * rng.permuted([[-1, 1, 1], [-1, -1, 1]], axis=1)}


def far_logits(rng):
    return {"x": rng.uniform(200, 1500, (2, 2)) * [-1, 1]}


def square(rng):
    """As many rows as columns: a result along the wrong dimension has the right shape."""
    return {"x": rng.permuted([[-1.0, 0.5, 2.0]] * 3, axis=1) + rng.uniform(-0.5, 0.5, (3, 3)) + [[-1], [0], [1]]}


def rows_and_weights(rng):
    return {"x": rng.normal(size=(2, 3)), "w": rng.uniform(1, 2, (2, 3)) * [-1, 1, 2]}


def table_and_block(rng):
    return {"table": rng.normal(size=(3, 4)), "block": rng.normal(size=(2, 3, 4))}


def far_rows(rng):
    """Each row varies by some units around a number that no float32 can be e to the power of."""
    centres = np.array([[1000], [-1000], [0]])
    return {"x": centres + rng.uniform(-2, 2, (3, 3)), "w": rng.uniform(1, 2, (3, 3)) * [-1, 1, 2]}


def three_dimensions(rng):
    return {"x": rng.normal(size=(2, 3, 4))}


@probe(inputs=logits)
def sigmoid_values(student, x):
    return {"y": student.sigmoid(x), "x after sigmoid": x}


@probe(inputs=logits)
def sigmoid_gradient(student, x):
    """The gradient of y.sum() with respect to x."""
    x.requires_grad_()
    student.sigmoid(x).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=far_logits)
def sigmoid_far(student, x):
    return {"y": student.sigmoid(x)}


@probe(inputs=far_logits)
def sigmoid_far_gradient(student, x):
    """The gradient of y.sum() with respect to x."""
    x.requires_grad_()
    student.sigmoid(x).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=three_dimensions)
def sigmoid_shapes(student, x):
    """Three dimensions, and none; float64."""
    return {
        "three dimensions": student.sigmoid(x),
        "a number": student.sigmoid(x[0, 0, 0]),
        "float64": student.sigmoid(x.double()),
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
    """x.requires_grad is True."""
    x.requires_grad_()
    return {"y.requires_grad": student.softmax(x).requires_grad}


@probe(inputs=rows_and_weights)
def softmax_gradient(student, x, w):
    """The gradient of (y * w).sum() with respect to x."""
    x.requires_grad_()
    (student.softmax(x) * w).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=far_rows)
def softmax_far(student, x):
    return {"y": student.softmax(x)}


@probe(inputs=far_rows)
def softmax_far_gradient(student, x, w):
    """The gradient of (y * w).sum() with respect to x."""
    x.requires_grad_()
    (student.softmax(x) * w).sum().backward()
    return {"x.grad": x.grad}


@probe(inputs=three_dimensions)
def softmax_shapes(student, x):
    """One dimension, a single row, a transposed table, along -2 of three dimensions; float64."""
    return {
        "one dimension": student.softmax(x[0, 0]),
        "a single row": student.softmax(x[0, :1]),
        "transposed": student.softmax(x[1].T),
        "along -2": student.softmax(x, dim=-2),
        "float64": student.softmax(x[0].double()),
    }
