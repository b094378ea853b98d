"""Inputs and calls for dropout and decayed_grad. The evidence of the draws is rounded so much that every right draw
gives the same.
"""

import torch

from dlcourse.graders.authoring import error_of, probe


def nonzero(rng, shape):
    return rng.uniform(0.5, 2, shape) * rng.choice([-1, 1], shape)


def many_values(rng):
    """Not called x, so that no message shows them all. p is never 0.5, because then p and 1 - p are equal."""
    return {"values": nonzero(rng, (120, 100)), "p": round(rng.choice([0.2, 0.3, 0.4]) + rng.uniform(-0.02, 0.02), 3)}


def many_shares(rng):
    """No share that is kept is one of those that are dropped."""
    return {"values": nonzero(rng, (120, 100)), "p": rng.choice([0.2, 0.3, 0.6, 0.9], 4).tolist()}


def some_zeros(rng):
    """Four columns of one, and four rows of the other, are 0."""
    one, other = nonzero(rng, (120, 100)), nonzero(rng, (120, 100))
    one[:, rng.choice(100, 4, replace=False)] = 0
    other[rng.choice(120, 4, replace=False)] = 0
    return {"one": one, "other": other, "p": float(rng.choice([0.2, 0.3, 0.4]))}


def many_scales(rng):
    """Never 0.5, because then p and 1 - p are equal."""
    low, high = rng.uniform(0.1, 0.45, 2), rng.uniform(0.55, 0.9, 2)
    return {"values": nonzero(rng, (30, 20)), "p": [round(p, 3) for p in rng.permutation([*low, *high]).tolist()]}


def seeds(rng):
    """Eight seeds; four of them, or more, are there more than once."""
    different = rng.choice(range(10, 1000), 4, replace=False)
    chosen = rng.permutation([*different, *rng.choice(different, 4)]).tolist()
    values, p = nonzero(rng, (30, 20)), float(rng.choice([0.2, 0.3, 0.4]))
    return {"values": values, "p": p, "seeds": chosen, "torch_seed": int(rng.integers(1000))}


def right_and_wrong(rng):
    """Two or more of these numbers are probabilities, two or more are below 0, and two or more above 1."""
    p = [*rng.choice([-1, 0, 1], 6), -1, -1, 0, 0, 1, 1]
    p = rng.uniform(0.1, 0.9, 12) + p
    return {"x": nonzero(rng, (3, 4)), "p": [round(p, 2) for p in rng.permutation(p).tolist()]}


def sixty_values(rng):
    """With these p, some elements are dropped and some are kept."""
    return {"x": nonzero(rng, (6, 10)), "p": round(rng.uniform(0.3, 0.48), 3)}


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


@probe(inputs=many_shares)
def share(student, values, p):
    """x is (240, 300), and none of its values is 0; a call for each p in the list; the shares are rounded"""
    shares = []
    for i in range(len(p)):
        x = values.repeat(2, 3)
        y = student.dropout(x, p[i])
        shares.append(round((y != 0).double().mean().item(), 1))
    return {"shares of the elements that are not 0": shares}


def factors(y, x):
    """The factors between x and the kept elements; 0 if none is kept."""
    found = (y / x)[y != 0].tolist() or [0.0]
    return {"smallest y / x of what is kept": min(found), "largest y / x of what is kept": max(found)}


@probe(inputs=many_scales)
def scale(student, values, p):
    """x has 600 values, none of them is 0; a call for each p in the list"""
    found = {}
    for i in range(len(p)):
        x = values.clone()
        y = student.dropout(x, p[i])
        found[f"elements are dropped, p = {p[i]}"] = bool((y == 0).any())
        found |= {f"{name}, p = {p[i]}": factor for name, factor in factors(y, values).items()}
    return found


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


@probe(inputs=some_zeros)
def own_draws(student, one, other, p):
    """two calls; x is (120, 100), and only four columns of it are 0, or only four rows: only they look as if all their
    elements were dropped
    """
    by_column, by_row = (student.dropout(x, p) == 0 for x in (one, other))
    return {
        "columns whose elements are all dropped, or all kept": (by_column == by_column[0])
        .all(dim=0)
        .nonzero()
        .flatten(),
        "rows whose elements are all dropped, or all kept": (by_row == by_row[:, :1]).all(dim=1).nonzero().flatten(),
    }


@probe(inputs=few_values)
def input_afterwards(student, x, p):
    student.dropout(x, p)
    return {"x afterwards": x}


@probe(inputs=three_dimensions)
def nothing_to_drop(student, x):
    """x is float64"""
    return {"y": student.dropout(x.double(), 0.0)}


@probe(inputs=three_dimensions)
def everything_to_drop(student, x):
    """x has three dimensions"""
    return {"y": student.dropout(x, p=1.0), "x afterwards": x}


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


@probe(inputs=right_and_wrong)
def no_probability(student, x, p):
    """twelve calls, with each p in the list"""
    return {"raised": [error_of(student.dropout, x, p[i]) or "no error" for i in range(len(p))]}


def in_words(calls, results):
    """Return for each call whether its result is new, or that of which call."""
    results = [result.tolist() for result in results]
    firsts = [results.index(result) for result in results]
    return {
        f"call {i + 1}, {calls[i]}": "a new result" if first == i else f"the result of call {first + 1}"
        for i, first in enumerate(firsts)
    }


@probe(inputs=seeds)
def seeded(student, values, p, seeds, torch_seed):
    """first, torch.manual_seed(torch_seed); then eight calls with equal x, each with a new generator that has a seed, and
    one more with the last generator; some of the seeds are equal
    """
    torch.manual_seed(torch_seed)
    results = []
    for seed in [*seeds, None]:
        if seed is not None:
            generator = torch.Generator().manual_seed(seed)
        x = values.clone()
        results.append(student.dropout(x, p, generator=generator))
    calls = [*(f"seed {seed}" for seed in seeds), "the generator of call 8"]
    return in_words(calls, results) | {"torch.rand(3) afterwards": torch.rand(3)}


@probe(inputs=seeds)
def without_a_generator(student, values, p, seeds):
    """eight calls with equal x, each after torch.manual_seed, and one more without it; some of the seeds are equal"""
    results = []
    for seed in [*seeds, None]:
        if seed is not None:
            torch.manual_seed(seed)
        x = values.clone()
        results.append(student.dropout(x, p))
    return in_words([*(f"seed {seed}" for seed in seeds), "no new seed"], results)


@probe(inputs=sixty_values)
def gradient(student, x, p):
    """x has 60 elements; x.grad is the gradient of y.sum()"""
    y = student.dropout(x.requires_grad_(), p)
    y.sum().backward()
    kept, dropped = x.grad[y != 0].tolist() or [0.0], x.grad[y == 0].tolist() or [0.0]
    x.grad = None
    y = student.dropout(x, p, training=False)
    flows = y.requires_grad
    if flows:
        y.sum().backward()
    return {
        "smallest and largest x.grad of what is kept": [min(kept), max(kept)],
        "smallest and largest x.grad of what is dropped": [min(dropped), max(dropped)],
        "in evaluation, y requires gradients": flows,
        "in evaluation, x.grad": x.grad,
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
