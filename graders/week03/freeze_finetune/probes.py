"""What freeze and finetune are asked. Weights, data and order are inputs, so that every run can be repeated."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load, standardise
from dlcourse.graders.authoring import error_of, probe


def trainable(model):
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]


def twelve_layers():
    return nn.Sequential(*(nn.Linear(2, 2) for _ in range(12)))


def regression(rng):
    return {"X": rng.normal(size=(6, 2)), "y": rng.normal(size=(6, 1)), "weights": two_layers().state_dict()}


def two_layers():
    return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))


def any_lr(rng):
    return {"lr": round(rng.uniform(0.01, 0.3), 3)}


def salary_network():
    hidden = [nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU()]
    return nn.Sequential(*hidden, nn.Linear(16, 1))


def salaries(rng):
    """A network that knows US salaries, and few European ones; all standardised by what is usual in the US.

    It starts from the same weights each time: from one in two hundred, a right solution would miss the threshold.
    """
    torch.manual_seed(0)
    us, europe = load("salaries_us"), load("salaries_europe")
    train, test = europe.part("train"), europe.part("test")
    X_us, X, X_test = standardise(us.X, train.X, test.X)
    y_us, y, y_test = standardise(us.y, train.y, test.y)
    model = salary_network()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    loader = DataLoader(TensorDataset(torch.from_numpy(X_us), torch.from_numpy(y_us[:, None])), batch_size=50)
    for _ in range(10):
        for batch, target in loader:
            optimizer.zero_grad()
            nn.functional.mse_loss(model(batch), target).backward()
            optimizer.step()
    order = rng.permutation(len(X))
    return {
        "X": X[order],
        "y": y[order, None],
        "X_test": X_test,
        "y_test": y_test,
        "weights": model.state_dict(),
    }


@probe()
def whole_layer(student):
    """model = nn.Sequential of three nn.Linear(2, 2)"""
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2))
    student.freeze(model, ["0"])
    return {"still trainable": trainable(model)}


@probe()
def one_of_twelve(student):
    """model = nn.Sequential of twelve nn.Linear(2, 2), so there are modules "1", "10" and "11" """
    model = twelve_layers()
    student.freeze(model, ["1", "3"])
    return {"still trainable": trainable(model)}


@probe()
def nested_modules(student):
    """model = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)), nn.Linear(2, 2), nn.Linear(2, 2));
    the last one is frozen already"""
    model = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)), nn.Linear(2, 2), nn.Linear(2, 2))
    model[2].requires_grad_(False)
    student.freeze(model, ["0.1"])
    inside = trainable(model)
    student.freeze(model, ["0"])
    return {'trainable after "0.1"': inside, 'trainable after "0" too': trainable(model)}


@probe()
def unknown_name(student):
    """model = nn.Sequential(nn.Linear(2, 2))"""
    model = nn.Sequential(nn.Linear(2, 2))
    return {"raised": error_of(student.freeze, model, ["7"])}


@probe(inputs=regression)
def stale_gradient(student, X, y, weights):
    """model 2-3-1, which has gradients from an earlier backward(); afterwards SGD with weight decay makes a step"""
    model = two_layers()
    model.load_state_dict(weights)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.1)
    nn.functional.mse_loss(model(X), y).backward()
    student.freeze(model, ["0"])
    optimizer.step()
    return model[0].state_dict()


@probe(inputs=any_lr)
def constant_slope(student, lr):
    """model = nn.Linear(1, 1, bias=False) with w = 0; two batches, and a loss whose gradient for w is always 1, so that
    every step of SGD or Adam takes lr off w"""
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    loader = DataLoader(TensorDataset(torch.ones(2, 1), torch.zeros(2, 1)))
    losses = student.finetune(model, loader, lambda predictions, y: (predictions - y).mean(), lr, epochs=2)
    return {"w": model.weight, "losses": losses}


@probe(inputs=regression)
def frozen_layer(student, X, y, weights):
    """model 2-3-1, its first layer frozen; MSE; batches of 3; lr 0.05; 4 epochs"""
    model = two_layers()
    model.load_state_dict(weights)
    model[0].requires_grad_(False)
    loader = DataLoader(TensorDataset(X, y), batch_size=3)
    student.finetune(model, loader, nn.MSELoss(), lr=0.05, epochs=4)
    return {
        "first layer": model[0].state_dict(),
        "last layer has learnt": not torch.equal(model[2].weight, weights["2.weight"]),
        "still trainable": trainable(model),
    }


@probe(inputs=salaries)
def salaries_all_layers(student, X, y, X_test, weights):
    """a network that knows US salaries; 60 European ones in batches of 20; MSE; lr 0.004; 5 epochs"""
    model = salary_network()
    model.load_state_dict(weights)
    loader, criterion = DataLoader(TensorDataset(X, y), batch_size=20), nn.MSELoss()
    student.finetune(model, loader, criterion, lr=0.004, epochs=5)
    return {"predictions": model.eval()(X_test)}


@probe(inputs=salaries)
def salaries_last_layer(student, X, y, X_test, weights):
    """a network that knows US salaries, all but its last layer frozen; 60 European ones in batches of 20; MSE; lr 0.004;
    5 epochs"""
    model = salary_network()
    model.load_state_dict(weights)
    model[:6].requires_grad_(False)
    loader, criterion = DataLoader(TensorDataset(X, y), batch_size=20), nn.MSELoss()
    student.finetune(model, loader, criterion, lr=0.004, epochs=5)
    return {"predictions": model.eval()(X_test)}
