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
    """Your slopes add up: `backward()` adds to what is in .grad. Every step needs the slope at its own x alone."""
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
    """Two things: your path does not begin with x0, and your slopes add up, since `backward()` adds to what is in .grad. Every step needs the slope at its own x alone."""
    return gradients_are_never_cleared(f, x0, lr, momentum, steps)[1:]


@mistake(of="descend", caught_by="test_ten_steps")
def same_tensor_every_time(f, x0, lr, momentum=0.0, steps=10):
    """Your list holds the same tensor again and again, and all entries show its last value. Keep the number at each step."""
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
    """Your list holds the same tensor again and again: `detach()` and `.data` share its storage. Keep the number at each step."""
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
    """Your list holds tensors. The values are right; make plain floats of them."""
    return [torch.tensor(x) for x in descend(f, x0, lr, momentum, steps)]


@mistake(of="descend", caught_by="test_ten_steps")
def starts_with_a_float(f, x0, lr, momentum=0.0, steps=10):
    """The first entry is a float, and the others are tensors. Make plain floats of all of them."""
    path = descend(f, x0, lr, momentum, steps)
    return [path[0], *(torch.tensor(x) for x in path[1:])]


@mistake(of="descend", caught_by="test_ten_steps")
def one_tensor(f, x0, lr, momentum=0.0, steps=10):
    """You return one tensor. Return a list of plain floats."""
    return torch.tensor(descend(f, x0, lr, momentum, steps))


@mistake(of="descend", caught_by="test_ten_steps")
def start_is_missing(f, x0, lr, momentum=0.0, steps=10):
    """Your path begins after the first step. It begins at x0, so there is one value more than steps."""
    return descend(f, x0, lr, momentum, steps)[1:]


@mistake(of="descend", caught_by="test_ten_steps")
def end_is_missing(f, x0, lr, momentum=0.0, steps=10):
    """Your path ends before the last step: you write x down before you move it. There is one value more than steps."""
    path = []
    x, v = float(x0), 0.0
    for _ in range(steps):
        path.append(x)
        v = momentum * v + slope(f, x)
        x -= lr * v
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def last_value_only(f, x0, lr, momentum=0.0, steps=10):
    """You return the last x only. Return all of them in a list, from x0 on."""
    return descend(f, x0, lr, momentum, steps)[-1]


@mistake(of="descend", caught_by="test_ten_steps")
def values_of_the_function(f, x0, lr, momentum=0.0, steps=10):
    """You return what f is along the way. Return x itself."""
    return [f(torch.tensor(x)).item() for x in descend(f, x0, lr, momentum, steps)]


@mistake(of="descend", caught_by="test_ten_steps")
def goes_uphill(f, x0, lr, momentum=0.0, steps=10):
    """You go uphill: the slope points to where f grows. Subtract the step."""
    return descend(f, x0, -lr, momentum, steps)


@mistake(of="descend", caught_by="test_ten_steps")
def slope_is_the_function(f, x0, lr, momentum=0.0, steps=10):
    """You step by the value of f. It is the slope of f at x that says how far to go."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + f(torch.tensor(path[-1])).item()
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def slope_of_the_start(f, x0, lr, momentum=0.0, steps=10):
    """You compute the slope once, at x0, and use it for all steps. Each step needs the slope at its own x."""
    path, v, g = [float(x0)], 0.0, slope(f, x0)
    for _ in range(steps):
        v = momentum * v + g
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def autograd_watches(f, x0, lr, momentum=0.0, steps=10):
    """Autograd refuses. Where it records, a tensor that requires a gradient must not be changed in place; and where it does not record, a new tensor requires no gradient until you say so."""
    x = torch.tensor(float(x0), requires_grad=True)
    path = [x.item()]
    for _ in range(steps):
        f(x).backward()
        x -= lr * x.grad
        path.append(x.item())
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def new_tensor_without_gradient(f, x0, lr, momentum=0.0, steps=10):
    """After the first step your x is a new tensor, made where autograd does not watch, and it requires no gradient. Begin every step with one that does."""
    x = torch.tensor(float(x0), requires_grad=True)
    path, v = [x.item()], 0.0
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            v = momentum * v + x.grad
            x = x - lr * v
        path.append(x.item())
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def no_leaf_any_more(f, x0, lr, momentum=0.0, steps=10):
    """After the first step your x is the result of an operation, and the .grad of such a tensor stays None. Begin every step with a tensor that has no history."""
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
    """Your path is that of descent without momentum: either it is not used, or the velocity starts at 0 again in every step."""
    return descend(f, x0, lr, 0.0, steps)


@mistake(of="descend", caught_by="test_momentum")
def momentum_is_fixed(f, x0, lr, momentum=0.0, steps=10):
    """Your momentum is 0.9 whenever there is one. Use the argument `momentum`."""
    return descend(f, x0, lr, 0.9 if momentum else 0.0, steps)


@mistake(of="descend", caught_by="test_momentum")
def running_mean(f, x0, lr, momentum=0.0, steps=10):
    """Your velocity is a running mean: you weight the slope by 1 − momentum. Here the whole slope is added."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + (1 - momentum) * slope(f, path[-1])
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_momentum")
def last_slope_only(f, x0, lr, momentum=0.0, steps=10):
    """You add momentum times the last slope. It is the whole velocity that goes on, in which every earlier slope still counts a little."""
    path, before = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        path.append(path[-1] - lr * (g + momentum * before))
        before = g
    return path


@mistake(of="descend", caught_by="test_momentum")
def rate_of_the_velocity(f, x0, lr, momentum=0.0, steps=10):
    """The learning rate does not come in everywhere: you take the old velocity off at full size and only the slope times lr."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        path.append(path[-1] - lr * g - momentum * v)
        v = momentum * v + g
    return path


@mistake(of="descend", caught_by="test_momentum")
def wrong_sign_of_the_velocity(f, x0, lr, momentum=0.0, steps=10):
    """Your velocity and your slope point in opposite directions, so momentum brakes. Both carry x the same way."""
    return descend(f, x0, lr, -momentum, steps)


@mistake(of="descend", caught_by="test_momentum")
def nesterov(f, x0, lr, momentum=0.0, steps=10):
    """You look ahead: your step is the slope plus momentum times the new velocity. That is Nesterov's variant; here the step is the velocity."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        g = slope(f, path[-1])
        v = momentum * v + g
        path.append(path[-1] - lr * (g + momentum * v))
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def velocity_of_the_step_before(f, x0, lr, momentum=0.0, steps=10):
    """You move x before you have updated the velocity, so the first step does nothing and every other comes too late."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        path.append(path[-1] - lr * v)
        v = momentum * v + slope(f, path[-2])
    return path


@mistake(of="descend", caught_by="test_ten_steps")
def rate_twice(f, x0, lr, momentum=0.0, steps=10):
    """The learning rate comes in twice, in the velocity and in the step. Once is right."""
    return descend(f, x0, lr * lr, momentum, steps)


@mistake(of="descend", caught_by="test_ten_steps")
def velocity_never_fades(f, x0, lr, momentum=0.0, steps=10):
    """Your velocity adds up all slopes at full weight. The old velocity counts `momentum` times as much as before, so without momentum not at all."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = v + slope(f, path[-1])
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_another_function")
def slope_of_the_square(f, x0, lr, momentum=0.0, steps=10):
    """You use 2x as the slope. That is right for x² alone; f may be any function, so let autograd find its slope."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + 2 * path[-1]
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_another_function")
def slope_from_floats(f, x0, lr, momentum=0.0, steps=10):
    """You call f with a Python float. It expects a tensor: operations such as `torch.sin` take nothing else."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + (f(path[-1] + 1e-5) - f(path[-1] - 1e-5)) / 2e-5
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_number_of_steps")
def always_ten_steps(f, x0, lr, momentum=0.0, steps=10):
    """You make ten steps, whatever `steps` says. Ten is only the default."""
    return descend(f, x0, lr, momentum, 10)


@mistake(of="descend", caught_by="test_number_of_steps")
def at_least_one_step(f, x0, lr, momentum=0.0, steps=10):
    """You make a step even if none is asked for. With 0 steps the path is x0 alone."""
    return descend(f, x0, lr, momentum, max(steps, 1))


@mistake(of="descend", caught_by="test_whole_number")
def int_stays_an_int(f, x0, lr, momentum=0.0, steps=10):
    """You make a tensor of x0 as it comes. An int becomes an integer tensor, which can have no gradient: make a float of it."""
    torch.tensor(x0, requires_grad=True)
    return descend(f, x0, lr, momentum, steps)


@mistake(of="descend", caught_by="test_whole_number")
def rounded_to_ints(f, x0, lr, momentum=0.0, steps=10):
    """Your path from an int holds ints: what stands behind the point is cut off. Compute with floats."""
    path = descend(f, x0, lr, momentum, steps)
    return [int(x) for x in path] if isinstance(x0, int) else path


@mistake(of="descend", caught_by="test_another_function")
def tensor_of_one_dimension(f, x0, lr, momentum=0.0, steps=10):
    """You give f a tensor of shape (1,), such as `torch.tensor([x0])` makes. It expects one without dimensions: leave the square brackets away."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        point = torch.tensor([path[-1]], requires_grad=True)
        f(point).backward()
        v = momentum * v + point.grad.item()
        path.append(path[-1] - lr * v)
    return path


@mistake(of="descend", caught_by="test_number_of_steps")
def stops_where_it_is_flat(f, x0, lr, momentum=0.0, steps=10):
    """You stop once the slope is next to nothing, and the path is too short. Make all the steps: there are `steps` + 1 values."""
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
    """You hold x or its slope within bounds. Follow the formula wherever it leads: with too large a learning rate x runs away, and that is to be seen."""
    path, v = [float(x0)], 0.0
    for _ in range(steps):
        v = momentum * v + slope(f, path[-1])
        path.append(max(-10.0, min(10.0, path[-1] - lr * v)))
    return path
