"""Inputs and calls for dropout and decayed_grad. The evidence of the draws is rounded so much that every right draw
gives the same.
"""

import torch

from dlcourse.graders.authoring import error_of, probe


def nonzero(rng, shape):
    return rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)


def many_values(rng):
    """Not called x, so that no message shows them all. p is never 0.5, because then p and 1 - p are equal."""
    return {"values": nonzero(rng, (120, 100)), "p": float(rng.choice([0.2, 0.3, 0.4]))}


def few_values(rng):
    return {"x": nonzero(rng, (3, 4)), "p": float(rng.choice([0.2, 0.3, 0.4, 0.6, 0.7, 0.8]))}


def three_dimensions(rng):
    return {"x": nonzero(rng, (2, 3, 4))}


def four_dimensions(rng):
    return {"values": nonzero(rng, (8, 9, 10, 11)), "p": float(rng.choice([0.25, 0.35]))}


def biases(rng):
    return {"p": nonzero(rng, 4), "g": nonzero(rng, 4), "wd": round(rng.uniform(0.05, 0.4), 3)}


def parameter(rng):
    return {"p": nonzero(rng, (2, 3)), "g": nonzero(rng, (2, 3)), "wd": round(rng.uniform(0.05, 0.4), 3)}


@probe(inputs=many_values)
def share(student, values, p):
    """x has 12000 values, none of them is 0; the share is rounded"""
    x = values
    y = student.dropout(x, p)
    return {"share of zeros": round((y == 0).double().mean().item(), 1)}


def factors(y, x):
    """The factors between x and the kept elements; 0 if none is kept."""
    found = (y / x)[y != 0].tolist() or [0.0]
    return {"smallest y / x of what is kept": min(found), "largest y / x of what is kept": max(found)}


@probe(inputs=many_values)
def scale(student, values, p):
    """x has 12000 values, none of them is 0"""
    x = values.clone()
    y = student.dropout(x, p)
    return {"elements are dropped": bool((y == 0).any()), **factors(y, values)}


@probe(inputs=many_values)
def evaluation(student, values, p):
    """x is (120, 100), and none of its values is 0; the share is rounded"""
    x = values.clone()
    y = student.dropout(x, p, training=False)
    return {
        "shape of y": list(y.shape),
        "share of zeros": round((y == 0).double().mean().item(), 1),
        **factors(y, values),
    }


@probe(inputs=many_values)
def own_draws(student, values, p):
    """x is (120, 100), and none of its values is 0"""
    x = values
    y = student.dropout(x, p)
    dropped = y == 0
    return {
        "all rows drop the same": bool((dropped == dropped[0]).all()),
        "all columns drop the same": bool((dropped == dropped[:, :1]).all()),
    }


@probe(inputs=few_values)
def input_afterwards(student, x, p):
    before = x.clone()
    student.dropout(x, p)
    return {"x is as before": torch.equal(x, before)}


@probe(inputs=three_dimensions)
def nothing_to_drop(student, x):
    """x is float64"""
    return {"y": student.dropout(x.double(), 0.0)}


@probe(inputs=three_dimensions)
def everything_to_drop(student, x):
    """x has three dimensions"""
    before = x.clone()
    return {"y": student.dropout(x, p=1.0), "x is as before": torch.equal(x, before)}


@probe(inputs=four_dimensions)
def many_dimensions(student, values, p):
    """x is (11, 10, 9, 8), transposed and float64, and none of its values is 0; five calls; then calls with a single
    number (no dimensions), with no elements, and with float16
    """
    x = values.double().permute(3, 2, 1, 0)
    y = student.dropout(x, p)
    dropped = y == 0
    counts = {int((student.dropout(x, p) == 0).sum()) for _ in range(4)} | {int(dropped.sum())}
    others = torch.tensor(2.0), torch.zeros(0, 3), torch.ones(3, dtype=torch.float16)
    return {
        "shape and dtype of y": f"{list(y.shape)} {y.dtype}",
        "along a dimension, all drop the same": [
            bool((dropped == dropped.narrow(i, 0, 1)).all()) for i in range(dropped.ndim)
        ],
        "each call drops as many": len(counts) == 1,
        "shapes and dtypes of the others": [
            f"{list(y.shape)} {y.dtype}" for y in (student.dropout(o, p) for o in others)
        ],
    }


@probe(inputs=few_values)
def no_probability(student, x):
    """p is −0.1, and p is 1.5"""
    return {"raised for -0.1": error_of(student.dropout, x, -0.1), "raised for 1.5": error_of(student.dropout, x, 1.5)}


@probe(inputs=many_values)
def seeded(student, values, p):
    """x, again and once_more are equal; first and second are generators with the same seed"""
    x, again, once_more = values.clone(), values.clone(), values.clone()
    first, second = (torch.Generator().manual_seed(7) for _ in range(2))
    state = torch.get_rng_state()
    one = student.dropout(x, p, generator=first)
    same = student.dropout(again, p, generator=second)
    other = student.dropout(once_more, p, generator=first)
    return {
        "equal seeds, equal results": torch.equal(one, same),
        "the next call drops the same": torch.equal(one, other),
        "torch's own generator is left alone": torch.equal(state, torch.get_rng_state()),
    }


@probe(inputs=many_values)
def two_calls(student, values, p):
    """x, again and once_more are equal; before the first and the third call, torch's generator is in the same state"""
    x, again, once_more = values.clone(), values.clone(), values.clone()
    state = torch.get_rng_state()
    one, other = student.dropout(x, p), student.dropout(again, p)
    torch.set_rng_state(state)
    same = student.dropout(once_more, p)
    return {
        "both calls drop the same": torch.equal(one, other),
        "from the same state, the same": torch.equal(one, same),
    }


@probe(inputs=few_values)
def gradient(student, x, p):
    """The gradient of y.sum() with respect to x, compared with y / x."""
    y = student.dropout(x.requires_grad_(), p)
    y.sum().backward()
    kept = torch.allclose(x.grad, y.detach() / x.detach(), atol=1e-5)
    x.grad = None
    y = student.dropout(x, p, training=False)
    flows = y.requires_grad
    if flows:
        y.sum().backward()
    return {
        "x.grad equals y / x": kept,
        "in evaluation, y requires gradients": flows,
        "in evaluation, x.grad is 1": flows and bool((x.grad == 1).all()),
    }


@probe(inputs=parameter)
def decay(student, p, g, wd):
    return {"decayed gradient": student.decayed_grad(p, g, wd)}


@probe(inputs=parameter)
def decay_afterwards(student, p, g, wd):
    student.decayed_grad(p, g, wd)
    return {"p": p, "g": g}


@probe(inputs=biases)
def decay_of_a_bias(student, p, g, wd):
    """p and g have one dimension"""
    return {"decayed gradient": student.decayed_grad(p, g, wd)}


@probe(inputs=biases)
def decay_of_others(student, p, g, wd):
    """p and g are float64: a single number (no dimensions), and transposed tensors of 2×2"""
    p, g = p.double(), g.double()
    return {
        "decayed gradient of a number": student.decayed_grad(p[0], g[0], wd),
        "decayed gradient of 2×2": student.decayed_grad(p.reshape(2, 2).T, g.reshape(2, 2).T, wd),
    }


@probe(inputs=parameter)
def no_decay(student, p, g):
    """after the call, 1 is added to the result in place"""
    decayed = student.decayed_grad(p, g, 0.0)
    before = decayed.clone()
    decayed += 1
    return {"decayed gradient": before, "g": g}
