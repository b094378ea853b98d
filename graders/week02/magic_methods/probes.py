"""Operators on Scalars with drawn numbers. Numbers below 0 show how a division rounds."""

import operator

from dlcourse.graders.authoring import error_of, probe

OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Other:
    """An object of another type, which can add, multiply and compare a Scalar by itself."""

    def __init__(self, number):
        self.number = number

    def __radd__(self, scalar):
        return self.number + scalar.x

    def __rmul__(self, scalar):
        return self.number * scalar.x

    def __gt__(self, scalar):  # scalar < other
        return self.number > scalar.x


def numbers(rng):
    """Four pairs of ints and two of floats; the second number is not 0, and does not divide the first. Both signs are there."""
    left = rng.integers(11, 40, size=4) * rng.permutation([1, 1, -1, -1])
    right = rng.integers(3, 10, size=4) * rng.permutation([1, 1, 1, -1])
    left += left % right == 0
    pairs = [list(pair) for pair in zip(left.tolist(), right.tolist(), strict=True)]
    floats = [[round(a, 1), round(b, 2)] for a, b in rng.uniform(1, 9, size=(2, 2)).tolist()]
    return {"pairs": [pairs[0], [-pairs[1][0], pairs[1][1]], *pairs[1:], *floats]}


def powers(rng):
    bases = rng.choice([*range(2, 9), *range(-8, -1)], size=5, replace=False).tolist()
    return {
        "pairs": [[base, power] for base, power in zip(bases, rng.permutation([2, 3, 3, 4, 5]).tolist(), strict=True)]
    }


def whole_numbers(rng):
    return {"pairs": rng.integers(5, 60, size=(6, 2)).tolist()}


def single_numbers(rng):
    whole = (rng.integers(2, 90, size=3) * rng.permutation([1, 1, -1])).tolist()
    return {"numbers": [*whole, *(round(x, 2) for x in rng.uniform(-9, 9, size=3).tolist())]}


def ordered_or_not(rng):
    """Four pairs in order, four that are not, and six of equal numbers, two of which are an int and a float."""
    low = rng.integers(-20, 20, size=14).tolist()
    more = rng.integers(1, 9, size=8).tolist()
    pairs = [[low[i], low[i] + more[i]] for i in range(4)]
    pairs += [[low[i] + more[i], low[i]] for i in range(4, 8)]
    pairs += [[x, x] for x in low[8:12]] + [[x, float(x)] for x in low[12:]]
    return {"pairs": [pairs[i] for i in rng.permutation(14)]}


def with_repeats(rng):
    """Six lists in which some numbers are there again, also as floats."""
    lists = []
    for _ in range(6):
        different = rng.choice(range(2, 40), size=int(rng.integers(2, 6)), replace=False).tolist()
        again = rng.choice(different, size=int(rng.integers(2, 5))).tolist()
        lists.append([*different, float(different[0]), *again])
    return {"lists": lists}


def other_objects(rng):
    """For each operator an object of another type."""
    return {
        "others": [["x", None, [1], "2"][i] for i in rng.integers(0, 4, size=len(OPERATORS))],
        "x": int(rng.integers(2, 9)),
    }


def three_pairs(rng):
    return {"pairs": [[a, a + d] for a, d in rng.integers(3, 50, size=(3, 2)).tolist()]}


@probe(inputs=numbers)
def plus(student, pairs):
    """(Scalar(a) + Scalar(b)).x for each pair a, b."""
    return {f"{a} + {b}": (student.Scalar(a) + student.Scalar(b)).x for a, b in pairs}


@probe(inputs=numbers)
def minus(student, pairs):
    """(Scalar(a) - Scalar(b)).x for each pair a, b."""
    return {f"{a} - {b}": (student.Scalar(a) - student.Scalar(b)).x for a, b in pairs}


@probe(inputs=numbers)
def times(student, pairs):
    """(Scalar(a) * Scalar(b)).x for each pair a, b."""
    return {f"{a} * {b}": (student.Scalar(a) * student.Scalar(b)).x for a, b in pairs}


@probe(inputs=numbers)
def divided(student, pairs):
    """(Scalar(a) / Scalar(b)).x for each pair a, b."""
    return {f"{a} / {b}": (student.Scalar(a) / student.Scalar(b)).x for a, b in pairs}


@probe(inputs=numbers)
def whole_division(student, pairs):
    """(Scalar(a) // Scalar(b)).x for each pair a, b."""
    return {f"{a} // {b}": (student.Scalar(a) // student.Scalar(b)).x for a, b in pairs}


@probe(inputs=numbers)
def remainder(student, pairs):
    """(Scalar(a) % Scalar(b)).x for each pair a, b."""
    return {f"{a} % {b}": (student.Scalar(a) % student.Scalar(b)).x for a, b in pairs}


@probe(inputs=powers)
def power(student, pairs):
    """(Scalar(a) ** Scalar(b)).x for each pair a, b."""
    return {f"{a} ** {b}": (student.Scalar(a) ** student.Scalar(b)).x for a, b in pairs}


@probe(inputs=whole_numbers)
def bits_of_both(student, pairs):
    """(Scalar(a) & Scalar(b)).x for each pair a, b."""
    return {f"{a} & {b}": (student.Scalar(a) & student.Scalar(b)).x for a, b in pairs}


@probe(inputs=whole_numbers)
def bits_of_one(student, pairs):
    """(Scalar(a) | Scalar(b)).x for each pair a, b."""
    return {f"{a} | {b}": (student.Scalar(a) | student.Scalar(b)).x for a, b in pairs}


@probe(inputs=whole_numbers)
def bits_that_differ(student, pairs):
    """(Scalar(a) ^ Scalar(b)).x for each pair a, b."""
    return {f"{a} ^ {b}": (student.Scalar(a) ^ student.Scalar(b)).x for a, b in pairs}


@probe(inputs=single_numbers)
def negative(student, numbers):
    """(-Scalar(x)).x for each number x."""
    return {f"-({x})": (-student.Scalar(x)).x for x in numbers}


@probe(inputs=ordered_or_not)
def equal(student, pairs):
    """Scalar(a) == Scalar(b) for each pair a, b."""
    return {f"{a} == {b}": student.Scalar(a) == student.Scalar(b) for a, b in pairs}


@probe(inputs=ordered_or_not)
def not_equal(student, pairs):
    """Scalar(a) != Scalar(b) for each pair a, b."""
    return {f"{a} != {b}": student.Scalar(a) != student.Scalar(b) for a, b in pairs}


@probe(inputs=ordered_or_not)
def less(student, pairs):
    """Scalar(a) < Scalar(b) for each pair a, b."""
    return {f"{a} < {b}": student.Scalar(a) < student.Scalar(b) for a, b in pairs}


@probe(inputs=ordered_or_not)
def less_or_equal(student, pairs):
    """Scalar(a) <= Scalar(b) for each pair a, b."""
    return {f"{a} <= {b}": student.Scalar(a) <= student.Scalar(b) for a, b in pairs}


@probe(inputs=ordered_or_not)
def greater(student, pairs):
    """Scalar(a) > Scalar(b) for each pair a, b."""
    return {f"{a} > {b}": student.Scalar(a) > student.Scalar(b) for a, b in pairs}


@probe(inputs=ordered_or_not)
def greater_or_equal(student, pairs):
    """Scalar(a) >= Scalar(b) for each pair a, b."""
    return {f"{a} >= {b}": student.Scalar(a) >= student.Scalar(b) for a, b in pairs}


@probe(inputs=single_numbers)
def text_for_people(student, numbers):
    """str(Scalar(x)) for each number x."""
    return {f"str(Scalar({x}))": str(student.Scalar(x)) for x in numbers}


@probe(inputs=single_numbers)
def text_for_programmers(student, numbers):
    """repr(Scalar(x)) for each number x."""
    return {f"repr(Scalar({x}))": repr(student.Scalar(x)) for x in numbers}


@probe(inputs=with_repeats)
def in_sets(student, lists):
    """len({Scalar(x), …}) for the numbers x of each list."""
    return {f"different Scalars of {numbers}": len({student.Scalar(x) for x in numbers}) for numbers in lists}


@probe(inputs=numbers)
def operands(student, pairs):
    """For each pair: the numbers in two Scalars after they were added, subtracted, multiplied, divided, negated and compared."""
    found = []
    for a, b in pairs:
        left, right = student.Scalar(a), student.Scalar(b)
        for sign in ("+", "-", "*", "/", "//", "%", "<", "<=", ">", ">="):
            OPERATORS[sign](left, right)
        _ = -left
        found.append([left.x, right.x])
    return {"numbers": found}


@probe(inputs=other_objects)
def other_types(student, others, x):
    """Each operator with a Scalar and an object of another type."""
    return {
        f"Scalar {sign} {type(other).__name__}": error_of(OPERATORS[sign], student.Scalar(x), other)
        for sign, other in zip(OPERATORS, others, strict=True)
    }


@probe(inputs=other_objects)
def equal_to_other_types(student, others, x):
    """Scalar(x) == other, Scalar(x) != other, for objects of other types."""
    scalar = student.Scalar(x)
    return {"equal": [scalar == other for other in others], "not equal": [scalar != other for other in others]}


@probe(inputs=three_pairs)
def asked_next(student, pairs):
    """For each pair a, b: Scalar(a) + other, Scalar(a) * other and Scalar(a) < other, and other is an object that holds b
    and can add, multiply and compare by itself."""
    found = []
    for a, b in pairs:
        scalar, other = student.Scalar(a), Other(b)
        found.append([scalar + other, scalar * other, scalar < other])
    return {"results": found}
