"""Wrong solutions that students hand in; each docstring is the feedback."""

import torch

from dlcourse.graders.authoring import mistake


@mistake(
    caught_by="test_ten_steps",
    edit={
        "range(steps):\n    point = torch.tensor(x, requires_grad=True)": "range(steps):\n    point.data.fill_(x)",
        "path = [x]": "path = [x]\npoint = torch.tensor(x, requires_grad=True)",
    },
)
def gradients_are_never_cleared():
    """Your slopes add up, because `backward()` adds to what is in .grad. Clear .grad before each step: a step needs
    only the slope at its own x."""


@mistake(
    caught_by="test_ten_steps",
    edit={
        "range(steps):\n    point = torch.tensor(x, requires_grad=True)": "range(steps):\n    point.grad = None",
        "path = [x]": "point = torch.tensor(x, requires_grad=True)\npath = [point]",
        "path.append(x)": "point.data.fill_(x)\npath.append(point)",
    },
)
def same_tensor_every_time():
    """Your list holds the same tensor again and again, so all entries show its last value. `detach()` and `.data` share
    its storage too: store the number at each step."""


@mistake(caught_by="test_ten_steps", edit={"return path": "return [torch.tensor(x) for x in path]"})
def tensors_instead_of_floats():
    """Your values are right, but your list holds tensors. Turn them into plain floats."""


@mistake(caught_by="test_ten_steps", edit={"path = [x]": "path = []"})
def start_is_missing():
    """Your path starts after the first step. Start it with x0: there is one value more than steps."""


@mistake(caught_by="test_ten_steps", edit={"return path": "return path[:-1]"})
def end_is_missing():
    """Your path ends before the last step, because you store x before you move it. Store it after the last step too:
    there is one value more than steps."""


@mistake(caught_by="test_ten_steps", edit={"path.append(x)": "path.append(x)\nreturn path"})
def returns_in_the_loop():
    """Your path ends after one step, because `return` stands inside the loop. Move it behind the loop."""


@mistake(caught_by="test_ten_steps", edit={"return path": "return x"})
def last_value_only():
    """You return only the last x. Return a list of all of them, starting with x0."""


@mistake(caught_by="test_ten_steps", edit={"x - lr": "x + lr"})
def goes_uphill():
    """You go uphill: the slope points to where f grows, so x must move against it. Check the signs: v adds the slope, and
    x subtracts lr times v."""


@mistake(caught_by="test_ten_steps", edit={"tensor(x, requires": "tensor(path[0], requires"})
def slope_of_the_start():
    """You compute the slope once, at x0, and use it for all steps. Compute it in each step, at the current x."""


@mistake(caught_by="test_ten_steps", raises="AttributeError", edit={"f(point).backward()": "f(point)"})
def backward_is_not_called():
    """Your tensor has no .grad: it is None until `backward()` is called. Call it on the value of f in every step."""


@mistake(caught_by="test_ten_steps", raises="RuntimeError")
def autograd_watches(f, x0, lr, momentum=0.0, steps=10):
    """You change x in place while autograd records it, and that raises an error. Change it under `torch.no_grad()`; if
    you make a new tensor there, it must require a gradient again."""
    x = torch.tensor(float(x0), requires_grad=True)
    path = [x.item()]
    for _ in range(steps):
        f(x).backward()
        x -= lr * x.grad
        path.append(x.item())
    return path


@mistake(caught_by="test_ten_steps", raises="RuntimeError")
def new_tensor_without_gradient(f, x0, lr, momentum=0.0, steps=10):
    """Your x does not require a gradient, at the start or after the first step: a tensor requires one only if you say so,
    and a new one that is made under `torch.no_grad()` does not. Start every step with a tensor that requires one."""
    x = torch.tensor(float(x0), requires_grad=True)
    path = [x.item()]
    for _ in range(steps):
        f(x).backward()
        with torch.no_grad():
            x = x - lr * x.grad
        path.append(x.item())
    return path


@mistake(caught_by="test_ten_steps", raises="TypeError")
def no_leaf_any_more(f, x0, lr, momentum=0.0, steps=10):
    """After the first step your x is the result of an operation, and .grad of such a tensor stays None. Start every
    step with a new tensor that only holds the number."""
    x = torch.tensor(float(x0), requires_grad=True)
    path, v = [x.item()], 0.0
    for _ in range(steps):
        f(x).backward()
        v = momentum * v + x.grad
        x = x - lr * v
        path.append(x.item())
    return path


@mistake(caught_by="test_learning_rates", edit={"- lr *": "- 0.1 *"})
def learning_rate_is_fixed():
    """Your learning rate is always 0.1. Use the argument `lr`."""


@mistake(caught_by="test_momentum", edit={"momentum * velocity + ": ""})
def momentum_is_ignored():
    """Your path is that of descent without momentum: you do not use it, or you set the velocity to 0 in every step.
    Keep the velocity from step to step."""


@mistake(caught_by="test_momentum", edit={"+ point": "+ (1 - momentum) * point"})
def running_mean():
    """You multiply the slope by 1 − momentum, so your velocity is a running mean. Add the whole slope."""


@mistake(
    caught_by="test_momentum",
    edit={
        "velocity = momentum * velocity + point.grad.item()": "slope = point.grad.item()",
        "lr * velocity": "lr * (slope + momentum * velocity)\nvelocity = slope",
    },
)
def last_slope_only():
    """You add momentum times the last slope. Add momentum times the last velocity, which also holds a part of all
    earlier slopes."""


@mistake(caught_by="test_momentum", edit={"lr * velocity": "lr * (point.grad.item() + momentum * velocity)"})
def nesterov():
    """You use the slope plus momentum times the new velocity as the step: that is Nesterov's variant. Use the velocity
    alone."""


@mistake(
    caught_by="test_ten_steps",
    edit={
        "velocity = momentum * velocity + point.grad.item()\nx = x - lr * velocity": "x = x - lr * velocity\n"
        "velocity = momentum * velocity + point.grad.item()",
    },
)
def velocity_of_the_step_before():
    """You move x before you update the velocity, so the first step does nothing. Update the velocity first."""


@mistake(caught_by="test_ten_steps", edit={"+ point": "+ lr * point"})
def rate_twice():
    """You multiply by the learning rate twice, for the velocity and for the step. Multiply by it once."""


@mistake(caught_by="test_another_function", edit={"point.grad.item()": "2 * x"})
def slope_of_the_square():
    """You use 2x as the slope, which is right for x² only. Let autograd find the slope: f may be any function."""


@mistake(
    caught_by="test_another_function",
    raises="TypeError",
    edit={"f(point).backward()\n": "", "point.grad.item()": "(f(x + 1e-5) - f(x - 1e-5)) / 2e-5"},
)
def slope_from_floats():
    """You call f with a Python float. Give it a tensor: functions such as `torch.sin` accept nothing else."""


@mistake(caught_by="test_another_function", edit={"tensor(x,": "tensor([x],"})
def tensor_of_one_dimension():
    """You give f a tensor of shape (1,), as `torch.tensor([x0])` makes. Give it a single number, which has no
    dimensions: remove the square brackets."""


@mistake(caught_by="test_number_of_steps", edit={"range(steps)": "range(10)"})
def always_ten_steps():
    """You always make ten steps. Make as many as `steps` says: ten is only the default."""


@mistake(caught_by="test_whole_number", raises="RuntimeError", edit={"float(x0)": "x0"})
def int_stays_an_int():
    """You make a tensor from x0 without changing its type. Turn x0 into a float first: an integer tensor cannot have a
    gradient."""


@mistake(
    caught_by="test_number_of_steps",
    edit={"f(point).backward()": "f(point).backward()\nif abs(point.grad) < 1e-6:\n    break"},
)
def stops_where_it_is_flat():
    """You stop when the slope is almost 0, so the path is too short. Make all steps: there are `steps` + 1 values."""


@mistake(
    caught_by="test_ten_steps",
    raises="RuntimeError",
    edit={", requires_grad=True": ""},
    like="new_tensor_without_gradient",
)
def gradient_is_never_required(): ...


@mistake(caught_by="test_ten_steps", edit={"f(point).backward()": "point.backward()"})
def backward_of_x():
    """Your slope is always 1, because you call `backward()` on x itself. Call it on the value of f at x."""


@mistake(
    caught_by="test_momentum",
    edit={"momentum * velocity + point.grad.item()": "momentum * point.grad.item() + velocity"},
)
def momentum_times_the_slope():
    """You multiply the slope by momentum instead of the velocity. Multiply the old velocity by momentum, and add the whole
    slope."""


@mistake(caught_by="test_ten_steps", edit={"path.append(x)": "path.append(f(torch.tensor(x)).item())"})
def values_of_f():
    """You store the value of f after each step. Store x."""


@mistake(
    caught_by="test_ten_steps",
    edit={"tensor(x, requires": "tensor(path[0], requires", "x = x - lr": "x = path[0] - lr"},
)
def starts_at_x0_each_time():
    """Each of your steps starts at x0 again. Start it where the step before has ended."""
