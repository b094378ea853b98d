"""Wrong in every way that an array can be."""

import numpy as np


def halve(x):
    y = x / 2
    y[20, 30] = 0.25
    y[40:] = -y[40:]
    return y


def row_sums(x):
    return x.sum(axis=1)


def above(x, limit):
    return (x > limit).astype("float32")


def spread(x):
    y = np.diff(x)
    y[100] += 7
    return y


def layers(x):
    second = {"weight": x.T.copy(), "bias": x[:, 0]}
    second["weight"][1, 1] = 9
    return {"first": {"weight": 2 * x, "bias": x[0]}, "second": second}
