"""Inputs and calls for transfer. All weights are inputs; each probe looks at one side of the transfer. The outputs of
the target show its weights too: unlike the entries, nobody can hand them back from the inputs.
"""

from collections.abc import Collection
from itertools import pairwise

import torch
from torch import nn

from dlcourse.graders.authoring import probe
from dlcourse.graders.networks import loaded


def network(outputs):
    return nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, outputs))


def normed_network():
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))


def shallow():
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 3))


def deep():
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 5))


def nested_network(inputs):
    return nn.Sequential(nn.Sequential(nn.Linear(inputs, 6), nn.ReLU(), nn.Linear(6, 3)), nn.Linear(3, 2))


def linear_layers(sizes):
    return nn.Sequential(*(nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)))


def rows(rng, columns):
    return rng.uniform(-2, 2, (3, columns)).round(1)


def two_heads(rng):
    return {
        "source_weights": network(1).state_dict(),
        "target_weights": network(3).state_dict(),
        "x": rows(rng, 4),
    }


def pairs_of_sizes(rng):
    """Four pairs of networks. In each pair at least one size differs, and at least one is the same."""
    sources, targets = [], []
    for _ in range(4):
        sizes, differ = rng.integers(2, 8, 5), rng.permutation(5) < rng.integers(1, 4)
        sources.append("-".join(map(str, sizes)))
        targets.append("-".join(map(str, sizes + differ * rng.integers(1, 3, 5))))
    return {"source_sizes": ", ".join(sources), "target_sizes": ", ".join(targets)}


def same_layers(rng):
    return {
        "source_weights": nn.Linear(3, 2).state_dict(),
        "target_weights": nn.Linear(3, 2).state_dict(),
        "x": rows(rng, 3),
    }


def batch_norms(rng):
    weights = normed_network().state_dict()
    weights["1.weight"].copy_(torch.from_numpy(rng.uniform(1.5, 2, 4)))
    weights["1.running_mean"].copy_(torch.from_numpy(rng.uniform(1, 3, 4)))
    weights["1.running_var"].copy_(torch.from_numpy(rng.uniform(2, 5, 4)))
    weights["1.num_batches_tracked"].fill_(int(rng.integers(10, 500)))
    return {"source_weights": weights, "x": rows(rng, 3)}


def two_depths(rng):
    return {"source_weights": deep().state_dict(), "target_weights": shallow().state_dict(), "x": rows(rng, 2)}


def other_inputs(rng):
    return {
        "source_weights": nested_network(1).state_dict(),
        "target_weights": nested_network(4).state_dict(),
        "x": rows(rng, 4),
    }


def statistics(rng):
    return {"means": rng.uniform(1, 3, 3), "variances": rng.uniform(2, 5, 3), "x": rows(rng, 3)}


def one_network(rng):
    return {"target_weights": network(3).state_dict(), "x": rows(rng, 4)}


def transposed_layers(rng):
    return {"source_weights": nn.Linear(2, 3, bias=False).state_dict()}


def in_order(names):
    return sorted(names) if isinstance(names, Collection) and not isinstance(names, str) else names


def values(model, whose):
    return {f"{whose} {name}": entry.clone() for name, entry in model.state_dict().items()}


@probe(inputs=two_heads)
def new_head(student, source_weights, target_weights, x):
    """source is a 4-6-1 network, target a 4-6-3 network; both have a ReLU between their layers"""
    source, target = loaded(network(1), source_weights), loaded(network(3), target_weights)
    student.transfer(source, target)
    return {**values(target, "target"), "target(x)": target(x)}


@probe(inputs=pairs_of_sizes)
def names(student, source_sizes, target_sizes):
    """four sources and four targets, each an nn.Sequential of four linear layers with the sizes in source_sizes and
    target_sizes; transfer is called for each pair
    """
    copied = []
    for pair in zip(source_sizes.split(", "), target_sizes.split(", "), strict=True):
        source, target = (linear_layers([int(size) for size in sizes.split("-")]) for sizes in pair)
        copied.append(in_order(student.transfer(source, target)))
    return {"names of the copied entries of each pair, sorted": copied}


@probe(inputs=batch_norms)
def batch_norm(student, source_weights, x):
    """source and target are nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4)); after the transfer, target is in eval mode"""
    source, target = loaded(normed_network(), source_weights), normed_network()
    student.transfer(source, target)
    statistics = {name: entry for name, entry in values(target, "target").items() if name.startswith("target 1.")}
    return {**statistics, "target(x)": target.eval()(x)}


@probe(inputs=same_layers)
def source_goes_on(student, source_weights, target_weights, x):
    """source and target are nn.Linear(3, 2); after the transfer, the source's weights are set to 0"""
    source, target = loaded(nn.Linear(3, 2), source_weights), loaded(nn.Linear(3, 2), target_weights)
    student.transfer(source, target)
    before = values(source, "source")
    with torch.no_grad():
        source.weight.zero_()
        source.bias.zero_()
    return {
        **{f"{name} after the transfer": entry for name, entry in before.items()},
        **values(target, "target"),
        "target(x)": target(x),
    }


@probe(inputs=statistics)
def statistics_go_on(student, means, variances, x):
    """source and target are nn.BatchNorm1d(3); after the transfer, the source's running mean and variance are set to 0,
    and target is in eval mode
    """
    source, target = nn.BatchNorm1d(3), nn.BatchNorm1d(3)
    source.running_mean.copy_(means)
    source.running_var.copy_(variances)
    student.transfer(source, target)
    source.running_mean.zero_()
    source.running_var.zero_()
    return {
        "target.running_mean": target.running_mean.clone(),
        "target.running_var": target.running_var.clone(),
        "target(x)": target.eval()(x),
    }


@probe(inputs=two_depths)
def deeper_source(student, source_weights, target_weights, x):
    """source is a 2-3-3-5 network, target a 2-3-3 network"""
    source, target = loaded(deep(), source_weights), loaded(shallow(), target_weights)
    student.transfer(source, target)
    return {**values(target, "target"), "target(x)": target(x)}


@probe(inputs=one_network)
def nothing_in_common(student, target_weights, x):
    """source is nn.Linear(4, 6), target is a network whose first linear layer has the same shapes, but other names"""
    source, target = nn.Linear(4, 6), loaded(network(3), target_weights)
    copied = student.transfer(source, target)
    return {"names of the copied entries": in_order(copied), **values(target, "target"), "target(x)": target(x)}


@probe(inputs=transposed_layers)
def other_way_round(student, source_weights):
    """source is nn.Linear(2, 3, bias=False), target is nn.Linear(3, 2, bias=False) with weights of 0"""
    source, target = loaded(nn.Linear(2, 3, bias=False), source_weights), nn.Linear(3, 2, bias=False)
    nn.init.zeros_(target.weight)
    student.transfer(source, target)
    return {"target.weight": target.weight.detach()}


@probe(inputs=other_inputs)
def other_first_layer(student, source_weights, target_weights, x):
    """source takes 1 number and target takes 4, so the first entries differ; the other layers are the same:
    nn.Sequential(nn.Sequential(nn.Linear(1 or 4, 6), nn.ReLU(), nn.Linear(6, 3)), nn.Linear(3, 2))
    """
    source, target = loaded(nested_network(1), source_weights), loaded(nested_network(4), target_weights)
    copied = student.transfer(source, target)
    return {
        **values(target, "target"),
        "target(x)": target(x),
        "names of the copied entries, sorted": in_order(copied),
    }


@probe(inputs=same_layers)
def parameter_objects(student, source_weights, x):
    """source and target are nn.Linear(3, 2), in train mode; the weight of the target is frozen"""
    source, target = loaded(nn.Linear(3, 2), source_weights), nn.Linear(3, 2)
    target.weight.requires_grad_(False)
    weight, bias = target.weight, target.bias
    student.transfer(source, target)
    return {
        "target.weight and target.bias are the same objects as before": target.weight is weight and target.bias is bias,
        "target.weight requires gradients": target.weight.requires_grad,
        "target.bias requires gradients": target.bias.requires_grad,
        "target.weight": target.weight.detach(),
        "target(x)": target(x),
        "source.weight requires gradients": source.weight.requires_grad,
        "source.training": source.training,
    }
