"""What dropout and decayed_grad are asked. Draws are told by figures so rounded that every right draw has the same."""

import torch

from dlcourse.graders.authoring import error_of, probe


def nonzero(rng, shape):
    return rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)


def many_values(rng):
    """Not called x, so that no message shows them all. Never p = 0.5, which is its own opposite."""
    return {"values": nonzero(rng, (120, 100)), "p": float(rng.choice([0.2, 0.3, 0.4]))}


def few_values(rng):
    return {"x": nonzero(rng, (3, 4)), "p": float(rng.choice([0.2, 0.3, 0.4, 0.6, 0.7, 0.8]))}


def three_dimensions(rng):
    return {"x": nonzero(rng, (2, 3, 4))}


def parameter(rng):
    return {"p": nonzero(rng, (2, 3)), "g": nonzero(rng, (2, 3)), "wd": round(rng.uniform(0.05, 0.4), 3)}


@probe(inputs=many_values)
def share(student, values, p):
    """x has 12000 values, none of them 0; the share is rounded"""
    x = values
    y = student.dropout(x, p)
    return {"share of zeros": round((y == 0).double().mean().item(), 1)}


def factors(y, x):
    """The factors between x and what is kept of it; 0 if nothing is."""
    found = (y / x)[y != 0].tolist() or [0.0]
    return {"smallest y / x of what is kept": min(found), "largest y / x of what is kept": max(found)}


@probe(inputs=many_values)
def scale(student, values, p):
    """x has 12000 values, none of them 0"""
    x = values.clone()
    y = student.dropout(x, p)
    return {"elements are dropped": bool((y == 0).any()), **factors(y, values)}


@probe(inputs=many_values)
def evaluation(student, values, p):
    """x is (120, 100), none of its values is 0; the share is rounded"""
    x = values.clone()
    y = student.dropout(x, p, training=False)
    return {
        "shape of y": list(y.shape),
        "share of zeros": round((y == 0).double().mean().item(), 1),
        **factors(y, values),
    }


@probe(inputs=many_values)
def own_draws(student, values, p):
    """x is (120, 100), none of its values is 0"""
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
    return {"y": student.dropout(x, p=1.0)}


@probe(inputs=few_values)
def no_probability(student, x):
    """p = −0.1, and p = 1.5"""
    return {"raised for -0.1": error_of(student.dropout, x, -0.1), "raised for 1.5": error_of(student.dropout, x, 1.5)}


@probe(inputs=many_values)
def seeded(student, values, p):
    """x, again and once_more are equal; first and second are generators of one seed"""
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
    """x and again are equal"""
    x, again = values.clone(), values.clone()
    return {"both calls drop the same": torch.equal(student.dropout(x, p), student.dropout(again, p))}


@probe(inputs=few_values)
def gradient(student, x, p):
    """The gradient of y.sum() with respect to x, beside y / x."""
    y = student.dropout(x.requires_grad_(), p)
    y.sum().backward()
    return {"x.grad equals y / x": torch.allclose(x.grad, y.detach() / x.detach(), atol=1e-5)}


@probe(inputs=parameter)
def decay(student, p, g, wd):
    return {"decayed gradient": student.decayed_grad(p, g, wd)}


@probe(inputs=parameter)
def decay_afterwards(student, p, g, wd):
    student.decayed_grad(p, g, wd)
    return {"p": p, "g": g}


@probe(inputs=parameter)
def no_decay(student, p, g):
    """afterwards, 1 is added to the result in place"""
    decayed = student.decayed_grad(p, g, 0.0)
    before = decayed.clone()
    decayed += 1
    return {"decayed gradient": before, "g": g}
