"""Right but unusual solutions."""

import copy
import random

import numpy as np
import torch
from torch.utils.data import random_split

from dlcourse.graders.authoring import variant


@variant(of="validate")
@torch.no_grad()
def validate_by_decorator(model, loader, criterion):
    """Switches gradients off for the whole function, and returns a NumPy float."""
    model.train(False)
    losses = [float(criterion(model(X), y)) for X, y in loader]
    model.train(True)
    return np.mean(losses)


@variant(of="validate")
def validate_in_inference_mode(model, loader, criterion):
    """Keeps a running mean in inference mode, and restores the mode of every module."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    mean = 0.0
    with torch.inference_mode():
        for number, (X, y) in enumerate(loader, 1):
            mean += (criterion(model(X), y).item() - mean) / number
    for module, mode in modes:
        module.training = mode
    return mean


@variant(of="validate")
def validate_with_a_switch(model, loader, criterion):
    """Uses set_grad_enabled, and keeps tensors until the last line."""
    model.eval()
    try:
        with torch.set_grad_enabled(False):
            return torch.stack([criterion(model(X), y) for X, y in loader]).mean().item()
    finally:
        model.train()


@variant(of="validate")
def validate_a_copy(model, loader, criterion):
    """Evaluates a copy, and does not change the model itself."""
    twin = copy.deepcopy(model).eval().requires_grad_(False)
    return sum(float(criterion(twin(X), y)) for X, y in loader) / len(loader)


@variant(of="split")
def split_by_random_split(n, fractions, seed):
    """Uses torch's random_split."""
    parts = random_split(range(n), fractions, generator=torch.Generator().manual_seed(seed))
    return [torch.tensor(part.indices, dtype=torch.int64) for part in parts]


@variant(of="split")
def split_by_numpy(n, fractions, seed):
    """Cuts NumPy's permutation; rounds all sizes but the last down."""
    order = np.random.default_rng(seed).permutation(n)
    train, val = int(n * fractions[0]), int(n * fractions[1])
    return tuple(torch.from_numpy(part) for part in np.split(order, [train, train + val]))


@variant(of="split")
def split_by_python(n, fractions, seed):
    """Shuffles a list with its own generator, and sorts each part."""
    rows = list(range(n))
    random.Random(seed).shuffle(rows)
    train = round(n * fractions[0])
    val = train + round(n * fractions[1])
    return tuple(torch.tensor(sorted(part), dtype=torch.int64) for part in (rows[:train], rows[train:val], rows[val:]))


@variant(of="split")
def split_in_a_forked_state(n, fractions, seed):
    """Seeds the shared random state, and restores it."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        order = torch.rand(n).argsort()
    train = round(n * fractions[0])
    return order[:train], *order[train:].tensor_split([round(n * fractions[1])])


@variant(of="diagnose")
def diagnose_in_one_line(train, val, tol):
    """Nests conditions."""
    *_, t = train
    *_, v = val
    return "underfit" if t > tol else "ok" if v <= t + tol else "overfit"


@variant(of="diagnose")
def diagnose_by_table(train, val, tol):
    """Finds the word in a dict."""
    low, close = train[-1] <= tol, val[-1] - train[-1] <= tol
    return {(True, True): "ok", (True, False): "overfit"}.get((low, close), "underfit")
