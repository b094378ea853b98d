"""Inputs and calls for mlp_within. Students build different networks; the evidence is only their size and shapes."""

import numpy as np
import torch
from torch import nn

from dlcourse.graders.authoring import error_of, probe


def wide_ranges(rng):
    """Ranges of very different sizes, in any order. They are wide: a small error of the count does not matter."""
    lows = [int(lo * rng.uniform(1, 1.4)) for lo in rng.permutation([80, 120, 180, 270, 400])]
    return {"ranges": [[int(rng.integers(4, 10)), int(rng.integers(2, 4)), lo, lo + lo // 2] for lo in lows]}


def batches(rng):
    """Fewer rows than any layer of the network has inputs, so that error messages are clear."""
    sizes = [(int(rng.integers(5, 10)), int(rng.integers(2, 5))) for _ in range(5)]
    return {
        "rows": rng.integers(1, 4, 5).tolist(),
        "ranges": [[n_in, n_out, 8 * (n_in + n_out), 16 * (n_in + n_out)] for n_in, n_out in sizes],
    }


def far_apart(rng):
    """Inputs above 0 only, so that an activation of the inputs themselves shows nothing. Each row of X is large where Z is
    small, so that the neurons of a hidden layer change their sign between the two. The network is wide."""
    n_in, n_out, rows = int(rng.integers(5, 10)), int(rng.integers(2, 5)), int(rng.integers(4, 9))
    large = rng.random((rows, n_in)) < 0.5
    return {
        "X": np.where(large, 10, 1) * rng.uniform(1, 2, (rows, n_in)),
        "Z": np.where(large, 1, 10) * rng.uniform(1, 2, (rows, n_in)),
        "n_in": n_in,
        "n_out": n_out,
        "lo": 40 * (n_in + n_out),
        "hi": 80 * (n_in + n_out),
    }


def narrow_range(rng):
    """A range with one possible width, the one at its lower end. Forgotten biases lead to another width."""
    n_in, n_out = int(rng.integers(3, 10)), int(rng.integers(2, 6))
    size = size_of(n_in, 2 * n_in + n_out + 1, n_out)
    return {"n_in": n_in, "n_out": n_out, "lo": size, "hi": size + n_in + n_out}


def exact_size(rng):
    n_in, n_out, hidden = int(rng.integers(3, 10)), int(rng.integers(2, 6)), int(rng.integers(5, 15))
    return {"X": rng.normal(size=(20, n_in)), "n_in": n_in, "n_out": n_out, "size": size_of(n_in, hidden, n_out)}


def smallest_size(rng):
    n_in, n_out = int(rng.integers(3, 10)), int(rng.integers(2, 6))
    return {"X": rng.normal(size=(20, n_in)), "n_in": n_in, "n_out": n_out, "size": size_of(n_in, 1, n_out)}


def large_range(rng):
    n_in, n_out, hidden = int(rng.integers(2, 5)), int(rng.integers(2, 5)), int(rng.integers(2100, 2500))
    size = size_of(n_in, hidden, n_out)
    return {"n_in": n_in, "n_out": n_out, "lo": size - 5, "hi": size + 5}


def between_two_widths(rng):
    """A range between two sizes: the next width below has too few parameters, the next one above too many."""
    n_in, n_out, hidden = int(rng.integers(4, 10)), int(rng.integers(2, 6)), int(rng.integers(5, 15))
    below, above = size_of(n_in, hidden, n_out), size_of(n_in, hidden + 1, n_out)
    return {"n_in": n_in, "n_out": n_out, "lo": below + 2, "hi": above - 2}


def too_small(rng):
    n_in, n_out = int(rng.integers(5, 10)), int(rng.integers(2, 6))
    return {"n_in": n_in, "n_out": n_out, "hi": n_in + n_out - int(rng.integers(1, 4))}


def size_of(n_in, hidden, n_out):
    return hidden * (n_in + 1) + n_out * (hidden + 1)


def parameters(model):
    return sum(parameter.numel() for parameter in model.parameters())


def has_two_matrices(model):
    return sum(parameter.dim() == 2 for parameter in model.parameters()) >= 2


@probe(inputs=wide_ranges)
def in_a_range(student, ranges):
    """five calls, one for each [n_in, n_out, lo, hi] in ranges"""
    return {"parameters": [parameters(student.mlp_within(n_in, n_out, lo, hi)) for n_in, n_out, lo, hi in ranges]}


@probe(inputs=batches)
def forward(student, ranges, rows):
    """five calls, one for each [n_in, n_out, lo, hi] in ranges; each network gets a batch of ones, with this many rows"""
    models = [student.mlp_within(n_in=n_in, n_out=n_out, lo=lo, hi=hi) for n_in, n_out, lo, hi in ranges]
    X = [torch.ones(n, n_in) for n, (n_in, *_) in zip(rows, ranges, strict=True)]
    return {
        "each is an nn.Module": all(isinstance(model, nn.Module) for model in models),
        "shapes of the outputs": [list(model(batch).shape) for model, batch in zip(models, X, strict=True)],
        "each has two weight matrices or more": all(map(has_two_matrices, models)),
    }


@probe(inputs=far_apart)
def halfway(student, X, Z, n_in, n_out, lo, hi):
    """the network gets three batches: X, Z, and (X + Z) / 2"""
    model = student.mlp_within(n_in, n_out, lo, hi).eval()
    return {"outputs of X, Z and (X + Z) / 2": torch.stack([model(X), model(Z), model((X + Z) / 2)])}


@probe(inputs=far_apart)
def slopes(student, X, Z, n_in, n_out, lo, hi):
    """the network gets the rows of X, Z, −X and −Z; the slopes of an output are its gradient for each row"""
    rows = torch.cat([X, Z, -X, -Z]).requires_grad_()
    outputs = student.mlp_within(n_in, n_out, lo, hi).eval()(rows)
    return {"slopes": torch.stack([torch.autograd.grad(y.sum(), rows, retain_graph=True)[0] for y in outputs.T])}


@probe(inputs=narrow_range)
def in_a_narrow_range(student, n_in, n_out, lo, hi):
    model = student.mlp_within(n_in, n_out, lo, hi)
    return {"parameters": parameters(model)}


@probe()
def impossible(student):
    """each call has an impossible range"""
    return {
        "mlp_within(8, 2, 1, 9)": error_of(student.mlp_within, 8, 2, 1, 9),
        "mlp_within(8, 2, 120, 60)": error_of(student.mlp_within, 8, 2, 120, 60),
    }


@probe(inputs=exact_size)
def exactly(student, n_in, n_out, size):
    model = student.mlp_within(n_in, n_out, lo=size, hi=size)
    return {"parameters": parameters(model)}


@probe(inputs=exact_size)
def forward_of_other_sizes(student, X, n_in, n_out, size):
    """the network gets a batch of 20"""
    model = student.mlp_within(n_in, n_out, size, size + 20)
    return {"shape of the outputs": list(model(X).shape)}


@probe(inputs=exact_size)
def one_output(student, X, n_in):
    """a single output; the network gets a batch of 20"""
    model = student.mlp_within(n_in, 1, 50, 100)
    return {"shape of the outputs": list(model(X).shape)}


@probe(inputs=smallest_size)
def smallest(student, n_in, n_out, size):
    """a hidden layer of one neuron"""
    model = student.mlp_within(n_in, n_out, lo=0, hi=size)
    return {"parameters": parameters(model)}


@probe(inputs=exact_size)
def from_zero(student, n_in, n_out, size):
    """a range that begins at 0"""
    model = student.mlp_within(n_in, n_out, lo=0, hi=size)
    return {"parameters": parameters(model)}


@probe(inputs=large_range)
def thousands(student, n_in, n_out, lo, hi):
    model = student.mlp_within(n_in, n_out, lo, hi)
    return {"parameters": parameters(model)}


@probe(inputs=too_small)
def too_small_for_any(student, n_in, n_out, hi):
    return {"raised": error_of(student.mlp_within, n_in, n_out, 1, hi)}


@probe(inputs=between_two_widths)
def in_a_gap(student, n_in, n_out, lo, hi):
    """no network with one hidden layer and biases has a size in this range; 0 parameters mean that an error was raised"""
    sizes = []
    raised = error_of(lambda: sizes.append(parameters(student.mlp_within(n_in, n_out, lo, hi))))
    return {"raised": raised, "parameters": sum(sizes)}
