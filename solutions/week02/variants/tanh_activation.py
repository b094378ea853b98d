"""Right but unusual solutions."""

import math

from solution import tanh_grad

from dlcourse.graders.authoring import variant


@variant(of="tanh")
def with_maths_own(x):
    """Calls math.tanh."""
    return math.tanh(x)


@variant(of="tanh")
def from_the_sigmoid(x):
    """Stretches and shifts a sigmoid that cannot overflow."""
    return 2 / (1 + math.exp(min(-2 * x, 700))) - 1


@variant(of="sigmoid_grad")
def by_two_cases(x):
    """Computes the sigmoid with the exponential that is small."""
    y = 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
    return y - y * y


@variant(of="tanh_grad")
def with_the_slope_of_the_sigmoid(x):
    """Because tanh(x) is 2σ(2x) - 1, its slope is 4σ′(2x)."""
    small = math.exp(-2 * abs(x))
    return 4 * small / (1 + small) ** 2


@variant(of="Value")
class WithClosures:
    """Each node keeps a function that passes its gradient back, and its parents in a set."""

    def __init__(self, data, parents=(), op=""):
        self.data, self.grad, self.parents, self.op = data, 0, set(parents), op

    def tanh(self):
        return WithClosures(math.tanh(self.data), {self}, "tanh")

    def pass_back(self):
        for parent in self.parents:
            parent.grad = parent.grad + self.grad * tanh_grad(parent.data)
