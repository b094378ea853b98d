"""Inputs and calls for freeze and finetune. Weights, data and order are inputs, so that every run can be repeated."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load, standardise
from dlcourse.graders.authoring import error_of, probe
from dlcourse.graders.networks import batches


def trainable(model):
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]


def frozen(model):
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]


def layers(number, bias=True):
    return nn.Sequential(*(nn.Linear(2, 2, bias=bias) for _ in range(number)))


class Scale(nn.Module):
    """A parameter that is neither a weight nor a bias."""

    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(2))


class Net(nn.Module):
    """A model with named modules; one name starts with another one."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(2, 2), Scale(), nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)))
        self.encoder_norm = nn.BatchNorm1d(2)
        self.head = nn.Linear(2, 1)


def two_layers():
    return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))


class SumOfLayers(nn.Sequential):
    """Adds up the outputs of its layers; each gets the same input."""

    def forward(self, X):
        return sum(layer(X) for layer in self)


def four_layers():
    return SumOfLayers(*(nn.Linear(1, 1) for _ in range(4)))


def mean_difference(predictions, y):
    """A loss whose gradient for a bias is always 1, so SGD and Adam make the same steps."""
    return (predictions - y).mean()


def one_name_each(rng):
    return {"names": [str(name) for name in rng.permutation(6)]}


def names_like_one(rng):
    """Besides "1", two names that start with it."""
    return {
        "names": [str(name) for name in rng.permutation([1, *rng.choice(range(10, 20), 2, replace=False)])],
        "before": [str(name) for name in sorted(rng.choice(range(2, 10), 2, replace=False))],
    }


def names_of_two_levels(rng):
    first, second, third = (str(name) for name in rng.permutation(4)[:3])
    i, j, k = (str(name) for name in rng.integers(0, 4, 3))
    return {"inside": [f"{first}.{i}", f"{second}.{j}"], "whole": [first], "before": f"{third}.{k}"}


def known_and_unknown(rng):
    """Names of two linear layers, of two modules without parameters, and three that are unknown."""
    linear, relu = rng.choice([0, 2, 4, 6], 2, replace=False), rng.choice([1, 3, 5, 7], 2, replace=False)
    unknown = rng.choice(range(8, 100), 3, replace=False)
    return {"names": [str(name) for name in rng.permutation([*linear, *relu, *unknown])]}


def data(rng):
    return {"X": rng.normal(size=(6, 2)), "y": rng.normal(size=(6, 1))}


def regression(rng):
    return {**data(rng), "weights": two_layers().state_dict()}


def one_of_four_frozen(rng):
    return {
        "weights": four_layers().state_dict(),
        "name": str(rng.integers(0, 3)),
        "lr": round(rng.uniform(0.02, 0.3), 3),
        "epochs": int(rng.integers(2, 5)),
    }


def one_linear_layer(rng):
    return {**data(rng), "weights": nn.Linear(2, 1).state_dict(), "lr": round(rng.uniform(0.02, 0.3), 3)}


def any_lr_and_targets(rng):
    return {"y": rng.uniform(1, 2.5, (3, 1)) * [[1], [1], [3]], "lr": round(rng.uniform(0.02, 0.3), 3)}


def shuffled(X, y, seed):
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(TensorDataset(X, y), batch_size=2, shuffle=True, generator=generator)


def scattered_points(rng):
    """The linear layer starts with its best weights, so the first epoch has the lowest loss. The ends of SGD and Adam
    are for the check only and never enter the sandbox: finetune must reach one of them.
    """
    X, y = rng.normal(size=(6, 2, 3)).astype("float32"), rng.normal(0, 3, (6, 2, 1)).astype("float32")
    ones = np.ones((12, 1))
    best = np.linalg.lstsq(np.hstack([X.reshape(12, 3), ones]), y.reshape(12, 1), rcond=None)[0].astype("float32")
    weights = {"weight": best[:3].T.copy(), "bias": best[3].copy()}
    seed, lr = int(rng.integers(1000)), round(rng.uniform(0.05, 0.1), 3)
    ends = {}
    for name, kind in (("SGD", torch.optim.SGD), ("Adam", torch.optim.Adam)):
        model = nn.Linear(3, 1).double()
        model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
        optimizer, losses = kind(model.parameters(), lr=lr), []
        loader = shuffled(torch.from_numpy(X).double(), torch.from_numpy(y).double(), seed)
        for _ in range(12):
            found = []
            for batch, target in loader:
                optimizer.zero_grad()
                loss = nn.functional.mse_loss(model(batch), target)
                loss.backward()
                optimizer.step()
                found.append(loss.item())
            losses.append(sum(found) / len(found))
        ends[name] = {"parameters": [*model.weight.flatten().tolist(), model.bias.item()], "losses": losses}
    return {"X": X, "y": y, "weights": weights, "seed": seed, "lr": lr, "ends": ends}


def salary_network():
    hidden = [nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU()]
    return nn.Sequential(*hidden, nn.Linear(16, 1))


def salaries(rng):
    """A network that has learnt US salaries, and a few European ones; all standardised by the US data. It always starts
    from the same weights: with one start in two hundred, a right solution would not reach the threshold.
    """
    torch.manual_seed(0)
    us, europe = load("salaries_us"), load("salaries_europe")
    train, test = europe.part("train"), europe.part("test")
    X_us, X, X_test = standardise(us.X, train.X, test.X)
    y_us, y, y_test = standardise(us.y, train.y, test.y)
    model = salary_network()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    loader = batches(torch.from_numpy(X_us), torch.from_numpy(y_us[:, None]), 50)
    for _ in range(10):
        for batch, target in loader:
            optimizer.zero_grad()
            nn.functional.mse_loss(model(batch), target).backward()
            optimizer.step()
    order, order_of_test = rng.permutation(len(X)), rng.permutation(len(X_test))
    return {
        "X": X[order],
        "y": y[order, None],
        "X_test": X_test[order_of_test],
        "y_test": y_test[order_of_test],
        "weights": model.state_dict(),
    }


@probe(inputs=one_name_each)
def whole_layer(student, names):
    """models are six models, each an nn.Sequential of six nn.Linear(2, 2); i is 0 to 5"""
    models = [layers(6) for _ in names]
    for i in range(6):
        student.freeze(models[i], [names[i]])
    return {"frozen in each model": [frozen(model) for model in models]}


@probe(inputs=names_like_one)
def several_of_twenty(student, names, before):
    """model = nn.Sequential of twenty nn.Linear(2, 2, bias=False), so it has modules "1" and "10" to "19"; two of "2" to
    "9" are already frozen
    """
    model = layers(20, bias=False)
    for name in before:
        model[int(name)].requires_grad_(False)
    student.freeze(model, names)
    return {"frozen": frozen(model)}


@probe(inputs=names_of_two_levels)
def nested_modules(student, inside, whole, before):
    """model = nn.Sequential of four nn.Sequential, each of four nn.Linear(2, 2, bias=False); the layer before is already
    frozen
    """
    model = nn.Sequential(*(layers(4, bias=False) for _ in range(4)))
    model.get_submodule(before).requires_grad_(False)
    student.freeze(model, inside)
    first = frozen(model)
    student.freeze(model, whole)
    return {"frozen after inside": first, "frozen after whole too": frozen(model)}


@probe()
def named_modules(student):
    """a model in train mode with the modules "encoder", "encoder_norm" and "head"; "encoder" is an nn.Sequential, and
    "encoder.2" in it is one too; "encoder.1" has a parameter "factor"; the names are in a tuple
    """
    model = Net()
    student.freeze(model, ("encoder.2", "head"))
    inside = trainable(model)
    student.freeze(model, ("encoder",))
    return {
        'trainable after "encoder.2" and "head"': inside,
        'trainable after "encoder" too': trainable(model),
        "encoder_norm.training": model.encoder_norm.training,
    }


@probe(inputs=known_and_unknown)
def unknown_names(student, names):
    """model = nn.Sequential of nn.Linear(2, 2) and nn.ReLU() in turn, eight modules; i is 0 to 6"""
    model = nn.Sequential(*(nn.ReLU() if i % 2 else nn.Linear(2, 2) for i in range(8)))
    raised = [error_of(student.freeze, model, [names[i]]) for i in range(7)]
    return {"raised for each name": raised, "frozen": frozen(model)}


@probe()
def other_unknown_names(student):
    """model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)); "1.weight" is a parameter, not a module"""
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    return {
        f"raised for {names}": error_of(student.freeze, model, names) for names in (["0", "7"], ["0.1"], ["1.weight"])
    }


@probe(inputs=regression)
def stale_gradient(student, X, y, weights):
    """model 2-3-1 has gradients from an earlier backward(); after freeze, SGD with weight decay makes a step"""
    model = two_layers()
    model.load_state_dict(weights)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.1)
    nn.functional.mse_loss(model(X), y).backward()
    student.freeze(model, ["0"])
    optimizer.step()
    return model.state_dict()


@probe(inputs=any_lr_and_targets)
def constant_slope(student, y, lr):
    """model = nn.Linear(1, 1, bias=False) with w = 0; batches of 2 and 1, all X = 1; the loss is the mean of
    predictions - y, and its gradient for w is always 1, so every step of SGD or Adam subtracts lr from w
    """
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    loader = batches(torch.ones(3, 1), y, 2)
    losses = student.finetune(model, loader, mean_difference, lr, epochs=3)
    return {"w": model.weight, "losses": losses}


@probe(inputs=regression)
def one_batch(student, X, y, weights):
    """model 2-3-1; MSE; all samples in one batch; one epoch, so its loss is the loss of the model before training"""
    model, criterion = two_layers(), nn.MSELoss()
    model.load_state_dict(weights)
    loader = batches(X, y, 6)
    losses = student.finetune(model, loader, criterion, lr=0.01, epochs=1)
    return {"losses": losses, "loss after training": criterion(model(X), y).item()}


@probe(inputs=one_of_four_frozen)
def frozen_layer(student, weights, name, lr, epochs):
    """model = four nn.Linear(1, 1), "0" to "3", whose outputs are added up; the one called name is frozen; two batches,
    all X = 1; the loss is the mean of predictions - y, and its gradients are always 1, so every step of SGD or Adam
    subtracts lr from each weight and bias that is not frozen
    """
    model = four_layers()
    model.load_state_dict(weights)
    model.get_submodule(name).requires_grad_(False)
    loader = batches(torch.ones(4, 1), torch.zeros(4, 1), 2)
    student.finetune(model, loader, mean_difference, lr, epochs)
    return {**{entry: value.item() for entry, value in model.state_dict().items()}, "frozen": frozen(model)}


@probe(inputs=scattered_points)
def twelve_epochs(student, X, y, weights, seed, lr):
    """model = nn.Linear(3, 1) in float64, which already fits the points; X is (6, 2, 3), y is (6, 2, 1); batches of 2,
    in a different order in each epoch; MSE; 12 epochs; torch.manual_seed(seed) before
    """
    model = nn.Linear(3, 1).double()
    model.load_state_dict(weights)
    loader = shuffled(X.double(), y.double(), seed)
    torch.manual_seed(seed)
    losses = student.finetune(model, loader, nn.MSELoss(), lr, epochs=12)
    return {
        "losses": losses,
        "weight and bias": torch.cat([model.weight.flatten(), model.bias]).tolist(),
        "next random numbers of torch": torch.rand(3),
    }


@probe(inputs=one_linear_layer)
def train_mode(student, X, y, weights, lr):
    """model = nn.Sequential(nn.Dropout(1.0), nn.Linear(2, 1)), in eval mode at the start; in train mode the dropout
    sets all inputs to 0, so only the bias learns; the loss is the mean of predictions - y, so every step of SGD or Adam
    subtracts lr from the bias; batches of 3; 2 epochs
    """
    model = nn.Sequential(nn.Dropout(1.0), nn.Linear(2, 1))
    model[1].load_state_dict(weights)
    model.eval()
    loader = batches(X, y, 3)
    student.finetune(model, loader, mean_difference, lr, epochs=2)
    return {"model.training": model.training, "weight": model[1].weight, "bias": model[1].bias}


@probe(inputs=salaries)
def salaries_all_layers(student, X, y, X_test, weights):
    """a network that has learnt US salaries; 60 European ones in batches of 20; MSE; lr 0.004; 5 epochs"""
    model = salary_network()
    model.load_state_dict(weights)
    loader, criterion = batches(X, y, 20), nn.MSELoss()
    student.finetune(model, loader, criterion, lr=0.004, epochs=5)
    return {"predictions": model.eval()(X_test)}


@probe(inputs=salaries)
def salaries_last_layer(student, X, y, X_test, weights):
    """a network that has learnt US salaries, with all layers but the last frozen; 60 European ones in batches of 20;
    MSE; lr 0.004; 5 epochs
    """
    model = salary_network()
    model.load_state_dict(weights)
    model[:6].requires_grad_(False)
    loader, criterion = batches(X, y, 20), nn.MSELoss()
    student.finetune(model, loader, criterion, lr=0.004, epochs=5)
    return {"predictions": model.eval()(X_test)}
