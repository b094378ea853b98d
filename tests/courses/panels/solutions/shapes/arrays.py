"""Arrays, large and small."""

import numpy as np


def halve(x):
    """Return every element divided by 2."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


def row_sums(x):
    """Return the sum of each row, in a column."""
    ### BEGIN SOLUTION
    return x.sum(axis=1, keepdims=True)
    ### END SOLUTION


def above(x, limit):
    """Return where x is larger than the limit, as booleans."""
    ### BEGIN SOLUTION
    return x > limit
    ### END SOLUTION


def spread(x):
    """Return the differences between neighbours of a long row."""
    ### BEGIN SOLUTION
    return np.diff(x)
    ### END SOLUTION


def layers(x):
    """Return a dict of arrays: the weights and the bias of each layer."""
    ### BEGIN SOLUTION
    return {"first": {"weight": 2 * x, "bias": x[0]}, "second": {"weight": x.T, "bias": x[:, 0]}}
    ### END SOLUTION
