"""Inputs and calls for Neuron and fit. The neurons that are trained get drawn weights, so that __init__ plays no part."""

import random

from dlcourse.graders.authoring import probe


def decimals(rng, low, high, size):
    return [round(number, 1) for number in rng.uniform(low, high, size=size).tolist()]


def samples(rng):
    """Four neurons with two to four weights, and a sample for each. Two predictions are below 0."""
    sizes, signs = rng.integers(2, 5, size=4).tolist(), rng.permutation([1, 1, -1, -1]).tolist()
    return {
        "weights": [decimals(rng, 0.5, 3, size) for size in sizes],
        "biases": decimals(rng, -0.9, -0.1, 4),
        "xs": [
            [sign * number for number in decimals(rng, 1, 3, size)] for sign, size in zip(signs, sizes, strict=True)
        ],
    }


def sizes_and_seeds(rng):
    return {"sizes": rng.choice(range(2, 20), 4, replace=False).tolist(), "seeds": rng.integers(1, 1000, 4).tolist()}


def many_seeds(rng):
    """Eight seeds, two of which are there twice, in any order."""
    different = rng.choice(range(1, 1000), 6, replace=False).tolist()
    return {"seeds": rng.permutation([*different, *different[:2]]).tolist()}


def two_seeds(rng):
    return {"seed": int(rng.integers(1000)), "before": int(rng.integers(1000))}


def one_input(rng):
    """Four samples with one number each, a start that is far from the best weights, and a small learning rate."""
    xs = rng.permutation(rng.choice(range(-20, 21), 4, replace=False)) / 10
    ys = xs * rng.uniform(1.5, 2.5) - rng.uniform(1, 2) + rng.uniform(-0.5, 0.5, 4)
    return {
        "w": decimals(rng, -2, -1, 1),
        "b": round(float(rng.uniform(1, 2)), 1),
        "xs": xs[:, None].tolist(),
        "ys": [round(y, 1) for y in ys.tolist()],
        "lr": round(float(rng.uniform(0.03, 0.09)), 2),
    }


def two_inputs(rng):
    xs = [decimals(rng, -2, 2, 2) for _ in range(5)]
    drawn = one_input(rng)
    return {**drawn, "w": decimals(rng, -1, 1, 2), "xs": xs, "ys": decimals(rng, -3, 3, 5)}


def points_on_a_line(rng):
    """Nine points on a line, and a start that is far from it."""
    slope, height = (round(number, 1) for number in (rng.uniform(1.5, 3), rng.uniform(-2, -0.5)))
    xs = sorted((rng.choice(range(-20, 21), 9, replace=False) / 10).tolist())
    return {
        "xs": [[x] for x in xs],
        "ys": [round(slope * x + height, 4) for x in xs],
        "w": decimals(rng, -2, -1, 1),
        "b": round(float(rng.uniform(1, 2)), 1),
    }


def given(student, w, b):
    """Return a neuron with these weights and this bias."""
    neuron = student.Neuron(len(w), seed=0)
    neuron.w, neuron.b = list(w), b
    return neuron


@probe(inputs=samples)
def predictions(student, weights, biases, xs):
    """Four neurons, whose w and b were set, and a sample for each."""
    found = []
    for w, b, x in zip(weights, biases, xs, strict=True):
        neuron = student.Neuron(len(w), seed=0)
        neuron.w, neuron.b = w, b
        found.append(neuron(x))
    return {"predictions": found}


@probe(inputs=sizes_and_seeds)
def initial(student, sizes, seeds):
    """Neuron(n_in, seed) for four sizes."""
    neurons = [student.Neuron(n_in, seed) for n_in, seed in zip(sizes, seeds, strict=True)]
    return {"weights": [len(neuron.w) for neuron in neurons], "biases": [neuron.b for neuron in neurons]}


@probe(inputs=two_seeds)
def spread(student, seed):
    """Neuron(2000, seed); the numbers are rounded."""
    w = [float(weight) for weight in student.Neuron(2000, seed).w] or [0.0]
    return {
        "smallest weight": round(min(w), 1),
        "largest weight": round(max(w), 1),
        "mean": round(sum(w) / len(w), 1) + 0.0,
        "share below -0.4": round(sum(weight < -0.4 for weight in w) / len(w), 1),
        "most weights are different": len(set(w)) > 1000,
    }


@probe(inputs=many_seeds)
def seeds(student, seeds):
    """Neuron(3, seed) for each of eight seeds; some of the seeds are equal."""
    results = [list(student.Neuron(3, seed).w) for seed in seeds]
    firsts = [results.index(w) for w in results]
    return {
        "weights": ["new" if first == i else f"those of neuron {first + 1}" for i, first in enumerate(firsts)],
    }


@probe(inputs=two_seeds)
def random_state(student, seed, before):
    """random.seed(before), then Neuron(3, seed), then random.random() three times."""
    random.seed(before)
    student.Neuron(3, seed)
    return {"random.random()": [random.random() for _ in range(3)]}


@probe(inputs=one_input)
def one_step(student, w, b, xs, ys, lr):
    """One step, from the given w and b."""
    neuron = given(student, w, b)
    student.fit(neuron, xs, ys, lr=lr, steps=1)
    return {"w": neuron.w, "b": neuron.b}


@probe(inputs=two_inputs)
def one_step_with_two_inputs(student, w, b, xs, ys, lr):
    """One step, from the given w and b, which has two weights."""
    neuron = given(student, w, b)
    student.fit(neuron, xs, ys, lr=lr, steps=1)
    return {"w": neuron.w, "b": neuron.b}


@probe(inputs=one_input)
def three_steps(student, w, b, xs, ys, lr):
    """Three steps, from the given w and b."""
    neuron = given(student, w, b)
    student.fit(neuron, xs, ys, lr=lr, steps=3)
    return {"w": neuron.w, "b": neuron.b}


@probe(inputs=one_input)
def first_loss(student, w, b, xs, ys, lr):
    """One step, from the given w and b."""
    neuron = given(student, w, b)
    return {"losses": student.fit(neuron, xs, ys, lr=lr, steps=1)}


@probe(inputs=one_input)
def losses(student, w, b, xs, ys, lr):
    """Three steps, from the given w and b."""
    neuron = given(student, w, b)
    return {"losses": student.fit(neuron, xs, ys, lr=lr, steps=3)}


@probe(inputs=points_on_a_line)
def line(student, w, b, xs, ys):
    """Nine points on a line, lr = 0.1, 300 steps."""
    neuron = given(student, w, b)
    losses = student.fit(neuron, xs, ys, lr=0.1, steps=300)
    return {"losses": losses, "w": neuron.w, "b": neuron.b}


@probe(inputs=two_inputs)
def two_calls(student, w, b, xs, ys, lr):
    """fit with one step, with none, and with two steps."""
    neuron = given(student, w, b)
    found = [student.fit(neuron, xs, ys, lr=lr, steps=steps) for steps in (1, 0, 2)]
    return {"losses of each call": found, "w": neuron.w, "b": neuron.b}


@probe(inputs=two_inputs)
def data(student, w, b, xs, ys, lr):
    """Two steps, from the given w and b."""
    neuron = given(student, w, b)
    student.fit(neuron, xs, ys, lr=lr, steps=2)
    return {"xs": xs, "ys": ys}
