"""Inputs and calls for transfer. All weights are inputs; each probe looks at one side of the transfer."""

from collections.abc import Collection

import torch
from torch import nn

from dlcourse.graders.authoring import probe


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


def two_heads(rng):
    return {"source_weights": network(1).state_dict(), "target_weights": network(3).state_dict()}


def same_layers(rng):
    return {"source_weights": nn.Linear(3, 2).state_dict(), "target_weights": nn.Linear(3, 2).state_dict()}


def batch_norms(rng):
    weights = normed_network().state_dict()
    weights["1.weight"].copy_(torch.from_numpy(rng.uniform(1.5, 2, 4)))
    weights["1.running_mean"].copy_(torch.from_numpy(rng.uniform(1, 3, 4)))
    weights["1.running_var"].copy_(torch.from_numpy(rng.uniform(2, 5, 4)))
    weights["1.num_batches_tracked"].fill_(int(rng.integers(10, 500)))
    return {"source_weights": weights}


def two_depths(rng):
    return {"source_weights": deep().state_dict(), "target_weights": shallow().state_dict()}


def other_inputs(rng):
    return {"source_weights": nested_network(1).state_dict(), "target_weights": nested_network(4).state_dict()}


def statistics(rng):
    return {"means": rng.uniform(1, 3, 3), "variances": rng.uniform(2, 5, 3)}


def transposed_layers(rng):
    return {"source_weights": nn.Linear(2, 3, bias=False).state_dict()}


def loaded(model, weights):
    model.load_state_dict(weights)
    return model


def in_order(names):
    return sorted(names) if isinstance(names, Collection) and not isinstance(names, str) else names


def values(model, whose):
    return {f"{whose} {name}": entry.clone() for name, entry in model.state_dict().items()}


@probe(inputs=two_heads)
def new_head(student, source_weights, target_weights):
    """source is a 4-6-1 network, target a 4-6-3 network; both have a ReLU between their layers"""
    source, target = loaded(network(1), source_weights), loaded(network(3), target_weights)
    student.transfer(source, target)
    return values(target, "target")


@probe()
def names(student):
    """source is a 4-6-1 network, target a 4-6-3 network; both have a ReLU between their layers"""
    source, target = network(1), network(3)
    copied = student.transfer(source, target)
    return {"names of the copied entries, sorted": in_order(copied)}


@probe(inputs=batch_norms)
def batch_norm(student, source_weights):
    """source and target are nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))"""
    source, target = loaded(normed_network(), source_weights), normed_network()
    student.transfer(source, target)
    return {name: entry for name, entry in values(target, "target").items() if name.startswith("target 1.")}


@probe(inputs=same_layers)
def source_goes_on(student, source_weights, target_weights):
    """source and target are nn.Linear(3, 2); after the transfer, the source's weights are set to 0"""
    source, target = loaded(nn.Linear(3, 2), source_weights), loaded(nn.Linear(3, 2), target_weights)
    student.transfer(source, target)
    before = values(source, "source")
    with torch.no_grad():
        source.weight.zero_()
        source.bias.zero_()
    return {**{f"{name} after the transfer": entry for name, entry in before.items()}, **values(target, "target")}


@probe(inputs=statistics)
def statistics_go_on(student, means, variances):
    """source and target are nn.BatchNorm1d(3); after the transfer, the source's running mean and variance are set to 0"""
    source, target = nn.BatchNorm1d(3), nn.BatchNorm1d(3)
    source.running_mean.copy_(means)
    source.running_var.copy_(variances)
    student.transfer(source, target)
    source.running_mean.zero_()
    source.running_var.zero_()
    return {"target.running_mean": target.running_mean.clone(), "target.running_var": target.running_var.clone()}


@probe(inputs=two_depths)
def deeper_source(student, source_weights, target_weights):
    """source is a 2-3-3-5 network, target a 2-3-3 network"""
    source, target = loaded(deep(), source_weights), loaded(shallow(), target_weights)
    student.transfer(source, target)
    return values(target, "target")


@probe()
def nothing_in_common(student):
    """source is nn.Linear(4, 6), target is a network whose first linear layer has the same shapes, but other names"""
    source, target = nn.Linear(4, 6), network(3)
    before = values(target, "target")
    copied = student.transfer(source, target)
    after = values(target, "target")
    return {
        "names of the copied entries": in_order(copied),
        "target is as before": all(torch.equal(before[name], after[name]) for name in before),
    }


@probe(inputs=transposed_layers)
def other_way_round(student, source_weights):
    """source is nn.Linear(2, 3, bias=False), target is nn.Linear(3, 2, bias=False) with weights of 0"""
    source, target = loaded(nn.Linear(2, 3, bias=False), source_weights), nn.Linear(3, 2, bias=False)
    nn.init.zeros_(target.weight)
    student.transfer(source, target)
    return {"target.weight": target.weight.detach()}


@probe(inputs=other_inputs)
def other_first_layer(student, source_weights, target_weights):
    """source takes 1 number and target takes 4, so the first entries differ; the other layers are the same:
    nn.Sequential(nn.Sequential(nn.Linear(1 or 4, 6), nn.ReLU(), nn.Linear(6, 3)), nn.Linear(3, 2))
    """
    source, target = loaded(nested_network(1), source_weights), loaded(nested_network(4), target_weights)
    copied = student.transfer(source, target)
    return {**values(target, "target"), "names of the copied entries, sorted": in_order(copied)}


@probe(inputs=same_layers)
def parameter_objects(student, source_weights):
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
        "source.weight requires gradients": source.weight.requires_grad,
        "source.training": source.training,
    }
