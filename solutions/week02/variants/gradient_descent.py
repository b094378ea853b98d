"""Right but unusual solutions."""

import random

from solution import Neuron

from dlcourse.graders.authoring import variant


@variant(of="Neuron.__init__")
def stretched(self, n_in, seed):
    """Stretches numbers between 0 and 1, with one draw that is thrown away."""
    draw = random.Random(f"neuron {seed}").random
    self.w, self.b = [2 * draw() - 1 for _ in range(n_in + 1)][1:], 0


@variant(of="Neuron.__call__")
def in_a_loop(self, x):
    """Begins with the bias, and goes through the positions."""
    total = self.b
    for i in range(len(x)):
        total += x[i] * self.w[i]
    return total


@variant(of="fit")
def measures_the_slopes(neuron, xs, ys, lr, steps):
    """Uses no formula: moves each parameter a little to both sides."""

    def loss(parameters):
        trial = Neuron(len(parameters) - 1, 0)
        *trial.w, trial.b = parameters
        return sum((trial(x) - y) ** 2 for x, y in zip(xs, ys, strict=True)) / len(ys)

    def slope(i, eps=1e-4):
        higher, lower = ([p + sign * eps * (i == j) for j, p in enumerate(now)] for sign in (1, -1))
        return (loss(higher) - loss(lower)) / (2 * eps)

    losses = []
    for _ in range(steps):
        now = [*neuron.w, neuron.b]
        losses.append(loss(now))
        *neuron.w, neuron.b = [p - lr * slope(i) for i, p in enumerate(now)]
    return losses


@variant(of="fit")
def with_an_engine(neuron, xs, ys, lr, steps):
    """Pastes an engine whose operations leave closures, and builds the graph anew in each step."""
    tape = []

    class Value:
        def __init__(self, data, pass_back=lambda gradient: None):
            self.data, self.grad, self.pass_back = data, 0.0, pass_back
            tape.append(self)

        def add(self, gradient):
            self.grad += gradient

        def __add__(self, other):
            return Value(self.data + other.data, lambda g: (self.add(g), other.add(g)))

        def __mul__(self, other):
            return Value(self.data * other.data, lambda g: (self.add(g * other.data), other.add(g * self.data)))

    losses = []
    for _ in range(steps):
        w, b, share = [Value(weight) for weight in neuron.w], Value(neuron.b), Value(1 / len(xs))
        loss = Value(0.0)
        for x, y in zip(xs, ys, strict=True):
            error = b + Value(-y)
            for weight, number in zip(w, x, strict=True):
                error += weight * Value(number)
            loss += error * error * share
        loss.grad = 1.0
        while tape:
            node = tape.pop()
            node.pass_back(node.grad)
        for i, weight in enumerate(w):
            neuron.w[i] = weight.data - lr * weight.grad
        neuron.b = b.data - lr * b.grad
        losses.append(loss.data)
    return losses
