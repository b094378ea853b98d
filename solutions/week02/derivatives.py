"""Derivatives: the slope of a curve at one point, measured and calculated.

forward difference       (f(x + eps) - f(x)) / eps
central difference       (f(x + eps) - f(x - eps)) / (2 eps)
chain rule               the slope of sin(k x) is the slope of sin at k x, times the slope of k x
"""

import math
from collections.abc import Callable


def forward_difference(f: Callable[[float], float], x: float, eps: float = 1e-6) -> float:
    """Return the slope of the line through two points of a curve: the one at x, and the one at x + eps.

    f: a function of one number that returns a number. x: a number.
    eps: how far to the right the second point is, a number above 0.
    Returns a float.

    >>> forward_difference(lambda x: x**2, 3.0, eps=0.5)
    6.5
    """
    ### BEGIN SOLUTION
    return (f(x + eps) - f(x)) / eps
    ### END SOLUTION


def central_difference(f: Callable[[float], float], x: float, eps: float = 1e-5) -> float:
    """Return the derivative of f at x, measured with points on both sides of x.

    f: a function of one number that returns a number. It is asked for no number that is farther than eps from x. x: a number.
    eps: a number above 0.
    Returns a float. If f is a polynomial such as 4 x² - x + 3, with no higher power than x², it is exact for every eps, apart
        from rounding. For x³ at x = 2, and eps as above, the error is less than 1e-8. The formula at the top of this file does
        it; more accurate ones are right, too.

    >>> central_difference(lambda x: x**2, 3.0, eps=0.5)
    6.0
    """
    ### BEGIN SOLUTION
    return (f(x + eps) - f(x - eps)) / (2 * eps)
    ### END SOLUTION


def d_sin(k: float, x: float) -> float:
    """Return the derivative of sin(k x) with respect to x, at one point.

    k, x: numbers, also negative ones and 0. The angle k x is in radians, as in math.sin.
    Returns a float; an error of 1e-6 is allowed.

    >>> d_sin(6, 0.0)
    6.0
    """
    ### BEGIN SOLUTION
    return k * math.cos(k * x)
    ### END SOLUTION
