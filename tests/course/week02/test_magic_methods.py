"""The reference against Fraction and int, which Python's authors wrote with the same methods."""

from __future__ import annotations

import itertools
import operator

import pytest

NUMBERS = [-7, -2, 3, 12, 2.5, -0.75]
CALCULATE = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod]
COMPARE = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
BITS = [operator.and_, operator.or_, operator.xor, operator.pow]


@pytest.mark.parametrize("function", [*CALCULATE, *COMPARE, *BITS], ids=lambda function: function.__name__)
def test_operators(solution, function):
    """A Scalar gives what the number in it gives."""
    numbers = [number for number in NUMBERS if function not in BITS or (isinstance(number, int) and number > 0)]
    for a, b in itertools.product(numbers, repeat=2):
        result, expected = function(solution.Scalar(a), solution.Scalar(b)), function(a, b)
        if function not in COMPARE:
            result = result.x
        assert result == expected
        assert type(result) is type(expected)


@pytest.mark.parametrize("x", NUMBERS)
def test_texts_and_hash(solution, x):
    scalar = solution.Scalar(x)
    assert str(scalar) == str(x)
    assert eval(repr(scalar), {"Scalar": solution.Scalar}) == scalar
    assert (-scalar).x == -x
    assert hash(scalar) == hash(solution.Scalar(float(x)))


@pytest.mark.parametrize("function", [*CALCULATE, *COMPARE[2:], *BITS], ids=lambda function: function.__name__)
@pytest.mark.parametrize("other", ["x", None, [1]])
def test_other_types(solution, function, other):
    """Python itself raises the TypeError, on both sides."""
    with pytest.raises(TypeError, match=r"not supported|unsupported|can't multiply"):
        function(solution.Scalar(2), other)
    with pytest.raises(TypeError):
        function(other, solution.Scalar(2))
    assert solution.Scalar(2) != other
