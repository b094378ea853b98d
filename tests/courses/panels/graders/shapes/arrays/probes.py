import numpy as np

from dlcourse.graders.authoring import probe


def image(rng):
    return {"x": np.sin(np.arange(48 * 64, dtype="float32")).reshape(48, 64) * 3}


def small(rng):
    return {"x": np.array([[1.5, 2.25, -0.5], [4.0, -1.0, 0.125]], dtype="float32"), "limit": 1.0}


def long(rng):
    return {"x": (np.arange(200) ** 2 % 97).astype("int64")}


@probe(inputs=image)
def halved(student, x):
    return {"y": student.halve(x)}


@probe(inputs=small)
def summed(student, x):
    return {"y": student.row_sums(x)}


@probe(inputs=small)
def compared(student, x, limit):
    return {"y": student.above(x, limit)}


@probe(inputs=long)
def spread_out(student, x):
    return {"y": student.spread(x)}


@probe(inputs=small)
def layered(student, x):
    return {"parts": student.layers(x)}
