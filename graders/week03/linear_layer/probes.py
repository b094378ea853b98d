"""How linear and fuse are called. Some weights are square: there, a wrong order still gives the right shape."""

import torch
from torch import nn

from dlcourse.graders.authoring import probe


def four_samples(rng):
    return {"x": rng.normal(size=(4, 3)), "W": rng.normal(size=(2, 3)), "b": rng.normal(size=2)}


def square(rng):
    return {"x": rng.normal(size=(3, 3)), "W": rng.normal(size=(3, 3)), "b": rng.normal(size=3)}


def other_sizes(rng):
    """Another number of inputs than in four_samples, and one where x, W and the outputs all differ."""
    sizes = rng.choice([2, 5, 6], 2, replace=False)
    inputs, outputs = int(sizes[0]), int(sizes[1])
    return {"x": rng.normal(size=(4, inputs)), "W": rng.normal(size=(outputs, inputs)), "b": rng.normal(size=outputs)}


def two_layers(rng):
    return {
        "x": rng.normal(size=(4, 3)),
        "W1": rng.normal(size=(5, 3)),
        "b1": rng.normal(size=5),
        "W2": rng.normal(size=(2, 5)),
        "b2": rng.normal(size=2),
    }


def square_layers(rng):
    matrices = {name: rng.normal(size=(3, 3)) for name in ("x", "W1", "W2")}
    return matrices | {name: rng.normal(size=3) for name in ("b1", "b2")}


def layer(W, b):
    made = nn.Linear(W.shape[1], W.shape[0])
    made.load_state_dict({"weight": W, "bias": b})
    return made


@probe(inputs=four_samples)
def batch(student, x, W, b):
    return {"y": student.linear(x, W, b), "x": x, "W": W, "b": b}


@probe(inputs=other_sizes)
def other_numbers_of_inputs(student, x, W, b):
    """Another number of inputs and outputs"""
    return {"y": student.linear(x, W, b)}


@probe(inputs=square)
def square_weight(student, x, W, b):
    return {"y": student.linear(x, W, b)}


@probe(inputs=four_samples)
def without_bias(student, x, W):
    return {"y": student.linear(x, W)}


@probe(inputs=four_samples)
def gradients(student, x, W, b):
    """The gradients of (y * y).sum() with respect to x, W and b"""
    x, W, b = (tensor.requires_grad_() for tensor in (x, W, b))
    y = student.linear(x, W, b)
    (y * y).sum().backward()
    return {"x.grad": x.grad, "W.grad": W.grad, "b.grad": b.grad}


@probe(inputs=four_samples)
def batch_sizes(student, x, W, b):
    """One sample; no sample; one output; float64"""
    return {
        "one sample": student.linear(x[:1], W, b),
        "no sample": student.linear(x[:0], W, b),
        "one output": student.linear(x, W[:1], b[:1]),
        "float64": student.linear(x.double(), W.double(), b.double()),
    }


@probe(inputs=two_layers)
def fused(student, x, W1, b1, W2, b2):
    """l1 has 3 inputs and 5 outputs, l2 has 5 and 2; the output of the fused layer for x"""
    l1, l2 = layer(W1, b1), layer(W2, b2)
    return {"fused(x)": student.fuse(l1, l2)(x)}


@probe(inputs=square_layers)
def fused_square(student, x, W1, b1, W2, b2):
    """l1 and l2 have 3 inputs and 3 outputs; the output of the fused layer for x"""
    l1, l2 = layer(W1, b1), layer(W2, b2)
    return {"fused(x)": student.fuse(l1, l2)(x)}


@probe(inputs=two_layers)
def kind_of_layer(student, W1, b1, W2, b2):
    """l1 has 3 inputs and 5 outputs, l2 has 5 and 2"""
    fused = student.fuse(layer(W1, b1), layer(W2, b2))
    return {
        "type": "nn.Linear" if isinstance(fused, nn.Linear) else type(fused).__name__,
        "parameters": {name: list(p.shape) for name, p in fused.named_parameters()},
        "in_features, out_features": [getattr(fused, name, None) for name in ("in_features", "out_features")],
    }


@probe(inputs=two_layers)
def layers_afterwards(student, W1, b1, W2, b2):
    """l1 has 3 inputs and 5 outputs, l2 has 5 and 2; the fused layer's parameters are set to 0, then l1 and l2 are
    read"""
    l1, l2 = layer(W1, b1), layer(W2, b2)
    fused = student.fuse(l1, l2)
    with torch.no_grad():
        for parameter in fused.parameters():
            parameter.zero_()
    trainable = {"l1": [p.requires_grad for p in l1.parameters()], "l2": [p.requires_grad for p in l2.parameters()]}
    return {"l1": dict(l1.state_dict()), "l2": dict(l2.state_dict()), "trainable": trainable}


@probe(inputs=two_layers)
def training_goes_on(student, x, W1, b1, W2, b2):
    """l1 has 3 inputs and 5 outputs, l2 has 5 and 2; the gradients of fused(x).sum()"""
    l1, l2 = layer(W1, b1), layer(W2, b2)
    fused = student.fuse(l1, l2)
    fused(x).sum().backward()
    return {
        "of the fused layer": {name: p.grad for name, p in fused.named_parameters()},
        "of l1": [p.grad for p in l1.parameters()],
        "of l2": [p.grad for p in l2.parameters()],
    }
