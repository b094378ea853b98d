"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch
from solution import descend

from dlcourse.graders.authoring import mistake


def slope(f, x):
    point = torch.tensor(float(x), requires_grad=True)
    f(point).backward()
    return point.grad.item()


@mistake(of="descend", caught_by="test_ten_steps")
def gradients_are_never_cleared(f, x0, lr, momentum=0.0, steps=10):
    """Your slopes add up, because `backward()` adds to what is in .grad. Clear .grad before each step: a step needs
    only the slope at its own x.
    """
    x = torch.tensor(float(x0), requires_grad=True)
    v, path = 0.0, [float(x0)]
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            v = momentum * v + x.grad.item()
            x -= lr * v
        path.append(x.item())
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def never_cleared_and_start_missing(f, x0, lr, momentum=0.0, steps=10):
    """Your path does not start with x0, and your slopes add up, because `backward()` adds to what is in .grad. Store x0
    first, and clear .grad before each step.
    """
    return gradients_are_never_cleared(f, x0, lr, momentum, steps)[1:]


@mistake(of="descend", caught_by="test_ten_steps")
def same_tensor_every_time(f, x0, lr, momentum=0.0, steps=10):
    """Your list holds the same tensor again and again, so all entries show its last value. Store the number at each
    step.
    """
    x = torch.tensor(float(x0), requires_grad=True)
    v, path = 0.0, [x]
    for _ in range(steps):
        x.grad = None
        f(x).backward()
        with torch.no_grad():
            v = momentum * v + x.grad
            x -= lr * v
        path.append(x)
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def same_detached_tensor(f, x0, lr, momentum=0.0, steps=10):
    """Your list holds the same tensor again and again, because `detach()` and `.data` share its storage. Store the
    number at each step.
    """
    x = torch.tensor(float(x0), requires_grad=True)
    v, path = 0.0, [float(x0)]
    for _ in range(steps):
        x.grad = None
        f(x).backward()
        with torch.no_grad():
            v = momentum * v + x.grad
            x -= lr * v
        path.append(x.detach())
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def tensors_instead_of_floats(f, x0, lr, momentum=0.0, steps=10):
    """Your values are right, but your list holds tensors. Turn them into plain floats."""
    return [torch.tensor(x) for x in descend(f, x0, lr, momentum, steps)]


@mistake(of="descend", caught_by="test_ten_steps")
def starts_with_a_float(f, x0, lr, momentum=0.0, steps=10):
    """Your first entry is a float, and the others are tensors. Turn all of them into plain floats."""
    path = descend(f, x0, lr, momentum, steps)
    return [path[0], *(torch.tensor(x) for x in path[1:])]


@mistake(of="descend", caught_by="test_ten_steps")
def one_tensor(f, x0, lr, momentum=0.0, steps=10):
    """You return one tensor. Return a list of plain floats."""
    return torch.tensor(descend(f, x0, lr, momentum, steps))


@mistake(of="descend", caught_by="test_ten_steps")
def start_is_missing(f, x0, lr, momentum=0.0, steps=10):
    """Your path starts after the first step. Start it with x0: there is one value more than steps."""
    return descend(f, x0, lr, momentum, steps)[1:]


@mistake(of="descend", caught_by="test_ten_steps")
def end_is_missing(f, x0, lr, momentum=0.0, steps=10):
    """Your path ends before the last step, because you store x before you move it. Store it after the last step too:
    there is one value more than steps.
    """
    path = []
    x, v = float(x0), 0.0
    for _ in range(steps):
        path.append(x)
        v = momentum * v + slope(f, x)
        x -= lr * v
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def last_value_only(f, x0, lr, momentum=0.0, steps=10):
    """You return only the last x. Return a list of all of them, starting with x0."""
    return descend(f, x0, lr, momentum, steps)[-1]


@mistake(of="descend", caught_by="test_ten_steps")
def values_of_the_function(f, x0, lr, momentum=0.0, steps=10):
    """You return the values of f on the path. Return the values of x."""
    return [f(torch.tensor(x)).item() for x in descend(f, x0, lr, momentum, steps)]


@mistake(of="descend", caught_by="test_ten_steps")
def goes_uphill(f, x0, lr, momentum=0.0, steps=10):
    """You go uphill, because the slope points to where f grows. Subtract the step."""
    return descend(f, x0, -lr, momentum, steps)


@mistake(of="descend", caught_by="test_ten_steps")
def slope_is_the_function(f, x0, lr, momentum=0.0, steps=10):
    """You use the value of f for the step. Use the slope of f at x."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + f(torch.tensor(path[-1])).item()
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def slope_of_the_start(f, x0, lr, momentum=0.0, steps=10):
    """You compute the slope once, at x0, and use it for all steps. Compute it in each step, at the current x."""
    path, v, g = [float(x0)], 0.0, slope(f, x0)
    for _ in range(steps):
        v = momentum * v + g
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_ten_steps", raises="RuntimeError")
def autograd_watches(f, x0, lr, momentum=0.0, steps=10):
    """You change x in place while autograd records it, and that raises an error. Change it under `torch.no_grad()`; if
    you make a new tensor there, it must require a gradient again.
    """
    x = torch.tensor(float(x0), requires_grad=True)
    path = [x.item()]
    for _ in range(steps):
        f(x).backward()
        x -= lr * x.grad
        path.append(x.item())
    return path


@mistake(of="descend", caught_by="test_ten_steps", raises="RuntimeError")
def new_tensor_without_gradient(f, x0, lr, momentum=0.0, steps=10):
    """After the first step your x is a new tensor that does not require a gradient, because you made it under
    `torch.no_grad()`. Start every step with a tensor that requires one.
    """
    x = torch.tensor(float(x0), requires_grad=True)
    path, v = [x.item()], 0.0
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            v = momentum * v + x.grad
            x = x - lr * v
        path.append(x.item())
    return path


@mistake(of="descend", caught_by="test_ten_steps", raises="TypeError")
def no_leaf_any_more(f, x0, lr, momentum=0.0, steps=10):
    """After the first step your x is the result of an operation, and .grad of such a tensor stays None. Start every
    step with a new tensor that only holds the number.
    """
    x = torch.tensor(float(x0), requires_grad=True)
    path, v = [x.item()], 0.0
    for _ in range(steps):
        f(x).backward()
        v = momentum * v + x.grad
        x = x - lr * v
        path.append(x.item())
    return path


@mistake(of="descend", caught_by="test_learning_rates")
def learning_rate_is_fixed(f, x0, lr, momentum=0.0, steps=10):
    """Your learning rate is always 0.1. Use the argument `lr`."""
    return descend(f, x0, 0.1, momentum, steps)


@mistake(of="descend", caught_by="test_momentum")
def momentum_is_ignored(f, x0, lr, momentum=0.0, steps=10):
    """Your path is that of descent without momentum: you do not use it, or you set the velocity to 0 in every step.
    Keep the velocity from step to step.
    """
    return descend(f, x0, lr, 0.0, steps)


@mistake(of="descend", caught_by="test_momentum")
def momentum_is_fixed(f, x0, lr, momentum=0.0, steps=10):
    """Your momentum is always 0.9 if it is not 0. Use the argument `momentum`."""
    return descend(f, x0, lr, 0.9 if momentum else 0.0, steps)


@mistake(of="descend", caught_by="test_momentum")
def running_mean(f, x0, lr, momentum=0.0, steps=10):
    """You multiply the slope by 1 − momentum, so your velocity is a running mean. Add the whole slope."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + (1 - momentum) * slope(f, path[-1])
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_momentum")
def last_slope_only(f, x0, lr, momentum=0.0, steps=10):
    """You add momentum times the last slope. Add momentum times the last velocity, which also holds a part of all
    earlier slopes.
    """
    path, before = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        path.append(path[-1] - lr * (g + momentum * before))
        before = g
    return path


@mistake(of="descend", caught_by="test_momentum")
def rate_of_the_velocity(f, x0, lr, momentum=0.0, steps=10):
    """You multiply only the slope by lr, and subtract the old velocity without it. Multiply the whole velocity by lr."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        path.append(path[-1] - lr * g - momentum * v)
        v = momentum * v + g
    return path


@mistake(of="descend", caught_by="test_momentum")
def wrong_sign_of_the_velocity(f, x0, lr, momentum=0.0, steps=10):
    """Your velocity and your slope have opposite signs, so momentum slows x down. Give both the same sign."""
    return descend(f, x0, lr, -momentum, steps)


@mistake(of="descend", caught_by="test_momentum")
def nesterov(f, x0, lr, momentum=0.0, steps=10):
    """You use the slope plus momentum times the new velocity as the step: that is Nesterov's variant. Use the velocity
    alone.
    """
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        v = momentum * v + g
        path.append(path[-1] - lr * (g + momentum * v))
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def velocity_of_the_step_before(f, x0, lr, momentum=0.0, steps=10):
    """You move x before you update the velocity, so the first step does nothing. Update the velocity first."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        path.append(path[-1] - lr * v)
        v = momentum * v + slope(f, path[-2])
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def rate_twice(f, x0, lr, momentum=0.0, steps=10):
    """You multiply by the learning rate twice, for the velocity and for the step. Multiply by it once."""
    return descend(f, x0, lr * lr, momentum, steps)


@mistake(of="descend", caught_by="test_ten_steps")
def velocity_never_fades(f, x0, lr, momentum=0.0, steps=10):
    """Your velocity adds up all slopes without momentum. Multiply the old velocity by `momentum` before you add the new
    slope.
    """
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = v + slope(f, path[-1])
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_another_function")
def slope_of_the_square(f, x0, lr, momentum=0.0, steps=10):
    """You use 2x as the slope, which is right for x² only. Let autograd find the slope: f may be any function."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + 2 * path[-1]
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_another_function", raises="TypeError")
def slope_from_floats(f, x0, lr, momentum=0.0, steps=10):
    """You call f with a Python float. Give it a tensor: functions such as `torch.sin` accept nothing else."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + (f(path[-1] + 1e-5) - f(path[-1] - 1e-5)) / 2e-5
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_number_of_steps")
def always_ten_steps(f, x0, lr, momentum=0.0, steps=10):
    """You always make ten steps. Make as many as `steps` says: ten is only the default."""
    return descend(f, x0, lr, momentum, 10)


@mistake(of="descend", caught_by="test_number_of_steps")
def at_least_one_step(f, x0, lr, momentum=0.0, steps=10):
    """You make one step even if `steps` is 0. Return x0 alone in that case."""
    return descend(f, x0, lr, momentum, max(steps, 1))


@mistake(of="descend", caught_by="test_whole_number", raises="RuntimeError")
def int_stays_an_int(f, x0, lr, momentum=0.0, steps=10):
    """You make a tensor from x0 without changing its type. Turn x0 into a float first: an integer tensor cannot have a
    gradient.
    """
    torch.tensor(x0, requires_grad=True)
    return descend(f, x0, lr, momentum, steps)


@mistake(of="descend", caught_by="test_whole_number")
def rounded_to_ints(f, x0, lr, momentum=0.0, steps=10):
    """If x0 is an int, your path holds ints, and everything after the decimal point is lost. Compute with floats."""
    path = descend(f, x0, lr, momentum, steps)
    return [int(x) for x in path] if isinstance(x0, int) else path


@mistake(of="descend", caught_by="test_another_function")
def tensor_of_one_dimension(f, x0, lr, momentum=0.0, steps=10):
    """You give f a tensor of shape (1,), as `torch.tensor([x0])` makes. Give it one without dimensions: remove the
    square brackets.
    """
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        point = torch.tensor([path[-1]], requires_grad=True)
        f(point).backward()
        v = momentum * v + point.grad.item()
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_number_of_steps")
def stops_where_it_is_flat(f, x0, lr, momentum=0.0, steps=10):
    """You stop when the slope is almost 0, so the path is too short. Make all steps: there are `steps` + 1 values."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        if abs(g) < 1e-6:
            break
        v = momentum * v + g
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_number_of_steps")
def x_is_held_back(f, x0, lr, momentum=0.0, steps=10):
    """You limit x or its slope. Follow the formula without limits: if the learning rate is too large, x runs away, and
    the path must show that.
    """
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + slope(f, path[-1])
        path.append(max(-10.0, min(10.0, path[-1] - lr * v)))
    return path
