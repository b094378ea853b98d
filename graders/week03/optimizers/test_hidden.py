from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(points=0.25, hints=["Make lower case of the name before you look for it."])
def test_any_case(any_case):
    """make_optimizer takes the names in upper and lower case."""
    assert_matches(any_case)


@check(points=0.25, hints=["Raise the error yourself, before Python finds another one."])
def test_unknown_name(unknown_name):
    """make_optimizer raises ValueError for a name that it does not know."""
    assert_matches(unknown_name)


@check(points=0.25, hints=["The learning rate has a default in the signature; it is the same for all."])
def test_default_rate(default_rate):
    """The learning rate is 0.001 if the caller says nothing."""
    assert_matches(default_rate)


@check(
    points=0.25,
    hints=["Where does weight decay come in, before the velocity or after it, and what does it leave alone?"],
)
def test_weight_decay(decayed_steps, gradient_after):
    """Weight decay adds weight_decay times the parameter to the gradient, and leaves .grad itself as it is."""
    assert_matches(decayed_steps)
    assert_matches(gradient_after)


@check(points=0.25, hints=["Where .grad is None, nothing happens to the parameter nor to its velocity."])
def test_without_gradient(without_gradient):
    """SGDMomentum.step leaves out a parameter that has no gradient."""
    assert_matches(without_gradient)


@check(points=0.25, hints=["Where do the velocities live: in the object, or in something that all objects share?"])
def test_two_optimizers(two_optimizers):
    """Two SGDMomentum objects do not disturb each other."""
    assert_matches(two_optimizers)
