"""Inputs and calls for descend. After many steps the evidence is only the minimum where x ends: the digits depend on
the arithmetic.
"""

import torch

from dlcourse.graders.authoring import probe


def parabola(rng):
    b = round(rng.uniform(-2, 2), 2)
    return {
        "a": round(rng.uniform(0.5, 1.5), 2),
        "b": b,
        "start": round(b + rng.uniform(1.5, 3) * rng.choice([-1, 1]), 2),
        "lr": round(rng.uniform(0.05, 0.15), 3),
        "momentum": round(rng.uniform(0.5, 0.85), 2),
    }


def left_of_zero(rng):
    return {"start": -round(rng.uniform(1.2, 3), 2)}


def int_start(rng):
    return {"start": int(rng.integers(3, 10)), "lr": round(rng.uniform(0.05, 0.15), 3)}


def two_dips(x):
    return x**4 + x**3 - 5 * x**2


def dip(x):
    """Return the name of the minimum of two_dips that x is near."""
    if abs(x - 1.25) < 0.05:
        return "the shallow one, near 1.25"
    return "the deep one, near -2" if abs(x + 2) < 0.05 else "neither"


@probe(inputs=left_of_zero)
def ten_steps(student, start):
    return {"x": student.descend(lambda x: x**2, start, lr=0.1)}


@probe(inputs=left_of_zero)
def small_rate(student, start):
    return {"x": student.descend(lambda x: x**2, start, lr=0.01)}


@probe(inputs=left_of_zero)
def large_rate(student, start):
    return {"x": student.descend(lambda x: x**2, start, lr=1.0)}


@probe(inputs=parabola)
def with_momentum(student, a, b, start, lr, momentum):
    return {"x": student.descend(lambda x: a * (x - b) ** 2, start, lr, momentum=momentum, steps=6)}


@probe()
def dip_without_momentum(student):
    """f = x⁴ + x³ − 5x², which has two minima; in which one does x end?"""
    f = two_dips
    return {"ends in": dip(student.descend(f, 2.0, lr=0.02, steps=300)[-1])}


@probe()
def dip_with_momentum(student):
    """f = x⁴ + x³ − 5x², which has two minima; in which one does x end?"""
    f = two_dips
    return {"ends in": dip(student.descend(f, 2.0, lr=0.02, momentum=0.9, steps=300)[-1])}


@probe(inputs=parabola)
def another_function(student, a, b, start, lr):
    return {"x": student.descend(lambda x: torch.sin(a * x) + torch.exp(-x) + b * x, start, lr, steps=4)}


@probe(inputs=parabola)
def number_of_steps(student, start, lr):
    return {
        "3 steps": student.descend(lambda x: x**2, start, lr, steps=3),
        "0 steps": student.descend(lambda x: x**2, start, lr, steps=0),
    }


@probe(inputs=parabola)
def without_dimensions(student, a, b, start, lr):
    """f stacks x and x², multiplies them by a and b, and adds up: this is a·x + b·x² if x has no dimensions"""
    f = lambda x: (torch.stack([x, x**2]) * torch.tensor([a, b])).sum()  # noqa: E731  named for the message
    return {"x": student.descend(f, start, lr, steps=3)}


@probe(inputs=parabola)
def to_the_last_step(student, start):
    """x starts at the minimum itself; and a learning rate is so large that x runs away"""
    return {
        "from 0": student.descend(lambda x: x**2, 0.0, lr=0.1, steps=4),
        "with a rate of 1.5": student.descend(lambda x: x**2, start, lr=1.5, steps=8),
    }


@probe(inputs=int_start)
def whole_number(student, start, lr):
    """start is an int"""
    return {"x": student.descend(lambda x: x**2, start, lr, steps=2)[1:]}
