"""Inputs and calls for forward_difference, central_difference and d_sin."""

from dlcourse.graders.authoring import probe


def number(rng, low, high):
    return round(float(rng.uniform(low, high)), 2)


def parabola(rng):
    return {"a": number(rng, 1.2, 3), "b": number(rng, -3, -1), "x": number(rng, 2, 4), "eps": number(rng, 0.3, 0.7)}


def falling(rng):
    return {"a": number(rng, 1.2, 3), "b": number(rng, -3, -1), "x": number(rng, -4, -2), "eps": number(rng, 0.3, 0.7)}


def rising_cubic(rng):
    return {"a": number(rng, 1.2, 2), "b": number(rng, -3, -1), "x": number(rng, 2, 3), "eps": number(rng, 0.3, 0.7)}


def falling_cubic(rng):
    return {"a": number(rng, -2, -1.2), "b": number(rng, 1, 3), "x": number(rng, 2, 3), "eps": number(rng, 0.3, 0.7)}


def cubic(rng):
    return {"a": number(rng, 0.6, 1.9), "x": number(rng, 1.5, 2)}


def rounded(rng):
    """Points that are as far from a rounding of f as possible, so that a tiny eps sees a flat function."""
    return {"x": [round(float(x), 1) + 0.03 for x in rng.uniform(1, 4, size=4)], "eps": number(rng, 1.1, 1.4)}


def waves(rng):
    return {"k": number(rng, 1.5, 4), "x": [number(rng, low, low + 0.5) for low in (-2.2, -1.2, 0.3, 1.2, 2.3)]}


def other_waves(rng):
    return {"k": [number(rng, -4, -1.5), 0, number(rng, 0.2, 0.7), number(rng, -0.7, -0.2)], "x": number(rng, 0.3, 1.2)}


@probe(inputs=rising_cubic)
def forward(student, a, b, x, eps):
    """f(x) = a x³ + b x, with a large eps."""
    return {"slope": student.forward_difference(lambda x: a * x**3 + b * x, x, eps=eps)}


@probe(inputs=falling_cubic)
def forward_where_it_falls(student, a, b, x, eps):
    """f(x) = a x³ + b x, with a large eps, at a point where f falls."""
    return {"slope": student.forward_difference(lambda x: a * x**3 + b * x, x, eps=eps)}


@probe(inputs=cubic)
def forward_without_eps(student, a, x):
    """f(x) = a x³, with the eps of the function's first line."""
    return {"slope": student.forward_difference(lambda x: a * x**3, x)}


@probe(inputs=parabola)
def central(student, a, b, x, eps):
    """f(x) = a x² + b x, with a large eps."""
    return {"slope": student.central_difference(lambda x: a * x**2 + b * x, x, eps=eps)}


@probe(inputs=falling)
def central_where_it_falls(student, a, b, x, eps):
    """f(x) = a x² + b x, with a large eps, at a point where f falls."""
    return {"slope": student.central_difference(lambda x: a * x**2 + b * x, x, eps=eps)}


@probe(inputs=cubic)
def central_without_eps(student, a, x):
    """f(x) = a x³, with the eps of the function's first line."""
    return {"slope": student.central_difference(lambda x: a * x**3, x)}


@probe(inputs=rounded)
def measured(student, x, eps):
    """f(x) = 5 x² + x, where x² is only known with one digit behind the point; a large eps."""
    return {"slopes": [student.central_difference(lambda x: 5 * round(x**2, 1) + x, point, eps=eps) for point in x]}


@probe(inputs=cubic)
def only_near_x(student, a, x):
    """f(x) = a x², from 1 below this x to 1 above it; farther away, f is 100 x. eps is 1."""

    def f(point):
        return a * point**2 if abs(point - x) < 1 + 1e-6 else 100 * point

    return {"slope": student.central_difference(f, x, eps=1.0)}


@probe(inputs=waves)
def wave(student, k, x):
    """d_sin(k, x) at five points x."""
    return {"derivatives": [student.d_sin(k, point) for point in x]}


@probe(inputs=other_waves)
def unusual_waves(student, k, x):
    """d_sin(k, x) for four k: negative, 0, and close to 0."""
    return {"derivatives": [student.d_sin(one, x) for one in k]}
