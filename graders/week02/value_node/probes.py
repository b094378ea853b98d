"""Inputs and calls for Value. Operands are between 1 and 9 or negative, and no two of them are equal."""

from dlcourse.graders.authoring import error_of, probe


def number(rng, low, high):
    return round(float(rng.uniform(low, high)), 2)


def two(rng):
    return {"a": number(rng, 5.1, 9), "b": -number(rng, 1.2, 4.9)}


def four(rng):
    return {"a": number(rng, 5.1, 9), "b": -number(rng, 1.2, 4.9), "c": number(rng, 2.1, 4.9), "f": number(rng, 1.2, 2)}


def with_numbers(rng):
    return {"a": number(rng, 5.1, 9), "numbers": [int(rng.integers(2, 5)), -number(rng, 1.2, 4.9)]}


def to_the_power(rng):
    return {"a": number(rng, 1.2, 3), "numbers": [2, int(rng.integers(3, 6)), -1, number(rng, 0.3, 0.8)]}


def some(rng):
    return {"numbers": [number(rng, low, low + 0.9) for low in rng.permutation(range(1, 9))[: rng.integers(3, 6)]]}


def copies(rng):
    return {"a": number(rng, 5.1, 9), "counts": rng.integers(2, 10, size=4).tolist()}


@probe(inputs=two)
def sums(student, a, b):
    """a and b are Values; (a + b).data"""
    return {"a + b": (student.Value(a) + student.Value(b)).data}


@probe(inputs=two)
def products(student, a, b):
    """a and b are Values; (a * b).data"""
    return {"a * b": (student.Value(a) * student.Value(b)).data}


@probe(inputs=two)
def differences(student, a, b):
    """a and b are Values; (a - b).data"""
    return {"a - b": (student.Value(a) - student.Value(b)).data}


@probe(inputs=two)
def quotients(student, a, b):
    """a and b are Values; (a / b).data"""
    return {"a / b": (student.Value(a) / student.Value(b)).data}


@probe(inputs=to_the_power)
def powers(student, a, numbers):
    """a is a Value; (a ** n).data for four numbers n"""
    return {"a ** n": [(student.Value(a) ** n).data for n in numbers]}


@probe(inputs=two)
def negatives(student, a, b):
    """a and b are Values; the data of -a and -b"""
    return {"-a, -b": [(-student.Value(a)).data, (-student.Value(b)).data]}


@probe(inputs=two)
def leaves(student, a):
    """Value(a), a leaf."""
    leaf = student.Value(a)
    return {"data": leaf.data, "grad": leaf.grad, "op": leaf.op, "number of parents": len(leaf.parents)}


@probe(inputs=two)
def texts(student, a, b):
    """a and b are Values; repr(a) and repr(b)"""
    return {"texts": [repr(student.Value(a)), repr(student.Value(b))]}


@probe(inputs=with_numbers)
def right_sums(student, a, numbers):
    """a is a Value; (a + n).data for an int and a float n"""
    return {"a + n": [(student.Value(a) + n).data for n in numbers]}


@probe(inputs=with_numbers)
def right_differences(student, a, numbers):
    """a is a Value; (a - n).data for an int and a float n"""
    return {"a - n": [(student.Value(a) - n).data for n in numbers]}


@probe(inputs=with_numbers)
def right_products(student, a, numbers):
    """a is a Value; (a * n).data for an int and a float n"""
    return {"a * n": [(student.Value(a) * n).data for n in numbers]}


@probe(inputs=with_numbers)
def right_quotients(student, a, numbers):
    """a is a Value; (a / n).data for an int and a float n"""
    return {"a / n": [(student.Value(a) / n).data for n in numbers]}


@probe(inputs=with_numbers)
def left_sums(student, a, numbers):
    """a is a Value; (n + a).data for an int and a float n"""
    return {"n + a": [(n + student.Value(a)).data for n in numbers]}


@probe(inputs=with_numbers)
def left_differences(student, a, numbers):
    """a is a Value; (n - a).data for an int and a float n"""
    return {"n - a": [(n - student.Value(a)).data for n in numbers]}


@probe(inputs=with_numbers)
def left_products(student, a, numbers):
    """a is a Value; (n * a).data for an int and a float n"""
    return {"n * a": [(n * student.Value(a)).data for n in numbers]}


@probe(inputs=with_numbers)
def left_quotients(student, a, numbers):
    """a is a Value; (n / a).data for an int and a float n"""
    return {"n / a": [(n / student.Value(a)).data for n in numbers]}


@probe(inputs=some)
def built_in_sum(student, numbers):
    """sum of a list of Values; it begins with the number 0"""
    return {"sum": sum([student.Value(n) for n in numbers]).data}


@probe(inputs=two)
def parents_of_a_sum(student, a, b):
    """a and b are Values; which of them are among the parents of a + b, how many parents there are, and its op"""
    a, b = student.Value(a), student.Value(b)
    node = a + b
    return {"parents of a + b": among(node.parents, a, b), "number of parents": len(node.parents), "op": node.op}


@probe(inputs=two)
def parents_of_a_product(student, a, b):
    """a and b are Values; which of them are among the parents of a * b, how many parents there are, and its op"""
    a, b = student.Value(a), student.Value(b)
    node = a * b
    return {"parents of a * b": among(node.parents, a, b), "number of parents": len(node.parents), "op": node.op}


@probe(inputs=two)
def grads(student, a, b):
    """a and b are Values; the grad of their sum and of their product"""
    a, b = student.Value(a), student.Value(b)
    return {"grad of a + b and a * b": [(a + b).grad, (a * b).grad]}


@probe(inputs=four)
def whole_graph(student, a, b, c, f):
    """a, b, c and f are Values; which of them can be reached from (a - b) / f + (-c) ** 2"""
    a, b, c, f = (student.Value(data) for data in (a, b, c, f))
    node = (a - b) / f + (-c) ** 2
    return {"data": node.data, "reached": among(reached(node), a, b, c, f)}


@probe(inputs=four)
def graph_with_numbers(student, a, b):
    """a and b are Values; which of them can be reached from 2 - a, 3 / a, (1 + a) * 4 and b ** 2"""
    a, b = student.Value(a), student.Value(b)
    nodes = {"2 - a": 2 - a, "3 / a": 3 / a, "(1 + a) * 4": (1 + a) * 4, "b ** 2": b**2}
    return {name: among(reached(node), a, b) for name, node in nodes.items()}


@probe(inputs=two)
def operands(student, a, b):
    """a and b are Values; a and b after a + b, a - b, a * b, a / b, a ** 2 and -a"""
    a, b = student.Value(a), student.Value(b)
    results = [a + b, a - b, a * b, a / b, a**2, -a]
    parents = [len(a.parents), len(b.parents)]
    return {"a and b": [a.data, b.data], "grads": [a.grad, b.grad], "parents": parents, "results": len(results)}


@probe(inputs=two)
def added_to_itself(student, a, b):
    """a and b are Values; total = a, then total += b and total *= b: a.data and total.data"""
    a, b = student.Value(a), student.Value(b)
    total = a
    total += b
    total *= b
    return {"a and total": [a.data, total.data]}


@probe(inputs=two)
def refused(student, a):
    """a is a Value; the errors of operators with a text, a list and None"""
    v = student.Value(a)
    return {
        "a + 'two'": error_of(lambda: v + "two"),
        "'two' + a": error_of(lambda: "two" + v),
        "a - 'two'": error_of(lambda: v - "two"),
        "None - a": error_of(lambda: None - v),
        "a * [2]": error_of(lambda: v * [2]),
        "'two' * a": error_of(lambda: "two" * v),
        "a / None": error_of(lambda: v / None),
        "'two' / a": error_of(lambda: "two" / v),
        "a ** 'two'": error_of(lambda: v ** "two"),
    }


class Reader:
    """A type with operators of its own, which only work if Value leaves it to them."""

    def __init__(self, number):
        self.number = number

    def __radd__(self, other):
        return self.number + other.data

    def __rsub__(self, other):
        return self.number - other.data

    def __rmul__(self, other):
        return self.number * other.data

    def __rtruediv__(self, other):
        return self.number / other.data

    def __rpow__(self, other):
        return self.number + 2 * other.data


@probe(inputs=two)
def left_to_the_other(student, a, b):
    """a is a Value, and other is of a class with its own __radd__, __rsub__, … : what a + other, a - other, … give, or their errors"""
    a, other = student.Value(a), Reader(b)
    calls = [lambda: a + other, lambda: a - other, lambda: a * other, lambda: a / other, lambda: a**other]
    return {"results": [error_of(call) or call() for call in calls]}


@probe(inputs=copies)
def in_sets(student, a, counts):
    """Sets of several Values with the same data, each of them added twice: the number of Values in each set."""
    groups = [[student.Value(a) for _ in range(count)] for count in counts]
    return {"numbers of Values": [len({*group, *group}) for group in groups]}


@probe(inputs=copies)
def equality(student, a):
    """a and b are Values with the same data: a == a, a == b, a != b"""
    a, b = student.Value(a), student.Value(a)
    return {"a == a, a == b, a != b": [a == a, a == b, a != b]}


@probe(inputs=four)
def nodes_by_hand(student, a, b, c):
    """Value(c, (a, b), "*"), and a leaf that is made after it."""
    a, b = student.Value(a), student.Value(b)
    node = student.Value(c, (a, b), "*")
    later = student.Value(c)
    found = {"parents": among(node.parents, a, b), "op": node.op, "data": node.data}
    return {**found, "parents of a later leaf": len(later.parents)}


def among(nodes, *operands):
    """Return the data of those operands that are among the nodes: the objects themselves, not equal ones."""
    return [operand.data for operand in operands if any(node is operand for node in nodes)]


def reached(node):
    """Return a node, and all nodes that come before it."""
    found, waiting = [], [node]
    while waiting:
        node = waiting.pop()
        if all(node is not other for other in found):
            found.append(node)
            waiting.extend(node.parents)
    return found
