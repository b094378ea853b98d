"""Right but unusual solutions."""

import cmath

import numpy as np

from dlcourse.graders.authoring import variant


@variant(of="forward_difference")
def over_the_true_distance(f, x, eps=1e-6):
    """Divides by the distance that is left after rounding."""
    right = x + eps
    return (f(right) - f(x)) / (right - x)


@variant(of="central_difference")
def richardson(f, x, eps=1e-5):
    """Combines two central differences so that their errors cancel."""

    def central(h):
        return (f(x + h) - f(x - h)) / (2 * h)

    return (4 * central(eps / 2) - central(eps)) / 3


@variant(of="central_difference")
def half_a_step_to_each_side(f, x, eps=1e-5):
    """Goes eps / 2 to each side, and returns a float of NumPy."""
    h = eps / 2
    return np.float64(f(x + h) - f(x - h)) / eps


@variant(of="d_sin")
def with_numpy(k, x):
    """Lets NumPy calculate."""
    return k * np.cos(np.multiply(k, x))


@variant(of="d_sin")
def complex_step(k, x):
    """Takes a tiny step along the imaginary axis, and has no difference that could be rounded."""
    return cmath.sin(k * complex(x, 1e-20)).imag / 1e-20
