"""Inputs and calls for freeze and finetune. Weights, data and order are inputs, so that every run can be repeated."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dlcourse.datasets.tables import load, standardise
from dlcourse.graders.authoring import error_of, probe


def trainable(model):
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]


def twelve_layers():
    return nn.Sequential(*(nn.Linear(2, 2) for _ in range(12)))


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


def three_layers():
    return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 1))


def data(rng):
    return {"X": rng.normal(size=(6, 2)), "y": rng.normal(size=(6, 1))}


def regression(rng):
    return {**data(rng), "weights": two_layers().state_dict()}


def deep_regression(rng):
    return {**data(rng), "weights": three_layers().state_dict()}


def one_linear_layer(rng):
    return {**data(rng), "weights": nn.Linear(2, 1).state_dict()}


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
    """model = nn.Sequential of twelve nn.Linear(2, 2), so it has modules "1", "10" and "11"; "5" is already frozen"""
    model = twelve_layers()
    model[5].requires_grad_(False)
    student.freeze(model, ["1", "3"])
    return {"frozen": [name for name, parameter in model.named_parameters() if not parameter.requires_grad]}


@probe()
def nested_modules(student):
    """model = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)), nn.Linear(2, 2), nn.Linear(2, 2)); the
    last one is already frozen
    """
    model = nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)), nn.Linear(2, 2), nn.Linear(2, 2))
    model[2].requires_grad_(False)
    student.freeze(model, ["0.1"])
    inside = trainable(model)
    student.freeze(model, ["0"])
    return {'trainable after "0.1"': inside, 'trainable after "0" too': trainable(model)}


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


@probe()
def unknown_name(student):
    """model = nn.Sequential(nn.Linear(2, 2))"""
    model = nn.Sequential(nn.Linear(2, 2))
    return {"raised": error_of(student.freeze, model, ["7"])}


@probe()
def other_unknown_names(student):
    """model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)); "1.weight" is a parameter, not a module"""
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    return {
        f"raised for {names}": error_of(student.freeze, model, names) for names in (["0", "7"], ["0.1"], ["1.weight"])
    }


@probe()
def nothing_to_freeze(student):
    """model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())"""
    model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
    raised = error_of(student.freeze, model, ["1"])
    return {"raised": raised, "still trainable": trainable(model)}


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
    loader = DataLoader(TensorDataset(torch.ones(3, 1), y), batch_size=2)
    losses = student.finetune(model, loader, lambda predictions, y: (predictions - y).mean(), lr, epochs=3)
    return {"w": model.weight, "losses": losses}


@probe(inputs=regression)
def one_batch(student, X, y, weights):
    """model 2-3-1; MSE; all samples in one batch; one epoch, so its loss is the loss of the model before training"""
    model = two_layers()
    model.load_state_dict(weights)
    loader = DataLoader(TensorDataset(X, y), batch_size=6)
    return {"losses": student.finetune(model, loader, nn.MSELoss(), lr=0.05, epochs=1)}


@probe(inputs=deep_regression)
def frozen_layer(student, X, y, weights):
    """model 2-3-3-1; its middle layer, "2", is frozen; MSE; batches of 3; lr 0.05; 4 epochs"""
    model = three_layers()
    model.load_state_dict(weights)
    model[2].requires_grad_(False)
    loader = DataLoader(TensorDataset(X, y), batch_size=3)
    student.finetune(model, loader, nn.MSELoss(), lr=0.05, epochs=4)
    moved = [name for name, value in model.state_dict().items() if not torch.equal(value, weights[name])]
    return {"parameters that have moved": moved, "still trainable": trainable(model)}


@probe(inputs=scattered_points)
def twelve_epochs(student, X, y, weights, seed, lr):
    """model = nn.Linear(3, 1) in float64, which already fits the points; X is (6, 2, 3), y is (6, 2, 1); batches of 2,
    in a different order in each epoch; MSE; 12 epochs
    """
    model = nn.Linear(3, 1).double()
    model.load_state_dict(weights)
    loader, state = shuffled(X.double(), y.double(), seed), torch.get_rng_state()
    losses = student.finetune(model, loader, nn.MSELoss(), lr, epochs=12)
    return {
        "losses": losses,
        "weight and bias": torch.cat([model.weight.flatten(), model.bias]).tolist(),
        "torch's random state is as before": torch.equal(torch.get_rng_state(), state),
    }


@probe(inputs=one_linear_layer)
def train_mode(student, X, y, weights):
    """model = nn.Sequential(nn.Dropout(1.0), nn.Linear(2, 1)), in eval mode at the start; in train mode the dropout
    sets all inputs to 0, so only the bias learns; MSE; batches of 3; lr 0.05; 2 epochs
    """
    model = nn.Sequential(nn.Dropout(1.0), nn.Linear(2, 1))
    model[1].load_state_dict(weights)
    model.eval()
    loader = DataLoader(TensorDataset(X, y), batch_size=3)
    student.finetune(model, loader, nn.MSELoss(), lr=0.05, epochs=2)
    return {"model.training": model.training, "weight has moved": not torch.equal(model[1].weight, weights["weight"])}


@probe(inputs=salaries)
def salaries_all_layers(student, X, y, X_test, weights):
    """a network that has learnt US salaries; 60 European ones in batches of 20; MSE; lr 0.004; 5 epochs"""
    model = salary_network()
    model.load_state_dict(weights)
    loader, criterion = DataLoader(TensorDataset(X, y), batch_size=20), nn.MSELoss()
    losses = student.finetune(model, loader, criterion, lr=0.004, epochs=5)
    return {"predictions": model.eval()(X_test), "losses": losses}


@probe(inputs=salaries)
def salaries_last_layer(student, X, y, X_test, weights):
    """a network that has learnt US salaries, with all layers but the last frozen; 60 European ones in batches of 20;
    MSE; lr 0.004; 5 epochs
    """
    model = salary_network()
    model.load_state_dict(weights)
    model[:6].requires_grad_(False)
    loader, criterion = DataLoader(TensorDataset(X, y), batch_size=20), nn.MSELoss()
    losses = student.finetune(model, loader, criterion, lr=0.004, epochs=5)
    return {"predictions": model.eval()(X_test), "losses": losses}
