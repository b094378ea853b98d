"""Right but unusual solutions."""

import numpy as np
import torch

from dlcourse.graders.authoring import variant


@variant(of="descend")
def by_the_optimizer(f, x0, lr, momentum=0.0, steps=10):
    """Uses PyTorch's own SGD."""
    x = torch.tensor(float(x0), requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=lr, momentum=momentum)
    path = [x.item()]
    for _ in range(steps):
        optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
        path.append(x.item())
    return path


@variant(of="descend")
def by_torch_func(f, x0, lr, momentum=0.0, steps=10):
    """Takes the derivative as a function, and returns a tuple of NumPy floats in float64."""
    derivative = torch.func.grad(f)
    x, v = torch.tensor(x0, dtype=torch.float64), 0.0
    path = [np.float64(x0)]
    for _ in range(steps):
        v = momentum * v + derivative(x)
        x = x - lr * v
        path.append(np.float64(x.item()))
    return tuple(path)


@variant(of="descend")
def by_autograd_grad(f, x0, lr, momentum=0.0, steps=10):
    """Puts the learning rate into the velocity, which points downhill."""
    x = torch.tensor(float(x0)).requires_grad_()
    v = torch.zeros(())
    path = [float(x0)]
    while len(path) <= steps:
        (g,) = torch.autograd.grad(f(x), x)
        v = momentum * v - lr * g
        x = (x + v).detach().requires_grad_()
        path.append(float(x))
    return path


@variant(of="descend")
def one_tensor_all_along(f, x0, lr, momentum=0.0, steps=10):
    """Changes one tensor in place, clears its gradient after each step, and reads the numbers at the end."""
    x = torch.tensor([x0], dtype=torch.float32, requires_grad=True)
    v = torch.zeros(1)
    seen = [x.detach().clone()]
    for _ in range(steps):
        f(x[0]).backward()
        with torch.no_grad():
            v.mul_(momentum).add_(x.grad)
            x.sub_(lr * v)
        x.grad.zero_()
        seen.append(x.detach().clone())
    return torch.cat(seen).tolist()
