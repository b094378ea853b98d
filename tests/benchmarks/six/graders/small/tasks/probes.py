from torch import nn

from dlcourse.graders.authoring import probe


def values(rng):
    return {"x": rng.normal(scale=3, size=(3, 4))}


def sizes(rng):
    a, b, c = rng.choice(range(2, 12), 3, replace=False).tolist()
    return {"a": a, "b": b, "c": c}


def classes(rng):
    return {"logits": rng.normal(size=(5, 3)), "targets": rng.integers(0, 3, 5)}


def line(rng):
    X = rng.uniform(-1, 1, size=(20, 3))
    y = X @ rng.uniform(-2, 2, size=(3, 1)) + rng.uniform(-1, 1)
    return {"X": X, "y": y, "weights": nn.Linear(3, 1).state_dict(), "lr": round(rng.uniform(0.02, 0.1), 3)}


@probe(inputs=values)
def relu_values(student, x):
    return {"y": student.relu(x)}


@probe(inputs=sizes)
def size_of_a_model(student, a, b, c):
    """model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c)); its first layer is frozen"""
    model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, c))
    model[0].requires_grad_(False)
    return {"count": student.count_parameters(model)}


@probe(inputs=sizes)
def frozen_by_prefix(student, a, b):
    """model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, a))"""
    model = nn.Sequential(nn.Linear(a, b), nn.Linear(b, a))
    student.freeze(model, "0.")
    return {name: p.requires_grad for name, p in model.named_parameters()}


@probe(inputs=values)
def softmax_values(student, x):
    return {"p": student.softmax(x), "p of x + 1000": student.softmax(x + 1000)}


@probe(inputs=classes)
def cross_entropy_value(student, logits, targets):
    return {"loss": student.cross_entropy(logits, targets)}


@probe(inputs=line)
def hundred_steps(student, X, y, weights, lr):
    """model = nn.Linear(3, 1)"""
    model = nn.Linear(3, 1)
    model.load_state_dict(weights)
    return {"losses": student.train(model, X, y, lr), **model.state_dict()}
