"""What count_parameters is asked: models whose size can be told by hand."""

from torch import nn

from dlcourse.graders.authoring import probe


def sizes(rng):
    a, b, c = rng.choice(range(2, 12), 3, replace=False).tolist()
    return {"a": a, "b": b, "c": c}


@probe()
def two_layers(student):
    """model = nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2))"""
    model = nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2))
    return {"count": student.count_parameters(model)}


@probe(inputs=sizes)
def frozen_layer(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)); its first layer is frozen"""
    model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c))
    model[0].requires_grad_(False)
    return {"count": student.count_parameters(model)}


@probe(inputs=sizes)
def frozen_layer_left_out(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c)); its first layer is frozen"""
    model = nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c))
    model[0].requires_grad_(False)
    return {"count": student.count_parameters(model, trainable_only=True)}


@probe(inputs=sizes)
def batch_norm(student, a, b):
    """model = nn.Sequential(nn.Linear(a, b), nn.BatchNorm1d(b))"""
    model = nn.Sequential(nn.Linear(a, b), nn.BatchNorm1d(b))
    return {"count": student.count_parameters(model)}


@probe(inputs=sizes)
def tied_weight(student, a):
    """model = nn.Sequential(nn.Linear(a, a), nn.Linear(a, a)), with model[1].weight = model[0].weight"""
    model = nn.Sequential(nn.Linear(a, a), nn.Linear(a, a))
    model[1].weight = model[0].weight
    return {"count": student.count_parameters(model)}


@probe()
def no_parameters(student):
    """model = nn.ReLU()"""
    model = nn.ReLU()
    return {"count": student.count_parameters(model)}
