"""Inputs and calls for the three functions. No input lies between the two readings "slope < tol" and "nearer than tol
to 0 or 1".
"""

import numpy as np

from dlcourse.graders.authoring import probe


def around_zero(rng):
    return {"x": np.array([[0, -1, 1], [-1, 1, 1]]) * rng.uniform(0.3, 4, (2, 3))}


def far_from_zero(rng):
    return {"x": rng.uniform(100, 1000, (2, 2)) * [[-1, 1], [-10, 10]]}


def near_and_far(rng):
    """With the default, |x| above 6.9 is saturated."""
    near, far = rng.uniform(0.5, 5, 5) * [-1, 1, 1, -1, 1], rng.uniform(8, 12, 4) * [-1, -1, 1, 1]
    return {"x": rng.permutation(np.concatenate([[0, -10, 10], near, far])).reshape(3, 4)}


def with_tolerance(rng):
    """Some inside and some outside the given tolerance, by at least a fifth; all inside the default."""
    tol = round(rng.uniform(0.02, 0.1), 3)
    inner, outer = np.log((1 + np.sqrt(1 - 4 * tol)) / (1 - np.sqrt(1 - 4 * tol))), np.log(1 / tol - 1)
    within, beyond = inner * rng.uniform(0.2, 0.8, 6), outer * rng.uniform(1.2, 1.5, 6)
    x = np.concatenate([within, beyond]) * ([-1, 1] * 6)
    return {"x": rng.permutation(x).reshape(3, 4), "tol": tol}


def some_dead(rng):
    """12 units. Each living one is 0 for one sample; one fires weakly, for one sample only; no sample makes all 0."""
    dead = int(rng.integers(4, 7))
    acts = rng.uniform(0.5, 3, (8, 12)).round(2)
    acts[:, :dead] = 0
    acts[[sample % 8 for sample in range(12 - dead)], range(dead, 12)] = 0
    acts[:, 11] = 0
    acts[7, 11] = rng.uniform(1e-4, 9e-4)
    return {"acts": rng.permutation(acts, axis=1)}


@probe(inputs=around_zero)
def prime_values(student, x):
    return {"y": student.sigmoid_prime(x)}


@probe(inputs=far_from_zero)
def prime_far(student, x):
    return {"y": student.sigmoid_prime(x)}


@probe(inputs=around_zero)
def prime_twice(student, x):
    """Called twice, with the same x."""
    first = student.sigmoid_prime(x)
    second = student.sigmoid_prime(x)
    return {"first": first, "second": second, "x": x}


@probe(inputs=around_zero)
def prime_shapes(student, x):
    """Called with a single number (no dimensions), a float64 tensor, three dimensions, a transposed tensor, and an
    empty one.
    """
    return {
        "a number": student.sigmoid_prime(x[1, 1]),
        "float64": student.sigmoid_prime(x.double()),
        "three dimensions": student.sigmoid_prime(x[None]),
        "transposed": student.sigmoid_prime(x.T),
        "nothing": student.sigmoid_prime(x[:0]),
    }


@probe(inputs=near_and_far)
def saturated_default(student, x):
    return {"mask": student.saturated(x)}


@probe(inputs=with_tolerance)
def saturated_tol(student, x, tol):
    return {"mask": student.saturated(x, tol=tol)}


@probe(inputs=with_tolerance)
def saturated_shapes(student, x, tol):
    """Called with x, with a transposed tensor, with three dimensions, with a single number (no dimensions), and with
    float64.
    """
    before = x.clone()
    student.saturated(x, tol)
    return {
        "x": x,
        "transposed": student.saturated(before.T, tol),
        "three dimensions": student.saturated(before[None], tol),
        "a number": student.saturated(before[1, 1], tol),
        "float64": student.saturated(before.double(), tol),
    }


@probe(inputs=some_dead)
def dead_count(student, acts):
    """Called with the whole table of 12 units, then with its first column alone, its first two columns, its first three,
    and so on.
    """
    return {
        "count": student.dead_units(acts),
        "counts of the first columns": [student.dead_units(acts[:, :units]) for units in range(1, 12)],
    }


@probe(inputs=some_dead)
def dead_edges(student, acts):
    """Called with one sample; with no dead unit; with all units dead; with one unit that fires for one sample, with
    1e-12; with the transposed table.
    """
    weak, before = acts.clone().zero_(), acts.clone()
    weak[3, 2] = 1e-12
    return {
        "one sample": student.dead_units(acts[:1]),
        "none dead": student.dead_units(acts + 1),
        "all dead": student.dead_units(0 * acts),
        "one fires weakly": student.dead_units(weak),
        "on its side": student.dead_units(before.T),
        "acts": acts,
    }
