"""Right but unusual solutions."""

import torch

from dlcourse.graders.authoring import variant


@variant(of="make_optimizer")
def by_an_if_chain(name, params, lr=1e-3, **kw):
    """Asks for one name after the other."""
    name = name.upper()
    if name == "SGD":
        return torch.optim.SGD(params, lr, **kw)
    elif name == "ADAM":
        return torch.optim.Adam(params, lr, **kw)
    elif name == "ADAMW":
        return torch.optim.AdamW(params, lr, **kw)
    elif name == "RMSPROP":
        return torch.optim.RMSprop(params, lr, **kw)
    elif name == "ADAGRAD":
        return torch.optim.Adagrad(params, lr, **kw)
    raise ValueError(name)


@variant(of="make_optimizer")
def by_attribute(name, params, lr=1e-3, **kw):
    """Finds the class by its name in torch.optim."""
    for known in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad"):
        if known.casefold() == name.casefold():
            kw["lr"] = lr
            return getattr(torch.optim, known)(list(params), **kw)
    raise ValueError(f"unknown optimizer: {name}")


@variant(of="make_optimizer")
def by_match_and_slow_loops(name, params, lr=1e-3, **kw):
    """Uses a match statement, and PyTorch's for-loops instead of its lists."""
    match name.lower():
        case "sgd":
            kind = torch.optim.SGD
        case "adam":
            kind = torch.optim.Adam
        case "adamw":
            kind = torch.optim.AdamW
        case "rmsprop":
            kind = torch.optim.RMSprop
        case "adagrad":
            kind = torch.optim.Adagrad
        case _:
            raise ValueError("unknown name")
    return kind(params, lr=lr, foreach=False, **kw)


@variant(of="SGDMomentum")
class RateInsideTheVelocity:
    """v = momentum · v + lr · g and p = p − v: the same steps as long as lr does not change. Velocities in a dict by
    parameter."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params = tuple(params)
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
        self.v = {}

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            g = p.grad + self.weight_decay * p
            self.v[p] = self.momentum * self.v.get(p, 0) + self.lr * g
            p.sub_(self.v[p])

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()


@variant(of="SGDMomentum")
class AsTorchDoesIt(torch.optim.SGD):
    """Inherits from PyTorch's SGD."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(params, lr=lr, momentum=momentum, weight_decay=weight_decay)


@variant(of="SGDMomentum")
class VelocityDownhill:
    """A velocity that points downhill, written through .data; the first one is a copy of the gradient."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params = [*params]
        self.v = [None] * len(self.params)
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay

    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is not None:
                g = p.grad.clone()
                g.add_(p.data, alpha=self.weight_decay)
                self.v[i] = -g if self.v[i] is None else self.momentum * self.v[i] - g
                p.data = p.data + self.lr * self.v[i]

    def zero_grad(self):
        for p in self.params:
            p.grad = torch.zeros_like(p)
