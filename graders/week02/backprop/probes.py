"""Graphs for Value.backward and zero_grad. All numbers of a graph are different, except in `equal_numbers`."""

from dlcourse.graders.authoring import probe


def leaves(rng):
    """Six different numbers, with both signs."""
    sizes = rng.choice(range(11, 40), size=6, replace=False) / 10
    return dict(zip("abcfgh", (sizes * rng.permutation([1, 1, 1, -1, -1, -1])).tolist(), strict=True))


def near_one(rng):
    """A start, a factor that is close to 1, and a small term."""
    start, term = rng.uniform(1, 3), rng.uniform(0.001, 0.003)
    return {"x": round(start, 2), "a": round(float(rng.uniform(0.9985, 1.0015)), 5), "b": round(term, 5)}


def gradients(rng):
    """Ten gradients, and an order of the nodes."""
    grads = (rng.choice(range(10, 90), size=10, replace=False) / 10).tolist()
    return leaves(rng) | {"grads": grads, "order": rng.permutation(10).tolist()}


@probe(inputs=leaves)
def product(student, a, b, c):
    """result = a * b * c"""
    a, b, c = student.Value(a), student.Value(b), student.Value(c)
    (a * b * c).backward()
    return {"gradients of a, b, c": [a.grad, b.grad, c.grad]}


@probe(inputs=leaves)
def sum_of_three(student, a, b, c, f):
    """result = (a + b + c) * f"""
    a, b, c, f = student.Value(a), student.Value(b), student.Value(c), student.Value(f)
    ((a + b + c) * f).backward()
    return {"gradients of a, b, c, f": [a.grad, b.grad, c.grad, f.grad]}


@probe(inputs=leaves)
def expression(student, a, b, c, f):
    """result = (a * b + c) * f"""
    a, b, c, f = student.Value(a), student.Value(b), student.Value(c), student.Value(f)
    ((a * b + c) * f).backward()
    return {"gradients of a, b, c, f": [a.grad, b.grad, c.grad, f.grad]}


@probe(inputs=leaves)
def between(student, a, b, c, f, h):
    """e = a * b, d = e + c, g = d * f, result = g * h"""
    a, b, c, f, h = student.Value(a), student.Value(b), student.Value(c), student.Value(f), student.Value(h)
    e = a * b
    d = e + c
    g = d * f
    result = g * h
    result.backward()
    return {"gradients of e, d, g, result": [e.grad, d.grad, g.grad, result.grad]}


@probe(inputs=leaves)
def added_to_itself(student, a, f):
    """result = (a + a) * f"""
    a, f = student.Value(a), student.Value(f)
    ((a + a) * f).backward()
    return {"gradients of a, f": [a.grad, f.grad]}


@probe(inputs=leaves)
def times_itself(student, a, f):
    """result = a * a * f"""
    a, f = student.Value(a), student.Value(f)
    (a * a * f).backward()
    return {"gradients of a, f": [a.grad, f.grad]}


@probe(inputs=leaves)
def diamonds(student, a, b, c, f):
    """s = a * b, t = c * f, result = (s + c) * s + t * (t + a)"""
    a, b, c, f = student.Value(a), student.Value(b), student.Value(c), student.Value(f)
    s, t = a * b, c * f
    ((s + c) * s + t * (t + a)).backward()
    return {"gradients of a, b, c, f": [a.grad, b.grad, c.grad, f.grad]}


@probe(inputs=near_one)
def deep(student, x, a, b):
    """node = x, and then node = node * a + b, a thousand times"""
    x, a, b = student.Value(x), student.Value(a), student.Value(b)
    node = x
    for _ in range(1000):
        node = node * a + b
    node.backward()
    return {"gradients of x, a, b": [x.grad, a.grad, b.grad]}


@probe(inputs=leaves)
def equal_numbers(student, a, b, g, h):
    """e = a * b, d = c * f, where c holds the same number as a, and f the same as b; result = e * g + d * h"""
    c, f = student.Value(a), student.Value(b)
    a, b, g, h = student.Value(a), student.Value(b), student.Value(g), student.Value(h)
    (a * b * g + c * f * h).backward()
    return {"gradients of a, b, c, f": [a.grad, b.grad, c.grad, f.grad]}


@probe(inputs=leaves)
def called_twice(student, a, b, c, f):
    """d = a * b + c, result = d * f; d.backward(), all gradients are set to 0.0, and result.backward()"""
    a, b, c, f = student.Value(a), student.Value(b), student.Value(c), student.Value(f)
    e = a * b
    d = e + c
    result = d * f
    d.backward()
    first = [a.grad, b.grad, c.grad, f.grad]
    for node in (a, b, c, f, e, d, result):
        node.grad = 0.0
    result.backward()
    return {"after the first call": first, "after the second": [a.grad, b.grad, c.grad, f.grad]}


@probe(inputs=leaves)
def data_after_backward(student, a, b, c, f):
    """e = a * b, d = e + c, result = d * f"""
    a, b, c, f = student.Value(a), student.Value(b), student.Value(c), student.Value(f)
    e = a * b
    d = e + c
    result = d * f
    result.backward()
    return {"data of all nodes": [node.data for node in (a, b, c, f, e, d, result)]}


@probe(inputs=gradients)
def cleared(student, a, b, c, f, g, h, grads, order):
    """root = (a * b + c) * f + a, other = root * g; all nodes have a gradient, and h is in no graph; zero_grad(root)"""
    leaves = a, b, c, f, g, _ = [student.Value(number) for number in (a, b, c, f, g, h)]
    e = a * b
    d = (e + c) * f
    root = d + a
    other = root * g
    nodes = [*leaves, e, d, root, other]
    for node, grad in zip(nodes, grads, strict=True):
        node.grad = grad
    student.zero_grad(root)
    names = ["a", "b", "c", "f", "g", "h", "e", "d", "root", "other"]
    return {"gradients, in some order": [[names[i], nodes[i].grad] for i in order]}


@probe(inputs=near_one)
def deep_cleared(student, x, a, b):
    """root = x, and then root = root * a + b, a thousand times; all nodes have the gradient 1.5; zero_grad(root)"""
    x, a, b = student.Value(x), student.Value(a), student.Value(b)
    nodes = [x, a, b]
    root = x
    for _ in range(1000):
        product = root * a
        root = product + b
        nodes += [product, root]
    for node in nodes:
        node.grad = 1.5
    student.zero_grad(root)
    return {"gradients above 0": sum(node.grad > 0 for node in nodes)}


@probe(inputs=leaves)
def data_after_zero_grad(student, a, b, c):
    """e = a * b, root = e + c; zero_grad(root)"""
    a, b, c = student.Value(a), student.Value(b), student.Value(c)
    e = a * b
    root = e + c
    student.zero_grad(root)
    return {"data of all nodes": [node.data for node in (a, b, c, e, root)]}
