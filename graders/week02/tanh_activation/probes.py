"""Inputs and calls for tanh, sigmoid_grad, tanh_grad, Value.tanh and Value.pass_back."""

import math

from dlcourse.graders.authoring import probe


def around_zero(rng):
    """Six numbers, three of them below 0. None is close to 0, where wrong formulas agree with right ones."""
    return {"xs": [round(x, 2) for x in rng.permutation(numbers(rng, 3) + [-x for x in numbers(rng, 3)]).tolist()]}


def numbers(rng, count):
    return [round(x, 2) for x in rng.uniform(0.3, 2.0, size=count).tolist()]


def far_from_zero(rng):
    far = rng.permutation([-1000.0, 1000.0, *rng.choice([-1, 1], 3) * rng.uniform(400, 900, 3)]).tolist()
    return {"xs": [*(round(x, 1) for x in far), *around_zero(rng)["xs"]]}


def nodes(rng):
    grads = [round(g, 2) for g in (rng.uniform(0.5, 3, size=6) * rng.choice([-1, 1], 6)).tolist()]
    return around_zero(rng) | {"grads": grads}


def computed_nodes(rng):
    """ys: what the nodes with the op "tanh" have as data."""
    drawn = nodes(rng)
    return drawn | {"ys": [math.tanh(x) for x in drawn["xs"]]}


def used_nodes(rng):
    return computed_nodes(rng) | {"others": numbers(rng, 6), "earlier": numbers(rng, 6)}


@probe(inputs=around_zero)
def curve(student, xs):
    """A call for each of six numbers."""
    return {f"tanh({x})": student.tanh(x) for x in xs}


@probe(inputs=around_zero)
def slopes_of_sigmoid(student, xs):
    """A call for each of six numbers."""
    return {f"sigmoid_grad({x})": student.sigmoid_grad(x) for x in xs}


@probe(inputs=around_zero)
def slopes_of_tanh(student, xs):
    """A call for each of six numbers."""
    return {f"tanh_grad({x})": student.tanh_grad(x) for x in xs}


@probe(inputs=far_from_zero)
def far_curve(student, xs):
    """Numbers from -1000 to 1000."""
    return {f"tanh({x})": student.tanh(x) for x in xs}


@probe(inputs=far_from_zero)
def far_slopes_of_sigmoid(student, xs):
    """Numbers from -1000 to 1000."""
    return {f"sigmoid_grad({x})": student.sigmoid_grad(x) for x in xs}


@probe(inputs=far_from_zero)
def far_slopes_of_tanh(student, xs):
    """Numbers from -1000 to 1000."""
    return {f"tanh_grad({x})": student.tanh_grad(x) for x in xs}


@probe(inputs=around_zero)
def node_data(student, xs):
    """Value(x).tanh() for each of six numbers."""
    return {f"Value({x}).tanh().data": student.Value(x).tanh().data for x in xs}


@probe(inputs=nodes)
def node_graph(student, xs, grads):
    """y = Value(x).tanh() for each of six numbers; then the gradient of Value(x) is set, and read through y.parents."""
    ops, seen = [], []
    for x, grad in zip(xs, grads, strict=True):
        node = student.Value(x)
        after = node.tanh()
        node.grad = grad
        ops.append(after.op)
        seen.append([parent.grad for parent in after.parents])
    return {"op": ops, "gradients of the parents": seen}


@probe(inputs=nodes)
def node_afterwards(student, xs, grads):
    """Value(x).tanh() for each of six numbers, whose gradients were set before."""
    before, after = [], []
    for x, grad in zip(xs, grads, strict=True):
        node = student.Value(x)
        node.grad = grad
        after.append(node.tanh().grad)
        before.append([node.data, node.grad])
    return {"data and grad of Value(x)": before, "grad of the new node": after}


@probe(inputs=computed_nodes)
def passed_back(student, xs, ys, grads):
    """For each of six numbers: y is tanh of x, and has a gradient; y.pass_back()."""
    found = []
    for x, y, grad in zip(xs, ys, grads, strict=True):
        node = student.Value(x)
        after = student.Value(y, (node,), "tanh")
        after.grad = grad
        after.pass_back()
        found.append(node.grad)
    return {"x.grad": found}


@probe(inputs=used_nodes)
def added_up(student, xs, ys, grads, others, earlier):
    """For each of six numbers: x has a gradient already, and two nodes are tanh of it; pass_back of both."""
    found = []
    for i, x in enumerate(xs):
        node = student.Value(x)
        first, second = (student.Value(ys[i], (node,), "tanh") for _ in range(2))
        node.grad, first.grad, second.grad = earlier[i], grads[i], others[i]
        first.pass_back()
        second.pass_back()
        found.append(node.grad)
    return {"x.grad": found}


@probe(inputs=computed_nodes)
def node_that_passes_back(student, xs, ys, grads):
    """For each of six numbers: y is tanh of x; y.pass_back()."""
    found = []
    for x, y, grad in zip(xs, ys, grads, strict=True):
        node = student.Value(x)
        after = student.Value(y, (node,), "tanh")
        after.grad = grad
        after.pass_back()
        found.append([node.data, after.data, after.grad])
    return {"x.data, y.data and y.grad": found}
