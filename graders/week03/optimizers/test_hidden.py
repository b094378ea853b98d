from dlcourse.graders.assertions import assert_matches
from dlcourse.graders.authoring import check


@check(
    points=0.25,
    hints=["Raise the error yourself, before Python raises another one."],
    needs=["test_five_optimizers"],
)
def test_unknown_name(unknown_name):
    """make_optimizer raises ValueError for an unknown name."""
    assert_matches(unknown_name)


@check(
    points=0.25,
    hints=["The learning rate has one default for all optimizers, in the signature. Pass params on as it is."],
)
def test_parameters_alone(default_rate, parameters_of_a_model):
    """make_optimizer accepts model.parameters() as it is, and uses the learning rate 0.001 by default."""
    assert_matches(default_rate)
    assert_matches(parameters_of_a_model)


@check(
    points=0.25,
    hints=["If .grad is None, change neither the parameter nor its velocity."],
    needs=["test_plain_steps"],
)
def test_decay_without_gradient(decay_without_gradient):
    """SGDMomentum.step does not move a parameter that has no gradient, also with weight decay."""
    assert_matches(decay_without_gradient)


@check(points=0.25, hints=["Where do you keep the velocities: in the optimizer, or in something that lives longer?"])
def test_own_velocities(two_optimizers, one_after_the_other, many_shapes):
    """Every parameter of every SGDMomentum has its own velocity, of any shape, which is 0 at first."""
    assert_matches(two_optimizers)
    assert_matches(one_after_the_other)
    assert_matches(many_shapes)
