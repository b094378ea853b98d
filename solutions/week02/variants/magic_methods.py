"""Right but unusual solutions."""

import functools
import operator
from dataclasses import dataclass

from dlcourse.graders.authoring import variant


@variant(of="Scalar")
@functools.total_ordering
class WithTotalOrdering:
    """Writes == and <, and functools.total_ordering makes the other three of them."""

    def __init__(self, x):
        self.x = x

    def _with(self, calculate, other):
        if not isinstance(other, WithTotalOrdering):
            return NotImplemented
        return WithTotalOrdering(calculate(self.x, other.x))

    def __add__(self, other):
        return self._with(operator.add, other)

    def __sub__(self, other):
        return self + -other if isinstance(other, WithTotalOrdering) else NotImplemented

    def __mul__(self, other):
        return self._with(operator.mul, other)

    def __truediv__(self, other):
        return self._with(operator.truediv, other)

    def __floordiv__(self, other):
        return self._with(lambda a, b: divmod(a, b)[0], other)

    def __mod__(self, other):
        return self._with(lambda a, b: a - a // b * b, other)

    def __pow__(self, other):
        return self._with(pow, other)

    def __and__(self, other):
        return self._with(operator.and_, other)

    def __or__(self, other):
        return self._with(operator.or_, other)

    def __xor__(self, other):
        return self._with(operator.xor, other)

    def __neg__(self):
        return WithTotalOrdering(0 - self.x)

    def __eq__(self, other):
        return isinstance(other, WithTotalOrdering) and self.x == other.x

    def __lt__(self, other):
        return self.x < other.x if isinstance(other, WithTotalOrdering) else NotImplemented

    def __hash__(self):
        return hash(("Scalar", self.x))

    def __str__(self):
        return f"{self.x}"

    def __repr__(self):
        return "Scalar(" + repr(self.x) + ")"


@variant(of="Scalar")
@dataclass(frozen=True, order=True)
class FrozenDataclass:
    """A dataclass, which brings ==, the order and the hash. It also takes plain numbers, from both sides."""

    x: float

    def __add__(self, other):
        return _box(operator.add, self, other)

    def __radd__(self, other):
        return _box(operator.add, self, other)

    def __sub__(self, other):
        return _box(operator.sub, self, other)

    def __mul__(self, other):
        return _box(operator.mul, self, other)

    def __truediv__(self, other):
        return _box(operator.truediv, self, other)

    def __floordiv__(self, other):
        return _box(operator.floordiv, self, other)

    def __mod__(self, other):
        return _box(operator.mod, self, other)

    def __pow__(self, other):
        return _box(operator.pow, self, other)

    def __and__(self, other):
        return _box(operator.and_, self, other)

    def __or__(self, other):
        return _box(operator.or_, self, other)

    def __xor__(self, other):
        return _box(operator.xor, self, other)

    def __neg__(self):
        return FrozenDataclass(-self.x)

    def __str__(self):
        return str(self.x)

    def __repr__(self):
        return f"Scalar({self.x})"


def _box(calculate, one, other):
    match other:
        case FrozenDataclass(x=number) | (int() | float() as number):
            return FrozenDataclass(calculate(one.x, number))
    return NotImplemented


@variant(of="Scalar.__repr__")
def with_the_name_of_the_type(self):
    """Asks the object for the name of its class."""
    return f"{type(self).__name__}({self.x!r})"


@variant(of="Scalar.__hash__")
def same_for_all(self):
    """The same hash for every object: sets become slow, and stay right."""
    return 7
