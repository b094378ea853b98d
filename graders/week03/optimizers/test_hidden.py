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


@check(
    points=0.25,
    hints=["The learning rate has a default in the signature; it is the same for all. And hand params on untouched."],
)
def test_parameters_alone(default_rate, parameters_of_a_model):
    """make_optimizer takes model.parameters() as it comes, and 0.001 for the learning rate if the caller says nothing."""
    assert_matches(default_rate)
    assert_matches(parameters_of_a_model)


@check(
    points=0.25,
    hints=["Where does weight decay come in, before the velocity or after it, and what does it leave alone?"],
)
def test_weight_decay(decayed_steps, gradient_after, gradient_after_without_decay):
    """Weight decay adds weight_decay times the parameter to the gradient; with it or without, .grad stays as it is."""
    assert_matches(decayed_steps)
    assert_matches(gradient_after)
    assert_matches(gradient_after_without_decay)


@check(points=0.25, hints=["Where .grad is None, nothing happens to the parameter nor to its velocity."])
def test_without_gradient(without_gradient, decay_without_gradient):
    """SGDMomentum.step leaves out a parameter that has no gradient, with weight decay too."""
    assert_matches(without_gradient)
    assert_matches(decay_without_gradient)


@check(points=0.25, hints=["Where do the velocities live: in the object, or in something that outlives it?"])
def test_own_velocities(two_optimizers, one_after_the_other, many_shapes):
    """Every parameter of every SGDMomentum has a velocity of its own, whatever its shape, which is 0 in the beginning."""
    assert_matches(two_optimizers)
    assert_matches(one_after_the_other)
    assert_matches(many_shapes)
