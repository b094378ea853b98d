from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.5,
    hints=["Without an argument eps, it is 1e-6: write it into the first line of the function."],
)
def test_forward_without_eps(forward_without_eps):
    """forward_difference is close to the derivative if eps is not given."""
    assert_matches(forward_without_eps)


@check(points=0.5, hints=["Use the eps that you are given, and not a tiny one of your own."])
def test_eps_is_used(measured):
    """central_difference uses its eps: with a large one, a rounded function has the right slope."""
    assert_matches(measured, rtol=0, atol=1.5)


@check(points=0.5, hints=["f may not be known beyond x - eps and x + eps."])
def test_only_near_x(only_near_x):
    """central_difference asks f for no number that is farther than eps from x."""
    assert_matches(only_near_x)


@check(points=0.5, hints=["k is the slope of k x, whatever its sign is; with k = 0 nothing changes."])
def test_any_k(unusual_waves):
    """d_sin works for negative k, and for 0."""
    assert_matches(unusual_waves)
