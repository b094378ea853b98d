"""Learning rate and momentum, on a function of one number.

Gradient descent walks downhill. The learning rate says how far each step goes: if it is too small, descent does not
arrive; if it is too large, it jumps from side to side. With momentum, descent keeps the velocity of the steps before,
which can carry it out of a local minimum. The velocity v is 0 at the start, and each step is

    v  ←  momentum · v + f'(x)          x  ←  x − lr · v
"""

from collections.abc import Callable

import torch


def descend(
    f: Callable[[torch.Tensor], torch.Tensor], x0: float, lr: float, momentum: float = 0.0, steps: int = 10
) -> list[float]:
    """Walk downhill on f from x0, and return every x on the path.

    f: takes a float tensor with a single number (no dimensions) and returns another one. It uses operations of PyTorch
        that autograd can follow, such as `lambda x: x**2` or `lambda x: torch.sin(x)`. Your function must find its
        derivative.
    x0: the start, a float or an int.
    lr, momentum: the numbers of the formula above.
    steps: how many steps to make, 0 or more.
    Returns steps + 1 plain floats: x0 itself, and x after each step. The accuracy of float32 is enough.
    torch.optim.SGD is allowed; the formula above shows what it does.

    >>> descend(lambda x: x**2, -2.0, lr=0.25, steps=3)
    [-2.0, -1.0, -0.5, -0.25]
    """
    ### BEGIN SOLUTION
    x, velocity = float(x0), 0.0
    path = [x]
    for _ in range(steps):
        point = torch.tensor(x, requires_grad=True)
        f(point).backward()
        velocity = momentum * velocity + point.grad.item()
        x = x - lr * velocity
        path.append(x)
    return path
    ### END SOLUTION
