from dlcourse.graders.assertions import assert_at_most, assert_matches
from dlcourse.graders.authoring import check


@check(
    points=2,
    hints=[
        "Which two points of the curve is the line drawn through?",
        "The rise is f(x + eps) - f(x), and the run is eps.",
        "Look up which one Python calculates first: a minus or a division.",
    ],
)
def test_forward_difference(forward, forward_where_it_falls):
    """forward_difference returns the slope of the line from the point at x to the one at x + eps."""
    assert_matches(forward)
    assert_matches(forward_where_it_falls)


@check(
    points=2,
    hints=[
        "How far is it from x - eps to x + eps?",
        "The rise is f(x + eps) - f(x - eps), and the run is 2 eps.",
        "Look up what / and * do in a / 2 * b, and where brackets are needed.",
    ],
)
def test_central_difference(central, central_where_it_falls):
    """central_difference returns the derivative of a parabola, for every eps."""
    assert_matches(central)
    assert_matches(central_where_it_falls)


@check(
    points=1,
    hints=[
        "How large is the error of a forward difference with eps = 1e-5, and how large that of a central one?",
        "Use both sides of x, and the eps that the caller gives, or 1e-5 if there is none.",
        "Look up default values of arguments, and symmetric derivative.",
    ],
)
def test_error_is_small(central_without_eps):
    """central_difference is wrong by less than 1e-8 for a x³."""
    want = 3 * central_without_eps.inputs["a"] * central_without_eps.inputs["x"] ** 2
    assert_matches(central_without_eps)
    assert_at_most(abs(central_without_eps["slope"] - want), 1e-8, "error of the derivative")


@check(
    points=3,
    hints=[
        "sin(k x) is a sine of something. What is the slope of the sine, and what is the slope of that something?",
        "Multiply the two: the slope of sin, which is cos, at k x; and the slope of k x, which is k.",
        "Look up the chain rule, and math.cos.",
    ],
)
def test_d_sin(wave):
    """d_sin returns the derivative of sin(k x)."""
    assert_matches(wave)
